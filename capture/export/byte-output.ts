import { randomBytes } from 'node:crypto';
import { type FileHandle, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { createGzip, type Gzip } from 'node:zlib';
import { systemCode } from '../sources/capture-file-error.ts';

/** Why nothing could be written. The message is a sentence for a person. */
export class ExportError extends Error {
  readonly code: 'no-permission' | 'disk-full' | 'not-a-file' | 'closed' | 'refused' | 'changed' | 'cancelled' | 'io';

  constructor(code: ExportError['code'], message: string) {
    super(message);
    this.name = 'ExportError';
    this.code = code;
  }
}

/** The file that holds the frames is not what it was. `what` could not be read. */
export function changed(what: string): ExportError {
  return new ExportError(
    'changed',
    `${what} cannot be read any more: the capture file was changed or cut while it was open. Open it again.`,
  );
}

/** Where bytes go. One call at a time; all throw ExportError. */
export interface ByteOutput {
  /** The bytes may be reused as soon as the promise is fulfilled. */
  write(bytes: Uint8Array): Promise<void>;
  /** Everything has been written: makes it visible. */
  finish(): Promise<void>;
  /** Gives up: leaves no trace in the file system, and an older file of that name as it was. */
  abandon(): Promise<void>;
}

/**
 * A file that appears whole or not at all: written under another name in the same folder, then renamed. An older file
 * of that name, even one being read, stays intact until then. Devices and pipes are written directly.
 */
export class FileOutput implements ByteOutput {
  readonly #path: string;
  readonly #temporary: string | null;
  readonly #file: FileHandle;

  private constructor(path: string, temporary: string | null, file: FileHandle) {
    this.#path = path;
    this.#temporary = temporary;
    this.#file = file;
  }

  static async create(path: string): Promise<FileOutput> {
    try {
      const target = await realpath(path).catch(() => path);
      const existing = await stat(target).catch(() => null);
      if (existing?.isDirectory())
        throw new ExportError('not-a-file', `"${path}" is a folder. Give a file name in it.`);
      if (existing !== null && !existing.isFile()) return new FileOutput(target, null, await open(target, 'w'));
      const suffix = randomBytes(4).toString('hex');
      const temporary = join(dirname(target), `.${basename(target).slice(0, 200)}.${suffix}.part`);
      const file = await open(temporary, 'wx', existing === null ? 0o666 : existing.mode & 0o777);
      return new FileOutput(target, temporary, file);
    } catch (error) {
      throw writeError(error, path);
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    try {
      for (let done = 0; done < bytes.length; ) {
        done += (await this.#file.write(bytes, done, bytes.length - done)).bytesWritten;
      }
    } catch (error) {
      throw writeError(error, this.#path);
    }
  }

  async finish(): Promise<void> {
    try {
      if (this.#temporary !== null) await this.#file.sync();
      await this.#file.close();
      if (this.#temporary !== null) await rename(this.#temporary, this.#path);
    } catch (error) {
      throw writeError(error, this.#path);
    }
  }

  async abandon(): Promise<void> {
    await this.#file.close().catch(() => {});
    if (this.#temporary !== null) await unlink(this.#temporary).catch(() => {});
  }
}

/** Standard output or another stream, which stays open. */
export class StreamOutput implements ByteOutput {
  readonly #stream: Writable;
  readonly #name: string;
  readonly #onError = () => {};

  constructor(stream: Writable, name = 'standard output') {
    this.#stream = stream;
    this.#name = name;
    // The error comes back from the write that meets it.
    stream.on('error', this.#onError);
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    await new Promise<void>((resolve, reject) => {
      // The callback may come before the bytes are used up by whoever the stream hands them to, hence the copy.
      this.#stream.write(bytes.slice(), (error) => (error ? reject(writeError(error, this.#name)) : resolve()));
    });
  }

  async finish(): Promise<void> {
    this.#stream.off('error', this.#onError);
  }

  async abandon(): Promise<void> {}
}

/** Compresses with gzip what goes to another output. */
export class GzipOutput implements ByteOutput {
  readonly #output: ByteOutput;
  readonly #gzip: Gzip = createGzip();
  readonly #pumped: Promise<void>;
  #failure: unknown = null;

  constructor(output: ByteOutput) {
    this.#output = output;
    this.#pumped = this.#pump();
    this.#pumped.catch(() => {});
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    const written = new Promise<void>((resolve) => this.#gzip.write(bytes, () => resolve()));
    await Promise.race([written, this.#pumped]);
    if (this.#failure !== null) throw this.#failure;
  }

  async finish(): Promise<void> {
    this.#gzip.end();
    await this.#pumped;
    await this.#output.finish();
  }

  async abandon(): Promise<void> {
    this.#gzip.destroy();
    await this.#pumped.catch(() => {});
    await this.#output.abandon();
  }

  async #pump(): Promise<void> {
    try {
      for await (const chunk of this.#gzip) await this.#output.write(chunk);
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }
}

function writeError(error: unknown, name: string): ExportError {
  if (error instanceof ExportError) return error;
  switch (systemCode(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new ExportError('no-permission', `You may not write "${name}". Choose another folder.`);
    case 'ENOENT':
    case 'ENOTDIR':
      return new ExportError('not-a-file', `The folder of "${name}" does not exist.`);
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new ExportError(
        'disk-full',
        `There is no space left for "${name}". Nothing was changed; free some space.`,
      );
    case 'EPIPE':
    case 'ERR_STREAM_DESTROYED':
      return new ExportError('closed', `Whoever reads ${name} has stopped reading.`);
    default:
      return new ExportError('io', `"${name}" cannot be written: ${(error as Error).message}.`);
  }
}
