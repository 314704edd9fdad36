import { useEffect, useRef, useState } from 'react';
import { DialogButton } from '../app/DialogButton.tsx';
import { Glyph } from '../app/glyphs.tsx';
import { isUnsaved } from '../files/unsaved.ts';
import { useApp } from '../state/app-state.ts';
import { host } from '../state/session.ts';
import { lostCaptures, reconnect, useReconnecting } from './reconnect.ts';

/** Seconds after which a browser's window tries again by itself, one after the other; then the last one again and again. */
const PAUSES = [1, 2, 4, 8, 15, 30];

/** Stands over the window while there is no connection. What was shown stays to be read below it. */
export function LostConnection() {
  const captures = useApp((s) => s.captures);
  const trying = useReconnecting((s) => s.trying);
  const crash = useReconnecting((s) => s.crash);
  const [tries, setTries] = useState(0);
  const [failed, setFailed] = useState('');
  const button = useRef<HTMLButtonElement>(null);
  const inBrowser = host().kind === 'browser';
  const files = lostCaptures();
  const unsaved = captures.some(isUnsaved);
  useEffect(() => button.current?.focus(), []);

  const again = async (reopen: boolean): Promise<void> => {
    setFailed('');
    const problem = await reconnect(reopen);
    setFailed(problem);
    setTries((n) => n + 1);
  };
  useEffect(() => {
    if (!inBrowser) return;
    const timer = setTimeout(
      () => void reconnect(false).then(() => setTries((n) => n + 1)),
      PAUSES[Math.min(tries, PAUSES.length - 1)] * 1000,
    );
    return () => clearTimeout(timer);
  }, [inBrowser, tries]);

  return (
    <div
      className="lost"
      role="alertdialog"
      aria-modal="true"
      aria-labelledby="lost-title"
      aria-describedby="lost-what"
    >
      <div className="lost-card">
        <h2 id="lost-title">
          <Glyph name="alert" />
          {crash === '' ? 'The connection to the capture process was lost' : 'The capture process ended'}
        </h2>
        <div id="lost-what">
          {crash !== '' && <p>{crash}</p>}
          {unsaved && (
            <p>
              What was captured until then is on disk. If the capture process is gone, it is offered on the start page
              when Osiscope runs again.
            </p>
          )}
          <p>
            {inBrowser
              ? 'The window tries to connect again, which brings everything back as it was. If Osiscope was ended, start it again and open the address that it prints.'
              : 'Starting it again takes a moment.'}
          </p>
        </div>
        {failed !== '' && (
          <p className="lost-failed" role="alert">
            {inBrowser ? `Nothing answers at ${location.origin}.` : failed}
          </p>
        )}
        <div className="lost-buttons">
          <DialogButton ref={button} intent="primary" busy={trying} onClick={() => void again(files.length > 0)}>
            {inBrowser ? 'Connect Now' : files.length > 0 ? `Start Again and Open ${files[0].title}` : 'Start Again'}
          </DialogButton>
          {!inBrowser && files.length > 0 && (
            <DialogButton disabled={trying} onClick={() => void again(false)}>
              Start Again Without a File
            </DialogButton>
          )}
        </div>
      </div>
    </div>
  );
}
