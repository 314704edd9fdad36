import type { Level, LevelCount } from './hierarchy.ts';

/**
 * Frames and bytes of each distinct layer stack, by stack id. Real traffic has few stacks, so a hierarchy of protocols is
 * made of these instead of frames.
 */
export class StackCounts {
  frames = new Uint32Array(256);
  /** Lengths on the wire. */
  bytes = new Float64Array(256);
  /** The first frame counted, 0 for none. */
  first = new Uint32Array(256);

  add(stack: number, frame: number, length: number): void {
    if (stack >= this.frames.length) this.#grow(stack);
    if (this.frames[stack]++ === 0) this.first[stack] = frame;
    this.bytes[stack] += length;
  }

  /** What was counted, with the levels that each stack makes. */
  levels(of: (stack: number) => readonly Level[]): LevelCount[] {
    const out: LevelCount[] = [];
    this.frames.forEach((packets, stack) => {
      if (packets > 0) out.push({ levels: of(stack), packets, bytes: this.bytes[stack], first: this.first[stack] });
    });
    return out;
  }

  #grow(stack: number): void {
    const length = Math.max(stack + 1, this.frames.length * 2);
    this.frames = wider(this.frames, new Uint32Array(length));
    this.bytes = wider(this.bytes, new Float64Array(length));
    this.first = wider(this.first, new Uint32Array(length));
  }
}

function wider<T extends Uint32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
