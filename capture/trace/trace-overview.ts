import type { LadderRow } from './recorded-trace.ts';

/** Stretches that a part of a session's time is cut into. */
const STRETCHES = 240;

interface Stretch {
  client: number;
  wire: number;
  daemon: number;
  /** The first row of the stretch, or the one that comes next. */
  row: number;
}

interface Overview {
  /** Seconds from the first row to the last. */
  duration: number;
  from: number;
  to: number;
  stretches: Stretch[];
}

/**
 * How many rows of each side are in each stretch of the time between `from` and `to`, in seconds since the first row; a
 * `to` of 0 is the last row. Rows are in order of time.
 */
export function overview(rows: readonly LadderRow[], from: number, to: number): Overview {
  const first = rows[0];
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return { duration: 0, from: 0, to: 0, stretches: [] };
  const secondsOf = (row: LadderRow): number => Number(row.time - first.time) / 1e9;
  const duration = secondsOf(last);
  const end = to > 0 ? Math.min(to, duration) : duration;
  const begin = Math.max(0, Math.min(from, end));
  const stretches: Stretch[] = [];
  for (let at = rowAt(rows, (row) => secondsOf(row) >= begin); at < rows.length; at++) {
    const seconds = secondsOf(rows[at]);
    if (seconds > end) break;
    const share = end === begin ? 0 : (seconds - begin) / (end - begin);
    const stretch = Math.min(STRETCHES - 1, Math.floor(share * STRETCHES));
    while (stretches.length <= stretch) stretches.push({ client: 0, wire: 0, daemon: 0, row: at });
    stretches[stretch][rows[at].side]++;
  }
  return { duration, from: begin, to: end, stretches };
}

/** The first row for which something is so that is so for all behind it. */
function rowAt(rows: readonly LadderRow[], isSo: (row: LadderRow) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(rows[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
