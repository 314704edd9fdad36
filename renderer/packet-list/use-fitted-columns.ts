import { type RefObject, useEffect, useRef } from 'react';
import { fitToRows } from './fit-columns.ts';

/** Milliseconds after which columns follow what was scrolled to. */
const REST = 200;

interface FittedColumns {
  /** The element the rows stand in. */
  readonly list: RefObject<HTMLElement | null>;
  /** Pixels in front of the first column. */
  readonly gutter: number;
  /** Length of the longest frame number. */
  readonly digits: number;
  /** Where the rows come from; another object where their contents are others. */
  readonly rows: object;
  /** The row at the top. */
  readonly first: number;
  /** Whether that row is here. */
  readonly fresh: boolean;
  /** The columns shown. */
  readonly columns: string;
}

/** Keeps the columns as wide as the rows in sight need: at once when other rows come, soon after scrolling and resizing. */
export function useFittedColumns({ list, gutter, digits, rows, first, fresh, columns }: FittedColumns): void {
  const fitted = useRef<object>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef<() => void>(() => {});
  latest.current = () => fresh && fitToRows((list.current?.parentElement?.clientWidth ?? 0) - gutter, digits);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asks for no more than a look at what is in sight
  useEffect(() => {
    if (!fresh) return;
    if (fitted.current !== rows) {
      fitted.current = rows;
      latest.current();
    }
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      latest.current();
    }, REST);
  }, [rows, first, fresh, digits, columns]);

  useEffect(() => {
    const element = list.current?.parentElement;
    if (!element) return;
    const observer = new ResizeObserver(() => latest.current());
    observer.observe(element);
    return () => {
      observer.disconnect();
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [list]);
}
