import { addressText } from '../../decoders/tree/summary.ts';
import type { View } from '../store/view.ts';

/** Milliseconds of work between two turns of the event loop. */
const SLICE = 6;

/** The addresses of a view's frames in the order in which they appear, the first `most` as text. */
export async function flowEnds(
  view: View,
  most: number,
  signal: { readonly aborted: boolean },
): Promise<{ ends: string[]; more: number }> {
  const { table, session } = view.capture;
  const { addresses } = session;
  const seen = new Set<number>();
  let end = performance.now() + SLICE;
  for (let row = 0; row < view.total && !signal.aborted; row++) {
    const frame = view.frameAt(row);
    for (const id of [table.source.get(frame), table.destination.get(frame)]) if (id !== 0) seen.add(id);
    if ((row & 4095) === 0 && performance.now() >= end) {
      await new Promise((resolve) => setImmediate(resolve));
      end = performance.now() + SLICE;
    }
  }
  const ids = [...seen];
  const text = (id: number): string =>
    addressText(
      addresses.kind(id),
      addresses.word(id, 0),
      addresses.word(id, 1),
      addresses.word(id, 2),
      addresses.word(id, 3),
    );
  return { ends: ids.slice(0, most).map(text), more: Math.max(0, ids.length - most) };
}
