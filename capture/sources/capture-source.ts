import type { FrameBytes } from '../store/frame-bytes.ts';
import type { CaptureDetails } from './capture-details.ts';
import type { Damage, FrameSink } from './frame-sink.ts';

export interface ReadProgress {
  /** Bytes of the file as it is stored (compressed, if it is) that have been read. */
  readonly bytes: number;
  /** Bytes of the file as it is stored, or null when it comes from a pipe. */
  readonly totalBytes: number | null;
  readonly frames: number;
}

export interface ReadOptions {
  /** Stops reading; the frames delivered so far remain. */
  readonly signal?: AbortSignal;
  /** Bytes parsed between two yields; 256 KiB take about a millisecond. */
  readonly sliceBytes?: number;
  /** Reads no more than the first bytes: of a file that may be growing, so that several readers see the same frames. */
  readonly length?: number;
}

export interface CaptureFormat {
  readonly container: 'pcap' | 'pcapng';
  readonly compression: 'none' | 'gzip' | 'zstd';
  /** For a person: "pcap, nanoseconds, big endian", "pcapng, gzip". */
  readonly description: string;
}

/** An opened capture file, pipe or standard input. */
export interface CaptureSource {
  /** As given when opening; `-` for standard input. */
  readonly path: string;
  readonly format: CaptureFormat;
  /** Filled while reading. */
  readonly details: CaptureDetails;
  /** Access to the bytes of all frames delivered so far. */
  readonly frameBytes: FrameBytes;
  /** Why reading ended before the end of the file, or null. */
  readonly damage: Damage | null;
  /**
   * Reads the file once, from start to end, and yields after every slice. A `for await` loop does not let timers or
   * sockets run by itself: await a turn of the event loop (or a scheduler) in its body, or use `readAll`.
   */
  read(sink: FrameSink, options?: ReadOptions): AsyncGenerator<ReadProgress, void, void>;
  /** Closes the file and removes the spill file. Frames cannot be read any more. */
  close(): Promise<void>;
}
