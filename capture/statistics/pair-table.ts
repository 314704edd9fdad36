import type { AddressTable } from '../../decoders/facts/address-table.ts';
import { Uint16Column, Uint32Column } from '../../decoders/facts/columns.ts';

// Columns of the counts; bytes follow frames
const SENT_FRAMES = 0;
const SENT_BYTES = 1;
const RECEIVED_FRAMES = 2;
const RECEIVED_BYTES = 3;
const START = 4;
const END = 5;
const REVERSED = 6;
const WIDTH = 8;

/** Conversations that a table holds; frames of further ones are counted together. */
export const MAX_CONVERSATIONS = 1_000_000;

/**
 * Conversations of one layer: who exchanged how much, from when to when. One row each, in the order of their first frames;
 * side `a` is the source of that frame. `stream` is the number of `tcp.stream` or `udp.stream`, 0 on other layers. Sent
 * counts go from `a` to `b`. Times are seconds since the capture's first frame.
 */
export class PairTable {
  count = 0;
  readonly addresses: AddressTable;
  readonly a = new Uint32Column();
  readonly b = new Uint32Column();
  readonly aPort = new Uint16Column();
  readonly bPort = new Uint16Column();
  readonly stream = new Uint32Column();
  readonly sentFrames = this.column(SENT_FRAMES);
  readonly sentBytes = this.column(SENT_BYTES);
  readonly receivedFrames = this.column(RECEIVED_FRAMES);
  readonly receivedBytes = this.column(RECEIVED_BYTES);
  readonly start = this.column(START);
  readonly end = this.column(END);
  readonly firstFrame = new Uint32Column();
  /** Frames of conversations beyond {@link MAX_CONVERSATIONS}. */
  uncounted = 0;
  /** Rows of pairs by both address ids. */
  private readonly rows = new Map<number, number>();
  /** Rows of streams plus 1, by stream number. */
  private readonly streamRows = new Uint32Column();
  /** What each frame changes stands together: one row of numbers for each conversation. */
  private counts = new Float64Array(WIDTH * 256);
  private lastKey = -1;
  private lastRow = -1;

  constructor(addresses: AddressTable) {
    this.addresses = addresses;
  }

  /** Counts a frame between two addresses. */
  addPair(source: number, destination: number, frame: number, length: number, time: number): void {
    const key = source < destination ? source * 0x4000000 + destination : destination * 0x4000000 + source;
    let row = this.find(key);
    if (row < 0) {
      row = this.begin(frame, time);
      if (row < 0) return;
      this.rows.set(key, row);
      this.a.set(row, source);
      this.b.set(row, destination);
    }
    this.take(row, this.a.get(row) === source, length, time);
  }

  /**
   * Counts a frame of a stream. True for the first one: its ends are to be named then, see {@link nameEnds}.
   *
   * @param backward the frame goes to the side that opened the stream
   */
  addStream(stream: number, backward: boolean, frame: number, length: number, time: number): boolean {
    let row = this.streamRows.get(stream) - 1;
    const first = row < 0;
    if (first) {
      row = this.begin(frame, time);
      if (row < 0) return false;
      this.streamRows.set(stream, row + 1);
      this.stream.set(row, stream);
      this.counts[row * WIDTH + REVERSED] = backward ? 1 : 0;
    }
    this.take(row, (this.counts[row * WIDTH + REVERSED] === 1) === backward, length, time);
    return first;
  }

  /** Names the ends of the stream that was begun last: ids in {@link addresses}, and ports. */
  nameEnds(source: number, destination: number, sourcePort: number, destinationPort: number): void {
    const row = this.count - 1;
    this.a.set(row, source);
    this.b.set(row, destination);
    this.aPort.set(row, sourcePort);
    this.bPort.set(row, destinationPort);
  }

  private find(key: number): number {
    if (key === this.lastKey) return this.lastRow;
    const row = this.rows.get(key);
    if (row === undefined) return -1;
    this.lastKey = key;
    this.lastRow = row;
    return row;
  }

  private begin(frame: number, time: number): number {
    if (this.count >= MAX_CONVERSATIONS) {
      this.uncounted++;
      return -1;
    }
    const row = this.count++;
    this.firstFrame.set(row, frame);
    if (row * WIDTH === this.counts.length) {
      const wider = new Float64Array(this.counts.length * 2);
      wider.set(this.counts);
      this.counts = wider;
    }
    this.counts[row * WIDTH + START] = time;
    this.counts[row * WIDTH + END] = time;
    return row;
  }

  private take(row: number, sent: boolean, length: number, time: number): void {
    const { counts } = this;
    const at = row * WIDTH;
    const way = at + (sent ? SENT_FRAMES : RECEIVED_FRAMES);
    counts[way]++;
    counts[way + 1] += length;
    if (time > counts[at + END]) counts[at + END] = time;
    if (time < counts[at + START]) counts[at + START] = time;
  }

  private column(place: number): { get(row: number): number } {
    return { get: (row) => this.counts[row * WIDTH + place] };
  }
}
