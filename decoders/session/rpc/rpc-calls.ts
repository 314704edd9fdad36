import { Float64Column, Int32Column, Uint32Column } from '../../facts/columns.ts';
import { MessageRows } from '../../facts/message-rows.ts';

/** Calls waiting for a reply beyond this many are forgotten, the oldest first. */
const MAX_WAITING = 65_536;

/**
 * Calls and their replies, by conversation and transaction id (XID). A row per call, and for every message the row it
 * belongs to, so that a later pass sees what the first one saw.
 */
export class RpcCalls {
  count = 0;
  readonly program = new Uint32Column();
  readonly version = new Uint32Column();
  readonly procedure = new Uint32Column();
  /** Frame of the call and of its first reply, 0 while there is none. */
  readonly call = new Uint32Column();
  readonly reply = new Uint32Column();
  private readonly seconds = new Float64Column();
  private readonly nanoseconds = new Int32Column();
  /** Seconds from call to reply. */
  readonly delay = new Float64Column();
  private readonly messages = new MessageRows();
  private readonly waiting = new Map<number, number>();

  learnCall(conversation: number, xid: number, frame: number, seconds: number, nanoseconds: number): number {
    const row = this.count++;
    this.call.set(row, frame);
    this.seconds.set(row, seconds);
    this.nanoseconds.set(row, nanoseconds);
    this.messages.add(frame, row);
    this.waiting.set(key(conversation, xid), row);
    if (this.waiting.size > MAX_WAITING) this.waiting.delete(this.waiting.keys().next().value as number);
    return row;
  }

  /** The call that the reply answers, or -1. */
  learnReply(conversation: number, xid: number, frame: number, seconds: number, nanoseconds: number): number {
    const row = this.waiting.get(key(conversation, xid)) ?? -1;
    if (row >= 0 && this.reply.get(row) === 0) {
      this.reply.set(row, frame);
      this.delay.set(row, seconds - this.seconds.get(row) + (nanoseconds - this.nanoseconds.get(row)) / 1e9);
    }
    this.messages.add(frame, row);
    return row;
  }

  /** A call with this id is known: a reply to it can come. */
  awaits(conversation: number, xid: number): boolean {
    return this.waiting.has(key(conversation, xid));
  }

  /** The call that a message learned before belongs to, or -1. */
  of(frame: number, place: number): number {
    return this.messages.get(frame, place);
  }
}

function key(conversation: number, xid: number): number {
  return conversation * 0x1_0000_0000 + xid;
}
