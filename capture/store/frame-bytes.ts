import { readSync } from 'node:fs';

/** Size of the aligned blocks that are read and kept. */
export const BLOCK = 256 * 1024;

/** Bytes that can be read from any place, as a file can. */
export interface RandomAccess {
  /** Puts up to `length` bytes from `position` into `bytes` at `at`; returns how many there were, 0 where there are none. */
  readSync(bytes: Uint8Array, at: number, length: number, position: number): number;
}

interface Block {
  readonly index: number;
  /** Of the first byte, in the file. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** Bytes read so far: less than a whole block at the end of a file, which may still grow. */
  filled: number;
  /** Whether somebody may hold a view of the bytes, so that they must not be used for another block. */
  lent: boolean;
}

/**
 * Random access to the bytes of frames, by their offset in the backing file. Synchronous; reads aligned blocks of
 * 256 KiB and keeps the most recently used ones, so neighbouring frames and passes in file order cost few system calls.
 *
 * What `locate` points to is valid until the next `locate`, whatever is read in between; a view that `read` returns stays
 * valid for as long as it is held (and keeps 256 KiB alive, so copy what is kept for long).
 */
export class FrameBytes {
  /** After `locate`: where the frame stands. */
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  /** Reads that got fewer bytes than asked, because the file has become shorter or cannot be read any more. */
  shortReads = 0;
  /** System calls made, for measuring. */
  systemCalls = 0;
  readonly #backing: RandomAccess;
  readonly #capacity: number;
  /** Most recently used last. */
  readonly #blocks = new Map<number, Block>();
  #latest: Block | null = null;
  /** The block that `locate` points to. */
  #located: Block | null = null;
  #closed = false;

  /** Reads from a file or the like, which stays open until the caller closes it. Keeps at most `memory` bytes of blocks. */
  constructor(backing: number | RandomAccess, memory = 8 * 1024 * 1024) {
    this.#backing = typeof backing === 'number' ? openFile(backing) : backing;
    this.#capacity = Math.max(2, Math.floor(memory / BLOCK));
  }

  /**
   * Sets `bytes` and `start` to the `length` bytes at `offset`, without making an object where the range lies in one
   * block. Returns how many of them there are: fewer than `length` when the file ends before.
   */
  locate(offset: number, length: number): number {
    const latest = this.#latest;
    if (latest !== null && offset >= latest.offset && offset + length <= latest.offset + latest.filled) {
      this.#located = latest;
      this.bytes = latest.bytes;
      this.start = offset - latest.offset;
      return length;
    }
    const start = offset % BLOCK;
    if (start + length > BLOCK) {
      this.bytes = this.#gather(offset, length);
      this.start = 0;
      return this.bytes.length;
    }
    const block = this.#block((offset - start) / BLOCK, start + length);
    this.#located = block;
    this.bytes = block.bytes;
    this.start = start;
    return this.#available(block, start, length);
  }

  /** The `length` bytes at `offset`; shorter when the file ends before. */
  read(offset: number, length: number): Uint8Array {
    const start = offset % BLOCK;
    if (start + length > BLOCK) return this.#gather(offset, length);
    const block = this.#block((offset - start) / BLOCK, start + length);
    block.lent = true;
    return block.bytes.subarray(start, start + this.#available(block, start, length));
  }

  /** Whether the file has the block in full. */
  whole(block: number): boolean {
    return this.#block(block, BLOCK).filled === BLOCK;
  }

  /** Lets go of all blocks; every later read is short. */
  close(): void {
    this.#closed = true;
    this.#blocks.clear();
    this.#latest = null;
  }

  #available(block: Block, start: number, wanted: number): number {
    if (block.filled - start >= wanted) return wanted;
    this.shortReads++;
    return Math.max(0, block.filled - start);
  }

  #block(index: number, needed: number): Block {
    let block = this.#latest;
    if (block === null || block.index !== index) {
      block = this.#blocks.get(index) ?? null;
      if (block === null) {
        block = { index, offset: index * BLOCK, bytes: this.#memory(), filled: 0, lent: false };
      } else {
        this.#blocks.delete(index);
      }
      this.#blocks.set(index, block);
      this.#latest = block;
    }
    if (block.filled < needed) this.#fill(block);
    return block;
  }

  /** Memory for one more block: that of the block used least recently, if all are taken and nobody else has it. */
  #memory(): Uint8Array {
    if (this.#blocks.size >= this.#capacity) {
      const oldest = this.#blocks.values().next().value!;
      this.#blocks.delete(oldest.index);
      if (!oldest.lent && oldest !== this.#located) return oldest.bytes;
    }
    // Memory that is not cleared first: only what has been read into it is ever shown.
    return new Uint8Array(Buffer.allocUnsafeSlow(BLOCK).buffer);
  }

  #fill(block: Block): void {
    block.filled += this.#pread(block.bytes, block.filled, block.offset + block.filled);
  }

  /** A range that spans blocks: copied together, or read on its own when larger than a block. */
  #gather(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    const start = offset % BLOCK;
    let done = 0;
    if (length > BLOCK) {
      done = this.#pread(bytes, 0, offset);
    } else {
      const index = (offset - start) / BLOCK;
      const first = this.#block(index, BLOCK);
      done = Math.max(0, first.filled - start);
      bytes.set(first.bytes.subarray(start, start + done));
      if (first.filled === BLOCK) {
        const second = this.#block(index + 1, length - done);
        const rest = Math.min(second.filled, length - done);
        bytes.set(second.bytes.subarray(0, rest), done);
        done += rest;
      }
    }
    if (done < length) this.shortReads++;
    return done < length ? bytes.subarray(0, done) : bytes;
  }

  /** Fills `bytes` from `at` with what stands at `position`; returns how much there was. */
  #pread(bytes: Uint8Array, at: number, position: number): number {
    let done = 0;
    while (!this.#closed && at + done < bytes.length) {
      let count = 0;
      try {
        this.systemCalls++;
        count = this.#backing.readSync(bytes, at + done, bytes.length - at - done, position + done);
      } catch {
        break;
      }
      if (count === 0) break;
      done += count;
    }
    return done;
  }
}

function openFile(fd: number): RandomAccess {
  return { readSync: (bytes, at, length, position) => readSync(fd, bytes, at, length, position) };
}
