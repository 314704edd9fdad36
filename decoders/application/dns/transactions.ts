import { Int32Column, Uint8Column, Uint16Column, Uint32Column } from '../../facts/columns.ts';
import { MessageRows } from '../../facts/message-rows.ts';

/** A query with the same id within this many seconds is the same query again. */
const RETRANSMISSION_SECONDS = 5;
const MAX_BUCKETS = 1 << 20;
/** Transactions looked at for one message; more in one bucket are taken for forgotten. */
const MAX_STEPS = 64;

/**
 * Queries and their responses, by conversation and transaction id. A row per query, and for every message the row it
 * belongs to, so that a later pass sees what the first one saw.
 *
 * | column | content |
 * |---|---|
 * | conversation, id | the key; an id is used again after a response or after five seconds |
 * | request, seconds, nanoseconds | frame and time of the query |
 * | response | frame of the first response, 0 while there is none |
 * | several | 1 when several responses are no retransmissions: zone transfers |
 */
export class DnsTransactions {
  count = 0;
  readonly request = new Uint32Column();
  readonly response = new Uint32Column();
  readonly several = new Uint8Column();
  private readonly conversation = new Int32Column();
  private readonly id = new Uint16Column();
  private readonly seconds = new Uint32Column();
  private readonly nanoseconds = new Int32Column();
  /** The next older transaction of the same bucket, as row + 1. */
  private readonly older = new Int32Column();
  private buckets = new Int32Array(1 << 10);
  private readonly messages = new MessageRows();

  /** Notes a query. Returns its transaction: a new one, or that of the query it repeats. */
  learnRequest(conversation: number, id: number, frame: number, seconds: number, nanoseconds: number): number {
    const known = this.newest(conversation, id);
    const again =
      known >= 0 && this.response.get(known) === 0 && this.since(known, seconds, nanoseconds) < RETRANSMISSION_SECONDS;
    const transaction = again ? known : this.begin(conversation, id, frame, seconds, nanoseconds);
    this.messages.add(frame, transaction);
    return transaction;
  }

  /** Notes a response. Returns the transaction it belongs to, or -1. */
  learnResponse(conversation: number, id: number, frame: number): number {
    const transaction = this.newest(conversation, id);
    if (transaction >= 0 && this.response.get(transaction) === 0) this.response.set(transaction, frame);
    this.messages.add(frame, transaction);
    return transaction;
  }

  /** The transaction of a message learned before, or -1. */
  of(frame: number, place: number): number {
    return this.messages.get(frame, place);
  }

  /** Seconds from the transaction's query to the given time. */
  since(transaction: number, seconds: number, nanoseconds: number): number {
    return seconds - this.seconds.get(transaction) + (nanoseconds - this.nanoseconds.get(transaction)) / 1e9;
  }

  private begin(conversation: number, id: number, frame: number, seconds: number, nanoseconds: number): number {
    const row = this.count++;
    this.conversation.set(row, conversation);
    this.id.set(row, id);
    this.request.set(row, frame);
    this.seconds.set(row, seconds);
    this.nanoseconds.set(row, nanoseconds);
    if (this.count > this.buckets.length * 2 && this.buckets.length < MAX_BUCKETS) this.rehash();
    else this.link(row);
    return row;
  }

  private newest(conversation: number, id: number): number {
    let at = this.buckets[this.bucket(conversation, id)];
    for (let step = 0; at !== 0 && step < MAX_STEPS; step++) {
      if (this.conversation.get(at - 1) === conversation && this.id.get(at - 1) === id) return at - 1;
      at = this.older.get(at - 1);
    }
    return -1;
  }

  private link(row: number): void {
    const bucket = this.bucket(this.conversation.get(row), this.id.get(row));
    this.older.set(row, this.buckets[bucket]);
    this.buckets[bucket] = row + 1;
  }

  private bucket(conversation: number, id: number): number {
    const h = Math.imul(Math.imul(conversation, 0x9e3779b1) ^ id, 0x85ebca6b);
    return (h ^ (h >>> 15)) & (this.buckets.length - 1);
  }

  private rehash(): void {
    this.buckets = new Int32Array(this.buckets.length * 2);
    for (let row = 0; row < this.count; row++) this.link(row);
  }
}
