/**
 * Bytes that arrived and are not yet used. A stream has no message borders: a line or a fixed-size record may come in
 * any number of pieces, so the reader asks again after each arrival until the whole of it is there.
 */
export class ByteQueue {
  #chunks: Buffer[] = [];
  #start = 0;
  #length = 0;
  /** Bytes already searched for a line end without finding one. */
  #searched = 0;

  get length(): number {
    return this.#length;
  }

  append(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#chunks.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    this.#length += bytes.length;
  }

  /** The next `count` bytes, or undefined until all of them have arrived. */
  take(count: number): Buffer | undefined {
    if (this.#length < count) return undefined;
    this.#searched = 0;
    this.#length -= count;
    const parts: Buffer[] = [];
    let wanted = count;
    while (wanted > 0) {
      const chunk = this.#chunks[0];
      const part = chunk.subarray(this.#start, this.#start + wanted);
      parts.push(part);
      wanted -= part.length;
      this.#start += part.length;
      if (this.#start === chunk.length) {
        this.#chunks.shift();
        this.#start = 0;
      }
    }
    return parts.length === 1 ? parts[0] : Buffer.concat(parts, count);
  }

  /** At most `count` bytes, as many as are there. */
  takeUpTo(count: number): Buffer {
    return this.take(Math.min(count, this.#length)) as Buffer;
  }

  clear(): void {
    this.#chunks = [];
    this.#start = 0;
    this.#length = 0;
    this.#searched = 0;
  }

  /**
   * The next line without its line end (CRLF or LF), as one character a byte. Undefined until the line end has arrived;
   * `too-long` as soon as more than `longest` bytes came without one, so that memory stays bounded.
   */
  takeLine(longest: number): string | 'too-long' | undefined {
    const end = this.#findLineEnd();
    if (end === undefined) return this.#length > longest ? 'too-long' : undefined;
    if (end > longest) return 'too-long';
    const line = this.take(end + 1) as Buffer;
    const stop = end > 0 && line[end - 1] === 0x0d ? end - 1 : end;
    return line.toString('latin1', 0, stop);
  }

  #findLineEnd(): number | undefined {
    let before = 0;
    for (let index = 0; index < this.#chunks.length; index++) {
      const chunk = this.#chunks[index];
      const start = index === 0 ? this.#start : 0;
      const size = chunk.length - start;
      if (before + size > this.#searched) {
        const from = Math.max(start, start + this.#searched - before);
        const at = chunk.indexOf(0x0a, from);
        if (at >= 0) return before + at - start;
      }
      before += size;
    }
    this.#searched = before;
    return undefined;
  }
}
