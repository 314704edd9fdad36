import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Result } from '../../contract/contract.ts';
import type { hashes as hashesOf, properties } from '../../contract/messages/captures.ts';
import { DialogButton } from '../app/DialogButton.tsx';
import { takeFocus } from '../app/first-focus.ts';
import { sentenceOf } from '../notices/notices-state.ts';
import { client } from '../state/session.ts';
import './files.css';

interface PropertiesDialogProps {
  readonly capture: number;
  readonly close: () => void;
}

/** What is known of a capture: its file, sections, interfaces, comments. */
export function PropertiesDialog({ capture, close }: PropertiesDialogProps) {
  const [groups, setGroups] = useState<Result<typeof properties>['groups'] | null>(null);
  const [problem, setProblem] = useState('');
  const [hashes, setHashes] = useState<Result<typeof hashesOf> | 'working'>('working');
  useEffect(() => {
    let current = true;
    client()
      .call('captures.properties', { capture })
      .then((found) => current && setGroups(found.groups))
      .catch((error) => current && setProblem(sentenceOf(error)));
    const abort = new AbortController();
    client()
      .call('captures.hashes', { capture }, { signal: abort.signal })
      .then((found) => current && setHashes(found))
      .catch(() => current && setHashes(null));
    return () => {
      current = false;
      abort.abort();
    };
  }, [capture]);
  const text = groups
    ?.map(({ title, properties }) =>
      [title, ...properties.map(({ label, value }) => `  ${label}: ${value}`)].join('\n'),
    )
    .join('\n\n');
  return (
    <Dialog isOpen title="Capture File Properties" onClose={close} className="properties-dialog">
      <DialogBody>
        {problem !== '' && <p className="files-problem">{problem}</p>}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys */}
        <div className="properties-groups" tabIndex={0} ref={takeFocus}>
          {groups?.map(({ title, properties }, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the groups do not change while they are shown
            <section key={n}>
              <h3>{title}</h3>
              <dl>
                {properties.map(({ label, value }, m) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the properties do not change while they are shown
                  <Property key={m} label={label} value={value} />
                ))}
              </dl>
            </section>
          ))}
          {hashes !== null && (
            <section>
              <h3>Hashes of the file</h3>
              <dl>
                <Property label="SHA-256" value={hashes === 'working' ? 'Reading the file…' : hashes.sha256} />
                <Property label="SHA-1" value={hashes === 'working' ? 'Reading the file…' : hashes.sha1} />
              </dl>
            </section>
          )}
        </div>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <DialogButton
              disabled={!text}
              onClick={() => text && void navigator.clipboard.writeText(text).catch(() => {})}
            >
              Copy
            </DialogButton>
            <DialogButton intent="primary" onClick={close}>
              Close
            </DialogButton>
          </>
        }
      />
    </Dialog>
  );
}

function Property({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}
