interface NumberColumn {
  get(frame: number): number;
}

/**
 * What writing needs to know of each frame: the packet table, or anything with these of its columns. Frames are numbered
 * from 1 to `count`; units and sentinels are those of `FrameSink.frame`.
 */
export interface FrameColumns {
  readonly count: number;
  readonly seconds: NumberColumn;
  /** 0..999,999,999 or NO_TIME. */
  readonly nanoseconds: NumberColumn;
  /** Of the frame's first byte in the backing file. */
  readonly offset: NumberColumn;
  readonly captured: NumberColumn;
  readonly original: NumberColumn;
  readonly interface: NumberColumn;
}
