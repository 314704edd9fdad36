import { type TimeFormat, useApp } from '../state/app-state.ts';
import { type ColumnWidths, fitWidths, shownColumns, withWidth } from './column-layout.ts';
import type { ColumnId } from './columns.ts';
import { changeColumns, useList } from './list-state.ts';

/** Room around a cell's text, in pixels. */
const PADDING = 18;

/** Width of a digit in a cell. */
const CHAR = 7.3;

/** Makes a column as wide as the widest cell in sight. */
export function fitColumn(id: ColumnId): void {
  const width = neededWidth(id);
  if (width > 0) changeColumns((layout) => withWidth(layout, id, width));
}

export function fitAllColumns(): void {
  for (const id of shownColumns(useList.getState().columns)) fitColumn(id);
}

/** The format of the times that were measured. */
let measured: TimeFormat | undefined;

/**
 * Gives columns the room that the rows in sight need, in a list `room` pixels wide. What a column once needed stays with
 * it until times get another format. `digits` is the length of the longest frame number.
 */
export function fitToRows(room: number, digits: number): void {
  const { columns: layout, needs: before, fitted } = useList.getState();
  const needs: Partial<Record<ColumnId, number>> = { ...before };
  const { timeFormat } = useApp.getState();
  if (timeFormat !== measured) delete needs.time;
  measured = timeFormat;
  for (const id of shownColumns(layout)) {
    const needed = Math.max(neededWidth(id), needs[id] ?? 0);
    if (needed > 0) needs[id] = needed;
  }
  needs.number = Math.max(needs.number ?? 0, PADDING + CHAR * digits);
  const now = fitWidths(layout, needs, room);
  const same = (a: ColumnWidths, b: ColumnWidths) => JSON.stringify(a) === JSON.stringify(b);
  if (!same(now, fitted) || !same(needs, before)) useList.setState({ needs, fitted: now });
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
