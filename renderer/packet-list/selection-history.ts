const MAX = 200;

/** Frames selected one after the other, and where in them one stands. */
export interface SelectionHistory {
  readonly frames: readonly number[];
  readonly at: number;
}

export const noHistory: SelectionHistory = { frames: [], at: -1 };

/** Adds a frame after the present one; what lay ahead is forgotten. `replace` puts it in the place of the present one. */
export function visited({ frames, at }: SelectionHistory, frame: number, replace: boolean): SelectionHistory {
  if (frames[at] === frame) return { frames, at };
  const kept = frames.slice(0, replace ? Math.max(0, at) : at + 1);
  const next = [...kept, frame].slice(-MAX);
  return { frames: next, at: next.length - 1 };
}

/** One step back (-1) or forward (1); unchanged at the end. */
export function stepped(history: SelectionHistory, by: -1 | 1): SelectionHistory {
  const at = history.at + by;
  return at < 0 || at >= history.frames.length ? history : { ...history, at };
}
