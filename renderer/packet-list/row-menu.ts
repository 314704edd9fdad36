import { rowFlag } from '../../contract/row-flags.ts';
import { colorMenu } from '../coloring/coloring-commands.ts';
import type { MenuItem } from '../context-menu/menu-state.ts';
import { askDecodeAs } from '../decoding/decode-choices.ts';
import { editCommands } from '../edits/edit-commands.ts';
import { cellFilter } from '../filter/cell-filter.ts';
import { conversationMenu } from '../filter/conversation-filter.ts';
import { filterMenu } from '../filter/filter-menu.ts';
import { copyCell, copyFilter, copyRows } from '../panes/copy-commands.ts';
import { goInConversation, markSelected } from '../panes/list-commands.ts';
import { followMenu } from '../streams/follow-commands.ts';
import { type ColumnId, columnOf } from './columns.ts';
import { useList } from './list-state.ts';
import { cellOf, flagsOf, frameOf, type Row } from './row-cache.ts';
import { rowCount } from './row-selection.ts';

/** The menu of the selected rows; `row` is the current one, `column` the one under the pointer. */
export function rowMenu(row: Row | undefined, column: ColumnId | undefined, shown: readonly ColumnId[]): MenuItem[] {
  if (!row) return [];
  const { rows } = useList.getState();
  const several = rowCount(rows) > 1;
  const marked = (flagsOf(row) & rowFlag.marked) !== 0;
  const filter =
    column && column !== 'info' && cellOf(row, column) !== '' ? () => cellFilter(frameOf(row), column) : undefined;
  const value = column && column !== 'layers' ? cellOf(row, column) : '';
  return [
    {
      title: several ? (marked ? 'Unmark Packets' : 'Mark Packets') : marked ? 'Unmark Packet' : 'Mark Packet',
      keys: 'Ctrl+M',
      run: () => void markSelected(),
    },
    {
      title: (flagsOf(row) & rowFlag.ignored) !== 0 ? 'Unignore' : 'Ignore',
      keys: 'Ctrl+D',
      run: editCommands['edit.ignore'],
    },
    {
      title: (flagsOf(row) & rowFlag.timeReference) !== 0 ? 'Unset Time Reference' : 'Set Time Reference',
      keys: 'Ctrl+T',
      run: editCommands['edit.time-reference'],
    },
    { title: 'Packet Comment…', keys: 'Ctrl+Alt+C', run: several ? undefined : editCommands['edit.comment'] },
    '-',
    ...filterMenu(filter),
    conversationMenu,
    ...followMenu(several ? '' : cellOf(row, 'layers')),
    colorMenu,
    { title: 'Decode As…', keys: 'Ctrl+Shift+U', run: several ? undefined : () => void askDecodeAs() },
    '-',
    { title: 'Next in Conversation', keys: 'Ctrl+.', run: () => void goInConversation(false) },
    { title: 'Previous in Conversation', keys: 'Ctrl+,', run: () => void goInConversation(true) },
    '-',
    { title: several ? 'Copy Rows as Text' : 'Copy Row as Text', keys: 'Ctrl+C', run: () => void copyRows(shown) },
    ...(column && value !== ''
      ? [{ title: `Copy ${columnOf(column).title.replace('.', '')}`, run: () => void copyCell(value) }]
      : []),
    { title: 'Copy as Filter', run: filter && (() => copyFilter(filter)) },
  ];
}
