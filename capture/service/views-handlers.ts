import { setTimeout } from 'node:timers/promises';
import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import { cellFilter } from '../filter/cell-filter.ts';
import { type DisplayFilter, FilterError } from '../filter/display-filter.ts';
import { treeMask } from '../passes/packet-detail.ts';
import { RowWindows } from '../passes/row-window.ts';
import { MOST_TEXT_ROWS, sortsByText } from '../passes/sort-keys.ts';
import { type ClientState, viewStateOf } from './client.ts';
import { change } from './edits-handlers.ts';
import { shownProblem } from './filter-problems.ts';
import { searchRows } from './row-search.ts';

/** Milliseconds that opening a view waits for its filter, so that quick ones show their rows at once. */
const PATIENCE = 150;

type Names =
  | 'views.open'
  | 'views.close'
  | 'views.rows'
  | 'views.rowOfFrame'
  | 'views.frameAtRow'
  | 'views.nextInConversation'
  | 'views.mark'
  | 'views.nextMark'
  | 'views.copy'
  | 'views.filterOfCell';

export function viewsHandlers(client: ClientState): HandlersOf<Osiscope, Names> {
  const windows = new RowWindows();
  return {
    'views.open': async ({ capture, filter = '', reference, sort }, { fail }) => {
      const entry = client.capture(capture);
      let compiled: DisplayFilter | null = null;
      try {
        if (filter.trim() !== '')
          compiled = client.filter(filter, reference === undefined ? undefined : { capture, frame: reference });
      } catch (error) {
        if (!(error instanceof FilterError)) throw error;
        throw fail('bad-filter', error.message, shownProblem(error.problem));
      }
      if (sort && sortsByText(sort.column) && entry.capture.table.count > MOST_TEXT_ROWS) {
        const most = MOST_TEXT_ROWS.toLocaleString('en');
        throw fail(
          'too-many',
          `More than ${most} packets cannot be sorted by this column: their texts would fill memory.`,
        );
      }
      const view = client.openView(entry, compiled, sort ?? null);
      await Promise.race([client.catchUp(view), setTimeout(PATIENCE, undefined, { ref: false })]);
      return viewStateOf(view);
    },
    'views.close': ({ view }) => {
      client.closeView(view);
      return {};
    },
    'views.rows': ({ view, first, count, columns, timeFormat }) => ({
      batch: windows.batch(client.view(view), first, count, columns, timeFormat, client.coloring, client.names),
    }),
    'views.rowOfFrame': ({ view, frame }) => {
      const v = client.view(view);
      const row = v.rowOf(frame);
      return row < 0 ? { row: null, exact: false } : { row, exact: v.frameAt(row) === frame };
    },
    'views.frameAtRow': ({ view, row }) => {
      const v = client.view(view);
      return { frame: row < v.total ? v.frameAt(row) : null };
    },
    'views.nextInConversation': async ({ view, frame, backwards }, { signal }) => {
      const v = client.view(view);
      const conversations = v.capture.table.conversation;
      const wanted = conversations.get(frame);
      if (wanted === 0) return { frame: null, row: null };
      return searchRows(v, frame, backwards, signal, (at) => conversations.get(at) === wanted);
    },
    'views.mark': ({ view, frames, whole, marked }) => {
      const v = client.view(view);
      const set = v.capture.edits.marked;
      change(v, set, frames, whole, marked);
      return { marked: set.count };
    },
    'views.nextMark': ({ view, frame, backwards }, { signal }) => {
      const v = client.view(view);
      return searchRows(v, frame, backwards, signal, (at) => v.capture.edits.marked.has(at));
    },
    'views.copy': ({ view, frames, columns, timeFormat }) => {
      const { capture } = client.view(view);
      const cells = windows.cellsOf(capture, columns, [], client.names);
      return { text: frames.map((frame) => cells.texts(capture, frame, timeFormat).join('\t')).join('\n') };
    },
    'views.filterOfCell': ({ view, frame, column, timeFormat }, { fail }) => {
      const d = client.view(view).capture.decode(frame, treeMask);
      if (!d) throw fail('no-frame', `There is no frame ${frame}.`);
      return { text: cellFilter(d, column, timeFormat) };
    },
  };
}
