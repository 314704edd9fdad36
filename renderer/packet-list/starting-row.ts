import { activeCapture, useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { shownBefore } from '../state/shown-before.ts';
import { goToRow } from './list-state.ts';

/**
 * Shows the frame that was shown before the page or the file was loaded again, else the first of the view. Shows none while
 * that frame has not been read yet: asked again when more has been.
 */
export async function startingRow(view: number): Promise<void> {
  const { active } = useApp.getState();
  const frame = active === null ? undefined : shownBefore(active);
  if (frame !== undefined) {
    const { row, exact } = await client().call('views.rowOfFrame', { view, frame });
    if (useApp.getState().view?.view !== view || useApp.getState().frame !== null) return;
    if (row !== null && exact) return goToRow(row, frame);
    const capture = activeCapture(useApp.getState());
    if (capture?.phase === 'reading' && capture.frames < frame) return;
  }
  const { frame: first } = await client().call('views.frameAtRow', { view, row: 0 });
  if (useApp.getState().view?.view !== view || useApp.getState().frame !== null || first === null) return;
  goToRow(0, first);
}
