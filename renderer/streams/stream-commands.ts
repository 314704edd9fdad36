import { ask } from '../app/dialogs.ts';
import { applyFilter } from '../filter/apply-filter.ts';
import { attempt, notify } from '../notices/notices-state.ts';
import { usePages } from '../pages/pages-state.ts';
import { copyText } from '../panes/clipboard.ts';
import { client } from '../state/session.ts';
import { byteText } from '../status/number-texts.ts';
import { formTitles, type StreamDirection, type StreamForm, type StreamState } from './streams-state.ts';

/** What was written. */
export interface SavedStream {
  readonly bytes: number;
  readonly path: string;
}

/** Shows only the packets of the stream, or all but those, in the list. */
export function filterStream({ filter }: StreamState, without: boolean): void {
  usePages.setState({ large: false });
  applyFilter(filter, 'apply', without ? 'not-selected' : 'selected');
}

/** Copies the stream; one that is too long is copied in part or saved, as the person chooses. */
export function copyStream(state: StreamState, form: StreamForm, direction: StreamDirection): Promise<void> {
  return attempt(async () => {
    const { text, more } = await client().call('streams.copy', { id: state.id, form, direction });
    if (!more) return copyText(text, `Stream as ${formTitles[form]}`);
    const most = byteText(text.length);
    const chosen = await ask<'copy' | 'save'>({ kind: 'long-copy', most });
    if (chosen === 'copy') await copyText(text, `The first ${most} of the stream`);
    else if (chosen === 'save') await saveStream(state, form, direction);
  });
}

/** Asks where to and writes the stream. */
export async function saveStream(state: StreamState, form: StreamForm, direction: StreamDirection): Promise<void> {
  const saved = await ask<SavedStream>({ kind: 'save-stream', state, form, direction });
  if (saved === undefined) return;
  const sides = direction === 'both' ? [state.client, state.server] : [state[direction]];
  const missing = sides.reduce((sum, side) => sum + side.missing + side.cut, 0);
  notify({
    severity: missing > 0 ? 'warning' : 'info',
    text: `${byteText(saved.bytes)} of the stream written to ${saved.path}.`,
    ...(missing > 0 && { advice: `${byteText(missing)} that were sent are not in the capture, and not in the file.` }),
  });
}
