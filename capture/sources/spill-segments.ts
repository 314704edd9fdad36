import { readSync } from 'node:fs';
import type { RandomAccess } from '../store/frame-bytes.ts';
import { type Spill, SpillFile } from './spill-file.ts';

interface Segment {
  /** Place of its first byte among all bytes. */
  readonly start: number;
  readonly file: SpillFile;
}

/**
 * A spill in temporary files of equal size, the oldest of which can be given up: for a capture of any length of which
 * only the end is kept. Reading what was given up gives nothing.
 */
export class SpillSegments implements Spill, RandomAccess {
  readonly #size: number;
  /** In order, without gaps. */
  #segments: readonly Segment[] = [];
  #end = 0;

  /** @param size bytes in a segment; a multiple of what FrameBytes reads at once, so that no block is given up in part */
  constructor(size = 64 * 1024 * 1024) {
    this.#size = size;
  }

  async append(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const last = this.#segments.at(-1);
      const room = last === undefined ? 0 : last.start + this.#size - this.#end;
      if (last === undefined || room === 0) {
        this.#segments = [...this.#segments, { start: this.#end, file: await SpillFile.create() }];
        continue;
      }
      const part = bytes.subarray(at, at + room);
      await last.file.append(part);
      this.#end += part.length;
      at += part.length;
    }
  }

  /** Gives up segments whose bytes all stand before `position`. */
  async forget(position: number): Promise<void> {
    const old = this.#segments.filter(({ start }) => start + this.#size <= position);
    if (old.length === 0) return;
    this.#segments = this.#segments.slice(old.length);
    for (const { file } of old) await file.close();
  }

  readSync(bytes: Uint8Array, at: number, length: number, position: number): number {
    const segment = this.#segments.findLast(({ start }) => start <= position);
    if (segment === undefined) return 0;
    const room = Math.min(length, segment.start + this.#size - position);
    return room <= 0 ? 0 : readSync(segment.file.fd, bytes, at, room, position - segment.start);
  }

  async close(): Promise<void> {
    const all = this.#segments;
    this.#segments = [];
    for (const { file } of all) await file.close();
  }
}
