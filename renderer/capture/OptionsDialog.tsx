import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import { DialogButton } from '../app/DialogButton.tsx';
import { focusTickedBox } from '../app/first-focus.ts';
import { sentenceOf } from '../notices/notices-state.ts';
import { ActivityLine } from '../welcome/ActivityLine.tsx';
import { RightsAdvice } from '../welcome/RightsAdvice.tsx';
import { CaptureFilterField } from './CaptureFilterField.tsx';
import './capture.css';
import { changeChoices, chooseFor, selectInterfaces, useChoices } from './choices-state.ts';
import { useInterfaces, watchActivity } from './interfaces-state.ts';
import { LimitFields } from './LimitFields.tsx';
import { chosenInterfaces, startRun } from './live-commands.ts';
import { NumberField } from './NumberField.tsx';
import { RingFields } from './RingFields.tsx';
import { choiceOf, limits, liveOptionsOf, missing, type StopConditions } from './run-options.ts';

/** How to capture: from which interfaces, what of each, and until when. */
export function OptionsDialog({ close }: { readonly close: () => void }) {
  const interfaces = useInterfaces((s) => s.interfaces) ?? [];
  const helper = useInterfaces((s) => s.helper);
  const choices = useChoices();
  const [starting, setStarting] = useState(false);
  const [failed, setFailed] = useState('');
  useEffect(watchActivity, []);
  const chosen = chosenInterfaces();
  const lacking = missing(choices, chosen);

  const start = async (): Promise<void> => {
    if (lacking !== '') return;
    setStarting(true);
    setFailed('');
    try {
      await startRun(liveOptionsOf(choices, chosen));
      close();
    } catch (error) {
      setFailed(sentenceOf(error));
      setStarting(false);
    }
  };
  const stopAt = (change: Partial<StopConditions>): void => {
    changeChoices((all) => ({ ...all, stop: { ...all.stop, ...change } }));
  };

  return (
    <Dialog isOpen title="Capture Options" onClose={close} className="options-dialog">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        <DialogBody>
          {helper?.kind === 'none' && <RightsAdvice helper={helper} />}
          {helper?.kind !== 'none' && (
            <>
              <div className="options-scroll" ref={focusTickedBox}>
                <table className="options-table">
                  <thead>
                    <tr>
                      <th>Interface</th>
                      <th>Activity</th>
                      <th title="Also frames that are not meant for this machine">Promiscuous</th>
                      <th title="Bytes kept of each frame; all where nothing is given">Snap length</th>
                      <th title="Frames wait here until they are taken; a larger one loses fewer">Buffer (MiB)</th>
                      <th className="options-filter">Capture filter</th>
                    </tr>
                  </thead>
                  <tbody>
                    {interfaces.map(({ name, description, addresses }) => {
                      const choice = choiceOf(choices, name);
                      const isChosen = chosen.includes(name);
                      return (
                        <tr key={name} className={isChosen ? 'options-chosen' : ''}>
                          <td>
                            <label title={[description, ...addresses].filter((text) => text !== '').join('\n')}>
                              <input
                                type="checkbox"
                                checked={isChosen}
                                onChange={() =>
                                  selectInterfaces(
                                    isChosen ? chosen.filter((other) => other !== name) : [...chosen, name],
                                  )
                                }
                              />
                              {name}
                            </label>
                          </td>
                          <td>
                            <ActivityLine name={name} />
                          </td>
                          <td className="options-centre">
                            <input
                              type="checkbox"
                              aria-label={`Promiscuous mode of ${name}`}
                              checked={choice.promiscuous}
                              onChange={(event) => chooseFor([name], { promiscuous: event.target.checked })}
                            />
                          </td>
                          <td>
                            <NumberField
                              label={`Snap length of ${name}`}
                              value={choice.snapLength || null}
                              most={limits.snapLength}
                              placeholder="all"
                              change={(n) => chooseFor([name], { snapLength: n ?? 0 })}
                            />
                          </td>
                          <td>
                            <NumberField
                              label={`Buffer of ${name}`}
                              value={choice.bufferMegabytes || null}
                              most={limits.bufferMegabytes}
                              placeholder={helper?.kind === 'cap' ? '10' : '2'}
                              change={(n) => chooseFor([name], { bufferMegabytes: n ?? 0 })}
                            />
                          </td>
                          <td>
                            <CaptureFilterField
                              label={`Capture filter of ${name}`}
                              value={choice.filter}
                              change={(filter) => chooseFor([name], { filter })}
                              interfaces={[name]}
                            />
                          </td>
                        </tr>
                      );
                    })}
                  </tbody>
                </table>
              </div>
              <fieldset className="options-group">
                <legend>Stop by itself after</legend>
                <div className="options-line">
                  <LimitFields what="Stop" value={choices.stop} change={stopAt} />
                </div>
              </fieldset>
              <RingFields />
            </>
          )}
          <p className="options-problem" role="alert">
            {failed}
          </p>
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <DialogButton onClick={close}>Close</DialogButton>
              <DialogButton
                type="submit"
                intent="primary"
                busy={starting}
                disabled={lacking !== '' || helper?.kind === 'none'}
              >
                Start
              </DialogButton>
            </>
          }
        >
          <span className="options-helper">{helper?.kind === 'none' ? '' : lacking || helper?.description}</span>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
