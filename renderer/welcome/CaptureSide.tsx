import { useEffect, useState } from 'react';
import { askOnce } from '../app/dialogs.ts';
import { Glyph } from '../app/glyphs.tsx';
import { CaptureFilterField } from '../capture/CaptureFilterField.tsx';
import { chooseFor, selectInterfaces, useChoices } from '../capture/choices-state.ts';
import { refreshInterfaces, useInterfaces, watchActivity } from '../capture/interfaces-state.ts';
import { chosenInterfaces, startCapture } from '../capture/live-commands.ts';
import { commonFilter, isSuited, remarks } from '../capture/run-options.ts';
import { withKeys } from '../menu/platform.ts';
import { InterfaceList } from './InterfaceList.tsx';
import { RightsAdvice } from './RightsAdvice.tsx';

/** Interfaces with their activity, the filter for those chosen, and who captures. */
export function CaptureSide() {
  const interfaces = useInterfaces((s) => s.interfaces);
  const helper = useInterfaces((s) => s.helper);
  const failed = useInterfaces((s) => s.failed);
  const loading = useInterfaces((s) => s.loading);
  const choices = useChoices();
  useEffect(watchActivity, []);
  const chosen = interfaces === null ? [] : chosenInterfaces();
  const none = helper?.kind === 'none';
  return (
    <section className="welcome-side welcome-capture" aria-labelledby="welcome-capture">
      <header className="welcome-heading">
        <h1 id="welcome-capture">Capture</h1>
        {helper && !none && <span className="welcome-helper">with {helper.description}</span>}
        <button
          type="button"
          className="quiet-button"
          title={withKeys('List the interfaces again', 'capture.refresh-interfaces')}
          aria-label="Refresh interfaces"
          aria-busy={loading}
          onClick={() => void refreshInterfaces()}
        >
          <Glyph name="restart" />
        </button>
      </header>
      {failed !== '' && (
        <p className="welcome-problem" role="alert">
          {failed}
        </p>
      )}
      {helper && none && <RightsAdvice helper={helper} />}
      {interfaces !== null && !none && (
        <>
          <div className="welcome-filter">
            <CaptureFilterField
              value={commonFilter(choices, chosen)}
              change={(filter) => chooseFor(chosen, { filter })}
              interfaces={chosen}
              onEnter={() => void startCapture()}
              disabled={chosen.length === 0}
            />
            <button
              type="button"
              className="tool-button"
              title={withKeys('Promiscuous mode, snap length, buffer, limits', 'capture.options')}
              onClick={() => void askOnce({ kind: 'capture-options' })}
            >
              <Glyph name="gear" />
              Options
            </button>
          </div>
          {interfaces.length === 0 ? (
            <p className="welcome-empty">
              There is no interface to capture from. Plug one in or bring one up, then list them again.
            </p>
          ) : (
            <InterfaceList
              interfaces={interfaces}
              choices={choices}
              chosen={chosen}
              choose={selectInterfaces}
              start={(names) => void startCapture(names)}
            />
          )}
          {chosen.some((name) => isSuited(choices, name)) && (
            <p className="welcome-hint">
              The filter leaves out what this window and the capture process say to each other.
            </p>
          )}
          {remarks(choices).map((remark) => (
            <p key={remark} className="welcome-hint welcome-remark">
              {remark}
              <button
                type="button"
                className="welcome-change"
                onClick={() => void askOnce({ kind: 'capture-options' })}
              >
                Change
              </button>
            </p>
          ))}
          <p className="welcome-hint">
            Enter or a double click starts. Space, Ctrl and Shift choose several interfaces.
          </p>
        </>
      )}
      {interfaces === null && failed === '' && <Waiting />}
    </section>
  );
}

function Waiting() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 400);
    return () => clearTimeout(timer);
  }, []);
  return late ? <p className="welcome-empty">Looking for interfaces…</p> : null;
}
