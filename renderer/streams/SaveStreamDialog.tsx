import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useEffect, useRef, useState } from 'react';
import { DialogButton } from '../app/DialogButton.tsx';
import { FolderBrowser } from '../files/FolderBrowser.tsx';
import { joined, nameOf } from '../files/file-names.ts';
import '../files/files.css';
import { PathField } from '../files/PathField.tsx';
import { useRecent } from '../files/recent-files.ts';
import { useFolder } from '../files/use-folder.ts';
import { sentenceOf } from '../notices/notices-state.ts';
import { client, host } from '../state/session.ts';
import { byteText } from '../status/number-texts.ts';
import type { SavedStream } from './stream-commands.ts';
import { formTitles, type StreamDirection, type StreamForm, type StreamState } from './streams-state.ts';

interface SaveStreamDialogProps {
  readonly state: StreamState;
  readonly form: StreamForm;
  readonly direction: StreamDirection;
  readonly close: (saved?: SavedStream) => void;
}

const endings: Readonly<Record<StreamForm, string>> = {
  text: 'txt',
  'utf-8': 'txt',
  ebcdic: 'txt',
  hex: 'txt',
  raw: 'bin',
  c: 'c',
  yaml: 'yaml',
};

/** Saves a stream, or one direction of it, in the form that is chosen. */
export function SaveStreamDialog({ state, form: shownForm, direction: shownDirection, close }: SaveStreamDialogProps) {
  const ownDialog = host().kind === 'browser';
  const base = `${state.protocol}-stream-${state.number}`;
  const [form, setForm] = useState(shownForm);
  const [direction, setDirection] = useState(shownDirection);
  const [name, setName] = useState(`${base}.${endings[shownForm]}`);
  const [problem, setProblem] = useState('');
  /** Path of a file that would be replaced, empty for none. */
  const [replaces, setReplaces] = useState('');
  const [saving, setSaving] = useState<AbortController | null>(null);
  const folder = useFolder();
  const field = useRef<HTMLInputElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: starts once, where files were saved last
  useEffect(() => {
    if (!ownDialog) return;
    void folder.go(useRecent.getState().folders[0] ?? '').then((found) => found ?? folder.go(''));
    field.current?.focus();
    field.current?.setSelectionRange(0, name.lastIndexOf('.'));
  }, []);

  const write = async (path: string, overwrite: boolean): Promise<void> => {
    const abort = new AbortController();
    setSaving(abort);
    setProblem('');
    setReplaces('');
    try {
      const what = { id: state.id, form, direction, path, overwrite };
      close(await client().call('streams.save', what, { signal: abort.signal }));
    } catch (error) {
      setSaving(null);
      const { code } = error as { code?: string };
      if (code === 'exists') setReplaces(path);
      else if (code !== 'cancelled') setProblem(sentenceOf(error));
    }
  };
  const save = async (): Promise<void> => {
    if (ownDialog) {
      // A folder that was typed a moment ago may not be listed yet.
      const shown = await folder.settled();
      return shown ? write(joined(shown.path, name.trim()), false) : undefined;
    }
    const path = await host().chooseSavePath(name);
    if (path) await write(path, true);
  };
  const rename = (to: string): void => {
    setName(to);
    setReplaces('');
  };
  const bytes = direction === 'both' ? state.client.bytes + state.server.bytes : state[direction].bytes;
  const ready = name.trim() !== '' && saving === null;
  return (
    <Dialog
      isOpen
      title="Save Stream"
      onClose={() => saving?.abort() ?? close()}
      className="files-dialog"
      canOutsideClickClose={false}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void save();
        }}
      >
        <DialogBody className="files-body">
          {ownDialog && (
            <>
              <PathField folder={folder} />
              <FolderBrowser
                folder={folder}
                shows={() => true}
                first={false}
                select={(entry) => entry && rename(entry.name)}
                open={() => void save()}
                empty="This folder is empty."
              />
            </>
          )}
          <dl className="save-options">
            <dt>
              <label htmlFor="stream-file">File name</label>
            </dt>
            <dd>
              <input
                id="stream-file"
                ref={field}
                className="tool-field path-text"
                spellCheck={false}
                autoComplete="off"
                value={name}
                disabled={!ownDialog}
                onChange={(event) => rename(event.target.value)}
              />
            </dd>
            <dt>
              <label htmlFor="stream-side">Direction</label>
            </dt>
            <dd>
              <select
                id="stream-side"
                className="tool-field"
                value={direction}
                onChange={(event) => {
                  setDirection(event.target.value as StreamDirection);
                  setReplaces('');
                }}
              >
                <option value="both">Both directions</option>
                <option value="client">Sent by {state.client.end}</option>
                <option value="server">Sent by {state.server.end}</option>
              </select>
            </dd>
            <dt>
              <label htmlFor="stream-form">Form</label>
            </dt>
            <dd>
              <select
                id="stream-form"
                className="tool-field"
                value={form}
                onChange={(event) => {
                  const next = event.target.value as StreamForm;
                  if (name === `${base}.${endings[form]}`) setName(`${base}.${endings[next]}`);
                  setForm(next);
                  setReplaces('');
                }}
              >
                {Object.entries(formTitles).map(([id, title]) => (
                  <option key={id} value={id}>
                    {id === 'raw' ? 'Raw: the bytes themselves' : title}
                  </option>
                ))}
              </select>
            </dd>
          </dl>
          <p className="files-problem" role="alert">
            {problem || folder.problem}
          </p>
          {replaces !== '' && (
            <div className="save-exists" role="alert">
              <span>"{nameOf(replaces)}" exists already. What it holds would be lost.</span>
              <DialogButton intent="danger" onClick={() => void write(replaces, true)}>
                Replace
              </DialogButton>
            </div>
          )}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <DialogButton onClick={() => (saving ? saving.abort() : close())}>Cancel</DialogButton>
              <DialogButton type="submit" intent="primary" disabled={!ready || replaces !== ''} busy={saving !== null}>
                {ownDialog ? 'Save' : 'Choose Where to Save…'}
              </DialogButton>
            </>
          }
        >
          <div className="save-preview">{byteText(bytes)} of the stream</div>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
