import { isContractError } from '../../contract/errors.ts';
import { filterOf } from '../filter/filter-state.ts';
import { replaceView } from '../filter/replace-view.ts';
import { attempt } from '../notices/notices-state.ts';
import { hint } from '../panes/hint.ts';
import { useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import type { ColumnId } from './columns.ts';
import { useList } from './list-state.ts';

type Sort = { readonly column: ColumnId; readonly descending: boolean } | null;

/** What pressing a heading does: ascending, descending, and the order of capture again. */
export function sortBy(column: ColumnId): Promise<void> {
  const { sort } = useList.getState();
  if (sort?.column !== column) return sortRows({ column, descending: false });
  return sortRows(sort.descending ? null : { column, descending: true });
}

/** Puts the rows in an order; null for that of capture. */
export function sortRows(sort: Sort): Promise<void> {
  return attempt(async () => {
    const { active: capture } = useApp.getState();
    if (capture === null) return;
    const text = filterOf(capture);
    const before = useList.getState().sort;
    useList.setState({ sort });
    try {
      const filter = text === '' ? {} : { filter: text };
      const view = await client().call('views.open', { capture, ...filter, ...(sort && { sort }) });
      if (useApp.getState().active === capture && useList.getState().sort === sort) await replaceView(view);
      else await client().call('views.close', { view: view.view });
    } catch (error) {
      useList.setState({ sort: before });
      if (!isContractError(error, 'too-many')) throw error;
      hint(error.message);
    }
  });
}
