import { shownColumns, widthOf, withWidth } from './column-layout.ts';
import type { ColumnId } from './columns.ts';
import { changeColumns, useList } from './list-state.ts';

/** Room around a cell's text, in pixels. */
const PADDING = 18;

/** Makes a column as wide as the widest cell in sight. */
export function fitColumn(id: ColumnId): void {
  const width = neededWidth(id);
  if (width > 0) changeColumns((layout) => withWidth(layout, id, width));
}

export function fitAllColumns(): void {
  for (const id of shownColumns(useList.getState().columns)) fitColumn(id);
}

/**
 * Gives columns the room that the rows in sight need, as far as the list's `room` goes and nobody chose their width.
 * Columns do not shrink again, but for times, whose format can change.
 */
export function fitToRows(room: number): void {
  const { columns: layout, fitted: before } = useList.getState();
  const shown = shownColumns(layout);
  const fitted: Partial<Record<ColumnId, number>> = { ...before };
  delete fitted.time;
  let left = shown.reduce((sum, id) => sum - widthOf(layout, id, fitted), room);
  const byNeed = [...shown.slice(0, -1)].sort((a, b) => Number(b === 'time') - Number(a === 'time'));
  for (const id of byNeed) {
    const grown: Partial<Record<ColumnId, number>> = {
      ...fitted,
      [id]: Math.max(Math.ceil(neededWidth(id)), fitted[id] ?? 0),
    };
    const growth = widthOf(layout, id, grown) - widthOf(layout, id, fitted);
    if (growth > left && id !== 'time') continue;
    left -= growth;
    fitted[id] = grown[id];
  }
  useList.setState({ fitted });
}

function neededWidth(id: ColumnId): number {
  const range = document.createRange();
  let widest = 0;
  for (const cell of document.querySelectorAll(`[data-column="${id}"], [data-heading="${id}"]`)) {
    range.selectNodeContents(cell);
    const edge = cell.querySelector('.packet-list-edge');
    if (edge) range.setEndBefore(edge);
    widest = Math.max(widest, range.getBoundingClientRect().width);
  }
  return widest === 0 ? 0 : widest + PADDING;
}
