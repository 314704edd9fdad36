import type { AddressTable } from '../../decoders/facts/address-table.ts';
import { Float64Column, Uint8Column, Uint16Column, Uint32Column } from '../../decoders/facts/columns.ts';

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
  readonly sentFrames = new Uint32Column();
  readonly sentBytes = new Float64Column();
  readonly receivedFrames = new Uint32Column();
  readonly receivedBytes = new Float64Column();
  readonly start = new Float64Column();
  readonly end = new Float64Column();
  readonly firstFrame = new Uint32Column();
  /** Frames of conversations beyond {@link MAX_CONVERSATIONS}. */
  uncounted = 0;
  private readonly rows = new Map<number, number>();
  private readonly reversed = new Uint8Column();
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
      row = this.begin(key, frame, time);
      if (row < 0) return;
      this.a.set(row, source);
      this.b.set(row, destination);
    }
    this.take(row, this.a.get(row) === source, length, time);
  }

  /**
   * Counts a frame of a stream. Its ends are asked for only when it is new.
   *
   * @param backward the frame goes to the side that opened the stream
   */
  addStream(
    stream: number,
    backward: boolean,
    ends: (row: number) => void,
    frame: number,
    length: number,
    time: number,
  ): void {
    let row = this.find(stream);
    if (row < 0) {
      row = this.begin(stream, frame, time);
      if (row < 0) return;
      this.stream.set(row, stream);
      this.reversed.set(row, backward ? 1 : 0);
      ends(row);
    }
    this.take(row, (this.reversed.get(row) === 1) === backward, length, time);
  }

  private find(key: number): number {
    if (key === this.lastKey) return this.lastRow;
    const row = this.rows.get(key);
    if (row === undefined) return -1;
    this.lastKey = key;
    this.lastRow = row;
    return row;
  }

  private begin(key: number, frame: number, time: number): number {
    if (this.count >= MAX_CONVERSATIONS) {
      this.uncounted++;
      return -1;
    }
    const row = this.count++;
    this.rows.set(key, row);
    this.firstFrame.set(row, frame);
    this.start.set(row, time);
    this.end.set(row, time);
    return row;
  }

  private take(row: number, sent: boolean, length: number, time: number): void {
    if (sent) {
      this.sentFrames.set(row, this.sentFrames.get(row) + 1);
      this.sentBytes.set(row, this.sentBytes.get(row) + length);
    } else {
      this.receivedFrames.set(row, this.receivedFrames.get(row) + 1);
      this.receivedBytes.set(row, this.receivedBytes.get(row) + length);
    }
    if (time > this.end.get(row)) this.end.set(row, time);
    if (time < this.start.get(row)) this.start.set(row, time);
  }
}
