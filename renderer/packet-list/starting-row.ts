import { RowBatch } from '../../contract/row-batch.ts';
import { useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { shownBefore } from '../state/shown-before.ts';
import { goToRow } from './list-state.ts';

/** Shows the frame that was shown before the page was loaded again, else the first of the view. */
export async function startingRow(view: number): Promise<void> {
  const { active } = useApp.getState();
  const frame = active === null ? undefined : shownBefore(active);
  if (frame !== undefined) {
    const { row, exact } = await client().call('views.rowOfFrame', { view, frame });
    if (useApp.getState().view?.view !== view || useApp.getState().frame !== null) return;
    if (row !== null && exact) return goToRow(row, frame);
  }
  const { batch } = await client().call('views.rows', { view, first: 0, count: 1, columns: [], timeFormat: 'r' });
  const rows = new RowBatch(batch);
  if (useApp.getState().view?.view !== view || useApp.getState().frame !== null || rows.count === 0) return;
  goToRow(0, rows.frames[0]);
}
