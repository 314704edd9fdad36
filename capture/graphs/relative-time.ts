import type { Capture } from '../store/capture.ts';

/** Seconds from the first frame of the capture. */
export function relativeTime({ table: { seconds, nanoseconds } }: Capture, frame: number): number {
  return seconds.get(frame) - seconds.get(1) + (nanoseconds.get(frame) - nanoseconds.get(1)) / 1e9;
}
