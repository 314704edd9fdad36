import { Int32Column, Uint8Column, Uint16Column, Uint32Column } from '../../facts/columns.ts';
import { MessageRows } from '../../facts/message-rows.ts';
import { TextHeap } from '../../facts/text-heap.ts';
import type { MessageHead } from './message-head.ts';
import { CONNECT } from './methods.ts';

/** Longest request target that is kept for its response. */
const MAX_TARGET = 4096;
/** Bytes of all targets that are kept. */
const MAX_TARGETS = 32 << 20;

/**
 * Requests and their responses, in the order of each connection: a response answers the oldest request that has none
 * (RFC 9112 section 9.3.2), an interim one (1xx) leaves the request waiting. Links are stored as row + 1, 0 for none.
 *
 * | column | content |
 * |---|---|
 * | request, response | frames, 0 while not seen |
 * | seconds, nanoseconds | time of the request |
 * | method | number of the request's method |
 * | previous, next | the neighbours in the connection |
 * | number | place in the connection, from 1 |
 * | target, targetLength | full target of the request in the text heap; length 0 when it was not kept |
 */
export class HttpTransactions {
  count = 0;
  /** Conversation whose message measured last makes it leave HTTP, or -1: what follows in the same piece is no message. */
  leaving = -1;
  /** Conversation of which a request was measured in the same piece and is not learned yet, or -1. */
  asking = -1;
  readonly request = new Uint32Column();
  readonly response = new Uint32Column();
  readonly number = new Uint32Column();
  private readonly seconds = new Uint32Column();
  private readonly nanoseconds = new Int32Column();
  private readonly method = new Uint8Column();
  private readonly previous = new Int32Column();
  private readonly next = new Int32Column();
  private readonly target = new Uint32Column();
  private readonly targetLength = new Uint16Column();
  private readonly targets = new TextHeap(MAX_TARGETS);
  private readonly messages = new MessageRows();
  /** By conversation: its newest transaction, and the oldest that waits for its response. */
  private readonly newest = new Int32Column();
  private readonly waiting = new Int32Column();
  /** By conversation: 1 once a request was seen, and once both sides have left HTTP. */
  private readonly requested = new Uint8Column();
  private readonly left = new Uint8Column();

  /** Notes a request. Returns its transaction. */
  learnRequest(conversation: number, frame: number, seconds: number, nanoseconds: number, method: number): number {
    const row = this.begin(conversation);
    this.request.set(row, frame);
    this.seconds.set(row, seconds);
    this.nanoseconds.set(row, nanoseconds);
    this.method.set(row, method);
    this.requested.set(conversation, 1);
    if (this.waiting.get(conversation) === 0) this.waiting.set(conversation, row + 1);
    this.messages.add(frame, row);
    return row;
  }

  /** Notes a response. Returns its transaction: one without request when none was waiting. */
  learnResponse(conversation: number, frame: number, head: MessageHead): number {
    const { status } = head;
    const waiting = this.waiting.get(conversation) - 1;
    const row = waiting < 0 ? this.begin(conversation) : waiting;
    this.messages.add(frame, row);
    if (status >= 100 && status < 200 && status !== 101) return row;
    this.response.set(row, frame);
    if (waiting >= 0) this.waiting.set(conversation, this.next.get(waiting));
    const tunnel = waiting >= 0 && this.method.get(waiting) === CONNECT && status >= 200 && status < 300;
    if (tunnel || (status === 101 && head.upgrade)) this.left.set(conversation, 1);
    return row;
  }

  /** Notes a message that is neither. */
  learnOther(frame: number): void {
    this.messages.add(frame, -1);
  }

  /** The transaction of a message learned before, or -1. */
  of(frame: number, place: number): number {
    return this.messages.get(frame, place);
  }

  /** A request was seen on the connection. */
  asked(conversation: number): boolean {
    return this.requested.get(conversation) !== 0;
  }

  /** The connection carries something else since an upgrade or CONNECT. */
  hasLeft(conversation: number): boolean {
    return this.left.get(conversation) !== 0;
  }

  /** Transactions of the connection so far. */
  total(transaction: number, conversation: number): number {
    const newest = this.newest.get(conversation) - 1;
    return this.number.get(newest < 0 ? transaction : newest);
  }

  /** Method of the request that the next response but `before` will answer, or -1. */
  awaitedMethod(conversation: number, before: number): number {
    let row = this.waiting.get(conversation) - 1;
    for (let i = 0; i < before && row >= 0; i++) row = this.next.get(row) - 1;
    return row < 0 ? -1 : this.method.get(row);
  }

  /** Seconds from the transaction's request to the given time. */
  since(transaction: number, seconds: number, nanoseconds: number): number {
    return seconds - this.seconds.get(transaction) + (nanoseconds - this.nanoseconds.get(transaction)) / 1e9;
  }

  /** The transaction before, or -1. */
  before(transaction: number): number {
    return this.previous.get(transaction) - 1;
  }

  after(transaction: number): number {
    return this.next.get(transaction) - 1;
  }

  /** Keeps the target of a request: scheme, host and path, or the target as it is when it names them itself. */
  keepTarget(transaction: number, bytes: Uint8Array, head: MessageHead, scheme: string): void {
    const { hostStart, hostEnd, uriStart, uriEnd } = head;
    const alone = scheme === '';
    const length = uriEnd - uriStart + (alone ? 0 : scheme.length + hostEnd - hostStart);
    if (length > MAX_TARGET || length === 0) return;
    this.targets.begin(length);
    if (!alone) {
      this.targets.ascii(scheme);
      this.targets.bytes(bytes, hostStart, hostEnd);
    }
    this.targets.bytes(bytes, uriStart, uriEnd);
    const at = this.targets.end();
    if (at < 0) return;
    this.target.set(transaction, at);
    this.targetLength.set(transaction, length);
  }

  /** The kept target, undefined when there is none. */
  targetOf(transaction: number): Uint8Array | undefined {
    const length = this.targetLength.get(transaction);
    return length === 0 ? undefined : this.targets.read(this.target.get(transaction), length);
  }

  private begin(conversation: number): number {
    const row = this.count++;
    const previous = this.newest.get(conversation);
    this.previous.set(row, previous);
    this.number.set(row, previous === 0 ? 1 : this.number.get(previous - 1) + 1);
    if (previous !== 0) this.next.set(previous - 1, row + 1);
    this.newest.set(conversation, row + 1);
    return row;
  }
}
