import { MAX_LAYERS } from './layer-rows.ts';

const WIDTH = 11;

/**
 * Layers that a decoder has announced and the driver has not decoded yet, as a stack of integer rows. A layer may
 * announce several (the messages of a TCP segment); {@link settle} brings them into the order given.
 */
export class WaitingLayers {
  count = 0;
  private readonly rows = new Int32Array(MAX_LAYERS * WIDTH);
  // The row taken last
  protocol = 0;
  start = 0;
  limit = 0;
  captured = 0;
  source = 0;
  depth = 0;
  quoted = 0;
  joined = 0;
  aboutStart = 0;
  aboutLength = 0;
  aboutSource = 0;

  /** False when there are too many. */
  push(
    protocol: number,
    start: number,
    limit: number,
    captured: number,
    source: number,
    depth: number,
    quoted: number,
    joined = 0,
  ): boolean {
    if (this.count === MAX_LAYERS) return false;
    const at = this.count++ * WIDTH;
    const r = this.rows;
    r[at] = protocol;
    r[at + 1] = start;
    r[at + 2] = limit;
    r[at + 3] = captured;
    r[at + 4] = source;
    r[at + 5] = depth;
    r[at + 6] = quoted;
    r[at + 7] = joined;
    r[at + 9] = 0;
    return true;
  }

  /** Says where the layer below describes the row pushed last. */
  describe(start: number, length: number, source: number): void {
    const at = (this.count - 1) * WIDTH;
    this.rows[at + 8] = start;
    this.rows[at + 9] = length;
    this.rows[at + 10] = source;
  }

  take(): void {
    const at = --this.count * WIDTH;
    const r = this.rows;
    this.protocol = r[at];
    this.start = r[at + 1];
    this.limit = r[at + 2];
    this.captured = r[at + 3];
    this.source = r[at + 4];
    this.depth = r[at + 5];
    this.quoted = r[at + 6];
    this.joined = r[at + 7];
    this.aboutStart = r[at + 8];
    this.aboutLength = r[at + 9];
    this.aboutSource = r[at + 10];
  }

  /** Puts the first of the rows pushed since `from` on top. */
  settle(from: number): void {
    const r = this.rows;
    for (let low = from, high = this.count - 1; low < high; low++, high--) {
      for (let i = 0; i < WIDTH; i++) {
        const one = r[low * WIDTH + i];
        r[low * WIDTH + i] = r[high * WIDTH + i];
        r[high * WIDTH + i] = one;
      }
    }
  }
}
