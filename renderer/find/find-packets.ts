import { isContractError } from '../../contract/errors.ts';
import { attempt } from '../notices/notices-state.ts';
import { shownColumns } from '../packet-list/column-layout.ts';
import { goToRow, useList } from '../packet-list/list-state.ts';
import { hint } from '../panes/hint.ts';
import { useApp } from '../state/app-state.ts';
import { packetShown, selectBytes, selectNode } from '../state/selection.ts';
import { client } from '../state/session.ts';
import { useFind } from './find-state.ts';

let searching: AbortController | undefined;

export function openFind(): void {
  useFind.setState({ open: true, outcome: null });
  requestAnimationFrame(() => {
    const field = document.getElementById('find-text');
    if (field instanceof HTMLInputElement) {
      field.focus();
      field.select();
    }
  });
}

export function closeFind(): void {
  stopFinding();
  useFind.setState({ open: false });
}

export function stopFinding(): void {
  searching?.abort();
}

/** Goes to the next packet in which the text is found, or to the one before; the search goes once around. */
export function findNext(backwards: boolean): Promise<void> {
  const { text, kind, place, matchCase, open } = useFind.getState();
  if (text === '') {
    if (!open) openFind();
    return Promise.resolve();
  }
  return attempt(async () => {
    const { view, frame, timeFormat } = useApp.getState();
    if (view === null || view.total === 0) return;
    searching?.abort();
    const mine = new AbortController();
    searching = mine;
    useFind.setState({ outcome: null, progress: 0 });
    try {
      const { found } = await client().call(
        'find.next',
        {
          view: view.view,
          frame: frame ?? 1,
          backwards,
          kind,
          place,
          matchCase,
          text,
          columns: shownColumns(useList.getState().columns),
          timeFormat,
        },
        {
          signal: mine.signal,
          onProgress: ({ done, total }) => useFind.setState({ progress: total ? (done ?? 0) / total : 0 }),
        },
      );
      if (mine.signal.aborted) return;
      if (found === null) {
        useFind.setState({ outcome: { words: 'Not found', bad: false } });
        return;
      }
      if (found.wrapped) hint(backwards ? 'Went on at the end of the list.' : 'Went on at the beginning of the list.');
      useApp.setState({ follow: false });
      goToRow(found.row, found.frame);
      const { node, range } = found;
      if ((node !== null || range !== null) && (await packetShown(found.frame))) show(node, range);
    } catch (error) {
      if (!isContractError(error, 'bad-pattern')) throw error;
      useFind.setState({ outcome: { words: error.message, bad: true } });
    } finally {
      if (searching === mine) useFind.setState({ progress: null });
    }
  });
}

function show(node: number | null, range: { start: number; length: number } | null): void {
  if (node !== null) selectNode(node);
  else if (range !== null) selectBytes(0, range.start, range.length);
}
