import type { FrameAccess } from '../model/session.ts';
import { Int32Column, Uint8Column, Uint16Column, Uint32Column } from './columns.ts';
import { lowerBound } from './frame-links.ts';
import { type PendingDatagram, PendingDatagrams } from './pending-datagrams.ts';

/** Bits of {@link FragmentTable.flags} and {@link FragmentTable.datagramFlags}. */
export const OVERLAP = 1;
export const OVERLAP_CONFLICT = 2;
export const MULTIPLE_TAILS = 4;
export const TOO_LONG = 8;

/** Bytes of fragments within reassembled data that are kept for later passes, since no frame holds them. */
const MAX_KEPT = 16 << 20;
const SMALLEST_BUFFER = 1 << 16;

/**
 * Fragments of IP datagrams and the datagrams made of them, learned in frame order.
 *
 * One row per fragment, in ascending frame order:
 *
 * | column | content |
 * |---|---|
 * | frame, source, at | frame number, index of the byte source within the frame, position of the payload in that source |
 * | offset, length | where the payload belongs in the datagram, in bytes |
 * | flags | OVERLAP and others, known when the datagram is complete |
 * | datagram, following | the datagram, and the next fragment of it in order of arrival or -1 |
 *
 * One row per datagram: first fragment, frame that completed it (0: never), length, flags of all its fragments.
 *
 * Example: fragments of 1480 and 520 bytes in frames 3 and 5 are rows 0 and 1 of datagram 0, `completedIn.get(0) === 5`,
 * `datagramLength.get(0) === 2000`.
 */
export class FragmentTable {
  count = 0;
  datagrams = 0;
  readonly frame = new Uint32Column();
  readonly source = new Uint8Column();
  readonly at = new Uint32Column();
  readonly offset = new Uint32Column();
  readonly length = new Uint16Column();
  readonly flags = new Uint8Column();
  readonly datagram = new Uint32Column();
  readonly following = new Int32Column();
  readonly first = new Int32Column();
  readonly completedIn = new Uint32Column();
  readonly datagramLength = new Uint32Column();
  readonly datagramFlags = new Uint8Column();
  /** Fragments of the datagram that {@link order} or {@link learn} looked at last, in order of their offsets. */
  ordered = new Int32Array(64);
  orderedCount = 0;
  private readonly pending = new PendingDatagrams();
  private readonly kept = new Map<number, Uint8Array>();
  private keptBytes = 0;
  /** Buffers of datagrams put together, used again for the next frame. */
  private readonly buffers: Uint8Array[] = [];

  /**
   * Adds a fragment that was captured whole. Returns its row, or -1 when there is no room to keep it.
   *
   * @param a, b address ids of source and destination; together with `ident` and `protocol` they name the datagram
   * @param bytes, start where the payload is now; it is copied until the datagram is complete
   * @param slot number of the buffer for the complete datagram, 0 for the first that a frame completes
   */
  learn(
    a: number,
    b: number,
    ident: number,
    protocol: number,
    frame: number,
    source: number,
    at: number,
    offset: number,
    length: number,
    more: boolean,
    bytes: Uint8Array,
    start: number,
    slot: number,
  ): number {
    if (source !== 0 && this.keptBytes + length > MAX_KEPT) return -1;
    const d = this.pending.claim(a, b, ident, protocol);
    if (d.count === 0) {
      d.datagram = this.datagrams++;
      this.first.set(d.datagram, this.count);
      this.completedIn.set(d.datagram, 0);
    } else this.following.set(d.rows[d.count - 1], this.count);
    const row = this.count++;
    this.frame.set(row, frame);
    this.source.set(row, source);
    this.at.set(row, at);
    this.offset.set(row, offset);
    this.length.set(row, length);
    this.flags.set(row, 0);
    this.datagram.set(row, d.datagram);
    this.following.set(row, -1);
    if (source !== 0) {
      this.kept.set(row, bytes.slice(start, start + length));
      this.keptBytes += length;
    }
    if (!more) {
      if (d.end < 0) d.end = offset + length;
      else if (d.end !== offset + length) {
        this.flags.set(row, MULTIPLE_TAILS);
        d.flags |= MULTIPLE_TAILS;
      }
    }
    if (this.pending.add(d, row, offset, length, bytes, start) && d.isComplete()) this.complete(d, frame, slot);
    return row;
  }

  private complete(d: PendingDatagram, frame: number, slot: number): void {
    const { datagram } = d;
    this.completedIn.set(datagram, frame);
    this.datagramLength.set(datagram, d.end);
    this.datagramFlags.set(datagram, d.flags);
    this.order(datagram);
    const out = this.buffer(slot, d.end);
    let filled = 0;
    for (let i = 0; i < this.orderedCount; i++) {
      const row = this.ordered[i];
      this.judge(datagram, row, filled, out, d.bytes, d.startOf(row));
      filled = this.copy(row, filled, d.end, out, d.bytes, d.startOf(row));
    }
    this.pending.release(d);
  }

  /** The row of the fragment whose payload begins at `at` of a frame's byte source, or -1. */
  find(frame: number, source: number, at: number): number {
    let row = lowerBound(this.frame, this.count, frame);
    if (row < 0) return -1;
    for (; row < this.count && this.frame.get(row) === frame; row++) {
      if (this.at.get(row) === at && this.source.get(row) === source) return row;
    }
    return -1;
  }

  /** The frame that completes the fragment's datagram, 0 when none does or it is not known yet. */
  completion(row: number): number {
    return this.completedIn.get(this.datagram.get(row));
  }

  /** True when this fragment was the last to arrive. */
  completes(row: number): boolean {
    return this.following.get(row) < 0 && this.completion(row) === this.frame.get(row);
  }

  /**
   * Puts a complete datagram together again from the frames it came in. Undefined when a frame cannot be read.
   *
   * @param row the completing fragment, whose payload is at `start` of `bytes`
   * @param slot as for {@link learn}; the bytes are valid until the slot is used again
   */
  assemble(
    row: number,
    bytes: Uint8Array,
    start: number,
    frames: FrameAccess | undefined,
    slot: number,
  ): Uint8Array | undefined {
    const datagram = this.datagram.get(row);
    this.order(datagram);
    const end = this.datagramLength.get(datagram);
    const out = this.buffer(slot, end);
    let filled = 0;
    for (let i = 0; i < this.orderedCount; i++) {
      const fragment = this.ordered[i];
      const kept = this.kept.get(fragment);
      if (fragment === row) filled = this.copy(row, filled, end, out, bytes, start);
      else if (kept) filled = this.copy(fragment, filled, end, out, kept, 0);
      else {
        const earlier = frames?.frameBytes(this.frame.get(fragment));
        const at = this.at.get(fragment);
        if (!earlier || at + this.length.get(fragment) > earlier.length) return undefined;
        filled = this.copy(fragment, filled, end, out, earlier, at);
      }
    }
    return out;
  }

  /** Fills {@link ordered} with the datagram's fragments by offset, those of one offset in order of arrival. */
  order(datagram: number): void {
    let count = 0;
    for (let row = this.first.get(datagram); row >= 0; row = this.following.get(row)) {
      if (count === this.ordered.length) {
        const grown = new Int32Array(count * 2);
        grown.set(this.ordered);
        this.ordered = grown;
      }
      const offset = this.offset.get(row);
      let i = count++;
      for (; i > 0 && this.offset.get(this.ordered[i - 1]) > offset; i--) this.ordered[i] = this.ordered[i - 1];
      this.ordered[i] = row;
    }
    this.orderedCount = count;
  }

  /**
   * Copies what a fragment adds behind the bytes that are filled already and returns how far they reach now. Bytes
   * already there stay: among overlapping fragments the one with the lower offset wins, then the one that came first.
   */
  private copy(row: number, filled: number, end: number, out: Uint8Array, bytes: Uint8Array, start: number): number {
    const offset = this.offset.get(row);
    const reached = Math.min(offset + this.length.get(row), end);
    if (reached <= filled) return filled;
    out.set(bytes.subarray(start + filled - offset, start + reached - offset), filled);
    return reached;
  }

  /** Notes what is wrong with a fragment, before it is copied. */
  private judge(
    datagram: number,
    row: number,
    filled: number,
    out: Uint8Array,
    bytes: Uint8Array,
    start: number,
  ): void {
    const offset = this.offset.get(row);
    const length = this.length.get(row);
    const end = this.datagramLength.get(datagram);
    let flags = this.flags.get(row);
    if (offset + length > end) flags |= TOO_LONG;
    const common = Math.min(length, filled - offset);
    if (offset < end && common > 0) {
      flags |= OVERLAP;
      if (differs(out, offset, bytes, start, common)) flags |= OVERLAP_CONFLICT;
    }
    this.flags.set(row, flags);
    this.datagramFlags.set(datagram, this.datagramFlags.get(datagram) | flags);
  }

  /** What {@link learn} put together for the fragment just learned. */
  completed(slot: number): Uint8Array {
    return this.buffers[slot];
  }

  private buffer(slot: number, length: number): Uint8Array {
    let buffer = this.buffers[slot];
    if (buffer === undefined || buffer.length < length) {
      buffer = new Uint8Array(Math.max(length, SMALLEST_BUFFER));
      this.buffers[slot] = buffer;
    }
    return buffer;
  }
}

function differs(a: Uint8Array, aStart: number, b: Uint8Array, bStart: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (a[aStart + i] !== b[bStart + i]) return true;
  return false;
}
