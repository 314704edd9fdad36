import { askOnce } from '../app/dialogs.ts';
import { mayDiscard } from '../files/unsaved.ts';
import { attempt } from '../notices/notices-state.ts';
import { activeCapture, type CaptureState, useApp } from '../state/app-state.ts';
import { client, replaceCapture, showCapture, takeIn } from '../state/session.ts';
import { useChoices } from './choices-state.ts';
import { useInterfaces } from './interfaces-state.ts';
import { type LiveOptions, liveOptionsOf, missing } from './run-options.ts';

/** Interfaces chosen that exist; before the list is known, all that were chosen. */
export function chosenInterfaces(): readonly string[] {
  const { selected } = useChoices.getState();
  const { interfaces } = useInterfaces.getState();
  return interfaces === null ? selected : selected.filter((name) => interfaces.some((i) => i.name === name));
}

/** Begins a run with these options and shows it. Throws the capture process's error. */
export async function startRun(options: LiveOptions): Promise<void> {
  const state = await client().call('live.start', options);
  takeIn(state);
  await showCapture(state.capture);
}

/** Begins a run from the interfaces, as chosen for them. */
export function startCapture(names: readonly string[] = chosenInterfaces()): Promise<void> {
  return attempt(async () => {
    const choices = useChoices.getState();
    if (missing(choices, names) === '') return startRun(liveOptionsOf(choices, names));
    await askOnce({ kind: 'capture-options' });
  });
}

export function stopCapture(capture: CaptureState): Promise<void> {
  return attempt(() => client().call('live.stop', { capture: capture.capture }));
}

/** Stops the run that is shown, or begins one. */
export function startOrStop(): void {
  const shown = activeCapture(useApp.getState());
  void (shown?.phase === 'capturing' ? stopCapture(shown) : startCapture());
}

/** Throws the run that is shown away, if the person agrees, and begins it again. */
export function restartCapture(): Promise<void> {
  return attempt(async () => {
    const shown = activeCapture(useApp.getState());
    if (!isLive(shown) || !(await mayDiscard(shown, 'starting again'))) return;
    await replaceCapture(shown.capture, () => client().call('live.restart', { capture: shown.capture }));
  });
}

/** Whether a capture is a live run, going on or ended. */
export function isLive(capture: CaptureState | undefined): capture is CaptureState {
  return capture?.helper !== undefined;
}
