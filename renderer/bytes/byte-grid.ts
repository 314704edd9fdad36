/** How the bytes stand: so many in a row, each so many characters wide. */
export interface ByteGrid {
  readonly bits: boolean;
  /** Bytes in a row. */
  readonly columns: number;
  /** Characters of the offset. */
  readonly offsetChars: number;
}

/** Characters between offset, numbers and text. */
const GAP = 2;

/** Characters of a byte's number, and from there to the next one's. */
export const cellChars = ({ bits }: ByteGrid): number => (bits ? 8 : 2);
const pitch = (grid: ByteGrid): number => cellChars(grid) + 1;

/** Character column where a byte's number begins, counted from the first one's. A gap parts the row's halves. */
export function cellStart(grid: ByteGrid, column: number): number {
  return column * pitch(grid) + (column >= halfOf(grid) ? 1 : 0);
}

const halfOf = ({ bits, columns }: ByteGrid): number => (bits || columns < 16 ? columns : columns / 2);

/** Character columns where the numbers and the text begin, and where the row ends. */
export function gridPlaces(grid: ByteGrid): { numbers: number; text: number; end: number } {
  const numbers = grid.offsetChars + GAP;
  const text = numbers + cellStart(grid, grid.columns - 1) + cellChars(grid) + GAP;
  return { numbers, text, end: text + grid.columns };
}

/** The widest grid that fits into so many characters. */
export function fittingGrid(bits: boolean, bytes: number, chars: number): ByteGrid {
  const offsetChars = Math.max(4, Math.ceil(Math.max(0, bytes - 1).toString(16).length / 2) * 2);
  const widths = bits ? [8, 4, 2] : [16, 8, 4];
  for (const columns of widths) {
    const grid = { bits, columns, offsetChars };
    if (gridPlaces(grid).end <= chars) return grid;
  }
  return { bits, columns: widths[2], offsetChars };
}

/** The byte of a row at a character column (which may be a fraction), -1 beside the bytes. */
export function columnAt(grid: ByteGrid, char: number): number {
  const { numbers, text, end } = gridPlaces(grid);
  if (char >= text && char < end) return Math.floor(char - text);
  if (char < numbers - 0.5 || char >= text - GAP) return -1;
  for (let column = grid.columns - 1; column >= 0; column--) {
    if (char >= numbers + cellStart(grid, column) - 0.5) return column;
  }
  return -1;
}

/** Consecutive bytes of a row with the same tint. */
export interface Run {
  /** Columns, `end` not included. */
  readonly start: number;
  readonly end: number;
  /** OSI layer, 0 for none. */
  readonly tint: number;
}

/** Parts a row where its tint changes. */
export function runsOf(tints: Uint8Array, start: number, end: number): Run[] {
  const out: Run[] = [];
  let from = start;
  for (let at = start + 1; at <= end; at++) {
    if (at < end && tints[at] === tints[from]) continue;
    out.push({ start: from - start, end: at - start, tint: tints[from] });
    from = at;
  }
  return out;
}

/**
 * The outline of a range of bytes as an SVG path, in characters and rows relative to `firstRow`; empty when the range
 * lies outside the `rows` rows shown. `start` and `end` say where a column's box begins and ends.
 */
export function outline(
  range: { readonly start: number; readonly length: number },
  columns: number,
  firstRow: number,
  rows: number,
  start: (column: number) => number,
  end: (column: number) => number,
): { readonly x: number; readonly y: number }[][] {
  const last = range.start + range.length - 1;
  const top = Math.floor(range.start / columns) - firstRow;
  const bottom = Math.floor(last / columns) - firstRow;
  if (range.length <= 0 || bottom < 0 || top >= rows) return [];
  const left = start(range.start % columns);
  const right = end(last % columns);
  const [edgeLeft, edgeRight] = [start(0), end(columns - 1)];
  if (top === bottom) return [box(left, top, right, top + 1)];
  if (bottom === top + 1 && left >= right)
    return [box(left, top, edgeRight, top + 1), box(edgeLeft, bottom, right, bottom + 1)];
  return [
    [
      { x: left, y: top },
      { x: edgeRight, y: top },
      { x: edgeRight, y: bottom },
      { x: right, y: bottom },
      { x: right, y: bottom + 1 },
      { x: edgeLeft, y: bottom + 1 },
      { x: edgeLeft, y: top + 1 },
      { x: left, y: top + 1 },
    ],
  ];
}

function box(left: number, top: number, right: number, bottom: number): { x: number; y: number }[] {
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}
