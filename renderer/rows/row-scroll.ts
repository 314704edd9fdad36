/**
 * Row-number scrolling. The position is a row number, never pixels: browsers cap an element's height near 16.7 million
 * pixels, so the bar's travel is scaled when the list is longer, while wheel and keys step exactly.
 */

/** Longest travel given to the scroll bar, in pixels. */
const MAX_TRAVEL = 8_000_000;

/** A list of `total` rows, each `rowHeight` pixels high, in a viewport of `height` pixels. */
export interface RowSpace {
  readonly total: number;
  readonly rowHeight: number;
  readonly height: number;
}

/** Height of the bar's content. */
export function contentHeight({ total, rowHeight, height }: RowSpace): number {
  return Math.max(height, Math.min(total * rowHeight, MAX_TRAVEL + height));
}

/** Highest row that can stand at the top. */
export function lastTop({ total, rowHeight, height }: RowSpace): number {
  return Math.max(0, total - Math.max(1, Math.floor(height / rowHeight)));
}

/** The bar's scrollTop for a first row. */
export function barPosition(top: number, space: RowSpace): number {
  const travel = contentHeight(space) - space.height;
  const last = lastTop(space);
  return last === 0 ? 0 : (top / last) * travel;
}

/** The first row for a scrollTop of the bar. */
export function rowAtBar(position: number, space: RowSpace): number {
  const travel = contentHeight(space) - space.height;
  return travel <= 0 ? 0 : Math.round((Math.min(position, travel) / travel) * lastTop(space));
}

/** Rows a wheel event moves by. Small steps add up in `rest` pixels, which is given back for the next event. */
export function wheelRows(
  delta: number,
  mode: number,
  rest: number,
  { rowHeight, height }: RowSpace,
): { rows: number; rest: number } {
  const pixels = mode === 1 ? delta * rowHeight : mode === 2 ? delta * height : delta;
  if (Math.abs(pixels) >= rowHeight) return { rows: Math.round(pixels / rowHeight), rest: 0 };
  const sum = rest + pixels;
  const rows = Math.trunc(sum / rowHeight);
  return { rows, rest: sum - rows * rowHeight };
}
