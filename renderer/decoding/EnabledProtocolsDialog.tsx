import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import { DialogButton } from '../app/DialogButton.tsx';
import { takeFocus } from '../app/first-focus.ts';
import { sentenceOf } from '../notices/notices-state.ts';
import { client } from '../state/session.ts';
import { countText } from '../status/number-texts.ts';
import './enabled-protocols.css';
import { disableProtocols } from './disabled-protocols.ts';

interface SwitchableProtocol {
  readonly name: string;
  readonly title: string;
  readonly osi: number;
  readonly enabled: boolean;
}

/** Which protocols are decoded; the bytes of the others are shown as data. */
export function EnabledProtocolsDialog({ close }: { readonly close: () => void }) {
  const [protocols, setProtocols] = useState<readonly SwitchableProtocol[]>([]);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  useEffect(() => {
    client()
      .call('decoding.protocols')
      .then(setProtocols)
      .catch((error) => setProblem(sentenceOf(error)));
  }, []);
  const part = text.trim().toLowerCase();
  const shown = protocols.filter(({ name, title }) => `${name} ${title}`.toLowerCase().includes(part));
  const off = protocols.filter(({ enabled }) => !enabled);
  const change = (names: readonly string[], enabled: boolean): void =>
    setProtocols(protocols.map((one) => (names.includes(one.name) ? { ...one, enabled } : one)));
  const changeShown = (enabled: boolean): void =>
    change(
      shown.map(({ name }) => name),
      enabled,
    );
  const apply = async (): Promise<void> => {
    try {
      await disableProtocols(off.map(({ name }) => name));
      close();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <Dialog isOpen title="Enabled Protocols" onClose={close} className="protocols-dialog">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void apply();
        }}
      >
        <DialogBody>
          <p className="coloring-advice">
            The bytes of a protocol that is switched off are shown as data. The capture is read again.
          </p>
          <input
            ref={takeFocus}
            className="tool-field protocols-search"
            type="search"
            placeholder="Part of a name"
            aria-label="Part of a name"
            spellCheck={false}
            maxLength={60}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <fieldset className="protocols-list" aria-label="Protocols">
            {shown.map(({ name, title, osi, enabled }) => (
              <label key={name}>
                <input type="checkbox" checked={enabled} onChange={(event) => change([name], event.target.checked)} />
                <span className={`layer-chip osi-${osi}`}>{name}</span>
                {title}
              </label>
            ))}
            {protocols.length > 0 && shown.length === 0 && <p className="panes-empty">No protocol has this name.</p>}
          </fieldset>
          <p className="files-problem" role="alert">
            {problem}
          </p>
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <DialogButton onClick={close}>Cancel</DialogButton>
              <DialogButton type="submit" intent="primary" disabled={protocols.length === 0}>
                Apply
              </DialogButton>
            </>
          }
        >
          <DialogButton onClick={() => changeShown(true)}>Enable Shown</DialogButton>
          <DialogButton onClick={() => changeShown(false)}>Disable Shown</DialogButton>
          <span className="protocols-count" role="status">
            {off.length === 0 ? 'All are decoded' : `${countText(off.length, 'protocol')} switched off`}
          </span>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
