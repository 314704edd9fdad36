import type { Dissection } from '../../decoders/model/dissection.ts';
import { type Mask, maskUnion } from '../../decoders/model/mask.ts';
import type { DisplayFilter } from '../filter/display-filter.ts';
import type { Capture } from '../store/capture.ts';

/** Milliseconds of work between two turns of the event loop, in which windows and trees are served. */
const SLICE = 6;
/** Frames between two looks at the clock: where none was decoded, and where each was. */
const QUICK = 4096;
const SLOW = 16;

export interface ScanOptions {
  /** First frame; 1 unless given. */
  readonly from?: number;
  /** Last frame; the last one there is when the scan begins unless given. */
  readonly to?: number;
  /** Only frames that pass. */
  readonly filter?: DisplayFilter | null;
  /** Only these frames. */
  readonly within?: { has(frame: number): boolean } | null;
  /** Ignored frames too. */
  readonly all?: boolean;
  /** Visiting a frame takes as long as decoding it. */
  readonly slow?: boolean;
  /** Stops the scan soon; what was visited stays visited. */
  readonly signal?: { readonly aborted: boolean } | undefined;
  /** Told at each turn of the event loop how far the scan is: the last frame looked at. */
  readonly progress?: (frame: number) => void;
}

/**
 * Visits frames that are not ignored in their order, in slices that let other work run. Resolves with the last frame looked at, which is
 * smaller than `to` when the scan was stopped.
 */
export async function scanFrames(
  capture: Capture,
  visit: (frame: number) => void,
  options: ScanOptions = {},
): Promise<number> {
  return scan(capture, undefined, visit, options);
}

/**
 * The same, each visited frame decoded with `mask` and what the filter needs. The dissection is reused: take what is
 * needed from it before returning.
 */
export async function scanDecoded(
  capture: Capture,
  mask: Mask,
  visit: (frame: number, d: Dissection) => void,
  options: ScanOptions = {},
): Promise<number> {
  return scan(capture, withFilter(mask, options), visit as (frame: number, d?: Dissection) => void, options);
}

/** As {@link scanDecoded}, for those who look at the mask's fields only, see {@link Capture.decodeFields}. */
export async function scanFields(
  capture: Capture,
  mask: Mask,
  visit: (frame: number, d: Dissection) => void,
  options: ScanOptions = {},
): Promise<number> {
  return scan(capture, withFilter(mask, options), visit as (frame: number, d?: Dissection) => void, options, true);
}

function withFilter(mask: Mask, { filter }: ScanOptions): Mask {
  return filter?.mask.any ? maskUnion(mask, filter.mask) : mask;
}

async function scan(
  capture: Capture,
  mask: Mask | undefined,
  visit: (frame: number, d?: Dissection) => void,
  { from = 1, to = capture.table.count, filter, within, all = false, slow = false, signal, progress }: ScanOptions,
  fieldsOnly = mask === undefined,
): Promise<number> {
  const { ignored } = capture.edits;
  let frame = from;
  let end = performance.now() + SLICE;
  let work = 0;
  for (; frame <= to; frame++) {
    if (work >= QUICK) {
      work = 0;
      if (performance.now() >= end) {
        progress?.(frame - 1);
        await new Promise((resolve) => setImmediate(resolve));
        if (signal?.aborted) return frame - 1;
        end = performance.now() + SLICE;
      }
    }
    work++;
    if ((within && !within.has(frame)) || (!all && ignored.has(frame))) continue;
    let decided: 1 | 0 | -1 = 1;
    if (filter) {
      decided = filter.decide(capture, frame);
      if (decided === 0) continue;
    }
    if (mask === undefined && decided === 1) {
      if (slow) work += QUICK / SLOW;
      visit(frame);
      continue;
    }
    work += QUICK / SLOW;
    const wanted = mask ?? filter!.mask;
    const d = fieldsOnly ? capture.decodeFields(frame, wanted) : capture.decode(frame, wanted);
    if (d === undefined || (decided < 0 && !filter!.test(d, capture))) continue;
    visit(frame, d);
  }
  progress?.(frame - 1);
  return frame - 1;
}
