import type { MenuCommand } from '../../contract/menu.ts';
import { rowFlag } from '../../contract/row-flags.ts';
import { ask } from '../app/dialogs.ts';
import { attempt } from '../notices/notices-state.ts';
import { contentsChanged, goToRow, useList } from '../packet-list/list-state.ts';
import { rowCount } from '../packet-list/row-selection.ts';
import { hint } from '../panes/hint.ts';
import { rowAt } from '../panes/list-commands.ts';
import { selectedFrames } from '../panes/selected-frames.ts';
import { useApp } from '../state/app-state.ts';
import { packetShown, selectFrame } from '../state/selection.ts';
import { client } from '../state/session.ts';

type Edit = (view: number, frames: number[], whole: boolean, into: boolean) => Promise<unknown>;

const ignore: Edit = (view, frames, whole, ignored) => client().call('edits.ignore', { view, frames, whole, ignored });
const refer: Edit = (view, frames, whole, set) => client().call('edits.reference', { view, frames, whole, set });

/** Does something to the selected rows, or undoes it where the current row has it already. */
function toggle(edit: Edit, flag: number): Promise<void> {
  return attempt(async () => {
    const { view } = useApp.getState();
    const { rows } = useList.getState();
    if (view === null || rows.cursor < 0) return;
    const current = await rowAt(view.view, rows.cursor);
    if (!current) return;
    const into = (current.flags & flag) === 0;
    if (rowCount(rows) === view.total) await edit(view.view, [], true, into);
    else for await (const frames of selectedFrames(view.view, rows)) await edit(view.view, frames, false, into);
    contentsChanged();
  });
}

function whole(edit: Edit, into: boolean): Promise<void> {
  return attempt(async () => {
    const { view } = useApp.getState();
    if (view === null) return;
    await edit(view.view, [], true, into);
    contentsChanged();
  });
}

function goToReference(backwards: boolean): Promise<void> {
  return attempt(async () => {
    const { view, frame } = useApp.getState();
    if (view === null) return;
    const found = await client().call('edits.nextReference', { view: view.view, frame: frame ?? 1, backwards });
    if (found.frame === null || found.row === null) {
      hint(`There is no time reference ${backwards ? 'before' : 'after'} this packet. Ctrl+T sets one.`);
      return;
    }
    useApp.setState({ follow: false });
    goToRow(found.row, found.frame);
  });
}

/** Asks for the comments of the selected packet and keeps them. */
export function editComment(): Promise<void> {
  return attempt(async () => {
    const { active: capture, frame } = useApp.getState();
    if (capture === null || frame === null || !(await packetShown(frame))) return;
    const { packet } = useApp.getState();
    if (!packet) return;
    const comments = await ask<string[]>({ kind: 'comment', frame, comments: packet.comments });
    if (comments === undefined) return;
    await client().call('edits.comment', { capture, frame, comments });
    contentsChanged();
    if (useApp.getState().frame === frame) selectFrame(frame);
  });
}

/** What the menu and its keys do to notes on packets. */
export const editCommands: Readonly<Partial<Record<MenuCommand, () => void>>> = {
  'edit.ignore': () => void toggle(ignore, rowFlag.ignored),
  'edit.ignore-displayed': () => void whole(ignore, true),
  'edit.unignore-all': () => void whole(ignore, false),
  'edit.time-reference': () => void toggle(refer, rowFlag.timeReference),
  'edit.unset-time-references': () => void whole(refer, false),
  'edit.next-time-reference': () => void goToReference(false),
  'edit.previous-time-reference': () => void goToReference(true),
  'edit.comment': () => void editComment(),
};
