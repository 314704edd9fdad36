import { create } from 'zustand';
import { useApp } from '../state/app-state.ts';
import { selectFrame } from '../state/selection.ts';
import { remember, setting } from '../state/settings.ts';
import { type ColumnLayout, type ColumnWidths, readLayout, standardLayout } from './column-layout.ts';
import type { ColumnId } from './columns.ts';
import { noRows, oneRow, type RowSelection } from './row-selection.ts';
import { noHistory, type SelectionHistory, visited } from './selection-history.ts';

/** What the packet list shows and where in it one stands. */
interface ListState {
  readonly columns: ColumnLayout;
  /** What the cells seen so far need of each column. */
  readonly needs: ColumnWidths;
  /** Widths that fit them into the list. */
  readonly fitted: ColumnWidths;
  readonly rows: RowSelection;
  readonly history: SelectionHistory;
  /** Row to be scrolled into sight; a new object each time. */
  readonly reveal: { readonly row: number } | null;
  /** By which column the rows stand; null for the order of capture. */
  readonly sort: { readonly column: ColumnId; readonly descending: boolean } | null;
  /** Raised when rows have to be fetched again: marks have changed. */
  readonly contents: number;
}

export const useList = create<ListState>()(() => ({
  columns: standardLayout,
  needs: {},
  fitted: {},
  rows: noRows,
  history: noHistory,
  reveal: null,
  sort: null,
  contents: 0,
}));

const SETTING = 'packet-list.columns';

/** Milliseconds within which steps count as one place in the history. */
const WANDERING = 800;
let lastStep = Number.NEGATIVE_INFINITY;

export function recallColumns(): void {
  useList.setState({ columns: setting(SETTING, readLayout) ?? standardLayout });
}

export function changeColumns(change: (layout: ColumnLayout) => ColumnLayout): void {
  const columns = change(useList.getState().columns);
  useList.setState({ columns });
  remember(SETTING, columns);
}

/** Forgets the rows of a view when another is shown. */
export function watchView(): void {
  useApp.subscribe((now, before) => {
    if (now.active !== before.active) useList.setState({ sort: null });
    if (now.view?.view !== before.view?.view)
      useList.setState({ rows: noRows, history: noHistory, reveal: null, needs: {}, fitted: {} });
  });
}

/** Makes a row the current one and its frame the one shown. `rows` are selected, just this row unless given. */
export function goToRow(row: number, frame: number, rows: RowSelection = oneRow(row)): void {
  lastStep = Number.NEGATIVE_INFINITY;
  show(row, frame, rows, false);
}

/** The same for a step among many: steps that follow each other quickly are one place in the history. */
export function stepToRow(row: number, frame: number, rows: RowSelection = oneRow(row)): void {
  const now = performance.now();
  show(row, frame, rows, now - lastStep < WANDERING);
  lastStep = now;
}

function show(row: number, frame: number, rows: RowSelection, replace: boolean): void {
  const { history } = useList.getState();
  useList.setState({ rows, reveal: { row }, history: visited(history, frame, replace) });
  if (useApp.getState().frame !== frame) selectFrame(frame);
}

/** The same without a trace in the history. */
export function showRow(row: number, frame: number): void {
  useList.setState({ rows: oneRow(row), reveal: { row } });
  selectFrame(frame);
}

export function contentsChanged(): void {
  useList.setState((s) => ({ contents: s.contents + 1 }));
}
