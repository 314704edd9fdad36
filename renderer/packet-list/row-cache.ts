import { RowBatch } from '../../contract/row-batch.ts';
import type { ColumnId, TimeFormat } from '../state/app-state.ts';
import { client } from '../state/session.ts';

const PAGE = 128;
const PAGES = 64;
const IN_FLIGHT = 2;

interface Page {
  batch: RowBatch;
  /** Rows the page could have had when it was fetched. */
  total: number;
}

/** One row as shown. */
export interface Row {
  readonly batch: RowBatch;
  /** Index within the batch. */
  readonly index: number;
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
  private readonly pages = new Map<number, Page>();
  private readonly asked = new Set<number>();
  private wanted: number[] = [];
  private total = 0;
  private closed = false;

  constructor(view: number, columns: readonly ColumnId[], timeFormat: TimeFormat, arrived: () => void) {
    this.view = view;
    this.columns = columns;
    this.timeFormat = timeFormat;
    this.arrived = arrived;
  }

  /** The row if it is here; `need` asks for it. */
  row(row: number): Row | undefined {
    const page = this.pages.get(Math.floor(row / PAGE));
    const index = row % PAGE;
    return page && index < page.batch.count ? { batch: page.batch, index } : undefined;
  }

  /** Rows from `first` on are shown: fetches their pages, and drops the wish for others. */
  need(first: number, count: number, total: number): void {
    this.total = total;
    this.wanted = [];
    const last = Math.min(total, first + count) - 1;
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
      const known = this.pages.get(page);
      if (!known || (known.batch.count < PAGE && known.total < total)) this.wanted.push(page);
    }
    this.fetch();
  }

  /** Forgets all rows: marks or other contents have changed. */
  invalidate(): void {
    for (const page of this.pages.values()) page.total = -1;
    this.pages.clear();
    this.arrived();
  }

  close(): void {
    this.closed = true;
  }

  private fetch(): void {
    for (const page of this.wanted) {
      if (this.asked.size >= IN_FLIGHT) return;
      if (!this.asked.has(page)) void this.ask(page);
    }
  }

  private async ask(page: number): Promise<void> {
    this.asked.add(page);
    const { total } = this;
    try {
      const { batch } = await client().call('views.rows', {
        view: this.view,
        first: page * PAGE,
        count: PAGE,
        columns: [...this.columns],
        timeFormat: this.timeFormat,
      });
      if (this.closed) return;
      this.pages.delete(page);
      this.pages.set(page, { batch: new RowBatch(batch), total });
      if (this.pages.size > PAGES) this.pages.delete(this.pages.keys().next().value as number);
      this.wanted = this.wanted.filter((wish) => wish !== page);
      this.arrived();
    } catch {
      this.wanted = this.wanted.filter((wish) => wish !== page);
    } finally {
      this.asked.delete(page);
      if (!this.closed) this.fetch();
    }
  }
}
