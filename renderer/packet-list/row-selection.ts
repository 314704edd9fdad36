/**
 * The rows selected in the packet list, as intervals so that all rows of a long list can be selected at once. `cursor` is
 * the row the keys move, `anchor` the one that Shift extends from; -1 for none.
 */
export interface RowSelection {
  readonly cursor: number;
  readonly anchor: number;
  /** First and last row of each interval, ascending, not touching each other. */
  readonly intervals: readonly (readonly [number, number])[];
}

export const noRows: RowSelection = { cursor: -1, anchor: -1, intervals: [] };

export function oneRow(row: number): RowSelection {
  return { cursor: row, anchor: row, intervals: [[row, row]] };
}

/** Some rows, with the cursor on one of them. */
export function severalRows(cursor: number, rows: readonly number[]): RowSelection {
  return { cursor, anchor: cursor, intervals: joined([cursor, ...rows].map((row) => [row, row] as const)) };
}

export function allRows(selection: RowSelection, total: number): RowSelection {
  return total === 0 ? selection : { ...selection, intervals: [[0, total - 1]] };
}

/** Everything from the anchor to a row. */
export function extendedTo(selection: RowSelection, row: number): RowSelection {
  const anchor = selection.anchor < 0 ? row : selection.anchor;
  return { cursor: row, anchor, intervals: [[Math.min(anchor, row), Math.max(anchor, row)]] };
}

/** Adds a row to the others, or takes it away; the last one stays. */
export function toggled(selection: RowSelection, row: number): RowSelection {
  if (!hasRow(selection, row)) {
    return { cursor: row, anchor: row, intervals: joined([...selection.intervals, [row, row]]) };
  }
  const rest = selection.intervals.flatMap(([first, last]): [number, number][] => {
    if (row < first || row > last) return [[first, last]];
    const parts: [number, number][] = [];
    if (first < row) parts.push([first, row - 1]);
    if (row < last) parts.push([row + 1, last]);
    return parts;
  });
  return rest.length === 0 ? selection : { cursor: row, anchor: row, intervals: rest };
}

export function hasRow(selection: RowSelection, row: number): boolean {
  return selection.intervals.some(([first, last]) => row >= first && row <= last);
}

export function rowCount(selection: RowSelection): number {
  return selection.intervals.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

function joined(intervals: readonly (readonly [number, number])[]): [number, number][] {
  const out: [number, number][] = [];
  for (const [first, last] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const before = out[out.length - 1];
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else out.push([first, last]);
  }
  return out;
}
