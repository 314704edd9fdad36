import { useApp } from './app-state.ts';

interface Shown {
  readonly capture: number;
  /** The frame shown last of each capture, by its number. */
  readonly frames: Readonly<Record<string, number>>;
}

/** Keeps what is shown with the page's entry in the history, which outlives loading the page again. */
export function keepShown(): void {
  useApp.subscribe((now, before) => {
    const { active: capture, frame, captures } = now;
    if (capture === null || (frame === before.frame && capture === before.active)) return;
    const known = captures.map((c) => String(c.capture));
    const frames = Object.fromEntries(Object.entries(read()?.frames ?? {}).filter(([id]) => known.includes(id)));
    if (frame !== null) frames[capture] = frame;
    history.replaceState({ ...history.state, shown: { capture, frames } satisfies Shown }, '');
  });
}

/** The capture that was shown before the page was loaded again. */
export function captureBefore(): number | undefined {
  return read()?.capture;
}

/** The frame of a capture that was shown before another capture was, or before the page was loaded again. */
export function shownBefore(capture: number): number | undefined {
  return read()?.frames[capture];
}

/** Lets a capture begin with a frame, as if it had been shown before. */
export function beginWith(capture: number, frame: number): void {
  const shown = read();
  const frames = { ...shown?.frames, [capture]: frame };
  history.replaceState({ ...history.state, shown: { capture: shown?.capture ?? capture, frames } }, '');
}

function read(): Shown | undefined {
  const shown = (history.state as { shown?: Partial<Shown> } | null)?.shown;
  if (typeof shown?.capture !== 'number' || typeof shown.frames !== 'object' || shown.frames === null) return undefined;
  const frames = Object.entries(shown.frames).filter(([, frame]) => typeof frame === 'number');
  return { capture: shown.capture, frames: Object.fromEntries(frames) };
}
