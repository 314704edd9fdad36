const prefixLength = 4;

/** Cuts a byte stream into messages, each preceded by its length as a little-endian u32. */
export class FrameSplitter {
  readonly #maxBytes: number;
  readonly #prefix = new Uint8Array(prefixLength);
  #prefixFilled = 0;
  #message: Uint8Array | undefined;
  #filled = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The messages that `chunk` completes. Throws `RangeError` when one is announced as longer than allowed. */
  *push(chunk: Uint8Array): Generator<Uint8Array> {
    let offset = 0;
    while (offset < chunk.length) {
      offset += this.#message === undefined ? this.#readPrefix(chunk, offset) : this.#readBody(chunk, offset);
      if (this.#message === undefined || this.#filled < this.#message.length) continue;
      yield this.#message;
      this.#message = undefined;
    }
  }

  #readPrefix(chunk: Uint8Array, offset: number): number {
    const taken = Math.min(prefixLength - this.#prefixFilled, chunk.length - offset);
    this.#prefix.set(chunk.subarray(offset, offset + taken), this.#prefixFilled);
    this.#prefixFilled += taken;
    if (this.#prefixFilled < prefixLength) return taken;
    const length = new DataView(this.#prefix.buffer).getUint32(0, true);
    if (length > this.#maxBytes)
      throw new RangeError(`A message of ${length} bytes is over the limit of ${this.#maxBytes} bytes.`);
    this.#prefixFilled = 0;
    this.#filled = 0;
    this.#message = new Uint8Array(length);
    return taken;
  }

  #readBody(chunk: Uint8Array, offset: number): number {
    const message = this.#message as Uint8Array;
    const taken = Math.min(message.length - this.#filled, chunk.length - offset);
    message.set(chunk.subarray(offset, offset + taken), this.#filled);
    this.#filled += taken;
    return taken;
  }
}
