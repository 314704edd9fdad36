import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { DialogButton } from '../app/DialogButton.tsx';
import { sentenceOf } from '../notices/notices-state.ts';
import { host } from '../state/session.ts';
import { countText } from '../status/number-texts.ts';
import { FolderBrowser } from './FolderBrowser.tsx';
import { joined, nameOf } from './file-names.ts';
import './files.css';
import { PathField } from './PathField.tsx';
import { useRecent } from './recent-files.ts';
import { useFolder } from './use-folder.ts';

export interface WriteOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { done?: number; total?: number }) => void;
}

interface SaveFormProps<T> {
  readonly title: string;
  readonly name: string;
  readonly rename: (name: string) => void;
  /** Folder to begin with; where files were saved last unless given. */
  readonly startIn: string | undefined;
  /** Changes with every choice that makes another file of it: what was said of replacing one is then forgotten. */
  readonly choices: string;
  /** Whether there is something to save. */
  readonly ready: boolean;
  readonly write: (path: string, overwrite: boolean, options: WriteOptions) => Promise<T>;
  /** Packets that are written, where their number is told while that lasts. */
  readonly packets?: number;
  /** What would be written, in the footer. */
  readonly remark: string | null;
  /** What is wrong with the choices, empty for nothing. */
  readonly problem: string;
  /** Terms and descriptions of what is chosen besides the name. */
  readonly children: ReactNode;
  /** What is told of the choices. */
  readonly advice?: ReactNode;
  readonly close: (saved?: T) => void;
}

interface Saving {
  readonly done: number;
  readonly total: number;
  readonly abort: AbortController;
}

/** A dialog that asks where to save something and saves it; a file that exists is replaced only when that is agreed to. */
export function SaveForm<T>(props: SaveFormProps<T>) {
  const { title, name, rename, startIn, choices, ready, packets, remark, children, advice, close } = props;
  const ownDialog = host().kind === 'browser';
  const [problem, setProblem] = useState('');
  /** A file that would be replaced, and for which choices that was found. */
  const [found, setFound] = useState<{ readonly path: string; readonly choices: string } | null>(null);
  const [saving, setSaving] = useState<Saving | null>(null);
  const folder = useFolder();
  const field = useRef<HTMLInputElement>(null);
  const replaces = found?.choices === `${name} ${choices}` ? found.path : '';

  // biome-ignore lint/correctness/useExhaustiveDependencies: starts once
  useEffect(() => {
    if (!ownDialog) return;
    void folder.start(startIn ?? useRecent.getState().folders[0] ?? '');
    field.current?.focus();
    field.current?.setSelectionRange(0, name.lastIndexOf('.'));
  }, []);

  const write = async (path: string, overwrite: boolean): Promise<void> => {
    const abort = new AbortController();
    setSaving({ done: 0, total: packets ?? 0, abort });
    setProblem('');
    setFound(null);
    try {
      const onProgress: WriteOptions['onProgress'] = ({ done = 0, total = 0 }) => setSaving({ done, total, abort });
      close(await props.write(path, overwrite, { signal: abort.signal, onProgress }));
    } catch (error) {
      setSaving(null);
      const { code } = error as { code?: string };
      if (code === 'exists') setFound({ path, choices: `${name} ${choices}` });
      else if (code !== 'cancelled') setProblem(sentenceOf(error));
    }
  };
  const save = async (): Promise<void> => {
    if (ownDialog) {
      // A folder that was typed a moment ago may not be listed yet.
      const shown = await folder.settled();
      return shown ? write(joined(shown.path, name.trim()), false) : undefined;
    }
    const path = await host().chooseSavePath(startIn ? joined(startIn, name) : name);
    if (path) await write(path, true);
  };
  const complete = ready && name.trim() !== '';
  return (
    <Dialog
      isOpen
      title={title}
      onClose={() => saving?.abort.abort() ?? close()}
      className="files-dialog"
      canOutsideClickClose={false}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (complete && !saving) void save();
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
                select={(entry) => {
                  if (entry) rename(entry.name);
                  setFound(null);
                }}
                open={() => void save()}
                empty="This folder is empty."
              />
            </>
          )}
          <dl className="save-options">
            <dt>
              <label htmlFor="save-name">File name</label>
            </dt>
            <dd>
              <input
                id="save-name"
                ref={field}
                className="tool-field path-text"
                spellCheck={false}
                autoComplete="off"
                value={name}
                disabled={!ownDialog}
                onChange={(event) => rename(event.target.value)}
              />
            </dd>
            {children}
          </dl>
          {advice}
          <p className="files-problem" role="alert">
            {problem || folder.problem || props.problem}
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
              <DialogButton onClick={() => (saving ? saving.abort.abort() : close())}>Cancel</DialogButton>
              <DialogButton
                type="submit"
                intent="primary"
                disabled={!complete || replaces !== ''}
                busy={saving !== null}
              >
                {ownDialog ? 'Save' : 'Choose Where to Save…'}
              </DialogButton>
            </>
          }
        >
          <div className="save-preview">
            {saving && packets !== undefined ? (
              <div className="save-progress">
                <progress
                  aria-label="Saving"
                  max={saving.total || undefined}
                  value={saving.total ? saving.done : undefined}
                />
                {countText(saving.done, 'packet')}
              </div>
            ) : (
              remark
            )}
          </div>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
