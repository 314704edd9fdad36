import { constants, createGunzip, createZstdDecompress } from 'node:zlib';
import type { ByteInput } from './byte-input.ts';
import { ReadStop, systemCode } from './capture-file-error.ts';

export type Compression = 'gzip' | 'zstd';

/** Compressed bytes given to the decompressor at once: bounds what comes out of one step of a decompression bomb. */
const PIECE = 32 * 1024;

/** Steps in which the piece with a damage is searched, before it is taken byte by byte. */
const COARSE_STEP = 256;

/** One run of a decompressor, fed piece by piece. */
class Decompressor {
  /** Set when the compressed data contradict their format; what came out before is still in `take`. */
  error: Error | null = null;
  readonly #stream: ReturnType<typeof createGunzip> | ReturnType<typeof createZstdDecompress>;
  #output: Uint8Array[] = [];
  #closed = false;
  #wake: () => void = () => {};

  constructor(compression: Compression) {
    // A window of more than 128 MiB is refused by zstd itself.
    this.#stream =
      compression === 'gzip'
        ? createGunzip({ chunkSize: 256 * 1024 })
        : createZstdDecompress({ chunkSize: 256 * 1024, params: { [constants.ZSTD_d_windowLogMax]: 27 } });
    this.#stream.on('readable', () => this.#drain());
    this.#stream.on('error', (error: Error) => {
      this.error = error;
      this.#wake();
    });
    this.#stream.on('end', () => this.#wake());
  }

  /** Comes back when the piece is used up, or on an error. */
  push(piece: Uint8Array): Promise<void> {
    return this.#wait(() => this.#stream.write(piece, () => this.#wake()));
  }

  /** No more input: an error when the data should have gone on. */
  finish(): Promise<void> {
    return this.#wait(() => this.#stream.end());
  }

  /** What has come out since the last call. */
  take(): Uint8Array[] {
    const output = this.#output;
    this.#output = [];
    return output;
  }

  /** Whoever waits comes back at once. */
  close(): void {
    this.#closed = true;
    this.#stream.destroy();
    this.#wake();
  }

  async #wait(start: () => void): Promise<void> {
    if (this.error !== null || this.#closed) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      start();
    });
    if (this.error === null && !this.#closed) this.#drain();
  }

  #drain(): void {
    for (let chunk = this.#stream.read(); chunk !== null; chunk = this.#stream.read()) this.#output.push(chunk);
  }
}

/**
 * The decompressed bytes of another input. Where the compressed data are damaged or cut, every byte that can be had
 * before the damage is delivered: zlib withholds the output of the step that fails, so the last piece is decompressed
 * again byte by byte.
 */
export class DecompressedInput implements ByteInput {
  readonly #compression: Compression;
  readonly #input: ByteInput;
  readonly #again: () => ByteInput | null;
  readonly #piece = new Uint8Array(PIECE);
  readonly #decompressor: Decompressor;
  #ready: Uint8Array[] = [];
  /** Position in the first of `#ready`. */
  #at = 0;
  #delivered = 0;
  #consumed = 0;
  #stop: ReadStop | null = null;
  #ended = false;

  /** `again` gives the compressed data from the start once more, or null where that is not possible. */
  constructor(compression: Compression, input: ByteInput, again: () => ByteInput | null) {
    this.#compression = compression;
    this.#input = input;
    this.#again = again;
    this.#decompressor = new Decompressor(compression);
  }

  get storedBytes(): number {
    return this.#input.storedBytes;
  }

  async read(target: Uint8Array, at: number, length: number): Promise<number> {
    while (this.#ready.length === 0) {
      if (this.#stop !== null) throw this.#stop;
      if (this.#ended) return 0;
      await this.#step();
    }
    let count = 0;
    while (count < length && this.#ready.length > 0) {
      const chunk = this.#ready[0];
      const part = Math.min(length - count, chunk.length - this.#at);
      target.set(chunk.subarray(this.#at, this.#at + part), at + count);
      this.#at += part;
      count += part;
      if (this.#at === chunk.length) {
        this.#ready.shift();
        this.#at = 0;
      }
    }
    this.#delivered += count;
    return count;
  }

  async close(): Promise<void> {
    this.#ended = true;
    this.#decompressor.close();
    await this.#input.close();
  }

  async #step(): Promise<void> {
    let count: number;
    try {
      count = await this.#input.read(this.#piece, 0, PIECE);
      if (this.#ended) return;
    } catch (error) {
      if (!(error instanceof ReadStop)) throw error;
      this.#stop = error;
      return;
    }
    if (count > 0) await this.#decompressor.push(this.#piece.slice(0, count));
    else await this.#decompressor.finish();
    this.#ready = this.#decompressor.take();
    if (this.#decompressor.error !== null) await this.#salvage(count);
    else if (count === 0) this.#ended = true;
    this.#consumed += count;
  }

  /** After an error in the piece of `count` bytes at `#consumed`. */
  async #salvage(count: number): Promise<void> {
    const error = this.#decompressor.error!;
    const delivered = this.#ready.reduce((sum, chunk) => sum + chunk.length, this.#delivered);
    if (count > 0) this.#ready.push(...(await this.#upToDamage(this.#consumed, count, delivered)));
    const kept = this.#ready.reduce((sum, chunk) => sum + chunk.length, this.#delivered);
    this.#stop = damage(this.#compression, error, kept);
  }

  /** What comes out of the `length` bytes at `start` after the `skip` bytes that are out already. */
  async #upToDamage(start: number, length: number, skip: number): Promise<Uint8Array[]> {
    const [coarse, fine] = [this.#again(), this.#again()];
    if (coarse === null || fine === null) return [];
    const place = { start, length, step: COARSE_STEP };
    const stepStart = await decompressInSteps(this.#compression, coarse, place, () => {});
    const found: Uint8Array[] = [];
    const step = { start: stepStart, length: COARSE_STEP, step: 1 };
    await decompressInSteps(this.#compression, fine, step, (chunk) => {
      const dropped = Math.min(skip, chunk.length);
      skip -= dropped;
      if (dropped < chunk.length) found.push(chunk.subarray(dropped));
    });
    return found;
  }
}

/**
 * Decompresses from the start until the error, the `length` bytes at `start` in steps of `step` bytes, and passes on
 * what comes out. Returns where the step that failed begins.
 */
async function decompressInSteps(
  compression: Compression,
  input: ByteInput,
  { start, length, step }: { start: number; length: number; step: number },
  pass: (chunk: Uint8Array) => void,
): Promise<number> {
  const decompressor = new Decompressor(compression);
  const piece = new Uint8Array(PIECE);
  let at = 0;
  let stepStart = 0;
  while (decompressor.error === null && at < start + length) {
    const wanted = at < start ? Math.min(PIECE, start - at) : Math.min(step, start + length - at);
    const count = await input.read(piece, 0, wanted);
    if (count === 0) break;
    await decompressor.push(piece.slice(0, count));
    for (const chunk of decompressor.take()) pass(chunk);
    stepStart = at;
    at += count;
  }
  decompressor.close();
  return stepStart;
}

function damage(compression: Compression, error: Error, kept: number): ReadStop {
  const place = `after ${kept.toLocaleString('en-US')} decompressed bytes`;
  if (systemCode(error) === 'Z_BUF_ERROR') {
    return new ReadStop('cut-short', `The ${compression} data end too early, ${place}. The file was cut short.`);
  }
  return new ReadStop('corrupt', `The ${compression} data are damaged ${place} (${error.message}).`);
}
