import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Result } from '../../contract/contract.ts';
import type { info as infoMessage } from '../../contract/messages/session.ts';
import { DialogButton } from '../app/DialogButton.tsx';
import { useInterfaces } from '../capture/interfaces-state.ts';
import { client, host } from '../state/session.ts';
import './help.css';

/** What runs, for the curious and for reports of bugs. */
export function AboutDialog({ close }: { readonly close: () => void }) {
  const [info, setInfo] = useState<Result<typeof infoMessage> | null>(null);
  const helper = useInterfaces((s) => s.helper);
  useEffect(() => {
    let current = true;
    client()
      .call('session.info')
      .then((found) => current && setInfo(found))
      .catch(() => {});
    return () => {
      current = false;
    };
  }, []);
  const facts = [
    ['Version', info?.product ?? '…'],
    ['Window', host().kind === 'desktop' ? 'desktop application' : 'browser'],
    ['Capture process', info ? `${info.runtime}, ${info.platform}, process ${info.processId}` : '…'],
    ['Captures with', helper === null ? '…' : helper.description || 'nothing: no rights'],
    ['Contract', info ? `version ${info.contract}` : '…'],
    ['Licence', 'MIT'],
  ];
  const text = facts.map(([label, value]) => `${label}: ${value}`).join('\n');
  return (
    <Dialog isOpen title="About Osiscope" onClose={close} className="about-dialog">
      <DialogBody>
        <p className="about-what">A protocol analyzer that shows every packet by OSI layer.</p>
        <dl className="about-facts">
          {facts.map(([label, value]) => (
            <div key={label} className="about-row">
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <DialogButton onClick={() => void navigator.clipboard.writeText(text).catch(() => {})}>Copy</DialogButton>
            <DialogButton intent="primary" autoFocus onClick={close}>
              Close
            </DialogButton>
          </>
        }
      />
    </Dialog>
  );
}
