import { create } from 'zustand';
import { connectWindow } from '../app/connect-window.ts';
import { openFile } from '../files/file-commands.ts';
import type { Host } from '../host/host.ts';
import { activeCapture, type CaptureState, useApp } from '../state/app-state.ts';
import { host } from '../state/session.ts';

interface Reconnecting {
  readonly trying: boolean;
  /** Why the capture process ended, as its host told; empty when it did not tell. */
  readonly crash: string;
}

export const useReconnecting = create<Reconnecting>()(() => ({ trying: false, crash: '' }));

/** The file that was shown, and others that were open, which can be opened again. */
export function lostCaptures(): CaptureState[] {
  const state = useApp.getState();
  const shown = activeCapture(state);
  const files = state.captures.filter(({ path, helper }) => path !== null && helper === undefined);
  return files.sort((a, b) => Number(b === shown) - Number(a === shown));
}

/** Connects again, in the desktop application after starting the capture process. Resolves with what went wrong, or ''. */
export async function reconnect(reopen: boolean): Promise<string> {
  const files = lostCaptures();
  useReconnecting.setState({ trying: true });
  try {
    const { restartCaptureProcess } = host();
    if (restartCaptureProcess) await restarted(restartCaptureProcess);
    await connectWindow(host());
  } finally {
    useReconnecting.setState({ trying: false });
  }
  const { connection, lost, captures } = useApp.getState();
  if (connection === 'lost') return lost;
  useReconnecting.setState({ crash: '' });
  if (reopen && captures.length === 0) for (const { path } of files.reverse()) if (path) await openFile(path);
  return '';
}

let started: (() => void) | undefined;

function restarted(restart: () => void): Promise<void> {
  return new Promise((resolve) => {
    started = resolve;
    restart();
  });
}

/** Listens to what the host tells of the capture process. */
export function followCaptureProcess(host: Host): void {
  host.onCaptureProcess((event) => {
    if (event.kind === 'started') {
      started?.();
      started = undefined;
    } else {
      const crash = event.kind === 'crashed' ? event.reason : 'The capture process ended by itself.';
      useReconnecting.setState({ crash });
    }
  });
}
