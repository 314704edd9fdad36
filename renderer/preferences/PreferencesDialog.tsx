import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import { DialogButton } from '../app/DialogButton.tsx';
import { sentenceOf } from '../notices/notices-state.ts';
import { client } from '../state/session.ts';
import { applyPreferences, type DecodingPreferences, preferenceGroups } from './decoding-preferences.ts';
import './preferences.css';

/** How packets are decoded. */
export function PreferencesDialog({ close }: { readonly close: () => void }) {
  const [preferences, setPreferences] = useState<DecodingPreferences>();
  const [standard, setStandard] = useState<DecodingPreferences>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    client()
      .call('preferences.get')
      .then((answer) => {
        setPreferences(answer.chosen);
        setStandard(answer.standard);
      })
      .catch((error) => setProblem(sentenceOf(error)));
  }, []);
  const apply = async (): Promise<void> => {
    try {
      if (preferences) await applyPreferences(preferences);
      close();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <Dialog isOpen title="Preferences" onClose={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void apply();
        }}
      >
        <DialogBody>
          <p className="coloring-advice">How packets are decoded. The capture is read again.</p>
          {preferences &&
            preferenceGroups.map(({ title, advice, entries }) => (
              <fieldset key={title} className="preferences-group">
                <legend>{title}</legend>
                {entries.map((entry) => (
                  <label key={entry.name} title={entry.name}>
                    <input
                      type="checkbox"
                      checked={preferences[entry.name]}
                      onChange={(event) => setPreferences({ ...preferences, [entry.name]: event.target.checked })}
                    />
                    {entry.title}
                  </label>
                ))}
                <p>{advice}</p>
              </fieldset>
            ))}
          <p className="files-problem" role="alert">
            {problem}
          </p>
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <DialogButton onClick={close}>Cancel</DialogButton>
              <DialogButton type="submit" intent="primary" disabled={!preferences}>
                Apply
              </DialogButton>
            </>
          }
        >
          <DialogButton disabled={!standard} onClick={() => setPreferences(standard)}>
            Standard
          </DialogButton>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
