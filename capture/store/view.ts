import type { DisplayFilter } from '../filter/display-filter.ts';
import { scanFrames } from '../passes/frame-scan.ts';
import { comparison } from '../passes/sort-keys.ts';
import type { Capture } from './capture.ts';
import { FrameSet } from './frame-set.ts';
import { sortFrames } from './sort-frames.ts';

/** Rows by a column's cells. */
export interface SortOrder {
  readonly column: string;
  readonly descending: boolean;
}

/** Least time between two sorts of a list that grows, as a multiple of what the last one took. */
const REST = 4;

/**
 * An ordered selection of a capture's frames, asked for by windows of rows. Row 0 is the first. Without a filter it holds
 * every frame; with one, those that {@link catchUp} has found to pass. In a sorted view frames that came after the last
 * sorting stand behind the others until they are sorted in.
 */
export class View {
  readonly id: number;
  capture: Capture;
  readonly filter: DisplayFilter | null;
  readonly sort: SortOrder | null;
  /** Raised whenever rows that were there change; more rows behind them are no change. */
  revision = 0;
  #frames: FrameSet | null;
  #order: Uint32Array | undefined;
  #nextSort = 0;
  #tested = 0;
  /** Frames were tested while more were to come, so that some answers may be different now. */
  #early = false;
  #stale = false;
  #running: Promise<void> | undefined;
  readonly #closing = new AbortController();

  constructor(id: number, capture: Capture, filter: DisplayFilter | null = null, sort: SortOrder | null = null) {
    this.id = id;
    this.capture = capture;
    this.filter = filter;
    this.sort = sort;
    this.#frames = filter === null ? null : new FrameSet();
  }

  get total(): number {
    return this.#frames?.count ?? this.capture.table.count;
  }

  /** Frames that the filter has been asked about. */
  get tested(): number {
    return this.#frames === null ? this.capture.table.count : this.#tested;
  }

  /** Rows that stand in the order asked for. */
  get sorted(): number {
    return this.sort === null ? this.total : (this.#order?.length ?? 0);
  }

  /** The frames that are displayed; null for all. */
  get frames(): FrameSet | null {
    return this.#frames;
  }

  /** Frame number of a row below `total`. */
  frameAt(row: number): number {
    if (this.#order !== undefined && row < this.#order.length) return this.#order[row];
    return this.#frames?.nth(row) ?? row + 1;
  }

  /** The row of a frame, or of the nearest frame after it that the view holds; -1 when there is none. */
  rowOf(frame: number): number {
    const sorted = this.#order?.indexOf(frame) ?? -1;
    if (sorted >= 0) return sorted;
    const row = this.#frames?.rank(frame) ?? Math.max(0, frame - 1);
    return row < this.total ? row : -1;
  }

  /** The last frame displayed that was captured before `frame`; 0 when there is none. */
  readonly displayedBefore = (frame: number): number => {
    const frames = this.#frames;
    return frames === null ? frame - 1 : frames.nth(frames.rank(frame) - 1);
  };

  /**
   * Tests and sorts the frames that came since the last time, in slices that let other work run; `changed` is called now
   * and then. When the last frame has come, frames that were tested before are tested again: what they are can depend on
   * later ones. Resolves when there is nothing left to do.
   */
  catchUp(changed: () => void): Promise<void> {
    if (this.filter === null && this.sort === null) return Promise.resolve();
    this.#running ??= this.#catchUp(changed).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Goes on with the same frames as they are after they were learned anew; {@link catchUp} tests and sorts them again. */
  takeUp(capture: Capture): void {
    this.capture = capture;
    this.#stale = true;
    this.#order = undefined;
    this.revision++;
  }

  close(): void {
    this.#closing.abort();
  }

  async #catchUp(changed: () => void): Promise<void> {
    while (!this.#closing.signal.aborted) {
      const { capture } = this;
      if (this.#frames !== null && this.#tested < capture.table.count) {
        this.#early ||= capture.phase !== 'ready' && this.filter!.mask.any;
        await this.#test(this.#frames, this.#tested + 1, (frame) => {
          this.#tested = frame;
          changed();
        });
      } else if (this.#frames !== null && (this.#stale || (this.#early && capture.phase === 'ready'))) {
        this.#stale = false;
        const again = new FrameSet();
        await this.#test(again, 1);
        if (this.#closing.signal.aborted) return;
        this.#early = false;
        this.#frames = again;
        this.#order = undefined;
        this.revision++;
        changed();
      } else if (this.sort !== null && this.sorted < this.total && this.#maySort()) {
        await this.#sort(this.sort);
        changed();
      } else return;
    }
  }

  async #test(into: FrameSet, from: number, progress?: (frame: number) => void): Promise<void> {
    const take = (frame: number): void => {
      into.add(frame);
    };
    const { filter } = this;
    const { signal } = this.#closing;
    await scanFrames(this.capture, take, { from, filter, signal, ...(progress && { progress }) });
  }

  #maySort(): boolean {
    return this.capture.phase === 'ready' || performance.now() >= this.#nextSort;
  }

  async #sort({ column, descending }: SortOrder): Promise<void> {
    const begun = performance.now();
    const { signal } = this.#closing;
    const frames = this.#frames;
    const all =
      frames === null ? Uint32Array.from({ length: this.total }, (_, row) => row + 1) : Uint32Array.from(frames);
    const compare = await comparison(this.capture, column, frames, signal);
    if (compare === undefined) return;
    const order = await sortFrames(all, descending ? (a, b) => compare(b, a) : compare, signal);
    if (order === undefined || frames !== this.#frames) return;
    this.#order = order;
    this.revision++;
    this.#nextSort = performance.now() + REST * (performance.now() - begun);
  }
}
