import { RowBatch } from '../../contract/row-batch.ts';
import { useList } from '../packet-list/list-state.ts';
import { client } from '../state/session.ts';

/** Rows asked for at once, the most the contract allows. */
const CHUNK = 512;

/** Frame numbers of the selected rows, in the order of the list, at most `limit`. */
export async function* selectedFrames(view: number, limit = Number.POSITIVE_INFINITY): AsyncGenerator<number[]> {
  let left = limit;
  for (const [first, last] of useList.getState().rows.intervals) {
    for (let row = first; row <= last && left > 0; row += CHUNK) {
      const count = Math.min(CHUNK, last - row + 1, left);
      const { batch } = await client().call('views.rows', { view, first: row, count, columns: [], timeFormat: 'r' });
      const frames = [...new RowBatch(batch).frames];
      if (frames.length === 0) return;
      left -= frames.length;
      yield frames;
    }
  }
}
