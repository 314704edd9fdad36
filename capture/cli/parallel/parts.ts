/** Frames of a part: some milliseconds of work, and few enough that the outputs that wait for their turn stay small. */
export const PART_FRAMES = 1024;

/**
 * Shares the parts of a capture out among threads. Each of them goes through all parts in order; whoever comes to a part
 * first prints it, so that nobody waits for a slower one. A part is {@link PART_FRAMES} frames, from 0.
 */
export class Parts {
  /** To be handed to the other threads. */
  readonly memory: SharedArrayBuffer;
  private readonly next: Int32Array;

  constructor(memory = new SharedArrayBuffer(4)) {
    this.memory = memory;
    this.next = new Int32Array(memory);
  }

  /** Takes a part; false when another thread has it. */
  take(part: number): boolean {
    return Atomics.compareExchange(this.next, 0, part, part + 1) === part;
  }
}
