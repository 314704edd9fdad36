import { RowBatch } from '../../contract/row-batch.ts';
import { useList } from '../packet-list/list-state.ts';
import { client } from '../state/session.ts';

/** Rows asked for at once, the most the contract allows. */
const CHUNK = 512;

/** Frame numbers of rows, those that are selected now unless given, in the order of the list. */
export async function* selectedFrames(view: number, rows = useList.getState().rows): AsyncGenerator<number[]> {
  for (const [first, last] of rows.intervals) {
    for (let row = first; row <= last; row += CHUNK) {
      const count = Math.min(CHUNK, last - row + 1);
      const { batch } = await client().call('views.rows', { view, first: row, count, columns: [], timeFormat: 'r' });
      const frames = [...new RowBatch(batch).frames];
      if (frames.length === 0) return;
      yield frames;
    }
  }
}
