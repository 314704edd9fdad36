import type { Result } from '../../contract/contract.ts';
import type { expertFrames } from '../../contract/messages/expert.ts';
import type { TimeFormat } from '../state/app-state.ts';
import { client } from '../state/session.ts';

export type NoteFrame = Result<typeof expertFrames>[number];

/** Frames asked for at once, and pages kept. */
const PAGE = 100;
const MOST_PAGES = 40;

/** The frames of groups of notes, fetched by pages as they come into sight. */
export class FramePages {
  private readonly pages = new Map<string, { readonly rows: readonly NoteFrame[]; readonly of: number }>();
  private readonly asked = new Set<string>();
  private readonly view: number;
  private readonly displayed: boolean;
  private readonly timeFormat: TimeFormat;
  private readonly arrived: () => void;
  private closed = false;

  constructor(view: number, displayed: boolean, timeFormat: TimeFormat, arrived: () => void) {
    this.view = view;
    this.displayed = displayed;
    this.timeFormat = timeFormat;
    this.arrived = arrived;
  }

  /** The frame in a row of a group that lists `total`; undefined before it is here, which is then asked for. */
  row(group: number, row: number, total: number): NoteFrame | undefined {
    const page = Math.floor(row / PAGE);
    const key = `${group}/${page}`;
    const wanted = Math.min(PAGE, total - page * PAGE);
    const known = this.pages.get(key);
    if (!known || known.of < wanted) void this.fetch(key, group, page, wanted);
    return known?.rows[row - page * PAGE];
  }

  close(): void {
    this.closed = true;
  }

  private async fetch(key: string, group: number, page: number, wanted: number): Promise<void> {
    if (this.asked.has(key) || this.closed) return;
    this.asked.add(key);
    try {
      const { view, displayed, timeFormat } = this;
      const params = { view, displayed, group, first: page * PAGE, count: PAGE, timeFormat };
      const rows = await client().call('expert.frames', params);
      this.pages.delete(key);
      this.pages.set(key, { rows, of: Math.max(wanted, rows.length) });
      for (const oldest of this.pages.keys()) {
        if (this.pages.size <= MOST_PAGES) break;
        this.pages.delete(oldest);
      }
    } catch {
      // The view has gone, or the connection: other pages come with the next one.
      this.closed = true;
    }
    this.asked.delete(key);
    if (!this.closed) this.arrived();
  }
}
