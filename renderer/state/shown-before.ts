import { useApp } from './app-state.ts';

interface Shown {
  readonly capture: number;
  readonly frame: number;
}

/** Keeps what is shown with the page's entry in the history, which outlives loading the page again. */
export function keepShown(): void {
  useApp.subscribe((now, before) => {
    if (now.frame === before.frame || now.active === null || now.frame === null) return;
    const shown: Shown = { capture: now.active, frame: now.frame };
    history.replaceState({ ...history.state, shown }, '');
  });
}

/** The capture that was shown before the page was loaded again. */
export function captureBefore(): number | undefined {
  return read()?.capture;
}

/** The frame of a capture that was shown before the page was loaded again. */
export function shownBefore(capture: number): number | undefined {
  const shown = read();
  return shown?.capture === capture ? shown.frame : undefined;
}

function read(): Shown | undefined {
  const shown = (history.state as { shown?: Shown } | null)?.shown;
  return typeof shown?.capture === 'number' && typeof shown.frame === 'number' ? shown : undefined;
}
