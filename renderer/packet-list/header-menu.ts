import type { MenuItem } from '../context-menu/menu-state.ts';
import { shownColumns, standardLayout, withShifted, withShown } from './column-layout.ts';
import { type ColumnId, columns } from './columns.ts';
import { fitAllColumns, fitColumn } from './fit-columns.ts';
import { changeColumns, useList } from './list-state.ts';

/** The menu of a heading. */
export function headerMenu(id: ColumnId): MenuItem[] {
  const layout = useList.getState().columns;
  const shown = shownColumns(layout);
  const at = shown.indexOf(id);
  return [
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
    '-',
    { heading: 'Columns' },
    ...layout.order.map((other): MenuItem => {
      const on = shown.includes(other);
      return {
        title: columns[other].title,
        checked: on,
        run: on && shown.length === 1 ? undefined : () => changeColumns((now) => withShown(now, other, !on)),
      };
    }),
    '-',
    { title: 'Reset Columns', run: () => changeColumns(() => standardLayout) },
  ];
}
