import { programNumber, programVersion, runProcedure } from './program.ts';
import { XdrError, XdrReader, XdrWriter } from './xdr.ts';

/** ONC RPC messages (RFC 5531 section 9). */
const call = 0;
const reply = 1;
const rpcVersion = 2;
const accepted = 0;
const denied = 1;
const longestAuth = 400;

const acceptNames = [
  'success',
  'program unavailable',
  'program mismatch',
  'procedure unavailable',
  'garbage arguments',
  'system error',
];
const success = 0;
const programUnavailable = 1;
const programMismatch = 2;
const procedureUnavailable = 3;
const garbageArguments = 4;

/** A call of our program without credentials. */
export function writeCall(xid: number, procedure: number, args: Buffer): Buffer {
  const writer = new XdrWriter().uint(xid).uint(call).uint(rpcVersion);
  writer.uint(programNumber).uint(programVersion).uint(procedure);
  for (const _ of ['credentials', 'verifier']) writer.uint(0).uint(0);
  return writer.raw(args).bytes;
}

/** The reply to the call in `message`, and a line about it; undefined if the message is no call and gets no reply. */
export function answerCall(message: Buffer): { reply: Buffer; text: string } | undefined {
  const reader = new XdrReader(message);
  let xid: number;
  try {
    xid = reader.uint();
    if (reader.uint() !== call) return undefined;
    if (reader.uint() !== rpcVersion) {
      const writer = new XdrWriter().uint(xid).uint(reply).uint(denied).uint(0).uint(rpcVersion).uint(rpcVersion);
      return { reply: writer.bytes, text: `call ${xid} -> RPC version mismatch` };
    }
    const program = reader.uint();
    const version = reader.uint();
    const procedure = reader.uint();
    for (const _ of ['credentials', 'verifier']) {
      reader.uint();
      reader.opaque(longestAuth);
    }
    return accept(xid, program, version, procedure, reader);
  } catch (error) {
    if (error instanceof XdrError) return undefined;
    throw error;
  }
}

function accept(xid: number, program: number, version: number, procedure: number, reader: XdrReader) {
  const writer = new XdrWriter().uint(xid).uint(reply).uint(accepted).uint(0).uint(0);
  let status: number = success;
  if (program !== programNumber) {
    status = programUnavailable;
    writer.uint(status);
  } else if (version !== programVersion) {
    status = programMismatch;
    writer.uint(status).uint(programVersion).uint(programVersion);
  } else {
    let results: Buffer | undefined;
    try {
      results = runProcedure(procedure, reader);
      if (results === undefined) status = procedureUnavailable;
    } catch (error) {
      if (!(error instanceof XdrError)) throw error;
      status = garbageArguments;
    }
    writer.uint(status);
    if (results !== undefined) writer.raw(results);
  }
  return { reply: writer.bytes, text: `call ${xid} procedure ${procedure} -> ${acceptNames[status]}` };
}

/** The results in the reply to call `xid`, or a sentence about why there are none. */
export function readReply(message: Buffer, xid: number): XdrReader | string {
  const reader = new XdrReader(message);
  try {
    if (reader.uint() !== xid || reader.uint() !== reply) return 'the reply is not to this call';
    if (reader.uint() !== accepted) return 'the call was denied';
    reader.uint();
    reader.opaque(longestAuth);
    const status = reader.uint();
    return status === success ? reader : `the call failed: ${acceptNames[status] ?? `status ${status}`}`;
  } catch (error) {
    if (error instanceof XdrError) return 'the reply is too short';
    throw error;
  }
}
