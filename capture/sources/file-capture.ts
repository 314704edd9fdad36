import { FrameBytes, type RandomAccess } from '../store/frame-bytes.ts';
import type { BlockFeed } from './block-feed.ts';
import type { CaptureDetails } from './capture-details.ts';
import { ReadStop } from './capture-file-error.ts';
import type { CaptureFormat, CaptureSource, ReadOptions, ReadProgress } from './capture-source.ts';
import type { Damage, FrameSink } from './frame-sink.ts';
import type { PcapReader } from './pcap-reader.ts';
import type { PcapngReader } from './pcapng-reader.ts';

const SLICE_BYTES = 256 * 1024;

export interface FileCaptureParts {
  readonly path: string;
  readonly format: CaptureFormat;
  readonly reader: PcapReader | PcapngReader;
  readonly feed: BlockFeed;
  /** Descriptor of the file that holds the frames, or what stands for it. */
  readonly backing: number | RandomAccess;
  readonly storedBytes: () => number;
  readonly totalBytes: number | null;
  /** Makes a read that waits for a pipe come back. */
  readonly stopWaiting: () => void;
  /** Set when everything was cancelled from outside. */
  readonly signal: AbortSignal | undefined;
  readonly close: () => Promise<void>;
}

/** A capture file, pipe or standard input whose format is known. */
export class FileCapture implements CaptureSource {
  readonly path: string;
  readonly format: CaptureFormat;
  readonly details: CaptureDetails;
  readonly frameBytes: FrameBytes;
  damage: Damage | null = null;
  readonly #parts: FileCaptureParts;
  #started = false;
  #closed = false;

  constructor(parts: FileCaptureParts) {
    this.path = parts.path;
    this.format = parts.format;
    this.details = parts.reader.details;
    this.frameBytes = new FrameBytes(parts.backing);
    this.#parts = parts;
  }

  async *read(sink: FrameSink, options: ReadOptions = {}): AsyncGenerator<ReadProgress, void, void> {
    if (this.#started) throw new Error('A capture is read once.');
    this.#started = true;
    const { reader, feed } = this.#parts;
    const slice = options.sliceBytes ?? SLICE_BYTES;
    const length = options.length ?? Number.POSITIVE_INFINITY;
    options.signal?.addEventListener('abort', this.#parts.stopWaiting, { once: true });
    const cancelled = () => this.#closed || options.signal?.aborted || this.#parts.signal?.aborted;
    try {
      do {
        if (feed.offset + feed.to > length) feed.to = Math.max(feed.from, length - feed.offset);
        while (feed.from < feed.to && !cancelled()) {
          let to = Math.min(feed.to, feed.from + slice);
          let consumed = reader.read(feed.bytes, feed.from, to, feed.offset, sink);
          while (consumed === 0 && to < feed.to && to < feed.from + reader.wanted) {
            to = Math.min(feed.to, feed.from + reader.wanted);
            consumed = reader.read(feed.bytes, feed.from, to, feed.offset, sink);
          }
          feed.from += consumed;
          if (reader.damage !== null || consumed === 0) break;
          yield this.#progress();
        }
      } while (
        reader.damage === null &&
        !cancelled() &&
        feed.offset + feed.to < length &&
        (await feed.next(reader.wanted))
      );
      if (!cancelled()) reader.end(feed.offset + feed.from, feed.to - feed.from);
    } catch (error) {
      if (!(error instanceof ReadStop)) throw error;
      const { what, message } = error;
      const offset = feed.offset + feed.from;
      if (!cancelled()) this.damage = { offset, frame: reader.frames + 1, what, sentence: message };
    } finally {
      options.signal?.removeEventListener('abort', this.#parts.stopWaiting);
    }
    this.damage ??= reader.damage;
    yield this.#progress();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.frameBytes.close();
    await this.#parts.close();
  }

  #progress(): ReadProgress {
    const { storedBytes, totalBytes, reader } = this.#parts;
    return { bytes: storedBytes(), totalBytes, frames: reader.frames };
  }
}
