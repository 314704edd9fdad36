/** From this size on a buffer is worth a write. */
const WORTH_WRITING = 1024 * 1024;

/** Collects records until there are enough of them for one write. */
export class RecordBuffer {
  bytes = new Uint8Array(WORTH_WRITING + 128 * 1024);
  view = new DataView(this.bytes.buffer);
  length = 0;

  /** Whether what is collected should be written now. */
  get full(): boolean {
    return this.length >= WORTH_WRITING;
  }

  /** Makes room for `length` more bytes, which may hold anything, and returns where they begin. */
  reserve(length: number): number {
    const start = this.length;
    if (start + length > this.bytes.length) {
      const grown = new Uint8Array(Math.max(this.bytes.length * 2, start + length));
      grown.set(this.bytes.subarray(0, start));
      this.bytes = grown;
      this.view = new DataView(grown.buffer);
    }
    this.length = start + length;
    return start;
  }

  /** Adds `length` bytes of `from` from `start` on. */
  append(from: Uint8Array, start = 0, length = from.length): void {
    const at = this.reserve(length);
    // For short ranges a loop is faster than making a view.
    if (length < 48) for (let index = 0; index < length; index++) this.bytes[at + index] = from[start + index];
    else this.bytes.set(from.subarray(start, start + length), at);
  }

  /** Adds zero bytes. */
  pad(length: number): void {
    const at = this.reserve(length);
    this.bytes.fill(0, at, at + length);
  }

  /** What is collected; valid until the next call. The buffer is empty after it. */
  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.length);
    this.length = 0;
    return taken;
  }
}
