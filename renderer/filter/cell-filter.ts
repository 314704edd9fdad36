import type { ColumnId } from '../packet-list/columns.ts';
import { useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';

/** The display filter that a cell of the packet list stands for, empty where no filter can tell. */
export async function cellFilter(frame: number, column: ColumnId): Promise<string> {
  const { view, timeFormat } = useApp.getState();
  if (view === null) return '';
  const { text } = await client().call('views.filterOfCell', { view: view.view, frame, column, timeFormat });
  return text ?? '';
}
