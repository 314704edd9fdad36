import { RPC_PROGRAM_BASE, rpcPrograms, tcpPorts, udpPorts } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import type { Field } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import type { Protocol } from '../../model/protocol.ts';
import { NEED_MORE, NOT_MINE } from '../../model/stream.ts';
import { RpcCalls } from './rpc-calls.ts';
import { f } from './rpc-fields.ts';
import { procedureName, programName } from './rpc-names.ts';

const CALL = 0;
const REPLY = 1;
const RPC_VERSION = 2;
const ACCEPTED = 0;
const SUCCESS = 0;
const PROGRAM_MISMATCH = 2;
const AUTH_UNIX = 1;
/** RFC 5531 section 8.2: the body of an authenticator is at most 400 bytes. */
const MAX_AUTH = 400;
/** Longest record taken for one; NFS writes are a megabyte and more. */
const MAX_RECORD = 8 * 1024 * 1024;

/** Open Network Computing RPC, version 2, over record-marked TCP and over UDP. */
export const rpc: Protocol<RpcCalls> = protocol<RpcCalls>({
  name: 'rpc',
  title: 'Remote Procedure Call',
  short: 'RPC',
  osi: 5,
  rule: 'keeps the dialogue of calls and replies together',
  unit: 'message',
  rfc: [5531],
  fields: f,
  claims: [
    [tcpPorts, 111, 2049, 2111],
    [udpPorts, 111, 2111],
  ],
  createState: () => new RpcCalls(),
  recognises,
  stream: { measure: recordLength },
  decode(c) {
    const streamed = c.frame.carrier(c.layer)?.name === 'tcp';
    if (streamed) recordMark(c);
    if (c.available < 8) c.short(8);
    const type = c.peek32(c.pos + 4);
    if (type > REPLY) c.malformed('neither a call nor a reply');
    const xid = c.u32(f.xid);
    c.u32(f.messageType);
    if (type === CALL) call(c, xid);
    else reply(c, xid);
  },
  heading: (v) =>
    `Remote Procedure Call, Type:${v.num(f.messageType) === CALL ? 'Call' : 'Reply'} XID:${v.text(f.xid).split(' ')[0]}`,
  column: (v) => programName(v.num(f.program)) ?? 'RPC',
  info(v) {
    const text = `V${v.num(f.programVersion, 0)} ${procedureName(v.num(f.program, 0), v.num(f.programVersion, 0), v.num(f.procedure, 0))}`;
    if (v.num(f.messageType) === CALL) return `${text} Call`;
    const asked = v.num(f.otherFrame, 0);
    return asked > 0 ? `${text} Reply (Call In ${asked})` : 'Reply to a call that was not captured';
  },
  infoFields: [f.messageType, f.program, f.programVersion, f.procedure, f.otherFrame],
  story: (v) => story(v),
});

/** A call of version 2 to a program that is known here, or the reply to a call that was recognised before. */
function recognises(c: Cursor): boolean {
  if (c.available < 16) return false;
  const type = c.peek32(c.pos + 4);
  const { frame } = c;
  if (type === CALL) {
    const known = frame.registry.lookup(rpcPrograms, c.peek32(c.pos + 12) - RPC_PROGRAM_BASE);
    return known !== undefined && c.peek32(c.pos + 8) === RPC_VERSION;
  }
  const { conversation } = frame.packet;
  if (type !== REPLY || frame.quoted || conversation < 0) return false;
  const calls = c.state(rpc);
  if (frame.learning) return calls.awaits(conversation, c.peek32(c.pos));
  return calls.of(frame.record.number, 0) >= 0;
}

/** Record marking (RFC 5531 section 11): one record a message; records of several fragments are taken by their first. */
function recordLength(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 12) return NEED_MORE;
  const mark = ((bytes[start] << 24) | (bytes[start + 1] << 16) | (bytes[start + 2] << 8) | bytes[start + 3]) >>> 0;
  const length = mark & 0x7fff_ffff;
  const type = bytes[start + 11];
  if (length < 24 || length > MAX_RECORD || bytes[start + 8] | bytes[start + 9] | bytes[start + 10] || type > REPLY) {
    return NOT_MINE;
  }
  return 4 + length;
}

function recordMark(c: Cursor): void {
  const entry = c.open(f.fragment);
  const mark = c.u32(f.fragmentLength);
  c.bits(f.lastFragment, mark);
  if (entry >= 0)
    c.label(entry, `Fragment header: ${mark & 0x8000_0000 ? 'Last fragment, ' : ''}${mark & 0x7fff_ffff} bytes`);
  c.close(entry);
}

function call(c: Cursor, xid: number): void {
  c.u32(f.rpcVersion);
  const program = c.u32(f.program);
  const version = c.u32(f.programVersion);
  const at = c.pos;
  const procedure = c.u32(f.procedure);
  procedureLabel(c, at, program, version, procedure);
  const calls = c.state(rpc);
  const row = learned(c, calls, xid, true);
  if (row >= 0 && c.frame.learning) {
    calls.program.set(row, program);
    calls.version.set(row, version);
    calls.procedure.set(row, procedure);
  }
  const answered = row < 0 ? 0 : calls.reply.get(row);
  if (answered > 0) c.label(c.generated(f.otherFrame, answered), `The reply to this request is in frame ${answered}`);
  authenticator(c, f.credentials);
  authenticator(c, f.verifier);
  c.next(rpcPrograms, program - RPC_PROGRAM_BASE);
}

function reply(c: Cursor, xid: number): void {
  const calls = c.state(rpc);
  const row = learned(c, calls, xid, false);
  const program = row < 0 ? -1 : calls.program.get(row);
  if (row >= 0 && c.noting) {
    const procedure = calls.procedure.get(row);
    c.generated(f.program, program);
    c.generated(f.programVersion, calls.version.get(row));
    c.label(
      c.generated(f.procedure, procedure),
      `Procedure: ${procedureName(program, calls.version.get(row), procedure)} (${procedure})`,
    );
    const asked = calls.call.get(row);
    c.label(c.generated(f.otherFrame, asked), `This is a reply to a request in frame ${asked}`);
    c.generated(f.time, calls.delay.get(row));
  }
  if (c.u32(f.replyState) !== ACCEPTED) {
    c.u32(f.rejectState);
    c.rest();
    return;
  }
  authenticator(c, f.verifier);
  const state = c.u32(f.acceptState);
  if (state === SUCCESS && program >= 0) c.next(rpcPrograms, program - RPC_PROGRAM_BASE);
  else if (state === PROGRAM_MISMATCH || c.remaining > 0) c.rest();
}

function learned(c: Cursor, calls: RpcCalls, xid: number, isCall: boolean): number {
  const { frame } = c;
  const { conversation } = frame.packet;
  if (frame.quoted || conversation < 0) return -1;
  const { number, seconds, nanoseconds } = frame.record;
  if (!frame.learning) return calls.of(number, frame.place(c.layer));
  return isCall
    ? calls.learnCall(conversation, xid, number, seconds, nanoseconds)
    : calls.learnReply(conversation, xid, number, seconds, nanoseconds);
}

function procedureLabel(c: Cursor, at: number, program: number, version: number, procedure: number): void {
  if (!c.wants(f.procedure) || c.pos !== at + 4) return;
  c.label(c.tape.count - 1, `Procedure: ${procedureName(program, version, procedure)} (${procedure})`);
}

/** An authenticator (RFC 5531 section 8.2): flavour, length, body. */
function authenticator(c: Cursor, heading: Field): void {
  const entry = c.open(heading);
  const flavor = c.u32(f.flavor);
  const length = c.u32(f.authLength);
  if (length > MAX_AUTH) c.malformed('authenticator is longer than 400 bytes');
  const outer = c.scope(length);
  if (flavor === AUTH_UNIX && length >= 20) unixCredentials(c);
  if (c.remaining > 0) c.take(f.authBody, c.remaining);
  c.leave(outer);
  c.close(entry);
}

/** RFC 5531 appendix A: stamp, machine name, user and groups. */
function unixCredentials(c: Cursor): void {
  c.u32(f.stamp);
  if (c.available < 4) c.short(4);
  const length = c.peek32(c.pos);
  c.skip(4);
  c.take(f.machineName, length);
  c.skip(-length & 3);
  c.u32(f.userId);
  c.u32(f.groupId);
  if (c.available < 4) c.short(4);
  const groups = c.peek32(c.pos);
  c.skip(4);
  for (let i = 0; i < groups && c.remaining >= 4; i++) c.u32(f.groupId);
}

function story(v: LayerView): string {
  const program = programName(v.num(f.program)) ?? `program ${v.num(f.program)}`;
  const procedure = procedureName(v.num(f.program, 0), v.num(f.programVersion, 0), v.num(f.procedure, 0));
  if (v.num(f.messageType) === CALL) return `Calls ${procedure} of ${program} on the other host.`;
  const asked = v.num(f.otherFrame, 0);
  return asked > 0 ? `Answers the call of ${procedure} in frame ${asked}.` : 'Answers a call that was not captured.';
}
