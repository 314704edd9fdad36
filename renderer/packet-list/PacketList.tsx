import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { useColoring } from '../coloring/coloring-state.ts';
import { asksForMenu, openMenu } from '../context-menu/menu-state.ts';
import { clearFilter } from '../filter/apply-filter.ts';
import { focusFilterBar } from '../filter/filter-focus.ts';
import { useFilter } from '../filter/filter-state.ts';
import { copyRows } from '../panes/copy-commands.ts';
import { goToRowNumber } from '../panes/list-commands.ts';
import { lastTop } from '../rows/row-scroll.ts';
import { useRowWindow } from '../rows/use-row-window.tsx';
import { activeCapture, useApp } from '../state/app-state.ts';
import { useDark } from '../theme/theme.ts';
import { gridTemplate, shownColumns, widthOf } from './column-layout.ts';
import type { ColumnId } from './columns.ts';
import { FollowButton } from './FollowButton.tsx';
import { ListHeader } from './ListHeader.tsx';
import { goToRow, stepToRow, useList } from './list-state.ts';
import './packet-list.css';
import { PacketRow } from './PacketRow.tsx';
import { frameOf, RowCache } from './row-cache.ts';
import { rowMenu } from './row-menu.ts';
import { allRows, extendedTo, hasRow, oneRow, toggled } from './row-selection.ts';
import { startingRow } from './starting-row.ts';
import { useFittedColumns } from './use-fitted-columns.ts';

/** Height of a row in pixels. */
const ROW_HEIGHT = 22;

/** Width of the marks before the first column. */
const GUTTER = 26;

/** The packet list: a window of rows over a view of any length. */
export function PacketList() {
  const view = useApp((s) => s.view);
  const timeFormat = useApp((s) => s.timeFormat);
  const frame = useApp((s) => s.frame);
  const follow = useApp((s) => s.follow);
  const filtered = useFilter((s) => s.applied.get(useApp.getState().active ?? -1) ?? '') !== '';
  const coloring = useColoring((s) => s.inForce);
  const dark = useDark();
  const phase = useApp((s) => activeCapture(s)?.phase);
  const connected = useApp((s) => s.connection === 'open');
  const layout = useList((s) => s.columns);
  const rows = useList((s) => s.rows);
  const reveal = useList((s) => s.reveal);
  const contents = useList((s) => s.contents);
  const fitted = useList((s) => s.fitted);
  const [, arrived] = useReducer((n: number) => n + 1, 0);
  const dragging = useRef(false);
  const viewId = view?.view ?? -1;
  const total = view?.total ?? 0;
  const shown = useMemo(() => shownColumns(layout), [layout]);
  const fetched = [...shown].sort().join();

  const before = useRef<RowCache>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: views of another connection are others
  const cache = useMemo(() => {
    const made = new RowCache(viewId, fetched.split(',') as ColumnId[], timeFormat, arrived, before.current);
    before.current = made;
    return made;
  }, [viewId, fetched, timeFormat, connected]);
  useEffect(() => () => cache.close(), [cache]);

  const following = follow && phase === 'capturing';
  const onScrolled = useCallback((first: number, last: number) => useApp.setState({ follow: first >= last }), []);
  // While following, the window moves on only when its rows are there, so that nothing flickers.
  const pin = (height: number): number | undefined => {
    const end = cache.tail(Math.ceil(height / ROW_HEIGHT), total);
    return end === 0 ? undefined : lastTop({ total: end, rowHeight: ROW_HEIGHT, height });
  };
  const list = useRowWindow({ total, rowHeight: ROW_HEIGHT, onScrolled, ...(following ? { pin } : {}) });
  const { first, visible, height } = list;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of contents makes rows stale
  useEffect(() => cache.invalidate(), [cache, contents, view?.revision]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of contents makes rows stale
  useEffect(
    () => cache.need(following ? lastTop({ total, rowHeight: ROW_HEIGHT, height }) : first, visible, total),
    [cache, first, visible, total, contents, view?.revision, following, height],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when asked to, not when the window moves
  useEffect(() => {
    if (reveal && height > 0 && !following) list.reveal(reveal.row);
  }, [reveal, height > 0]);

  useFittedColumns({
    list: list.viewport,
    gutter: GUTTER,
    digits: String(total).length,
    rows: cache,
    first,
    fresh: height > 0 && cache.isFresh(first),
    columns: shown.join(),
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a frame waited for may never come once all are read
  useEffect(() => {
    if (total > 0 && frame === null && viewId >= 0) void startingRow(viewId);
  }, [total, frame, viewId, phase === 'reading']);

  /** The frame of a row that is here; rows out of sight are numbered like frames until they arrive. */
  const frameAt = (row: number): number => {
    const known = cache.row(row);
    return known ? frameOf(known) : row + 1;
  };

  const moveTo = (target: number, extend: boolean): void => {
    const row = Math.max(0, Math.min(total - 1, target));
    if (row < total - 1 && following) useApp.setState({ follow: false });
    stepToRow(row, frameAt(row), extend ? extendedTo(rows, row) : oneRow(row));
  };

  const menuFor = (column: ColumnId | undefined) => {
    const row = cache.row(rows.cursor);
    return rowMenu(row, column, shown);
  };

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    if (asksForMenu(event)) {
      openMenu(event, menuFor(undefined), document.getElementById(`packet-${rows.cursor}`));
      return;
    }
    const control = event.ctrlKey || event.metaKey;
    const plain = control && !event.altKey && !event.shiftKey;
    if (plain && event.key === 'a') {
      useList.setState({ rows: allRows(rows, total) });
      event.preventDefault();
      return;
    }
    if (plain && event.key === 'c') {
      void copyRows(shown);
      event.preventDefault();
      return;
    }
    if (event.altKey || control) return;
    if (/^[\w!(]$/.test(event.key)) {
      event.preventDefault();
      focusFilterBar(event.key);
      return;
    }
    if (total === 0) return;
    const page = Math.max(1, list.whole - 1);
    const from = rows.cursor;
    const targets: Readonly<Record<string, number | undefined>> = {
      ArrowDown: from + 1,
      ArrowUp: from - 1,
      PageDown: from + page,
      PageUp: from - page,
      Home: 0,
      End: total - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    moveTo(target, event.shiftKey);
  };

  const press = useCallback((event: React.MouseEvent, row: number, pressed: number) => {
    const now = useList.getState().rows;
    // The grid keeps the focus; its rows are reached through it.
    event.preventDefault();
    event.currentTarget.closest<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
    if (pressed === 0) return void goToRowNumber(row);
    if (event.button === 2) {
      if (!hasRow(now, row)) goToRow(row, pressed);
      else goToRow(row, pressed, { ...now, cursor: row });
      return;
    }
    if (event.button !== 0) return;
    dragging.current = true;
    useApp.setState({ follow: false });
    if (event.shiftKey) goToRow(row, pressed, extendedTo(now, row));
    else if (event.ctrlKey || event.metaKey) goToRow(row, pressed, toggled(now, row));
    else goToRow(row, pressed);
  }, []);
  const enter = useCallback((event: React.MouseEvent, row: number, entered: number) => {
    if (!dragging.current || event.buttons !== 1) return;
    goToRow(row, entered, extendedTo(useList.getState().rows, row));
  }, []);

  const drawn = [];
  for (let i = 0; i < visible && first + i < total; i++) {
    const position = first + i;
    drawn.push(
      <PacketRow
        key={position}
        row={cache.row(position)}
        position={position}
        columns={shown}
        selected={hasRow(rows, position)}
        current={position === rows.cursor}
        coloring={coloring}
        dark={dark}
        press={press}
        enter={enter}
      />,
    );
  }

  const width = shown.reduce((sum, id) => sum + widthOf(layout, id, fitted), GUTTER);
  const style = {
    '--packet-list-columns': `${GUTTER}px ${gridTemplate(layout, fitted)}`,
    '--packet-list-width': `${width}px`,
  };
  return (
    <div
      className="packet-list"
      role="grid"
      aria-label="Packets"
      aria-multiselectable="true"
      aria-rowcount={total + 1}
      aria-colcount={shown.length}
      aria-activedescendant={
        rows.cursor >= first && rows.cursor < first + visible ? `packet-${rows.cursor}` : undefined
      }
      tabIndex={0}
      data-pane="list"
      style={style as React.CSSProperties}
      onKeyDown={onKeyDown}
      onMouseUp={() => {
        dragging.current = false;
      }}
    >
      <div className="packet-list-scroll">
        <ListHeader columns={shown} />
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are the grid's */}
        <div
          className="packet-list-body"
          ref={list.viewport}
          onWheel={list.onWheel}
          onContextMenu={(event) => {
            const cell = event.target instanceof Element ? event.target.closest('[data-column]') : null;
            openMenu(event, menuFor(cell?.getAttribute('data-column') as ColumnId | undefined));
          }}
        >
          {drawn}
          {total === 0 && (filtered ? <NoneDisplayed /> : <p className="packet-list-empty">{emptyText(phase)}</p>)}
        </div>
      </div>
      <div className="packet-list-bar">{list.bar}</div>
      {phase === 'capturing' && !follow && <FollowButton total={total} />}
    </div>
  );
}

/** In the place of rows when the display filter lets none through, or none yet. */
function NoneDisplayed() {
  const tested = useApp((s) => s.view?.tested ?? 0);
  const frames = useApp((s) => activeCapture(s)?.frames ?? 0);
  return (
    <p className="packet-list-empty">
      {tested < frames ? 'Filtering…' : 'No packet passes the display filter.'}
      <button type="button" className="tool-button packet-list-all" onClick={clearFilter}>
        Show every packet
      </button>
    </p>
  );
}

function emptyText(phase: string | undefined): string {
  if (phase === 'capturing') return 'Waiting for the first packet…';
  if (phase === 'reading') return 'Reading…';
  return 'This capture holds no packets.';
}
