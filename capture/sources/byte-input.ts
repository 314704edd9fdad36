import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { ReadStop, systemCode } from './capture-file-error.ts';

/** Bytes in order, from a file, a pipe or a decompressor. One read at a time. */
export interface ByteInput {
  /**
   * Puts up to `length` bytes into `target` from `at` on and returns how many: at least one, or 0 at the end. A pipe
   * returns what it has instead of waiting for more. Throws ReadStop where the bytes end for another reason.
   */
  read(target: Uint8Array, at: number, length: number): Promise<number>;
  /** Bytes taken from the file or pipe so far, as they are stored there. */
  readonly storedBytes: number;
  close(): Promise<void>;
}

/** A regular file, read by position, so that other users of the same handle do not disturb it. */
export class FileInput implements ByteInput {
  storedBytes = 0;
  /** Size of the file when it was opened. */
  readonly size: number;
  readonly #file: FileHandle;

  constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.size = size;
  }

  async read(target: Uint8Array, at: number, length: number): Promise<number> {
    let count: number;
    try {
      count = (await this.#file.read(target, at, length, this.storedBytes)).bytesRead;
    } catch (error) {
      throw new ReadStop('io', `The file cannot be read any further: ${(error as Error).message}.`);
    }
    if (count === 0 && this.storedBytes < this.size) {
      throw new ReadStop('io', 'The file has become shorter while it was being read. Open it again.');
    }
    this.storedBytes += count;
    return count;
  }

  async close(): Promise<void> {}
}

/** A pipe, standard input or any other stream of bytes. */
export class StreamInput implements ByteInput {
  storedBytes = 0;
  readonly #stream: Readable;
  readonly #chunks: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array(0);
  #at = 0;

  constructor(stream: Readable) {
    this.#stream = stream;
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  async read(target: Uint8Array, at: number, length: number): Promise<number> {
    while (this.#at === this.#chunk.length) {
      let next: IteratorResult<Uint8Array>;
      try {
        next = await this.#chunks.next();
      } catch (error) {
        if (systemCode(error) === 'ERR_STREAM_PREMATURE_CLOSE' || systemCode(error) === 'ABORT_ERR') return 0;
        throw new ReadStop('io', `The input cannot be read any further: ${(error as Error).message}.`);
      }
      if (next.done) return 0;
      this.#chunk = next.value;
      this.#at = 0;
    }
    const count = Math.min(length, this.#chunk.length - this.#at);
    target.set(this.#chunk.subarray(this.#at, this.#at + count), at);
    this.#at += count;
    this.storedBytes += count;
    return count;
  }

  /** Ends the stream; a read that is waiting comes back with nothing. */
  async close(): Promise<void> {
    this.#stream.destroy();
  }
}

/** Puts bytes that were already taken for looking at back in front of an input. */
export class PrefixedInput implements ByteInput {
  readonly #prefix: Uint8Array;
  readonly #input: ByteInput;
  #at = 0;

  constructor(prefix: Uint8Array, input: ByteInput) {
    this.#prefix = prefix;
    this.#input = input;
  }

  get storedBytes(): number {
    return this.#input.storedBytes;
  }

  async read(target: Uint8Array, at: number, length: number): Promise<number> {
    const left = this.#prefix.length - this.#at;
    if (left === 0) return this.#input.read(target, at, length);
    const count = Math.min(left, length);
    target.set(this.#prefix.subarray(this.#at, this.#at + count), at);
    this.#at += count;
    return count;
  }

  close(): Promise<void> {
    return this.#input.close();
  }
}
