import type { MenuItem } from '../context-menu/menu-state.ts';
import { shownColumns, standardLayout, withoutField, withShifted, withShown } from './column-layout.ts';
import { type ColumnId, columnOf, fieldOf } from './columns.ts';
import { fitAllColumns, fitColumn } from './fit-columns.ts';
import { changeColumns, useList } from './list-state.ts';
import { sortRows } from './sort-rows.ts';

/** The menu of a heading. */
export function headerMenu(id: ColumnId): MenuItem[] {
  const layout = useList.getState().columns;
  const shown = shownColumns(layout);
  const at = shown.indexOf(id);
  const { sort } = useList.getState();
  const sorted = (descending: boolean): boolean => sort?.column === id && sort.descending === descending;
  return [
    {
      title: 'Sort Ascending',
      checked: sorted(false),
      run: () => void sortRows(sorted(false) ? null : { column: id, descending: false }),
    },
    {
      title: 'Sort Descending',
      checked: sorted(true),
      run: () => void sortRows(sorted(true) ? null : { column: id, descending: true }),
    },
    '-',
    { title: 'Fit to Contents', run: () => fitColumn(id) },
    { title: 'Fit All Columns', keys: 'Ctrl+Shift+R', run: fitAllColumns },
    '-',
    {
      title: 'Move Left',
      keys: 'Ctrl+←',
      run: at > 0 ? () => changeColumns((now) => withShifted(now, id, -1)) : undefined,
    },
    {
      title: 'Move Right',
      keys: 'Ctrl+→',
      run: at < shown.length - 1 ? () => changeColumns((now) => withShifted(now, id, 1)) : undefined,
    },
    {
      title: fieldOf(id) === undefined ? 'Hide Column' : 'Remove Column',
      run: shown.length > 1 ? () => changeColumns((now) => withoutField(now, id)) : undefined,
    },
    '-',
    { heading: 'Columns' },
    ...layout.order.map((other): MenuItem => {
      const on = shown.includes(other);
      return {
        title: columnOf(other).title,
        checked: on,
        run: on && shown.length === 1 ? undefined : () => changeColumns((now) => withShown(now, other, !on)),
      };
    }),
    '-',
    { title: 'Reset Columns', run: () => changeColumns(() => standardLayout) },
  ];
}
