import type { ioMeasure } from '../../contract/messages/graphs.ts';
import { MOST_POINTS } from '../../contract/messages/graphs.ts';
import type { Infer } from '../../contract/schema.ts';
import type { Dissection } from '../../decoders/model/dissection.ts';
import type { Field } from '../../decoders/model/field.ts';
import { maskOf } from '../../decoders/model/mask.ts';
import type { DisplayFilter } from '../filter/display-filter.ts';
import { type ScanOptions, scanFields, scanFrames } from '../passes/frame-scan.ts';
import type { Capture } from '../store/capture.ts';
import { relativeTime } from './relative-time.ts';

export type IoMeasure = Infer<typeof ioMeasure>;

/** A series to be worked out. */
export interface IoSeries {
  readonly filter: DisplayFilter | null;
  readonly measure: IoMeasure;
  /** Fields whose values are taken, for the measures that need one. */
  readonly fields: readonly Field[];
}

export interface IoRange {
  /** Seconds from the first frame. */
  readonly from: number;
  readonly to: number;
  readonly interval: number;
}

/** Values by interval; null where there are none. */
export interface IoValues {
  readonly values: (number | null)[];
  readonly frames: number[];
}

const SHORTEST = 0.001;

/** The interval asked for, or the next wider one that keeps the graph within its points. */
export function fittingInterval({ from, to, interval }: IoRange): number {
  const span = Math.max(0, to - from);
  const wanted = Math.max(SHORTEST, Number.isFinite(interval) ? interval : SHORTEST);
  return Math.max(wanted, span / (MOST_POINTS - 1));
}

/** Adds up frames or a field's values by interval. */
export async function ioValues(
  capture: Capture,
  { filter, measure, fields }: IoSeries,
  range: IoRange,
  options: Pick<ScanOptions, 'signal' | 'progress'>,
): Promise<IoValues> {
  const { from, to, interval } = range;
  const count = Math.min(MOST_POINTS, Math.floor(Math.max(0, to - from) / interval) + 1);
  const sums = new Float64Array(count);
  const counts = new Float64Array(count);
  const least = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const most = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  const frames = new Uint32Array(count);
  const { original } = capture.table;
  const at = (frame: number): number => {
    const time = relativeTime(capture, frame);
    const index = Math.floor((time - from) / interval);
    return time >= from && index >= 0 && index < count ? index : -1;
  };
  const add = (index: number, frame: number, value: number): void => {
    if (frames[index] === 0) frames[index] = frame;
    sums[index] += value;
    counts[index]++;
    if (value < least[index]) least[index] = value;
    if (value > most[index]) most[index] = value;
  };
  const scan = { filter, ...options };
  if (measure === 'packets' || measure === 'bytes' || measure === 'bits') {
    const factor = measure === 'bits' ? 8 : 1;
    await scanFrames(
      capture,
      (frame) => {
        const index = at(frame);
        if (index >= 0) add(index, frame, measure === 'packets' ? 1 : factor * original.get(frame));
      },
      scan,
    );
    return { values: Array.from(sums), frames: Array.from(frames) };
  }
  await scanFields(
    capture,
    maskOf(fields),
    (frame, d) => {
      const index = at(frame);
      if (index < 0) return;
      eachValue(d, fields, (value) => add(index, frame, value));
    },
    scan,
  );
  const values = Array.from(counts, (n, index) => {
    if (measure === 'count') return n;
    if (n === 0) return null;
    if (measure === 'sum') return sums[index];
    if (measure === 'min') return least[index];
    return measure === 'max' ? most[index] : sums[index] / n;
  });
  return { values, frames: Array.from(frames) };
}

function eachValue(d: Dissection, fields: readonly Field[], take: (value: number) => void): void {
  const { tape } = d.cursor;
  for (let at = 0; at < tape.count; at++) {
    const field = fields.find(({ id }) => id === tape.field[at]);
    if (field === undefined) continue;
    const object = tape.object[at];
    const value = typeof object === 'bigint' ? Number(object) : tape.value[at];
    take(typeof object === 'bigint' && field.type === 'duration' ? value / 1e9 : value);
  }
}

const numeric = /^(?:u?int\d+|double|duration|bool|frame)$/;

/** Whether a field's values can be added up and compared. */
export function isNumeric({ type }: Field): boolean {
  return numeric.test(type);
}
