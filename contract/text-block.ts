import { type ColumnReader, grown } from './columns.ts';
import { decodeText, encodeTextInto } from './runtime.ts';

/** Many texts as one block of UTF-8 and the offsets between them. Reused, it makes no garbage per text. */
export class TextBlockBuilder {
  #bytes = new Uint8Array(4096);
  #length = 0;
  #offsets = new Uint32Array(256);
  #count = 0;

  clear(): void {
    this.#length = 0;
    this.#count = 0;
  }

  get count(): number {
    return this.#count;
  }

  add(text: string): void {
    // A UTF-16 unit takes at most three bytes of UTF-8.
    this.#bytes = grown(this.#bytes, this.#length + 3 * text.length);
    this.#offsets = grown(this.#offsets, this.#count + 2);
    this.#length += this.#write(text);
    this.#count += 1;
    this.#offsets[this.#count] = this.#length;
  }

  /** Length of `bytes`, for the header. */
  get byteLength(): number {
    return this.#length;
  }

  /** `count + 1` offsets, the first 0: text i is from offset i to offset i + 1. Valid until the next `add`. */
  get offsets(): Uint32Array {
    this.#offsets[0] = 0;
    return this.#offsets.subarray(0, this.#count + 1);
  }

  /** Valid until the next `add`. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Cells are short and mostly ASCII, for which a loop beats the call into the encoder. */
  #write(text: string): number {
    const bytes = this.#bytes;
    const start = this.#length;
    if (text.length > 64) return encodeTextInto(text, bytes.subarray(start)).written;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) return encodeTextInto(text, bytes.subarray(start)).written;
      bytes[start + index] = code;
    }
    return text.length;
  }
}

/** The texts of a received block, each decoded when asked for. */
export class TextBlock {
  readonly #offsets: Uint32Array;
  readonly #bytes: Uint8Array;

  constructor(reader: ColumnReader, count: number, byteLength: number) {
    this.#offsets = reader.u32(count + 1);
    this.#bytes = reader.u8(byteLength);
    if (this.#offsets[0] !== 0 || this.#offsets[count] !== byteLength) reader.fail('its texts do not fill their block');
    for (let index = 0; index < count; index += 1) {
      if (this.#offsets[index] > this.#offsets[index + 1]) reader.fail(`text ${index} ends before it begins`);
    }
  }

  get(index: number): string {
    const start = this.#offsets[index];
    const end = this.#offsets[index + 1];
    if (end === undefined) throw new RangeError(`There is no text ${index} in this batch.`);
    return start === end ? '' : decodeText(this.#bytes.subarray(start, end));
  }
}
