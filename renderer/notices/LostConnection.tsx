import { Button } from '@blueprintjs/core';
import { useEffect, useRef, useState } from 'react';
import { Glyph } from '../app/glyphs.tsx';
import { isUnsaved } from '../files/unsaved.ts';
import { useApp } from '../state/app-state.ts';
import { host } from '../state/session.ts';
import { lostCaptures, reconnect, useReconnecting } from './reconnect.ts';

/** Stands over the window while there is no connection. What was shown stays to be read below it. */
export function LostConnection() {
  const lost = useApp((s) => s.lost);
  const captures = useApp((s) => s.captures);
  const trying = useReconnecting((s) => s.trying);
  const crash = useReconnecting((s) => s.crash);
  const [failed, setFailed] = useState('');
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);

  const again = async (reopen: boolean): Promise<void> => {
    setFailed('');
    const problem = await reconnect(reopen);
    if (problem !== '') setFailed(problem);
  };
  const inBrowser = host().kind === 'browser';
  const files = lostCaptures();
  const unsaved = captures.filter(isUnsaved);
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
          {crash ? 'The capture process ended' : 'The connection to the capture process was lost'}
        </h2>
        <p id="lost-what">{crash || lost}</p>
        {unsaved.length > 0 && (
          <p>What was captured until then is on disk. It is offered on the start page after Osiscope starts again.</p>
        )}
        {failed !== '' && (
          <p role="alert">
            {failed}
            {inBrowser && ' If Osiscope was ended, start it again and open the address that it prints.'}
          </p>
        )}
        <p className="lost-next">
          {inBrowser
            ? 'If it still runs, connecting again brings everything back as it was.'
            : 'Starting it again takes a moment.'}
        </p>
        <div className="lost-buttons">
          <Button ref={button} intent="primary" loading={trying} onClick={() => void again(files.length > 0)}>
            {inBrowser ? 'Connect Again' : files.length > 0 ? `Start Again and Open ${files[0].title}` : 'Start Again'}
          </Button>
          {!inBrowser && files.length > 0 && (
            <Button disabled={trying} onClick={() => void again(false)}>
              Start Again Without a File
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
