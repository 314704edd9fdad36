import type { ChunkBytes } from './chunk-bytes.ts';
import type { FollowedStream } from './followed-stream.ts';
import type { Direction } from './tcp-assembler.ts';

/** Bytes sent again that are compared with the first ones, of one stream. */
const MAX_COMPARED = 32 * 1024 * 1024;
const MAX_KEPT = 100;
const SOURCE = 2 ** 31;

/** A segment that repeats bytes of the stream, but with other content than what is shown. */
export interface Conflict {
  readonly frame: number;
  /** The frame whose bytes are shown. */
  readonly shown: number;
  readonly direction: Direction;
  /** Of the first byte that differs. */
  readonly position: number;
}

/** Compares what is sent again with what was sent first. */
export class Conflicts {
  count = 0;
  readonly first: Conflict[] = [];
  compared = 0;
  /** Bytes sent again that were not compared, because there were too many. */
  uncompared = 0;
  private readonly stream: FollowedStream;
  private reader: ChunkBytes | undefined;

  constructor(stream: FollowedStream) {
    this.stream = stream;
  }

  compare(frame: number, direction: Direction, position: number, place: number, length: number): void {
    // Bytes of a frame that are made by decoding would have to be decoded while another frame is.
    if (place >= SOURCE || this.compared + length > MAX_COMPARED) {
      this.uncompared += length;
      return;
    }
    this.compared += length;
    const { capture } = this.stream;
    const { table, source } = capture;
    const again = source.frameBytes.read(table.offset.get(frame) + place, length);
    const differs = this.firstDifference(direction, position, again);
    if (differs < 0) return;
    this.count++;
    if (this.first.length >= MAX_KEPT) return;
    const shown = this.stream.chunks.frame(this.stream.chunks.chunkAt(direction, differs));
    this.first.push({ frame, shown, direction, position: differs });
  }

  /** Position of the first byte that is not what the stream has there, -1 when all are the same. */
  private firstDifference(direction: Direction, position: number, again: Uint8Array): number {
    const { chunks } = this.stream;
    this.reader ??= this.stream.reader();
    let chunk = chunks.chunkAt(direction, position);
    for (let at = 0; at < again.length && chunk >= 0; ) {
      const begin = position + at - chunks.position(chunk);
      const there = chunks.source(chunk) === 0 ? this.reader.load(chunk) : 0;
      const { bytes, start } = this.reader;
      for (let i = Math.max(0, begin); i < there && at < again.length; i++, at++) {
        if (bytes[start + i] !== again[at]) return position + at;
      }
      chunk = chunks.next(chunk + 1, direction);
      if (chunk >= 0) at = Math.max(at, chunks.position(chunk) - position);
    }
    return -1;
  }
}
