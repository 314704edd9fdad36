import { RowBatch } from '../../contract/row-batch.ts';
import type { TimeFormat } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import type { ColumnId } from './columns.ts';

const PAGE = 128;
const PAGES = 64;
const IN_FLIGHT = 2;

interface Page {
  batch: RowBatch;
  /** Rows the view had when the page was fetched; -1 when the page is out of date. */
  total: number;
}

/** One row as shown. */
export interface Row {
  readonly batch: RowBatch;
  /** Index within the batch. */
  readonly index: number;
  /** What the batch's cells are. */
  readonly columns: readonly ColumnId[];
}

/** Text of a cell, empty where the row was fetched without that column. */
export function cellOf(row: Row, column: ColumnId): string {
  const at = row.columns.indexOf(column);
  return at < 0 ? '' : row.batch.cell(row.index, at);
}

export function frameOf(row: Row): number {
  return row.batch.frames[row.index];
}

export function flagsOf(row: Row): number {
  return row.batch.flags[row.index];
}

/** The colouring rule of a row, counted from 1; 0 for none. */
export function colorOf(row: Row): number {
  return row.batch.colours[row.index];
}

/**
 * Pages of rows of one view. Asks for what is missing, the newest wish first, at most two pages at once; old rows stay
 * until new ones arrive.
 */
export class RowCache {
  readonly view: number;
  private readonly columns: readonly ColumnId[];
  private readonly timeFormat: TimeFormat;
  private readonly arrived: () => void;
  private before: RowCache | undefined;
  private readonly pages = new Map<number, Page>();
  private readonly asked = new Set<number>();
  private wanted: number[] = [];
  private total = 0;
  private generation = 0;
  private closed = false;

  /** Rows of `before`, a cache of the same view with other columns, are shown until their pages are here. */
  constructor(
    view: number,
    columns: readonly ColumnId[],
    timeFormat: TimeFormat,
    arrived: () => void,
    before?: RowCache,
  ) {
    this.view = view;
    this.columns = columns;
    this.timeFormat = timeFormat;
    this.arrived = arrived;
    this.before = before?.view === view ? before : undefined;
    if (this.before) this.before.before = undefined;
  }

  /** The row if it is here; `need` asks for it. */
  row(row: number): Row | undefined {
    const page = this.pages.get(Math.floor(row / PAGE));
    const index = row % PAGE;
    if (page && index < page.batch.count) return { batch: page.batch, index, columns: this.columns };
    return this.before?.row(row);
  }

  /** Whether a row is here as it was asked for, not as another cache had it. */
  isFresh(row: number): boolean {
    return this.pages.has(Math.floor(row / PAGE));
  }

  /** How many rows the list can show with nothing missing in its last `count`; 0 when it cannot. */
  tail(count: number, total: number): number {
    for (let page = Math.floor((total - 1) / PAGE); page >= 0 && page * PAGE > total - 8 * PAGE; page--) {
      const known = this.pages.get(page);
      if (!known) continue;
      const end = page * PAGE + known.batch.count;
      if (this.row(Math.max(0, end - count))) return end;
    }
    return 0;
  }

  /** Rows from `first` on are shown: fetches their pages, and drops the wish for others. */
  need(first: number, count: number, total: number): void {
    this.total = total;
    this.wanted = [];
    const last = Math.min(total, first + count) - 1;
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
      if (!this.isCurrent(page)) this.wanted.push(page);
    }
    this.fetch();
  }

  /** All rows are out of date: marks or other contents have changed. */
  invalidate(): void {
    this.generation += 1;
    for (const page of this.pages.values()) page.total = -1;
    this.arrived();
  }

  close(): void {
    this.closed = true;
  }

  private isCurrent(page: number): boolean {
    const known = this.pages.get(page);
    return known !== undefined && known.total >= 0 && (known.batch.count === PAGE || known.total >= this.total);
  }

  private fetch(): void {
    for (const page of this.wanted) {
      if (this.asked.size >= IN_FLIGHT) return;
      if (!this.asked.has(page)) void this.ask(page);
    }
  }

  private async ask(page: number): Promise<void> {
    this.asked.add(page);
    const { generation, total } = this;
    try {
      const { batch } = await client().call('views.rows', {
        view: this.view,
        first: page * PAGE,
        count: PAGE,
        columns: [...this.columns],
        timeFormat: this.timeFormat,
      });
      if (this.closed) return;
      const rows = new RowBatch(batch);
      this.pages.delete(page);
      this.pages.set(page, { batch: rows, total: generation === this.generation ? Math.max(rows.total, total) : -1 });
      if (this.pages.size > PAGES) this.pages.delete(this.pages.keys().next().value as number);
      this.wanted = this.wanted.filter((wish) => !this.isCurrent(wish));
      this.arrived();
    } catch {
      this.wanted = this.wanted.filter((wish) => wish !== page);
    } finally {
      this.asked.delete(page);
      if (!this.closed) this.fetch();
    }
  }
}
