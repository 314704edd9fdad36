import { ask } from '../app/dialogs.ts';
import { notify } from '../notices/notices-state.ts';
import type { CaptureState } from '../state/app-state.ts';
import { byteText, countText } from '../status/number-texts.ts';
import { noteFile } from './recent-files.ts';

/** What was written. */
export interface Saved {
  readonly frames: number;
  readonly bytes: number;
  readonly path: string;
}

/** Asks where to and writes all packets; false when the person cancelled. */
export function saveCapture(capture: CaptureState): Promise<boolean> {
  return save(capture, 'all');
}

/** Asks which packets, where to, and writes them; false when the person cancelled. */
export function exportPackets(capture: CaptureState): Promise<boolean> {
  return save(capture, 'chosen');
}

async function save(capture: CaptureState, packets: 'all' | 'chosen'): Promise<boolean> {
  const saved = await ask<Saved>({ kind: 'save', capture, packets });
  if (saved === undefined) return false;
  noteFile(saved.path);
  notify({
    severity: 'info',
    text: `${countText(saved.frames, 'packet')} written to ${saved.path} (${byteText(saved.bytes)}).`,
  });
  return true;
}
