import { builtIn, type ColumnId, columnIds, columnOf, fieldColumn, fieldOf, isColumn } from './columns.ts';

/** How the columns stand. */
export interface ColumnLayout {
  /** Every column, also hidden ones. */
  readonly order: readonly ColumnId[];
  readonly hidden: readonly ColumnId[];
  /** Widths in pixels that differ from the standard. */
  readonly widths: ColumnWidths;
}

/** Widths in pixels by column. */
export type ColumnWidths = Readonly<Partial<Record<ColumnId, number>>>;

const MIN_WIDTH = 32;
const MAX_WIDTH = 4000;

export const standardLayout: ColumnLayout = {
  order: columnIds,
  hidden: columnIds.filter((id) => !builtIn[id].shown),
  widths: {},
};

export function shownColumns(layout: ColumnLayout): ColumnId[] {
  return layout.order.filter((id) => !layout.hidden.includes(id));
}

/** The width a person gave a column, else the one that fits, else the standard one. */
export function widthOf(layout: ColumnLayout, id: ColumnId, fitted: ColumnWidths): number {
  return layout.widths[id] ?? fitted[id] ?? columnOf(id).width;
}

/**
 * Widths for columns whose cells need `needs`, in a list `room` pixels wide. A column nobody gave a width gets what its
 * cells need, from the standard width to twice as much, as long as the last one keeps its own; only times grow beyond
 * that. Where not even the standard widths have room, columns give up what their cells do not need.
 */
export function fitWidths(layout: ColumnLayout, needs: ColumnWidths, room: number): ColumnWidths {
  const shown = shownColumns(layout);
  const free = shown.slice(0, -1).filter((id) => layout.widths[id] === undefined);
  const fitted: Partial<Record<ColumnId, number>> = {};
  let left = shown.reduce((sum, id) => sum - widthOf(layout, id, {}), room);
  for (const id of free.sort((a, b) => Number(b === 'time') - Number(a === 'time'))) {
    const standard = columnOf(id).width;
    const growth = Math.min(2 * standard, Math.ceil(needs[id] ?? 0)) - standard;
    if (growth <= 0 || (growth > left && id !== 'time')) continue;
    left -= growth;
    fitted[id] = standard + growth;
  }
  if (left >= 0) return fitted;
  const spare = (id: ColumnId): number =>
    needs[id] === undefined ? 0 : Math.max(0, widthOf(layout, id, fitted) - Math.max(MIN_WIDTH, Math.ceil(needs[id])));
  const all = free.reduce((sum, id) => sum + spare(id), 0);
  const share = all === 0 ? 0 : Math.min(1, -left / all);
  for (const id of free) fitted[id] = widthOf(layout, id, fitted) - Math.ceil(share * spare(id));
  return fitted;
}

/** The columns of a CSS grid; the last one takes what is left. */
export function gridTemplate(layout: ColumnLayout, fitted: ColumnWidths): string {
  const shown = shownColumns(layout);
  return shown
    .map((id, at) => {
      const width = `${widthOf(layout, id, fitted)}px`;
      return at === shown.length - 1 ? `minmax(${width}, 1fr)` : width;
    })
    .join(' ');
}

export function withWidth(layout: ColumnLayout, id: ColumnId, width: number): ColumnLayout {
  const rounded = Math.round(Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, width)));
  return { ...layout, widths: { ...layout.widths, [id]: rounded } };
}

/** Shows or hides a column; the last one stays. */
export function withShown(layout: ColumnLayout, id: ColumnId, shown: boolean): ColumnLayout {
  const others = layout.hidden.filter((other) => other !== id);
  if (shown) return { ...layout, hidden: others };
  return shownColumns(layout).length > 1 ? { ...layout, hidden: [...others, id] } : layout;
}

/** Adds a column for a field before the last one, or shows it again. */
export function withField(layout: ColumnLayout, field: string): ColumnLayout {
  const id = fieldColumn(field);
  if (layout.order.includes(id)) return withShown(layout, id, true);
  const last = shownColumns(layout).at(-1);
  const order = layout.order.filter((other) => other !== last);
  return { ...layout, order: last === undefined ? [...order, id] : [...order, id, last] };
}

/** Takes a field's column away; built-in ones can only be hidden. */
export function withoutField(layout: ColumnLayout, id: ColumnId): ColumnLayout {
  if (fieldOf(id) === undefined) return withShown(layout, id, false);
  const shown = shownColumns(layout);
  if (shown.length === 1 && shown[0] === id) return layout;
  const others = (ids: readonly ColumnId[]): ColumnId[] => ids.filter((other) => other !== id);
  return { ...layout, order: others(layout.order), hidden: others(layout.hidden) };
}

/** Moves a column to stand before another one, or to the end. */
export function withMoved(layout: ColumnLayout, id: ColumnId, before: ColumnId | null): ColumnLayout {
  if (id === before) return layout;
  const order = layout.order.filter((other) => other !== id);
  const at = before === null ? order.length : order.indexOf(before);
  order.splice(at, 0, id);
  return { ...layout, order };
}

/** Moves a column past its shown neighbour, -1 to the left and 1 to the right. */
export function withShifted(layout: ColumnLayout, id: ColumnId, by: -1 | 1): ColumnLayout {
  const shown = shownColumns(layout);
  const at = shown.indexOf(id);
  if (at < 0 || at + by < 0 || at + by >= shown.length) return layout;
  return withMoved(layout, id, by < 0 ? shown[at - 1] : (shown[at + 2] ?? null));
}

/** A layout as it was remembered; what does not fit is left out. */
export function readLayout(value: unknown): ColumnLayout | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { order, hidden, widths } = value as Record<string, unknown>;
  if (!Array.isArray(order) || !Array.isArray(hidden)) return undefined;
  const known = [...new Set(order.filter(isColumn))];
  const missing = columnIds.filter((id) => !known.includes(id));
  let layout: ColumnLayout = {
    order: [...known, ...missing],
    hidden: [...new Set([...hidden.filter(isColumn), ...missing])],
    widths: {},
  };
  if (shownColumns(layout).length === 0) return undefined;
  for (const [id, width] of Object.entries(widths ?? {})) {
    if (isColumn(id) && typeof width === 'number') layout = withWidth(layout, id, width);
  }
  return layout;
}
