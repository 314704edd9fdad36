/**
 * What writing and random access need to know of each frame: the columns of the packet store. Frames are numbered from
 * 1 to `length`; units and sentinels are those of `FrameSink.frame`.
 */
export interface FrameColumns {
  readonly length: number;
  seconds(frame: number): number;
  /** 0..999,999,999 or NO_TIME. */
  nanoseconds(frame: number): number;
  /** Of the frame's first byte in the backing file. */
  offset(frame: number): number;
  capturedLength(frame: number): number;
  originalLength(frame: number): number;
  interfaceId(frame: number): number;
}
