import { ask } from '../app/dialogs.ts';
import { type CaptureState, useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { saveCapture } from './save-commands.ts';

/** Whether something is lost when a capture is thrown away. */
export function isUnsaved({ unsaved, frames, phase }: CaptureState): boolean {
  return unsaved && (frames > 0 || phase === 'capturing');
}

/** Names what would be lost with the window; undefined when nothing would. */
export function unsavedSentence(captures: readonly CaptureState[]): string | undefined {
  const unsaved = captures.filter(isUnsaved);
  if (unsaved.length === 0) return undefined;
  if (unsaved.length > 1) return `${unsaved.length} captures have not been saved.`;
  const [{ title, frames, phase }] = unsaved;
  const going = phase === 'capturing' ? ' and still goes on' : '';
  return `The capture of ${title} (${frames.toLocaleString('en')} packets) has not been saved${going}.`;
}

/**
 * Whether a capture may be thrown away: nothing would be lost, the person saved it, or agreed to lose it. `doing` says
 * what asks, as "closing".
 */
export async function mayDiscard(capture: CaptureState, doing: string): Promise<boolean> {
  if (!isUnsaved(capture)) return true;
  const answer = await ask<'save' | 'discard'>({ kind: 'unsaved', capture, doing });
  if (answer !== 'save') return answer === 'discard';
  if (capture.phase === 'capturing') await client().call('live.stop', { capture: capture.capture });
  return saveCapture(now(capture));
}

/** Saves all unsaved captures one after the other; false when the person cancelled one. */
export async function saveAll(): Promise<boolean> {
  for (const capture of useApp.getState().captures.filter(isUnsaved)) {
    if (capture.phase === 'capturing') await client().call('live.stop', { capture: capture.capture });
    if (!(await saveCapture(now(capture)))) return false;
  }
  return true;
}

/** The capture as it is by now. */
function now(capture: CaptureState): CaptureState {
  return useApp.getState().captures.find((c) => c.capture === capture.capture) ?? capture;
}
