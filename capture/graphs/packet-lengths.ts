import { type ScanOptions, scanFrames } from '../passes/frame-scan.ts';
import type { Capture } from '../store/capture.ts';

/** Lower bounds of the classes, as Wireshark draws them. */
const BOUNDS = [0, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120];

export interface LengthClass {
  readonly from: number;
  /** Null for the last class. */
  readonly to: number | null;
  count: number;
  bytes: number;
  min: number;
  max: number;
  /** The first frame of the class, 0 for none. */
  frame: number;
}

/** How many frames are how long. */
export async function packetLengths(
  capture: Capture,
  within: { has(frame: number): boolean } | null,
  options: Pick<ScanOptions, 'signal' | 'progress'>,
): Promise<LengthClass[]> {
  const classes = BOUNDS.map(
    (from, at): LengthClass => ({
      from,
      to: BOUNDS[at + 1] === undefined ? null : BOUNDS[at + 1] - 1,
      count: 0,
      bytes: 0,
      min: 0,
      max: 0,
      frame: 0,
    }),
  );
  const { original } = capture.table;
  await scanFrames(
    capture,
    (frame) => {
      const length = original.get(frame);
      let at = BOUNDS.length - 1;
      while (length < BOUNDS[at]) at--;
      const known = classes[at];
      if (known.count++ === 0) {
        known.min = length;
        known.frame = frame;
      }
      known.bytes += length;
      known.min = Math.min(known.min, length);
      known.max = Math.max(known.max, length);
    },
    { within, ...options },
  );
  return classes;
}
