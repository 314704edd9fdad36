import { RowBatch } from '../../contract/row-batch.ts';
import { rowFlag } from '../../contract/row-flags.ts';
import { attempt } from '../notices/notices-state.ts';
import { contentsChanged, goToRow, showRow, stepToRow, useList } from '../packet-list/list-state.ts';
import { rowCount, severalRows } from '../packet-list/row-selection.ts';
import { stepped } from '../packet-list/selection-history.ts';
import { useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { hint } from './hint.ts';
import { selectedFrames } from './selected-frames.ts';

/** Shows a frame, scrolling the list to it; says so when the view does not hold it. */
export function goToFrame(frame: number): Promise<void> {
  return attempt(async () => {
    const view = openView();
    if (view === undefined) return;
    const { row, exact } = await client().call('views.rowOfFrame', { view, frame });
    if (row === null || !exact) return hint(`Packet ${frame.toLocaleString('en')} is not in the list.`);
    unfollow(row);
    goToRow(row, frame);
  });
}

/** Selects the rows of some frames, and shows the first of them that is in the list. */
export function goToFrames(frames: readonly number[]): Promise<void> {
  return attempt(async () => {
    const view = openView();
    if (view === undefined) return;
    const places = await Promise.all(
      frames.slice(0, MOST_FRAMES).map(async (frame) => ({
        frame,
        ...(await client().call('views.rowOfFrame', { view, frame })),
      })),
    );
    const rows = places.flatMap(({ row, exact }) => (row !== null && exact ? [row] : []));
    const shown = places.find(({ row, exact }) => row !== null && exact);
    if (shown?.row == null) return hint(`Packet ${frames[0]?.toLocaleString('en')} is not in the list.`);
    unfollow(shown.row);
    goToRow(shown.row, shown.frame, severalRows(shown.row, rows));
  });
}

/** Frames that are looked up in the list at once. */
const MOST_FRAMES = 64;

/** Row that steps under way lead to, so that keys pressed meanwhile go on from there. */
let heading: number | null = null;

/** Shows the row `by` rows below the current one. */
export async function goBy(by: number): Promise<void> {
  const last = (useApp.getState().view?.total ?? 0) - 1;
  const row = Math.max(0, Math.min(last, (heading ?? useList.getState().rows.cursor) + by));
  heading = row;
  await goToRowNumber(row, stepToRow);
  if (heading === row) heading = null;
}

/** Shows a row by its number, the nearest where there is none of that number. */
export function goToRowNumber(wanted: number, go = goToRow): Promise<void> {
  return attempt(async () => {
    const { view } = useApp.getState();
    if (!view || view.total === 0) return;
    const row = Math.max(0, Math.min(view.total - 1, wanted));
    const { frame } = await client().call('views.frameAtRow', { view: view.view, row });
    if (frame === null) return;
    unfollow(row);
    go(row, frame);
  });
}

export function goToLast(): Promise<void> {
  return goToRowNumber(Number.MAX_SAFE_INTEGER);
}

/** Shows the next packet of the same conversation, or the one before. */
export function goInConversation(backwards: boolean): Promise<void> {
  return attempt(async () => {
    const view = openView();
    const { frame } = useApp.getState();
    if (view === undefined || frame === null) return;
    const found = await client().call('views.nextInConversation', { view, frame, backwards });
    if (found.frame === null || found.row === null) {
      return hint(`There is no ${backwards ? 'earlier' : 'later'} packet of this conversation in the list.`);
    }
    unfollow(found.row);
    goToRow(found.row, found.frame);
  });
}

export function goToMark(backwards: boolean): Promise<void> {
  return attempt(async () => {
    const view = openView();
    if (view === undefined) return;
    const found = await client().call('views.nextMark', {
      view,
      frame: useApp.getState().frame ?? 1,
      backwards,
    });
    if (found.frame === null || found.row === null) {
      return hint(`There is no marked packet ${backwards ? 'before' : 'after'} this one. Ctrl+M marks a packet.`);
    }
    unfollow(found.row);
    goToRow(found.row, found.frame);
  });
}

/** One step back or forward through the packets looked at. */
export function goThroughHistory(by: -1 | 1): Promise<void> {
  return attempt(async () => {
    const view = openView();
    const { history } = useList.getState();
    const next = stepped(history, by);
    if (view === undefined || next === history) return;
    const frame = next.frames[next.at];
    const { row, exact } = await client().call('views.rowOfFrame', { view, frame });
    useList.setState({ history: next });
    if (row === null || !exact) return hint(`Packet ${frame.toLocaleString('en')} is not in the list.`);
    unfollow(row);
    showRow(row, frame);
  });
}

/** Marks the selected rows, or unmarks them if the current one is marked. */
export function markSelected(): Promise<void> {
  return attempt(async () => {
    const view = openView();
    const { rows } = useList.getState();
    const whole = rowCount(rows) === useApp.getState().view?.total;
    if (view === undefined || rows.cursor < 0) return;
    const current = await rowAt(view, rows.cursor);
    if (!current) return;
    const marked = (current.flags & rowFlag.marked) === 0;
    if (whole) await client().call('views.mark', { view, frames: [], whole, marked });
    else {
      for await (const frames of selectedFrames(view, rows)) {
        await client().call('views.mark', { view, frames, whole, marked });
      }
    }
    contentsChanged();
  });
}

/** Marks or unmarks every row of the list. */
export function markAll(marked: boolean): Promise<void> {
  return attempt(async () => {
    const view = openView();
    if (view === undefined) return;
    await client().call('views.mark', { view, frames: [], whole: true, marked });
    contentsChanged();
  });
}

/** Shows the newest packets as they come, or stops doing so. */
export function toggleFollow(): void {
  useApp.setState((s) => ({ follow: !s.follow }));
}

function openView(): number | undefined {
  return useApp.getState().view?.view;
}

/** Going to another row than the last one means not to follow the end any more. */
function unfollow(row: number): void {
  const { view } = useApp.getState();
  if (view && row < view.total - 1) useApp.setState({ follow: false });
}

/** Frame and flags of a row. */
export async function rowAt(view: number, row: number): Promise<{ frame: number; flags: number } | undefined> {
  const { batch } = await client().call('views.rows', { view, first: row, count: 1, columns: [], timeFormat: 'r' });
  const rows = new RowBatch(batch);
  return rows.count === 0 ? undefined : { frame: rows.frames[0], flags: rows.flags[0] };
}
