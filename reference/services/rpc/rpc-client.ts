import type { ServiceCommand, ServiceEvent, ServiceMachine } from '../../machine/service.ts';
import { note } from '../../machine/service.ts';
import type { Ending } from '../client-outcome.ts';
import { closedEarly, outcome, print, readTimedOut } from '../client-outcome.ts';
import { readReply, writeCall } from './message.ts';
import type { ProcedureName } from './program.ts';
import { procedures, readSummary, writeReading } from './program.ts';
import { markRecord, RecordReader } from './record-marking.ts';
import { XdrError, XdrWriter } from './xdr.ts';

/** A call with its arguments as a person writes them. */
export interface RpcCall {
  procedure: ProcedureName;
  /** add and summarize: numbers. */
  numbers: number[];
  /** echo: the text; summarize: the optional comment. */
  text: string | undefined;
}

interface RpcPlan {
  call: RpcCall;
  firstXid: number;
  times: number;
  thinkMs: number;
  halfClose: boolean;
  ending: Ending;
}

/** The bytes of a call, without record mark. */
export function encodeCall(call: RpcCall, xid: number): Buffer {
  const writer = new XdrWriter();
  if (call.procedure === 'echo') writer.opaque(Buffer.from(call.text ?? ''));
  else if (call.procedure === 'add') writer.int(call.numbers[0] ?? 0).int(call.numbers[1] ?? 0);
  else if (call.procedure === 'summarize') {
    const samples = call.numbers.map((value, index) => ({ number: index + 1, value: BigInt(value) }));
    writeReading(writer, { name: 'client', samples, comment: call.text });
  }
  return writeCall(xid, procedures[call.procedure], writer.bytes);
}

/** The result of a call in words, or what is wrong with the reply. */
export function decodeReply(call: RpcCall, message: Buffer, xid: number): { ok: boolean; text: string } {
  const reader = readReply(message, xid);
  if (typeof reader === 'string') return { ok: false, text: reader };
  try {
    switch (call.procedure) {
      case 'null':
        return { ok: true, text: 'nothing, as expected' };
      case 'echo': {
        const echo = reader.opaque(65_536).toString();
        return echo === (call.text ?? '') ? { ok: true, text: echo } : { ok: false, text: 'the echo differs' };
      }
      case 'add':
        return { ok: true, text: String(reader.int()) };
      case 'summarize': {
        const { count, total, largest } = readSummary(reader);
        const most = largest === undefined ? 'none' : `number ${largest.number} with ${largest.value}`;
        return { ok: true, text: `count ${count}, total ${total}, largest ${most}` };
      }
    }
  } catch (error) {
    if (error instanceof XdrError) return { ok: false, text: error.message };
    throw error;
  }
}

/** ONC RPC client over TCP. */
export class RpcClient implements ServiceMachine {
  readonly #plan: RpcPlan;
  readonly #records = new RecordReader();
  #sent = 0;

  constructor(plan: RpcPlan) {
    this.#plan = plan;
  }

  receive(event: ServiceEvent): ServiceCommand[] {
    switch (event.type) {
      case 'open':
      case 'timer':
        return this.#call();
      case 'bytes':
        this.#records.append(event.bytes);
        return this.#advance();
      case 'end':
        return outcome(false, closedEarly, this.#plan.ending);
      case 'idle':
        return outcome(false, readTimedOut, this.#plan.ending);
      default:
        return [];
    }
  }

  #call(): ServiceCommand[] {
    const { call, firstXid, times, halfClose } = this.#plan;
    const bytes = markRecord(encodeCall(call, firstXid + this.#sent));
    this.#sent++;
    const commands: ServiceCommand[] = [{ type: 'send', bytes }, note(`call ${call.procedure}`)];
    if (halfClose && this.#sent === times) commands.push({ type: 'half-close' });
    return commands;
  }

  #advance(): ServiceCommand[] {
    const { call, firstXid, times, thinkMs, ending } = this.#plan;
    const record = this.#records.next();
    if (record === undefined) return [];
    if (record === 'too-long') return outcome(false, 'the reply is too long', ending);
    const { ok, text } = decodeReply(call, record, firstXid + this.#sent - 1);
    if (!ok) return outcome(false, text, ending);
    const heard = [print(`${text}\n`), note(`reply ${call.procedure}`)];
    if (this.#sent < times)
      return [...heard, ...(thinkMs > 0 ? [{ type: 'timer', ms: thinkMs } as const] : this.#call())];
    return [...heard, ...outcome(true, `${times} calls of ${call.procedure}`, ending)];
  }
}
