import { type ByteFinder, exactFinder, foldedFinder } from '../find/byte-finder.ts';
import type { FollowedStream } from './followed-stream.ts';
import { SLICE, turn } from './row.ts';
import type { Direction } from './tcp-assembler.ts';

/** Places kept at most; behind them nothing is looked for. */
export const MAX_FOUND = 100_000;
const BLOCK = 256 * 1024;

/** What is looked for in the bytes of a stream. */
export interface StreamPattern {
  /** Bytes any of which is wanted. */
  readonly needles: readonly Uint8Array[];
  /** Whether ASCII letters are the same in both cases. */
  readonly fold: boolean;
  /** What stands for each byte, where not the bytes themselves are searched. */
  readonly table: Uint8Array | undefined;
}

export interface FoundBytes {
  readonly direction: Direction;
  readonly position: number;
  readonly length: number;
  /** Where it begins. */
  readonly chunk: number;
}

/** All places of a pattern in a stream, in the order in which the stream is shown. Also those that span chunks. */
export class StreamSearch {
  found: FoundBytes[] = [];
  /** There are more than are kept. */
  more = false;
  private readonly stream: FollowedStream;
  private readonly pattern: StreamPattern;
  private readonly finders: readonly ByteFinder[];
  private readonly longest: number;
  /** Bytes of one direction that follow each other, and the position of the first. */
  private readonly block: Uint8Array;
  private filled = 0;
  private blockPosition = 0;
  /** Bytes at the block's beginning that were searched before. */
  private searched = 0;
  private readonly byDirection: [FoundBytes[], FoundBytes[]] = [[], []];

  constructor(stream: FollowedStream, pattern: StreamPattern) {
    this.stream = stream;
    this.pattern = pattern;
    this.finders = pattern.needles.map((needle) => (pattern.fold ? foldedFinder(needle) : exactFinder(needle)));
    this.longest = Math.max(1, ...pattern.needles.map(({ length }) => length));
    this.block = new Uint8Array(BLOCK + this.longest);
  }

  /** Searches the directions that are wanted. Stopped by the signal; what was found by then stays. */
  async run(
    directions: readonly Direction[],
    signal: { readonly aborted: boolean },
    progress: (bytes: number) => void = () => {},
  ): Promise<void> {
    let done = 0;
    for (const direction of directions) {
      if (!(await this.search(direction, signal, (bytes) => progress(done + bytes)))) return;
      done += this.stream.bytes[direction];
    }
    this.found = [...this.byDirection[0], ...this.byDirection[1]].sort(
      (a, b) => a.chunk - b.chunk || a.position - b.position,
    );
    this.more ||= this.found.length > MAX_FOUND;
    this.found.length = Math.min(this.found.length, MAX_FOUND);
  }

  /** Those of a direction that lie in [from, to), with their numbers among all. */
  *within(direction: Direction, from: number, to: number): Generator<{ found: FoundBytes; number: number }> {
    const mine = this.byDirection[direction];
    let low = 0;
    let high = mine.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (mine[middle].position + this.longest <= from) low = middle + 1;
      else high = middle;
    }
    for (; low < mine.length && mine[low].position < to; low++) {
      if (mine[low].position + mine[low].length > from) yield { found: mine[low], number: this.numberOf(mine[low]) };
    }
  }

  /** The first one that begins at or behind a place; as many as there are when none does. */
  firstFrom(chunk: number, position: number): number {
    let low = 0;
    let high = this.found.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = this.found[middle];
      if (at.chunk < chunk || (at.chunk === chunk && at.position < position)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private numberOf({ chunk, position }: FoundBytes): number {
    return this.firstFrom(chunk, position);
  }

  private async search(
    direction: Direction,
    signal: { readonly aborted: boolean },
    progress: (bytes: number) => void,
  ): Promise<boolean> {
    const { chunks } = this.stream;
    const reader = this.stream.reader();
    this.begin(0);
    let end = performance.now() + SLICE;
    let done = 0;
    for (let n = 0; n < chunks.of(direction) && !this.more; n++) {
      const chunk = chunks.nth(direction, n);
      if (chunks.isGap(chunk)) continue;
      const position = chunks.position(chunk);
      if (position !== this.blockPosition + this.filled) {
        this.flush(direction);
        this.begin(position);
      }
      const there = reader.load(chunk);
      for (let at = 0; at < there; ) at += this.take(reader.bytes, reader.start + at, there - at, direction);
      done += there;
      if (performance.now() < end) continue;
      progress(done);
      if (!(await turn(signal))) return false;
      end = performance.now() + SLICE;
    }
    this.flush(direction);
    return true;
  }

  private begin(position: number): void {
    this.filled = 0;
    this.searched = 0;
    this.blockPosition = position;
  }

  private take(bytes: Uint8Array, start: number, length: number, direction: Direction): number {
    if (this.filled >= BLOCK) {
      this.flush(direction);
      const kept = Math.min(this.filled, this.longest - 1);
      this.block.copyWithin(0, this.filled - kept, this.filled);
      this.blockPosition += this.filled - kept;
      this.filled = this.searched = kept;
    }
    const count = Math.min(length, BLOCK - this.filled);
    const { table } = this.pattern;
    if (table) for (let i = 0; i < count; i++) this.block[this.filled + i] = table[bytes[start + i]];
    else this.block.set(bytes.subarray(start, start + count), this.filled);
    this.filled += count;
    return count;
  }

  private flush(direction: Direction): void {
    const mine = this.byDirection[direction];
    const places: { at: number; length: number }[] = [];
    for (const [i, find] of this.finders.entries()) {
      const { length } = this.pattern.needles[i];
      let at = find(this.block, Math.max(0, this.searched - length + 1), this.filled);
      for (; at >= 0 && places.length < MAX_FOUND; at = find(this.block, at + length, this.filled))
        places.push({ at, length });
    }
    places.sort((a, b) => a.at - b.at);
    for (const { at, length } of places) {
      if (mine.length >= MAX_FOUND) {
        this.more = true;
        break;
      }
      const position = this.blockPosition + at;
      mine.push({ direction, position, length, chunk: this.stream.chunks.chunkAt(direction, position) });
    }
    this.searched = this.filled;
  }
}
