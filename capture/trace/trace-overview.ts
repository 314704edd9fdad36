import type { LadderRow } from './recorded-trace.ts';

/** Stretches that a session's time is cut into. */
const STRETCHES = 240;

interface Stretch {
  client: number;
  wire: number;
  daemon: number;
  /** The first row of the stretch, or the one that comes next. */
  row: number;
}

/** How many rows of each side are in each stretch of time; rows are in order of time. */
export function overview(rows: readonly LadderRow[]): { duration: number; stretches: Stretch[] } {
  const first = rows[0];
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return { duration: 0, stretches: [] };
  const duration = Number(last.time - first.time) / 1e9;
  const stretches: Stretch[] = [];
  rows.forEach((row, at) => {
    const share = duration === 0 ? 0 : Number(row.time - first.time) / 1e9 / duration;
    const stretch = Math.min(STRETCHES - 1, Math.floor(share * STRETCHES));
    while (stretches.length <= stretch) stretches.push({ client: 0, wire: 0, daemon: 0, row: at });
    stretches[stretch][row.side]++;
  });
  return { duration, stretches };
}
