import { type ReactNode, type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { barPosition, contentHeight, lastTop, type RowSpace, rowAtBar, wheelRows } from './row-scroll.ts';
import './rows.css';

export interface RowWindow {
  /** Row at the top. */
  readonly first: number;
  /** Rows to draw, the last one perhaps cut. */
  readonly visible: number;
  /** Rows wholly in sight. */
  readonly whole: number;
  /** Height of the viewport in pixels, 0 before it is known. */
  readonly height: number;
  /** The element whose height the rows fill. */
  readonly viewport: RefObject<HTMLDivElement | null>;
  /** Puts a row at the top, as far as that goes. */
  readonly scrollTo: (row: number) => void;
  /** Scrolls as little as needed for a row to be wholly in sight, and the rows up to `last` if they fit with it. */
  readonly reveal: (row: number, last?: number) => void;
  readonly onWheel: (event: React.WheelEvent) => void;
  /** The scroll bar, to stand beside the viewport. */
  readonly bar: ReactNode;
}

interface RowWindowOptions {
  readonly total: number;
  readonly rowHeight: number;
  /** Row to stand at the top whatever was scrolled to, for following the end; undefined to leave it. */
  readonly pin?: (height: number) => number | undefined;
  /** Told of every scrolling by a person. */
  readonly onScrolled?: (first: number, last: number) => void;
}

/** A window of equally high rows over a list of any length. */
export function useRowWindow({ total, rowHeight, pin, onScrolled }: RowWindowOptions): RowWindow {
  const viewport = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const rest = useRef(0);
  /** Where the bar was last put by the window itself: its scroll event may come when more rows are there. */
  const put = useRef(-1);
  const [height, setHeight] = useState(0);
  const [top, setTop] = useState(0);
  const space: RowSpace = { total, rowHeight, height };
  const last = lastTop(space);
  const pinned = pin?.(height);
  const first = Math.min(pinned ?? top, last);
  const whole = Math.max(1, Math.floor(height / rowHeight));

  useLayoutEffect(() => {
    const element = viewport.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    setHeight(element.clientHeight);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    if (pinned !== undefined) setTop(pinned);
  }, [pinned]);

  useLayoutEffect(() => {
    const element = bar.current;
    const now = { total, rowHeight, height };
    if (!element || rowAtBar(element.scrollTop, now) === first) return;
    element.scrollTop = barPosition(first, now);
    put.current = element.scrollTop;
  }, [first, total, rowHeight, height]);

  const scrollTo = useCallback(
    (row: number) => {
      const to = Math.max(0, Math.min(last, row));
      setTop(to);
      onScrolled?.(to, last);
    },
    [last, onScrolled],
  );
  const reveal = useCallback(
    (row: number, last = row) => {
      const end = Math.min(last, row + whole - 1);
      if (row < first) scrollTo(row);
      else if (end >= first + whole) scrollTo(end - whole + 1);
    },
    [first, whole, scrollTo],
  );

  return {
    first,
    visible: Math.min(total - first, Math.ceil(height / rowHeight) + 1),
    whole,
    height,
    viewport,
    scrollTo,
    reveal,
    onWheel: (event) => {
      if (event.ctrlKey || event.shiftKey) return;
      const moved = wheelRows(event.deltaY, event.deltaMode, rest.current, space);
      rest.current = moved.rest;
      if (moved.rows !== 0) scrollTo(first + moved.rows);
    },
    bar: (
      <div
        className="rows-bar"
        ref={bar}
        aria-hidden="true"
        tabIndex={-1}
        onScroll={(event) => {
          const { scrollTop } = event.currentTarget;
          if (scrollTop === put.current) return;
          put.current = -1;
          const row = rowAtBar(scrollTop, space);
          if (row !== first) scrollTo(row);
        }}
      >
        <div style={{ height: contentHeight(space) }} />
      </div>
    ),
  };
}
