import { shownColumns, withWidth } from './column-layout.ts';
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
 * Gives columns the room that the rows in sight need, where nobody chose their width. Columns do not shrink again, but
 * for times, whose format can change.
 */
export function fitToRows(): void {
  const { columns: layout, fitted: before } = useList.getState();
  const fitted: Partial<Record<ColumnId, number>> = { ...before };
  for (const id of shownColumns(layout).slice(0, -1)) {
    const needed = Math.ceil(neededWidth(id));
    fitted[id] = id === 'time' ? needed : Math.max(needed, before[id] ?? 0);
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
