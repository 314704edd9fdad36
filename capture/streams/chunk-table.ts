import { Float64Column, Uint8Column, Uint16Column, Uint32Column } from '../../decoders/facts/columns.ts';
import type { Direction } from './tcp-assembler.ts';

/** Chunks a table holds at most. */
export const MAX_CHUNKS = 4 * 1024 * 1024;
const GAP = 2;
/** A place is `source * SOURCE + offset`: which byte source of the frame, and where in it. */
const SOURCE = 2 ** 31;

/** The place of a byte: 0 is the frame itself, others are data made from it, as decoding numbers them. */
export function placeOf(source: number, offset: number): number {
  return source * SOURCE + offset;
}

/**
 * The chunks of a followed stream in the order they are shown. 27 bytes each, 31 where captured bytes were cut; the bytes
 * themselves stay where the frames are.
 *
 * | column | content |
 * |---|---|
 * | frame | that brought it, or for a gap the frame that tells of it |
 * | bits | direction, and whether it is a gap |
 * | source, at, length | where its bytes are; of a gap `at` is how many are missing |
 * | position | bytes of its direction before it, gaps included |
 * | cut | bytes behind it that were sent but not captured |
 * | mine | chunks of each direction, by their order within it |
 */
export class ChunkTable {
  count = 0;
  readonly ofDirection: [number, number] = [0, 0];
  private readonly frames = new Uint32Column();
  private readonly bits = new Uint8Column();
  private readonly sources = new Uint16Column();
  private readonly starts = new Uint32Column();
  private readonly lengths = new Uint32Column();
  private readonly positions = new Float64Column();
  private readonly cuts = new Uint32Column();
  private readonly mine = [new Uint32Column(), new Uint32Column()] as const;

  data(frame: number, direction: Direction, position: number, place: number, length: number, cut: number): void {
    const i = this.append(frame, direction, position);
    this.bits.set(i, direction);
    this.sources.set(i, Math.floor(place / SOURCE));
    this.starts.set(i, place % SOURCE);
    this.lengths.set(i, length);
    if (cut > 0) this.cuts.set(i, cut);
  }

  gap(frame: number, direction: Direction, position: number, missing: number): void {
    const i = this.append(frame, direction, position);
    this.bits.set(i, direction | GAP);
    this.starts.set(i, missing);
  }

  private append(frame: number, direction: Direction, position: number): number {
    const i = this.count++;
    this.frames.set(i, frame);
    this.positions.set(i, position);
    this.mine[direction].set(this.ofDirection[direction]++, i);
    return i;
  }

  frame(chunk: number): number {
    return this.frames.get(chunk);
  }

  direction(chunk: number): Direction {
    return (this.bits.get(chunk) & 1) as Direction;
  }

  isGap(chunk: number): boolean {
    return (this.bits.get(chunk) & GAP) !== 0;
  }

  /** Bytes of a gap. */
  missing(chunk: number): number {
    return this.starts.get(chunk);
  }

  source(chunk: number): number {
    return this.sources.get(chunk);
  }

  at(chunk: number): number {
    return this.starts.get(chunk);
  }

  /** Bytes there are to show; 0 for a gap. */
  length(chunk: number): number {
    return this.lengths.get(chunk);
  }

  position(chunk: number): number {
    return this.positions.get(chunk);
  }

  cut(chunk: number): number {
    return this.cuts.get(chunk);
  }

  /** The direction's chunk that holds a position, or the last one before it; -1 when there is none. */
  chunkAt(direction: Direction, position: number): number {
    const mine = this.mine[direction];
    let low = 0;
    let high = this.ofDirection[direction];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.positions.get(mine.get(middle)) <= position) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? -1 : mine.get(low - 1);
  }

  /** How many chunks go in the direction (null: any). */
  of(direction: Direction | null): number {
    return direction === null ? this.count : this.ofDirection[direction];
  }

  /** The chunk that has `n` others of the direction before it. */
  nth(direction: Direction | null, n: number): number {
    return direction === null ? n : this.mine[direction].get(n);
  }

  /** How many chunks of the direction come before a chunk. */
  before(direction: Direction | null, chunk: number): number {
    if (direction === null) return Math.min(chunk, this.count);
    const mine = this.mine[direction];
    let low = 0;
    let high = this.ofDirection[direction];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (mine.get(middle) < chunk) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The first chunk of a frame that goes in the direction, -1 without one. Frames are in no order, so all are looked at. */
  ofFrame(frame: number, direction: Direction | null): number {
    for (let i = 0; i < this.count; i++) {
      if (this.frames.get(i) === frame && !this.isGap(i) && (direction === null || this.direction(i) === direction))
        return i;
    }
    return -1;
  }

  /** The first chunk from `chunk` on, or backwards, that goes in the direction (null: any); -1 when there is none. */
  next(chunk: number, direction: Direction | null, step: 1 | -1 = 1): number {
    let at = chunk;
    while (at >= 0 && at < this.count && direction !== null && this.direction(at) !== direction) at += step;
    return at >= 0 && at < this.count ? at : -1;
  }
}
