import type { FrameRange } from './range-list.ts';

/** Frames to be written, in file order. */
export interface FrameSelection {
  readonly count: number;
  /** Rising frame numbers, from 1. */
  numbers(): Iterable<number>;
}

/** Frames 1 to `count`. */
export function allFrames(count: number): FrameSelection {
  return rangeFrames(count === 0 ? [] : [{ first: 1, last: count }]);
}

/** The frames of ranges in order and without overlaps, as `parseRangeList` gives them. */
export function rangeFrames(ranges: readonly FrameRange[]): FrameSelection {
  return {
    count: ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0),
    *numbers() {
      for (const { first, last } of ranges) for (let frame = first; frame <= last; frame++) yield frame;
    },
  };
}

/** Frames listed one by one, as displayed or marked ones are; any order. */
export function listedFrames(frames: Iterable<number>): FrameSelection {
  const sorted = Uint32Array.from(new Set(frames)).sort();
  return { count: sorted.length, numbers: () => sorted };
}
