import { useRef, useState } from 'react';

export interface Range {
  readonly from: number;
  readonly to: number;
}

interface Zoom {
  /** What is shown. */
  readonly range: Range;
  readonly zoomed: boolean;
  /** What is being dragged over, null while nothing is. */
  readonly dragged: Range | null;
  readonly press: (x: number | undefined) => void;
  readonly move: (x: number | undefined) => void;
  /** Ends a drag; false when it was a click. */
  readonly release: () => boolean;
  readonly wheel: (event: React.WheelEvent, x: number | undefined) => void;
  /** Moves what is shown by a share of its width. */
  readonly pan: (share: number) => void;
  readonly scale: (factor: number, around?: number) => void;
  readonly reset: () => void;
}

/** Least share of the range that a drag must cover to be one. */
const SLACK = 0.01;

/** Zooming along x: a drag chooses a range, the wheel scales around the pointer. `whole` is all there is. */
export function useZoom(whole: Range): Zoom {
  const [chosen, setChosen] = useState<Range | null>(null);
  const [dragged, setDragged] = useState<Range | null>(null);
  const begun = useRef<number>(undefined);
  const range = chosen ?? whole;
  const width = range.to - range.from;
  const show = (from: number, to: number): void => {
    const low = Math.max(whole.from, from);
    const high = Math.min(whole.to, to);
    if (high - low < 1e-6) return;
    setChosen(low <= whole.from && high >= whole.to ? null : { from: low, to: high });
  };
  const scale = (factor: number, around = range.from + width / 2): void =>
    show(around - (around - range.from) * factor, around + (range.to - around) * factor);
  return {
    range,
    zoomed: chosen !== null,
    dragged,
    press: (x) => {
      begun.current = x;
    },
    move: (x) => {
      if (begun.current === undefined || x === undefined) return;
      setDragged({ from: Math.min(begun.current, x), to: Math.max(begun.current, x) });
    },
    release: () => {
      const over = dragged;
      begun.current = undefined;
      setDragged(null);
      if (over === null || over.to - over.from < width * SLACK) return false;
      show(over.from, over.to);
      return true;
    },
    wheel: (event, x) => {
      if (event.deltaY !== 0) scale(event.deltaY > 0 ? 1.25 : 0.8, x);
    },
    pan: (share) => {
      const by = Math.max(whole.from - range.from, Math.min(whole.to - range.to, width * share));
      show(range.from + by, range.to + by);
    },
    scale,
    reset: () => setChosen(null),
  };
}
