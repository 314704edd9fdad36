import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import { RowWindows } from '../passes/row-window.ts';
import type { View } from '../store/view.ts';
import type { ClientState } from './client.ts';

/** Frames looked at between two turns of the event loop. */
const SLICE = 200_000;

type Names =
  | 'views.open'
  | 'views.close'
  | 'views.rows'
  | 'views.rowOfFrame'
  | 'views.nextInConversation'
  | 'views.mark'
  | 'views.nextMark'
  | 'views.copy';

export function viewsHandlers(client: ClientState): HandlersOf<Osiscope, Names> {
  const windows = new RowWindows();
  return {
    'views.open': ({ capture }) => {
      const view = client.openView(client.capture(capture));
      return { view: view.id, revision: view.revision, total: view.total };
    },
    'views.close': ({ view }) => {
      client.closeView(view);
      return {};
    },
    'views.rows': ({ view, first, count, columns, timeFormat }) => ({
      batch: windows.batch(client.view(view), first, count, columns, timeFormat),
    }),
    'views.rowOfFrame': ({ view, frame }) => {
      const v = client.view(view);
      const row = v.rowOf(frame);
      return row < 0 ? { row: null, exact: false } : { row, exact: v.frameAt(row) === frame };
    },
    'views.nextInConversation': async ({ view, frame, backwards }, { signal }) => {
      const v = client.view(view);
      const conversations = v.capture.table.conversation;
      const wanted = conversations.get(frame);
      if (wanted === 0) return { frame: null, row: null };
      return search(v, frame, backwards, signal, (at) => conversations.get(at) === wanted);
    },
    'views.mark': ({ view, frames, whole, marked }) => {
      const v = client.view(view);
      const set = v.capture.marked;
      const change = (frame: number) => (marked ? set.add(frame) : set.delete(frame));
      if (whole) for (let row = 0; row < v.total; row++) change(v.frameAt(row));
      for (const frame of frames) if (frame >= 1 && frame <= v.capture.table.count) change(frame);
      return { marked: set.size };
    },
    'views.nextMark': ({ view, frame, backwards }, { signal }) => {
      const v = client.view(view);
      return search(v, frame, backwards, signal, (at) => v.capture.marked.has(at));
    },
    'views.copy': ({ view, frames, columns, timeFormat }) => {
      const { capture } = client.view(view);
      const lines = frames.map((frame) => windows.cells(capture, frame, columns, timeFormat).join('\t'));
      return { text: lines.join('\n') };
    },
  };
}

/** The next row after `frame` that fits, in slices that let other work run. */
async function search(
  view: View,
  frame: number,
  backwards: boolean,
  signal: { readonly aborted: boolean },
  fits: (frame: number) => boolean,
): Promise<{ frame: number | null; row: number | null }> {
  const step = backwards ? -1 : 1;
  let row = view.rowOf(frame) + step;
  while (row >= 0 && row < view.total && !signal.aborted) {
    for (let n = 0; n < SLICE && row >= 0 && row < view.total; n++, row += step) {
      const at = view.frameAt(row);
      if (fits(at)) return { frame: at, row };
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { frame: null, row: null };
}
