/**
 * Row-number scrolling. The position is a row number, never pixels: browsers cap an element's height near 16.7 million
 * pixels, so the bar's travel is scaled when the list is longer, while wheel and keys step exactly.
 */

/** Height of a row in pixels. */
export const ROW_HEIGHT = 22;

/** Longest travel given to the scroll bar, in pixels. */
const MAX_TRAVEL = 8_000_000;

/** Height of the bar's content for `total` rows in a viewport of `height` pixels. */
export function contentHeight(total: number, height: number): number {
  return Math.max(height, Math.min(total * ROW_HEIGHT, MAX_TRAVEL + height));
}

/** Highest row that can stand at the top. */
export function lastTop(total: number, height: number): number {
  return Math.max(0, total - Math.floor(height / ROW_HEIGHT));
}

/** The bar's scrollTop for a first row. */
export function barPosition(top: number, total: number, height: number): number {
  const travel = contentHeight(total, height) - height;
  const last = lastTop(total, height);
  return last === 0 ? 0 : (top / last) * travel;
}

/** The first row for a scrollTop of the bar. */
export function rowAtBar(position: number, total: number, height: number): number {
  const travel = contentHeight(total, height) - height;
  return travel <= 0 ? 0 : Math.round((Math.min(position, travel) / travel) * lastTop(total, height));
}
