import type { Mask } from '../../decoders/model/mask.ts';
import type { Capture } from '../store/capture.ts';
import type { ChunkTable } from './chunk-table.ts';

/** Reads the bytes of chunks again from their frames. What {@link load} points to is valid until the next `load`. */
export class ChunkBytes {
  bytes: Uint8Array = new Uint8Array(0);
  /** Index in `bytes` of the chunk's first byte. */
  start = 0;
  private readonly capture: Capture;
  private readonly chunks: ChunkTable;
  private readonly mask: Mask;
  /** The made source that was read last, as decoding it again is expensive. */
  private madeFrame = 0;
  private madeSource = 0;
  private made: Uint8Array = new Uint8Array(0);
  private madeStart = 0;

  constructor(capture: Capture, chunks: ChunkTable, mask: Mask) {
    this.capture = capture;
    this.chunks = chunks;
    this.mask = mask;
  }

  /** Sets `bytes` and `start`; returns how many bytes there are: fewer than the chunk's length if the file has changed. */
  load(chunk: number): number {
    const { chunks, capture } = this;
    const length = chunks.length(chunk);
    if (length === 0) return 0;
    if (chunks.source(chunk) !== 0) return this.loadMade(chunk, length);
    const { frameBytes } = capture.source;
    const there = frameBytes.locate(capture.table.offset.get(chunks.frame(chunk)) + chunks.at(chunk), length);
    this.bytes = frameBytes.bytes;
    this.start = frameBytes.start;
    return there;
  }

  private loadMade(chunk: number, length: number): number {
    const frame = this.chunks.frame(chunk);
    const source = this.chunks.source(chunk);
    if (frame !== this.madeFrame || source !== this.madeSource) {
      const made = this.capture.decode(frame, this.mask)?.sources[source];
      this.made = made?.bytes ?? new Uint8Array(0);
      this.madeStart = made?.start ?? 0;
      this.madeFrame = frame;
      this.madeSource = source;
    }
    this.bytes = this.made;
    this.start = this.madeStart + this.chunks.at(chunk);
    return Math.max(0, Math.min(length, this.made.length - this.start));
  }
}
