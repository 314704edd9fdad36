/** Length of a message that is not known yet. */
export const UNKNOWN_LENGTH = -1;
/** Length of a message that ends with the connection. */
export const TO_THE_END = -2;

/** Where bytes of a message came from. */
interface Piece {
  /** Within the message. */
  readonly at: number;
  readonly frame: number;
  /** Within the frame, or 0 when `kept`. */
  readonly offset: number;
  readonly length: number;
  /** True when the bytes are not in the frame as it was captured. */
  readonly kept: boolean;
}

/** Bytes [start, end) of a message that have come although bytes before them are missing. */
interface Island {
  start: number;
  end: number;
}

const MAX_ISLANDS = 256;
/** Bytes that are reserved at first. */
const SMALLEST = 512;

/**
 * A message of a stream that is being put together while learning: its bytes so far, in memory, and where they came from.
 * Bytes that come twice are taken from where they came first.
 */
export class OpenPdu {
  readonly row: number;
  readonly flow: number;
  /** Bytes, UNKNOWN_LENGTH or TO_THE_END. */
  wanted = UNKNOWN_LENGTH;
  /** How far the splitter has looked, see StreamContext. */
  progress = 0;
  /** Bytes from the message's start without a gap. */
  filled = 0;
  bytes = new Uint8Array(0);
  readonly pieces: Piece[] = [];
  private readonly islands: Island[] = [];

  constructor(row: number, flow: number) {
    this.row = row;
    this.flow = flow;
  }

  /** Bytes that are missing somewhere before the end of what has come. */
  get hasGap(): boolean {
    return this.islands.length > 0;
  }

  /** True when the message lacks any of the bytes [at, at + length). */
  lacks(at: number, length: number): boolean {
    if (at + length <= this.filled) return false;
    return !this.islands.some((i) => i.start <= at && i.end >= at + length);
  }

  /**
   * Adds bytes that belong at `at` of the message. False when they lie in too many islands: they are then not added.
   *
   * @param offset of the bytes in the frame, or -1 when they are not in the frame as it was captured
   */
  add(at: number, from: Uint8Array, start: number, length: number, frame: number, offset: number): boolean {
    let next = Math.max(at, this.filled);
    const end = at + length;
    while (next < end) {
      const begin = next;
      const island = this.islands.find((i) => i.end > begin);
      const stop = island ? Math.min(end, island.start) : end;
      if (next < stop) {
        if (this.islands.length >= MAX_ISLANDS && next > this.filled) return false;
        this.store(next, from, start + next - at, stop - next, frame, offset < 0 ? -1 : offset + next - at);
      }
      next = island ? Math.max(next, Math.min(end, island.end)) : end;
    }
    return true;
  }

  /** Pieces of the first `length` bytes, in the order of the message. */
  piecesOf(length: number): Piece[] {
    const sorted = this.pieces.filter((p) => p.at < length).sort((a, b) => a.at - b.at);
    const last = sorted.at(-1);
    if (last && last.at + last.length > length) sorted[sorted.length - 1] = { ...last, length: length - last.at };
    return sorted;
  }

  private store(at: number, from: Uint8Array, start: number, length: number, frame: number, offset: number): void {
    this.reserve(at + length);
    this.bytes.set(from.subarray(start, start + length), at);
    this.pieces.push({ at, frame, offset: Math.max(offset, 0), length, kept: offset < 0 });
    if (at > this.filled) this.addIsland(at, at + length);
    else {
      this.filled = at + length;
      while (this.islands.length > 0 && this.islands[0].start <= this.filled) {
        this.filled = Math.max(this.filled, (this.islands.shift() as Island).end);
      }
    }
  }

  private addIsland(start: number, end: number): void {
    const { islands } = this;
    let index = 0;
    while (index < islands.length && islands[index].start < start) index++;
    const before = islands[index - 1];
    const after = islands[index];
    if (before && before.end === start) {
      before.end = end;
      if (after && after.start === end) {
        before.end = after.end;
        islands.splice(index, 1);
      }
    } else if (after && after.start === end) after.start = start;
    else islands.splice(index, 0, { start, end });
  }

  private reserve(length: number): void {
    if (length <= this.bytes.length) return;
    const most = this.wanted > 0 ? this.wanted : Number.POSITIVE_INFINITY;
    const bytes = new Uint8Array(Math.max(length, Math.min(most, Math.max(SMALLEST, this.bytes.length * 2))));
    bytes.set(this.bytes);
    this.bytes = bytes;
  }
}
