/** External Data Representation (RFC 4506): every item takes a multiple of four bytes, numbers have their high byte first. */

export class XdrError extends Error {}

export class XdrWriter {
  #parts: Buffer[] = [];

  get bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }

  uint(value: number): this {
    const part = Buffer.alloc(4);
    part.writeUInt32BE(value >>> 0);
    this.#parts.push(part);
    return this;
  }

  int(value: number): this {
    const part = Buffer.alloc(4);
    part.writeInt32BE(value);
    this.#parts.push(part);
    return this;
  }

  hyper(value: bigint): this {
    const part = Buffer.alloc(8);
    part.writeBigInt64BE(value);
    this.#parts.push(part);
    return this;
  }

  bool(value: boolean): this {
    return this.uint(value ? 1 : 0);
  }

  /** Variable-length opaque data: length, bytes, and zeros up to a multiple of four. */
  opaque(bytes: Uint8Array): this {
    this.uint(bytes.length);
    this.#parts.push(Buffer.from(bytes), Buffer.alloc((4 - (bytes.length % 4)) % 4));
    return this;
  }

  string(text: string): this {
    return this.opaque(Buffer.from(text));
  }

  array<T>(items: T[], write: (item: T) => void): this {
    this.uint(items.length);
    for (const item of items) write(item);
    return this;
  }

  optional<T>(item: T | undefined, write: (item: T) => void): this {
    this.bool(item !== undefined);
    if (item !== undefined) write(item);
    return this;
  }

  raw(bytes: Buffer): this {
    this.#parts.push(bytes);
    return this;
  }
}

/** Reads items in order. Throws XdrError when the bytes end too early or a length exceeds what its type allows. */
export class XdrReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  uint(): number {
    return this.#take(4).readUInt32BE();
  }

  int(): number {
    return this.#take(4).readInt32BE();
  }

  hyper(): bigint {
    return this.#take(8).readBigInt64BE();
  }

  bool(): boolean {
    const value = this.uint();
    if (value > 1) throw new XdrError(`${value} is not a boolean`);
    return value === 1;
  }

  opaque(most: number): Buffer {
    const size = this.#length(most);
    const bytes = this.#take(size);
    this.#take((4 - (size % 4)) % 4);
    return bytes;
  }

  string(most: number): string {
    return this.opaque(most).toString();
  }

  array<T>(most: number, read: () => T): T[] {
    const size = this.#length(most);
    return Array.from({ length: size }, read);
  }

  optional<T>(read: () => T): T | undefined {
    return this.bool() ? read() : undefined;
  }

  #length(most: number): number {
    const size = this.uint();
    if (size > most) throw new XdrError(`a length of ${size} exceeds ${most}`);
    return size;
  }

  #take(size: number): Buffer {
    if (size > this.left) throw new XdrError('the data end too early');
    const bytes = this.#bytes.subarray(this.#at, this.#at + size);
    this.#at += size;
    return bytes;
  }
}
