import { ByteLog } from './byte-log.ts';
import { Uint32Column } from './columns.ts';

/** Frames that share one entry of the index. */
const SHIFT = 5;
const LOW = (1 << SHIFT) - 1;

/**
 * Small records about frames, written in frame order and found again by frame number. A record is a head byte and any
 * number of integers, see ByteLog. The head byte holds the low five bits of the frame number and three bits of the
 * user's: with them, and what it reads, the user knows how many integers to take. One index entry for 32 frames says where
 * their records begin.
 *
 * Example: `begin(70, 1)` and `log.put(300)` write `0x31 0xac 0x02`, where 0x31 is (70 & 31) << 3 | 1.
 */
export class FrameLog {
  readonly log = new ByteLog();
  private readonly blocks = new Uint32Column();
  private lastBlock = -1;

  begin(frame: number, form: number): void {
    const block = frame >>> SHIFT;
    while (this.lastBlock < block) this.blocks.set(++this.lastBlock, this.log.length);
    this.log.put8(((frame & LOW) << 3) | form);
  }

  /** Goes to the first record of the 32 frames that `frame` is one of; {@link next} then steps through them. */
  seek(frame: number): void {
    const block = frame >>> SHIFT;
    this.log.position = block > this.lastBlock ? this.log.length : this.blocks.get(block);
  }

  /** Reads a head byte: `head >>> 3` are the low bits of its frame, `head & 7` is the form. -1 behind the 32 frames. */
  next(frame: number): number {
    const block = frame >>> SHIFT;
    const end = block >= this.lastBlock ? this.log.length : this.blocks.get(block + 1);
    return this.log.position >= end ? -1 : this.log.take8();
  }

  get byteLength(): number {
    return this.log.byteLength + this.blocks.byteLength;
  }
}

/** True when the record with this head byte is of the frame, one of the 32 that were sought. */
export function isOf(head: number, frame: number): boolean {
  return head >>> 3 === (frame & LOW);
}
