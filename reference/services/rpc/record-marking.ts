import { ByteQueue } from '../../machine/byte-queue.ts';

const lastFragment = 0x8000_0000;
const longestRecord = 131_072;

/** A message as one fragment of a TCP stream: a length with the last-fragment bit, then the bytes (RFC 5531 section 11). */
export function markRecord(message: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE((lastFragment | message.length) >>> 0);
  return Buffer.concat([header, message]);
}

/** Puts records together from the fragments in a stream. */
export class RecordReader {
  readonly #bytes = new ByteQueue();
  #fragments: Buffer[] = [];
  #size = 0;
  #header: number | undefined;

  append(bytes: Uint8Array): void {
    this.#bytes.append(bytes);
  }

  /** The next whole record; undefined until it is there; `too-long` when it exceeds what any call here needs. */
  next(): Buffer | 'too-long' | undefined {
    for (;;) {
      if (this.#header === undefined) {
        const header = this.#bytes.take(4);
        if (header === undefined) return undefined;
        this.#header = header.readUInt32BE();
      }
      const size = (this.#header & ~lastFragment) >>> 0;
      if (this.#size + size > longestRecord || this.#fragments.length > 1_000) return 'too-long';
      const fragment = this.#bytes.take(size);
      if (fragment === undefined) return undefined;
      this.#fragments.push(fragment);
      this.#size += size;
      const last = this.#header >>> 31 === 1;
      this.#header = undefined;
      if (!last) continue;
      const record = Buffer.concat(this.#fragments);
      this.#fragments = [];
      this.#size = 0;
      return record;
    }
  }
}
