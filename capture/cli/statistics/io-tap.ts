import { maskUnion } from '../../../decoders/model/mask.ts';
import { UsageError } from '../usage-error.ts';
import { IoColumn } from './io-columns.ts';
import { printIoTable } from './io-table.ts';
import type { Tap } from './tap.ts';

const MILLION = 1_000_000;

/** `-z io,stat,SECONDS[,FILTER | FUNCTION(FIELD)FILTER]...`: frames and bytes, or values of fields, by interval. */
export const ioTap: Tap = {
  name: 'io,stat',
  help: 'frames and bytes by interval: SECONDS (0: all) [,filter | SUM(field)filter]..., also COUNT MIN MAX AVG LOAD FRAMES BYTES',
  parse(args, registry) {
    const [seconds, ...texts] = args.split(',');
    const { interval, precision } = readInterval(seconds);
    const columns = (texts.length > 0 ? texts : ['']).map((text) => new IoColumn(text, registry));
    let duration = 0;
    return {
      mask: columns.map(({ mask }) => mask).reduce(maskUnion),
      frame(d, frames) {
        const { record, session } = d;
        const nanoseconds = record.nanoseconds - session.firstNanoseconds;
        const time = Math.max(
          0,
          (record.seconds - session.firstSeconds) * MILLION + Math.floor((nanoseconds + 500) / 1000),
        );
        duration = Math.max(duration, time);
        const row = interval === Number.POSITIVE_INFINITY ? 0 : Math.floor(time / interval);
        for (const column of columns) column.frame(d, frames, row, interval);
      },
      print(out) {
        printIoTable(out, columns, { duration, interval, precision });
      },
    };
  },
};

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
