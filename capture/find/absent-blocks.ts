import { BLOCK, type FrameBytes } from '../store/frame-bytes.ts';
import type { Pattern } from './pattern.ts';

/**
 * Blocks of a capture's file in which a pattern does not occur, found out once for each: the many frames of such a block
 * need no look of their own.
 */
export class AbsentBlocks {
  private readonly bytes: FrameBytes;
  private readonly pattern: Pattern;
  private readonly known = new Map<number, boolean>();
  /** The block last found to be free of the pattern. */
  private from = 0;
  private to = 0;

  constructor(bytes: FrameBytes, pattern: Pattern) {
    this.bytes = bytes;
    this.pattern = pattern;
  }

  /** Whether it is sure that the pattern does not occur in the `length` bytes at `offset`. */
  has(offset: number, length: number): boolean {
    if (offset >= this.from && offset + length <= this.to) return true;
    const block = Math.floor(offset / BLOCK);
    if (offset + length > (block + 1) * BLOCK) return false;
    let absent = this.known.get(block);
    if (absent === undefined) {
      absent = this.look(block);
      this.known.set(block, absent);
    }
    if (absent) {
      this.from = block * BLOCK;
      this.to = this.from + BLOCK;
    }
    return absent;
  }

  /** A block at the end of the file may still grow: it is never called free of the pattern. */
  private look(block: number): boolean {
    if (!this.bytes.whole(block)) return false;
    this.bytes.locate(block * BLOCK, BLOCK);
    const { bytes, start } = this.bytes;
    return this.pattern.inBytes(bytes, start, start + BLOCK).length === 0;
  }
}
