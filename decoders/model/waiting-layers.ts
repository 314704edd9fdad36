import { MAX_LAYERS } from './layer-rows.ts';

const WIDTH = 11;

/**
 * Layers that a decoder has announced and the driver has not decoded yet, as a stack of integer rows. A layer may
 * announce several (the messages of a TCP segment); {@link settle} brings them into the order given.
 *
 * Nearly every layer announces one that is taken at once, so the row pushed last stays in the fields and moves to the
 * stack only when another one is pushed upon it.
 */
export class WaitingLayers {
  count = 0;
  private readonly rows = new Int32Array(MAX_LAYERS * WIDTH);
  /** The fields hold the row on top, which is not on the stack. */
  private held = false;
  // The row pushed or taken last
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

  clear(): void {
    this.count = 0;
    this.held = false;
  }

  /** Leaves out the rows from `count` on. */
  cut(count: number): void {
    if (count >= this.count) return;
    this.count = count;
    this.held = false;
  }

  /** False when there are too many. */
  push(
    protocol: number,
    start: number,
    limit: number,
    captured: number,
    source: number,
    depth: number,
    quoted: number,
    joined: number,
  ): boolean {
    if (this.count === MAX_LAYERS) return false;
    if (this.held) this.store();
    this.count++;
    this.held = true;
    this.protocol = protocol;
    this.start = start;
    this.limit = limit;
    this.captured = captured;
    this.source = source;
    this.depth = depth;
    this.quoted = quoted;
    this.joined = joined;
    this.aboutLength = 0;
    return true;
  }

  /** Says where the layer below describes the row pushed last. */
  describe(start: number, length: number, source: number): void {
    this.aboutStart = start;
    this.aboutLength = length;
    this.aboutSource = source;
  }

  /** Takes the row on top into the fields. */
  take(): void {
    this.count--;
    if (this.held) this.held = false;
    else this.load();
  }

  /** Puts the first of the rows pushed since `from` on top. */
  settle(from: number): void {
    if (this.held) this.store();
    this.held = false;
    const r = this.rows;
    for (let low = from, high = this.count - 1; low < high; low++, high--) {
      for (let i = 0; i < WIDTH; i++) {
        const one = r[low * WIDTH + i];
        r[low * WIDTH + i] = r[high * WIDTH + i];
        r[high * WIDTH + i] = one;
      }
    }
  }

  private store(): void {
    const at = (this.count - 1) * WIDTH;
    const r = this.rows;
    r[at] = this.protocol;
    r[at + 1] = this.start;
    r[at + 2] = this.limit;
    r[at + 3] = this.captured;
    r[at + 4] = this.source;
    r[at + 5] = this.depth;
    r[at + 6] = this.quoted;
    r[at + 7] = this.joined;
    r[at + 8] = this.aboutStart;
    r[at + 9] = this.aboutLength;
    r[at + 10] = this.aboutSource;
  }

  private load(): void {
    const at = this.count * WIDTH;
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
}
