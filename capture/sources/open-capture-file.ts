import { type FileHandle, open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { RandomAccess } from '../store/frame-bytes.ts';
import { BlockFeed } from './block-feed.ts';
import { type ByteInput, FileInput, PrefixedInput, StreamInput } from './byte-input.ts';
import { CaptureFileError, openError, ReadStop } from './capture-file-error.ts';
import type { CaptureFormat, CaptureSource } from './capture-source.ts';
import { type Compression, DecompressedInput } from './decompressor.ts';
import { describeUnknown, detectCompression, detectContainer } from './detect-format.ts';
import { FileCapture } from './file-capture.ts';
import type { GrowingFile } from './growing-file.ts';
import { readPipe } from './named-pipe.ts';
import { detectPcapVariant, PCAP_HEADER_LENGTH, readPcapHeader } from './pcap-header.ts';
import { PcapReader } from './pcap-reader.ts';
import { PcapngReader } from './pcapng-reader.ts';
import { type Spill, SpillFile, SpillingInput } from './spill-file.ts';

export interface OpenOptions {
  /** Ends waiting for the first bytes of a pipe, and all reading after that. */
  readonly signal?: AbortSignal;
  /** Folder for what must be written to disk to be read again: unpacked files, pipes. Default: the system's. */
  readonly spillDirectory?: string;
  /** Longest unpacked capture, in bytes. */
  readonly spillLimit?: number;
  /**
   * Where to keep what comes from a pipe, as a file that stays after closing: the capture as it came, usable after a
   * crash. Must not exist yet. Default: a temporary file without a name.
   */
  readonly keepAt?: string;
  /** Where to keep what comes from a pipe instead; the caller closes it after the capture. */
  readonly spill?: Spill & RandomAccess;
  /** A file that is still being written, read as the path `-` and closed in the end. */
  readonly growing?: GrowingFile;
  /** Bytes read from the file at once. */
  readonly blockBytes?: number;
  /** Where the path `-` reads from. Default: standard input. */
  readonly standardInput?: Readable;
}

const BLOCK_BYTES = 1024 * 1024;

/** Bytes by which a pcap or pcapng file is known for sure; both have longer headers, so a pipe has them at once. */
const HEAD_BYTES = 24;

/** Bytes of a file in which its first records are looked at, to find out their layout. */
const LOOK_AHEAD = 1024 * 1024;

/** What is open, to be closed in the right order. */
class Resources {
  input: ByteInput | null = null;
  feed: BlockFeed | null = null;
  file: FileHandle | null = null;
  /** Files that hold what is read again. */
  readonly kept: { close(): Promise<void> }[] = [];
  #closing: Promise<void> | null = null;

  /** Ends waiting reads, waits for them, then closes the files. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.input?.close();
    await this.feed?.idle();
    for (const file of this.kept) await file.close();
    await this.file?.close();
  }
}

/**
 * Opens a capture file, a pipe, or standard input (`-`), and finds out its format; reads no frames yet. Plain files are
 * read where they are. Compressed files and pipes are written to a temporary file while they are read.
 *
 * Throws CaptureFileError.
 */
export async function openCaptureFile(path: string, options: OpenOptions = {}): Promise<CaptureSource> {
  const resources = new Resources();
  try {
    return await openCapture(path, options, resources);
  } catch (error) {
    await resources.close().catch(() => {});
    if (error instanceof CaptureFileError) throw error;
    if (error instanceof ReadStop) throw new CaptureFileError('io', error.message);
    throw openError(error, path);
  }
}

async function openCapture(path: string, options: OpenOptions, resources: Resources): Promise<CaptureSource> {
  const name = path === '-' ? 'Standard input' : `"${path}"`;
  const { signal } = options;
  const raw = await openInput(path, options, resources);
  resources.input = raw;
  const cancelledCheck = () => {
    if (signal?.aborted) throw new CaptureFileError('cancelled', `Opening ${name} was cancelled.`);
  };
  cancelledCheck();
  signal?.addEventListener('abort', () => void raw.close(), { once: true });

  const head = await readHead(raw, resources.file);
  cancelledCheck();
  if (head.length === 0) throw new CaptureFileError('empty', `${name} is empty: it holds no capture.`);
  const compression = detectCompression(head);
  let input: ByteInput = resources.file === null ? new PrefixedInput(head, raw) : raw;
  if (compression !== null) input = await decompressed(compression, input, options, resources);
  let backing: number | RandomAccess | undefined = resources.file?.fd;
  if (resources.file === null && compression === null && options.growing !== undefined) {
    backing = options.growing.file.fd;
  } else if (resources.file === null && compression === null && options.spill !== undefined) {
    input = new SpillingInput(input, options.spill);
    backing = options.spill;
  } else if (compression !== null || backing === undefined) {
    const keepAt = resources.file === null ? options.keepAt : undefined;
    const spill = await newSpill(options, resources, keepAt);
    input = new SpillingInput(input, spill);
    backing = spill.fd;
  }
  resources.input = input;
  const feed = new BlockFeed(input, options.blockBytes ?? BLOCK_BYTES);
  resources.feed = feed;
  await feed.next(raw instanceof FileInput ? LOOK_AHEAD : HEAD_BYTES);
  cancelledCheck();
  const first = feed.bytes.subarray(feed.from, feed.to);
  const container = detectContainer(first);
  if (container === null) throw unknownFormat(name, compression, first);
  const reader = container === 'pcapng' ? new PcapngReader() : pcapReader(first, raw);
  return new FileCapture({
    path,
    format: describeFormat(container, compression, first),
    reader,
    feed,
    backing,
    storedBytes: () => raw.storedBytes,
    totalBytes: raw instanceof FileInput ? raw.size : null,
    stopWaiting: () => void raw.close(),
    signal,
    close: () => resources.close(),
  });
}

async function openInput(path: string, options: OpenOptions, resources: Resources): Promise<ByteInput> {
  if (path === '-') return growingInput(options, resources) ?? new StreamInput(options.standardInput ?? process.stdin);
  const info = await stat(path);
  if (info.isDirectory())
    throw new CaptureFileError('not-a-file', `"${path}" is a folder. Choose a capture file in it.`);
  if (info.isSocket() || info.isBlockDevice()) {
    throw new CaptureFileError('not-a-file', `"${path}" is neither a file nor a pipe.`);
  }
  if (!info.isFile()) return new StreamInput(readPipe(path, info));
  resources.file = await open(path, 'r');
  return new FileInput(resources.file, info.size);
}

function growingInput({ growing }: OpenOptions, resources: Resources): ByteInput | undefined {
  if (growing) resources.kept.push(growing.file);
  return growing;
}

async function newSpill(options: OpenOptions, resources: Resources, keepAt?: string): Promise<SpillFile> {
  const { spillDirectory, spillLimit } = options;
  const made = keepAt === undefined ? SpillFile.create(spillDirectory, spillLimit) : SpillFile.keep(keepAt, spillLimit);
  const spill = await made.catch((error: Error) => {
    throw new CaptureFileError('io', `No file can be made to hold the capture: ${error.message}.`);
  });
  resources.kept.push(spill);
  return spill;
}

/** A compressed pipe is kept in a file too, so that what stands before a damage can be had. */
async function decompressed(
  compression: Compression,
  input: ByteInput,
  options: OpenOptions,
  resources: Resources,
): Promise<ByteInput> {
  const { file } = resources;
  if (file !== null) return new DecompressedInput(compression, input, () => new FileInput(file, 0));
  const stored = await newSpill(options, resources);
  return new DecompressedInput(compression, new SpillingInput(input, stored), () => stored.reread());
}

/** The first bytes: of a file without taking them, of a pipe by taking them. */
async function readHead(input: ByteInput, file: FileHandle | null): Promise<Uint8Array> {
  const head = new Uint8Array(HEAD_BYTES);
  let length = 0;
  while (length < HEAD_BYTES) {
    const wanted = HEAD_BYTES - length;
    const count =
      file === null
        ? await input.read(head, length, wanted)
        : (await file.read(head, length, wanted, length)).bytesRead;
    if (count === 0) break;
    length += count;
  }
  return head.subarray(0, length);
}

/** The layout of records is found out from the first ones, except in a pipe, where waiting for them would hold up. */
function pcapReader(first: Uint8Array, raw: ByteInput): PcapReader {
  if (!(raw instanceof FileInput) || first.length < PCAP_HEADER_LENGTH) return new PcapReader();
  const view = new DataView(first.buffer, first.byteOffset, first.byteLength);
  return new PcapReader(detectPcapVariant(view, readPcapHeader(view, 0), first.length, first.length === raw.size));
}

function unknownFormat(name: string, compression: Compression | null, first: Uint8Array): CaptureFileError {
  const inside = compression === null ? '' : `, unpacked from ${compression},`;
  const looks = first.length === 0 ? 'an empty file.' : describeUnknown(first.subarray(0, 512));
  return new CaptureFileError(
    'unknown-format',
    `${name}${inside} is no pcap or pcapng capture. It looks like ${looks}`,
  );
}

function describeFormat(
  container: 'pcap' | 'pcapng',
  compression: Compression | null,
  first: Uint8Array,
): CaptureFormat {
  const words: string[] = [container];
  const view = new DataView(first.buffer, first.byteOffset, first.byteLength);
  if (container === 'pcap' && first.length >= PCAP_HEADER_LENGTH) {
    const header = readPcapHeader(view, 0);
    words.push(header.nanoseconds ? 'nanoseconds' : 'microseconds');
    if (!header.littleEndian) words.push('big endian');
  }
  if (compression !== null) words.push(compression);
  return { container, compression: compression ?? 'none', description: words.join(', ') };
}
