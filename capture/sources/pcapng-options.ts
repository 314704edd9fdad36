import { option, padded } from './pcapng-format.ts';

const utf8 = new TextDecoder('utf-8');

/**
 * Walks the options of a block, which stand from `at` to `to` of `view`. Each call of `next` goes to one option; after
 * it, `code`, `at` and `length` describe its value.
 */
export class OptionCursor {
  code = 0;
  /** Of the value. */
  at = 0;
  /** Of the value, without padding. */
  length = 0;
  /** Set when an option does not fit in the block; walking stops before it. */
  bad = false;
  readonly #view: DataView;
  readonly #little: boolean;
  readonly #to: number;
  #next: number;

  constructor(view: DataView, at: number, to: number, littleEndian: boolean) {
    this.#view = view;
    this.#little = littleEndian;
    this.#next = at;
    this.#to = to;
  }

  /** False at opt_endofopt, at the end of the block and at a bad option. */
  next(): boolean {
    const at = this.#next;
    if (at + 4 > this.#to) {
      this.bad = this.bad || at < this.#to;
      return false;
    }
    const code = this.#view.getUint16(at, this.#little);
    if (code === option.end) return false;
    const length = this.#view.getUint16(at + 2, this.#little);
    if (at + 4 + padded(length) > this.#to) {
      this.bad = true;
      return false;
    }
    this.code = code;
    this.length = length;
    this.at = at + 4;
    this.#next = at + 4 + padded(length);
    return true;
  }

  /** Where the next option would stand: all before it is well-formed. */
  get position(): number {
    return this.#next;
  }

  /** The value as text, without trailing NULs. */
  text(): string {
    return decodeText(this.#view, this.at, this.length);
  }

  /** The value as an unsigned number, or null when it has not the length asked for. */
  unsigned(length: 1 | 4): number | null {
    if (this.length !== length) return null;
    return length === 1 ? this.#view.getUint8(this.at) : this.#view.getUint32(this.at, this.#little);
  }

  unsigned64(): bigint | null {
    return this.length === 8 ? this.#view.getBigUint64(this.at, this.#little) : null;
  }

  signed64(): bigint | null {
    return this.length === 8 ? this.#view.getBigInt64(this.at, this.#little) : null;
  }

  /** A copy of the value from byte `from` on. */
  bytes(from = 0): Uint8Array {
    const start = this.#view.byteOffset + this.at;
    return new Uint8Array(this.#view.buffer.slice(start + from, start + this.length));
  }
}

/** UTF-8 text of a fixed field; invalid bytes become replacement characters, trailing NULs are dropped. */
export function decodeText(view: DataView, at: number, length: number): string {
  let end = at + length;
  while (end > at && view.getUint8(end - 1) === 0) end--;
  return utf8.decode(new Uint8Array(view.buffer, view.byteOffset + at, end - at));
}
