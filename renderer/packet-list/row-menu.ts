import { rowFlag } from '../../contract/row-flags.ts';
import type { MenuItem } from '../context-menu/menu-state.ts';
import { copyCell, copyRows } from '../panes/copy-commands.ts';
import { goInConversation, markSelected } from '../panes/list-commands.ts';
import { type ColumnId, columns } from './columns.ts';
import { useList } from './list-state.ts';
import { cellOf, flagsOf, type Row } from './row-cache.ts';
import { rowCount } from './row-selection.ts';

/** The menu of the selected rows; `row` is the current one, `column` the one under the pointer. */
export function rowMenu(row: Row | undefined, column: ColumnId | undefined, shown: readonly ColumnId[]): MenuItem[] {
  if (!row) return [];
  const { rows } = useList.getState();
  const several = rowCount(rows) > 1;
  const marked = (flagsOf(row) & rowFlag.marked) !== 0;
  const value = column && column !== 'layers' ? cellOf(row, column) : '';
  return [
    {
      title: several ? (marked ? 'Unmark Packets' : 'Mark Packets') : marked ? 'Unmark Packet' : 'Mark Packet',
      keys: 'Ctrl+M',
      run: () => void markSelected(),
    },
    '-',
    { title: 'Next in Conversation', keys: 'Ctrl+.', run: () => void goInConversation(false) },
    { title: 'Previous in Conversation', keys: 'Ctrl+,', run: () => void goInConversation(true) },
    '-',
    { title: several ? 'Copy Rows as Text' : 'Copy Row as Text', keys: 'Ctrl+C', run: () => void copyRows(shown) },
    ...(column && value !== ''
      ? [{ title: `Copy ${columns[column].title.replace('.', '')}`, run: () => void copyCell(value) }]
      : []),
  ];
}
