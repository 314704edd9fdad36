/**
 * A batch is one block of bytes: u32 words (a magic number, then the batch's own header), followed by columns. The header
 * and each column begin at a multiple of 8; numbers are little-endian, as on every machine Osiscope runs on, so a column
 * is read in place by laying a typed array over it.
 */
const alignment = 8;
const aligned = (offset: number): number => Math.ceil(offset / alignment) * alignment;

/** Thrown for bytes that are not the batch they should be. */
export class BatchError extends Error {
  override readonly name = 'BatchError';
}

/** Lays out header words and columns in one new block. Columns are copied, so builders can reuse theirs. */
export function writeColumns(words: readonly number[], columns: readonly ArrayBufferView[]): Uint8Array<ArrayBuffer> {
  let length = aligned(4 * words.length);
  for (const column of columns) length = aligned(length + column.byteLength);
  const bytes = new Uint8Array(length);
  new Uint32Array(bytes.buffer, 0, words.length).set(words);
  let offset = aligned(4 * words.length);
  for (const column of columns) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), offset);
    offset = aligned(offset + column.byteLength);
  }
  return bytes;
}

/** Reads a block in the order it was written. Checks each length against what is there before any view is made. */
export class ColumnReader {
  readonly #bytes: Uint8Array;
  readonly #what: string;
  #offset = 0;

  /** `what` names the batch in errors. */
  constructor(received: Uint8Array, what: string) {
    this.#bytes = received.byteOffset % alignment === 0 ? received : new Uint8Array(received);
    this.#what = what;
  }

  /** The header: the magic number, which is checked, and `count` words, which are returned. */
  header(magic: number, count: number): Uint32Array {
    const words = this.u32(count + 1);
    if (words[0] !== magic) this.fail('it begins with other bytes');
    return words.subarray(1);
  }

  u8(count: number): Uint8Array {
    return new Uint8Array(this.#bytes.buffer, this.#take(count), count);
  }

  u16(count: number): Uint16Array {
    return new Uint16Array(this.#bytes.buffer, this.#take(2 * count), count);
  }

  u32(count: number): Uint32Array {
    return new Uint32Array(this.#bytes.buffer, this.#take(4 * count), count);
  }

  /** Checks that the block ends where the last column does. */
  end(): void {
    if (aligned(this.#offset) !== this.#bytes.length)
      this.fail(`${this.#bytes.length - this.#offset} bytes are left over`);
  }

  fail(reason: string): never {
    throw new BatchError(`This is not a valid ${this.#what}: ${reason}.`);
  }

  #take(length: number): number {
    const start = this.#offset;
    if (length > this.#bytes.length - start) {
      this.fail(`${length} bytes are needed at ${start}, only ${Math.max(0, this.#bytes.length - start)} are there`);
    }
    this.#offset = aligned(start + length);
    return this.#bytes.byteOffset + start;
  }
}

/** Doubles a full typed array, keeping its contents. */
export function grown<T extends Uint8Array | Uint16Array | Uint32Array>(column: T, needed: number): T {
  if (needed <= column.length) return column;
  const larger = new (column.constructor as new (length: number) => T)(Math.max(needed, 2 * column.length));
  larger.set(column);
  return larger;
}
