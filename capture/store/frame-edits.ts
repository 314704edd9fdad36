import { FrameSet } from './frame-set.ts';

/** Longest comment in bytes: the length of an option of a pcapng block. */
export const LONGEST_COMMENT = 65_535;

/** What people noted of a capture's frames. Kept until the capture is closed; comments are saved with it. */
export class FrameEdits {
  readonly marked = new FrameSet();
  /** Frames that no filter and no statistic counts. */
  readonly ignored = new FrameSet();
  /** Frames that relative times count from, each until the next one. */
  readonly references = new FrameSet();
  /** Nanoseconds by which all times are shifted. */
  shift = 0n;
  /** Comments of frames whose comments were changed: all of them, an empty list where they were deleted. */
  readonly comments = new Map<number, readonly string[]>();

  /** The frame that the relative time of `frame` counts from; 0 for the first of the capture. */
  referenceOf(frame: number): number {
    if (this.references.count === 0) return 0;
    const rank = this.references.rank(frame + 1);
    return rank === 0 ? 0 : this.references.nth(rank - 1);
  }
}
