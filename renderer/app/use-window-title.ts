import { useEffect } from 'react';
import { activeCapture, useApp } from '../state/app-state.ts';

/** Names the window after the capture that is shown; a star stands for what is not saved. */
export function useWindowTitle(): void {
  const title = useApp((s) => {
    const shown = activeCapture(s);
    return shown ? `${shown.unsaved ? '*' : ''}${shown.title} – Osiscope` : 'Osiscope';
  });
  useEffect(() => {
    document.title = title;
  }, [title]);
}
