import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'react';
import { activeCapture, useApp } from '../state/app-state.ts';
import { selectFrame } from '../state/selection.ts';
import { columnTitles } from './columns.ts';
import './packet-list.css';
import { PacketRow } from './PacketRow.tsx';
import { RowCache } from './row-cache.ts';
import { barPosition, contentHeight, lastTop, ROW_HEIGHT, rowAtBar } from './row-scroll.ts';

/** The packet list: a window of rows over a view of any length. */
export function PacketList() {
  const view = useApp((s) => s.view);
  const columns = useApp((s) => s.columns);
  const timeFormat = useApp((s) => s.timeFormat);
  const frame = useApp((s) => s.frame);
  const follow = useApp((s) => s.follow);
  const capturing = useApp((s) => activeCapture(s)?.phase === 'capturing');
  const [, arrived] = useReducer((n: number) => n + 1, 0);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(0);
  const body = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const cursor = useRef(-1);
  const viewId = view?.view ?? -1;
  const total = view?.total ?? 0;

  const cache = useMemo(() => new RowCache(viewId, columns, timeFormat, arrived), [viewId, columns, timeFormat]);
  useEffect(() => () => cache.close(), [cache]);

  const visible = Math.ceil(height / ROW_HEIGHT) + 1;
  const first = follow && capturing ? lastTop(total, height) : Math.min(top, lastTop(total, height));
  useEffect(() => cache.need(first, visible, total), [cache, first, visible, total]);

  useLayoutEffect(() => {
    const element = body.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const element = bar.current;
    const position = barPosition(first, total, height);
    if (element && rowAtBar(element.scrollTop, total, height) !== first) element.scrollTop = position;
  }, [first, total, height]);

  const scrollTo = useCallback(
    (row: number) => {
      const last = lastTop(total, height);
      const next = Math.max(0, Math.min(last, row));
      setTop(next);
      useApp.setState({ follow: next === last });
    },
    [total, height],
  );

  const select = useCallback((selected: number, position: number) => {
    cursor.current = position;
    selectFrame(selected);
  }, []);

  /** Moves the selection to a row, bringing it into sight. */
  const moveTo = (position: number): void => {
    const row = Math.max(0, Math.min(total - 1, position));
    const whole = Math.max(1, Math.floor(height / ROW_HEIGHT));
    if (row < first) scrollTo(row);
    else if (row >= first + whole) scrollTo(row - whole + 1);
    cursor.current = row;
    selectFrame(row + 1);
  };

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(height / ROW_HEIGHT) - 1);
    const from = cursor.current;
    const steps: Record<string, number | undefined> = {
      ArrowDown: from + 1,
      ArrowUp: from - 1,
      PageDown: from + page,
      PageUp: from - page,
      Home: 0,
      End: total - 1,
    };
    const target = steps[event.key];
    if (target === undefined || event.altKey || total === 0) return;
    event.preventDefault();
    moveTo(target);
  };

  const rows = [];
  for (let i = 0; i < visible && first + i < total; i++) {
    const row = cache.row(first + i);
    rows.push(
      <PacketRow
        key={first + i}
        row={row}
        position={first + i}
        columns={columns}
        selected={row !== undefined && row.batch.frames[row.index] === frame}
        select={select}
      />,
    );
  }

  return (
    <div
      className="packet-list"
      role="grid"
      aria-label="Packets"
      aria-rowcount={total + 1}
      aria-activedescendant={cursor.current >= 0 ? `packet-${cursor.current}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="row" tabIndex={-1} aria-rowindex={1} className="packet-row packet-header">
        {columns.map((column) => (
          <div role="columnheader" tabIndex={-1} key={column} className={`cell cell-${column}`}>
            {columnTitles[column]}
          </div>
        ))}
      </div>
      <div
        className="packet-body"
        ref={body}
        onWheel={(event) =>
          scrollTo(first + Math.sign(event.deltaY) * Math.max(1, Math.round(Math.abs(event.deltaY) / ROW_HEIGHT)))
        }
      >
        <div className="packet-rows">{rows}</div>
        <div
          className="packet-bar"
          ref={bar}
          onScroll={(event) => {
            const row = rowAtBar(event.currentTarget.scrollTop, total, height);
            if (row !== first) scrollTo(row);
          }}
        >
          <div style={{ height: contentHeight(total, height) }} />
        </div>
      </div>
    </div>
  );
}
