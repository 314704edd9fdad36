import { ask } from '../app/dialogs.ts';
import { attempt } from '../notices/notices-state.ts';
import { contentsChanged } from '../packet-list/list-state.ts';
import { useApp } from '../state/app-state.ts';
import { selectFrame } from '../state/selection.ts';
import { client } from '../state/session.ts';
import type { TimeSpan } from './time-span.ts';

/** Asks by how much the times of the capture are shifted. */
export function askTimeShift(): Promise<void> {
  return attempt(async () => {
    const { active: capture } = useApp.getState();
    if (capture === null) return;
    await ask({ kind: 'time-shift', capture, shift: await client().call('edits.timeShift', { capture }) });
  });
}

/** Shifts the times of a capture, counted from those that were captured. */
export async function shiftTimes(capture: number, shift: TimeSpan): Promise<void> {
  await client().call('edits.shiftTimes', { capture, ...shift });
  const { active, frame } = useApp.getState();
  if (active !== capture) return;
  contentsChanged();
  if (frame !== null) selectFrame(frame);
}
