import { statfs } from 'node:fs/promises';
import { ReadStop } from './capture-file-error.ts';

/** Bytes written between two looks at the free space. */
const INTERVAL = 64 * 1024 * 1024;
/** Free space that is left to others. */
const RESERVE = 256 * 1024 * 1024;

/** Watches that a file does not fill its disk. */
export class DiskSpace {
  readonly #folder: string;
  #next = 0;

  /** @param folder on the disk that holds the file */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** To be called as a file of `size` bytes grows. Throws ReadStop when little space is left. */
  async check(size: number): Promise<void> {
    if (size < this.#next) return;
    this.#next = size + INTERVAL;
    const space = await statfs(this.#folder).catch(() => null);
    if (space !== null && space.bavail * space.bsize < RESERVE) throw this.full();
  }

  full(): ReadStop {
    return new ReadStop(
      'limit',
      `The disk that holds "${this.#folder}" is full, so the rest of the capture was left out. Free some space, or name a ` +
        'folder on another disk: with TMPDIR for what is unpacked or piped, with XDG_STATE_HOME for live captures.',
    );
  }
}
