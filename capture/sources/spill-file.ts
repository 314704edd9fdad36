import { type FileHandle, mkdtemp, open, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ByteInput, FileInput } from './byte-input.ts';
import { ReadStop, systemCode } from './capture-file-error.ts';
import { DiskSpace } from './disk-space.ts';

const GIB = 1024 ** 3;

/** Keeps bytes that cannot be read twice from where they come. */
export interface Spill {
  /** Throws ReadStop where they cannot be kept. */
  append(bytes: Uint8Array): Promise<void>;
}

/**
 * A temporary file that holds bytes which cannot be read twice from where they come. It has no name once it is open
 * (except on Windows), so nothing is left behind even after a crash.
 */
export class SpillFile implements Spill {
  /** Bytes written. */
  size = 0;
  readonly #file: FileHandle;
  /** Of the folder or file to remove when closing, or null. */
  readonly #leftover: string | null;
  readonly #space: DiskSpace;
  readonly #limit: number;

  private constructor(file: FileHandle, directory: string, leftover: string | null, limit: number) {
    this.#file = file;
    this.#space = new DiskSpace(directory);
    this.#leftover = leftover;
    this.#limit = limit;
  }

  /** Makes the file in a new folder of `parent`, readable by this user only. Refuses to grow over `limit` bytes. */
  static async create(parent = tmpdir(), limit = 32 * GIB): Promise<SpillFile> {
    const directory = await mkdtemp(join(parent, 'osiscope-'));
    const path = join(directory, 'spill');
    const file = await open(path, 'wx+', 0o600);
    if (process.platform === 'win32') return new SpillFile(file, parent, directory, limit);
    await unlink(path);
    await rm(directory, { recursive: true });
    return new SpillFile(file, parent, null, limit);
  }

  /** Makes the file at `path`, where it stays after closing: for a capture that must survive a crash. */
  static async keep(path: string, limit = Number.POSITIVE_INFINITY): Promise<SpillFile> {
    return new SpillFile(await open(path, 'wx+', 0o600), dirname(path), null, limit);
  }

  get fd(): number {
    return this.#file.fd;
  }

  /** Reads what has been written so far, from the start. */
  reread(): ByteInput {
    return new FileInput(this.#file, this.size);
  }

  async append(bytes: Uint8Array): Promise<void> {
    if (this.size + bytes.length > this.#limit) {
      const limit = (this.#limit / GIB).toLocaleString('en-US', { maximumSignificantDigits: 3 });
      throw new ReadStop(
        'limit',
        `The capture is longer than the ${limit} GiB that are unpacked; the rest was left out.`,
      );
    }
    await this.#space.check(this.size);
    let done = 0;
    try {
      while (done < bytes.length) {
        done += (await this.#file.write(bytes, done, bytes.length - done, this.size + done)).bytesWritten;
      }
    } catch (error) {
      if (systemCode(error) === 'ENOSPC' || systemCode(error) === 'EDQUOT') throw this.#space.full();
      throw new ReadStop('io', `The temporary file cannot be written: ${(error as Error).message}.`);
    } finally {
      this.size += done;
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
    if (this.#leftover !== null) await rm(this.#leftover, { recursive: true, force: true });
  }
}

/** Writes everything that is read into a spill file first, so that it can be read again from there. */
export class SpillingInput implements ByteInput {
  readonly #input: ByteInput;
  readonly #spill: Spill;

  constructor(input: ByteInput, spill: Spill) {
    this.#input = input;
    this.#spill = spill;
  }

  get storedBytes(): number {
    return this.#input.storedBytes;
  }

  async read(target: Uint8Array, at: number, length: number): Promise<number> {
    const count = await this.#input.read(target, at, length);
    if (count > 0) await this.#spill.append(target.subarray(at, at + count));
    return count;
  }

  close(): Promise<void> {
    return this.#input.close();
  }
}
