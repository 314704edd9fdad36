import type { View } from '../store/view.ts';

/** Rows looked at between two turns of the event loop. */
const SLICE = 200_000;

/** The next row after that of `frame` that fits, in slices that let other work run. */
export async function searchRows(
  view: View,
  frame: number,
  backwards: boolean,
  signal: { readonly aborted: boolean },
  fits: (frame: number) => boolean,
): Promise<{ frame: number | null; row: number | null }> {
  const step = backwards ? -1 : 1;
  let row = view.rowOf(frame) + step;
  while (row >= 0 && row < view.total && !signal.aborted) {
    for (let n = 0; n < SLICE && row >= 0 && row < view.total; n++, row += step) {
      const at = view.frameAt(row);
      if (fits(at)) return { frame: at, row };
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { frame: null, row: null };
}
