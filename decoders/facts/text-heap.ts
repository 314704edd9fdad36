const CHUNK = 1 << 16;

/**
 * Short texts that are kept for later frames, end to end in chunks. A text is written in pieces and found again by where
 * it begins. Beyond the limit nothing is kept, so that hostile input cannot fill memory.
 *
 * Example: `begin()`, `bytes(b, 0, 3)`, `end()` gives 0 for the first text; `read(0, 3)` gives its bytes.
 */
export class TextHeap {
  readonly limit: number;
  private readonly chunks: Uint8Array[] = [];
  private length = 0;
  private start = 0;
  private lost = false;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Begins a text of at most `length` bytes. */
  begin(length: number): void {
    if ((this.length % CHUNK) + length > CHUNK) this.length += CHUNK - (this.length % CHUNK);
    this.start = this.length;
    this.lost = length > CHUNK || this.length + length > this.limit;
    if (!this.lost && this.length >= this.chunks.length * CHUNK) this.chunks.push(new Uint8Array(CHUNK));
  }

  bytes(from: Uint8Array, start: number, end: number): void {
    for (let i = start; i < end; i++) this.byte(from[i]);
  }

  /** Adds ASCII text. */
  ascii(text: string): void {
    for (let i = 0; i < text.length; i++) this.byte(text.charCodeAt(i));
  }

  /** Ends the text. Returns where it begins, or -1 when it was not kept. */
  end(): number {
    return this.lost ? -1 : this.start;
  }

  /** The bytes of a text that begins at `start`. */
  read(start: number, length: number): Uint8Array {
    const at = start % CHUNK;
    return this.chunks[(start - at) / CHUNK].subarray(at, at + length);
  }

  get byteLength(): number {
    return this.chunks.length * CHUNK;
  }

  private byte(value: number): void {
    if (this.lost) return;
    const at = this.length++ % CHUNK;
    this.chunks[this.chunks.length - 1][at] = value;
  }
}
