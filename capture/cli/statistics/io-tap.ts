import { maskUnion } from '../../../decoders/model/mask.ts';
import { UsageError } from '../usage-error.ts';
import { IoColumn } from './io-columns.ts';
import { printIoTable } from './io-table.ts';
import type { Tap, TapFrames } from './tap.ts';

const MILLION = 1_000_000;

/** `-z io,stat,SECONDS[,FILTER | FUNCTION(FIELD)FILTER]...`: frames and bytes, or values of fields, by interval. */
export const ioTap: Tap = {
  name: 'io,stat',
  help: 'frames and bytes by interval: SECONDS (0: all) [,filter | SUM(field)filter]..., also COUNT MIN MAX AVG LOAD FRAMES BYTES',
  parse(args, registry) {
    const [seconds, ...texts] = args.split(',');
    const { interval, precision } = readInterval(seconds);
    const columns = (texts.length > 0 ? texts : ['']).map((text) => new IoColumn(text, registry));
    return {
      mask: columns.map(({ mask }) => mask).reduce(maskUnion),
      frame(d, frames) {
        const time = microseconds(frames, d.record.number);
        const row = interval === Number.POSITIVE_INFINITY ? 0 : Math.floor(time / interval);
        for (const column of columns) column.frame(d, frames, row, interval);
      },
      print(out, capture) {
        let duration = 0;
        for (let frame = 1; frame <= capture.table.count; frame++) {
          duration = Math.max(duration, microseconds(capture, frame));
        }
        printIoTable(out, columns, { duration, interval, precision });
      },
    };
  },
};

/** Time since the first frame. The table spans all frames, whichever of them are counted. */
function microseconds({ table, session }: TapFrames, frame: number): number {
  const nanoseconds = table.nanoseconds.get(frame) - session.firstNanoseconds;
  return Math.max(
    0,
    (table.seconds.get(frame) - session.firstSeconds) * MILLION + Math.floor((nanoseconds + 500) / 1000),
  );
}

/** The interval in microseconds, and how many decimals it was given with. */
function readInterval(text: string): { interval: number; precision: number } {
  const seconds = Number(text);
  if (text.trim() === '' || !(seconds >= 0))
    throw new UsageError(`-z io,stat takes an interval in seconds, not "${text}".`);
  if (seconds === 0) return { interval: Number.POSITIVE_INFINITY, precision: 0 };
  const interval = Math.floor(seconds * MILLION + 0.5);
  if (interval < 1)
    throw new UsageError('-z io,stat takes an interval of at least 0.000001 seconds, or 0 for the whole capture.');
  let precision = 6;
  for (let unit = 10; precision > 0 && interval % unit === 0; unit *= 10) precision--;
  return { interval, precision: precision || Math.min(6, /\.(0+)$/.exec(text)?.[1].length ?? 0) };
}
