import { Checkbox, Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useState } from 'react';
import { DialogButton } from '../app/DialogButton.tsx';
import { sentenceOf } from '../notices/notices-state.ts';
import { useApp } from '../state/app-state.ts';
import { client, showCapture, takeIn } from '../state/session.ts';
import { countText } from '../status/number-texts.ts';
import { chooseAndOpen } from './file-commands.ts';
import './files.css';

/** Puts open captures together by time, as a new one. */
export function MergeDialog({ close }: { readonly close: () => void }) {
  const captures = useApp((s) => s.captures);
  const [left, setLeft] = useState<readonly number[]>([]);
  const [working, setWorking] = useState<AbortController | null>(null);
  const [problem, setProblem] = useState('');
  const chosen = captures.filter(({ capture }) => !left.includes(capture));
  const merge = async (): Promise<void> => {
    const abort = new AbortController();
    setWorking(abort);
    setProblem('');
    try {
      const params = { captures: chosen.map(({ capture }) => capture) };
      const state = await client().call('captures.merge', params, { signal: abort.signal });
      takeIn(state);
      close();
      await showCapture(state.capture);
    } catch (error) {
      setWorking(null);
      if (!abort.signal.aborted) setProblem(sentenceOf(error));
    }
  };
  return (
    <Dialog isOpen title="Merge Captures" onClose={() => working?.abort() ?? close()}>
      <DialogBody>
        <p className="coloring-advice">The packets of these captures stand in order of time in a new, unsaved one.</p>
        {captures.map(({ capture, title, frames }) => (
          <Checkbox
            key={capture}
            checked={!left.includes(capture)}
            label={`${title} (${countText(frames, 'packet')})`}
            onChange={() => setLeft(left.includes(capture) ? left.filter((id) => id !== capture) : [...left, capture])}
          />
        ))}
        {chosen.length < 2 && <p className="coloring-advice">Open the other capture, then choose both here.</p>}
        <p className="files-problem" role="alert">
          {problem}
        </p>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <DialogButton onClick={() => working?.abort() ?? close()}>Cancel</DialogButton>
            <DialogButton
              intent="primary"
              disabled={chosen.length < 2 || chosen.length > 16}
              busy={working !== null}
              onClick={() => void merge()}
            >
              Merge
            </DialogButton>
          </>
        }
      >
        <DialogButton onClick={() => void chooseAndOpen()}>Open Another…</DialogButton>
      </DialogFooter>
    </Dialog>
  );
}
