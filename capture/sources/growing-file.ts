import type { FileHandle } from 'node:fs/promises';
import type { ByteInput } from './byte-input.ts';
import { ReadStop } from './capture-file-error.ts';
import { DiskSpace } from './disk-space.ts';

/** Milliseconds between two looks at a file that has not grown. */
const LOOK = 20;

/** A file that another program is writing: its bytes as they come, until that program has ended. */
export class GrowingFile implements ByteInput {
  storedBytes = 0;
  /** Whether the other program has ended and everything that it wrote has been read. */
  exhausted = false;
  readonly file: FileHandle;
  readonly #space: DiskSpace;
  /** Ends a wait for more bytes. */
  #wake = (): void => {};
  #ended = false;
  #closed = false;

  /**
   * @param folder holds the file
   * @param ended resolves when nothing more is written
   */
  constructor(file: FileHandle, folder: string, ended: Promise<unknown>) {
    this.file = file;
    this.#space = new DiskSpace(folder);
    void ended.then(() => {
      this.#ended = true;
      this.#wake();
    });
  }

  async read(target: Uint8Array, at: number, length: number): Promise<number> {
    while (!this.#closed) {
      // Asked before looking: what was written until the end is then sure to be seen.
      const last = this.#ended;
      const count = await this.#next(target, at, length);
      if (count > 0 || last) {
        this.storedBytes += count;
        this.exhausted = count === 0;
        if (!last) await this.#space.check(this.storedBytes);
        return count;
      }
      await this.#more();
    }
    return 0;
  }

  /** Ends the input; a read that is waiting comes back with nothing. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#wake();
  }

  async #next(target: Uint8Array, at: number, length: number): Promise<number> {
    try {
      return (await this.file.read(target, at, length, this.storedBytes)).bytesRead;
    } catch (error) {
      throw new ReadStop('io', `The file cannot be read any further: ${(error as Error).message}.`);
    }
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
