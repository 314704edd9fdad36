import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/** How often a file is looked at, in milliseconds. */
const LOOK = 25;
const BLOCK = 256 * 1024;
/** Longest line that is kept, in UTF-16 units. */
const LONGEST = 1024 * 1024;

/** Tells the lines of a file that other processes append to, as they come. The file need not exist yet. */
export class GrowingFile {
  readonly #path: string;
  readonly #take: (line: string) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #block = Buffer.allocUnsafe(BLOCK);
  readonly #decoder = new StringDecoder('utf8');
  #fd: number | undefined;
  #rest = '';
  #closed = false;

  constructor(path: string, take: (line: string) => void) {
    this.#path = path;
    this.#take = take;
    this.#timer = setInterval(() => this.read(), LOOK);
  }

  /** Takes what is there now. */
  read(): void {
    try {
      this.#fd ??= openSync(this.#path, 'r');
    } catch {
      return;
    }
    for (;;) {
      const count = readSync(this.#fd, this.#block);
      if (count === 0) return;
      const lines = (this.#rest + this.#decoder.write(this.#block.subarray(0, count))).split('\n');
      this.#rest = (lines.pop() as string).slice(0, LONGEST);
      for (const line of lines) this.#take(line);
    }
  }

  /** Takes what is there, then no more. May be called again. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    this.read();
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }
}
