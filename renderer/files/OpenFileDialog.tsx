import { Checkbox, Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import { DialogButton } from '../app/DialogButton.tsx';
import { sentenceOf } from '../notices/notices-state.ts';
import { FolderBrowser } from './FolderBrowser.tsx';
import { showFile } from './file-commands.ts';
import { folderOf, joined, nameOf } from './file-names.ts';
import './files.css';
import { activeCapture, useApp } from '../state/app-state.ts';
import { PathField } from './PathField.tsx';
import { useRecent } from './recent-files.ts';
import { type FolderEntry, useFolder } from './use-folder.ts';

interface OpenFileDialogProps {
  /** Narrows the list to files of this name, and folders. */
  readonly name?: string | undefined;
  readonly close: () => void;
}

/** Chooses a capture file of the machine that captures, and opens it. What is wrong with a file is said here. */
export function OpenFileDialog({ name, close }: OpenFileDialogProps) {
  const shownFolder = useFolder();
  const [shown] = useState(() => activeCapture(useApp.getState())?.path ?? null);
  const [chosen, setChosen] = useState<FolderEntry | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const [failed, setFailed] = useState('');
  const [opening, setOpening] = useState(false);
  const folder = {
    ...shownFolder,
    go: (path: string, file?: (path: string) => void) => {
      setFailed('');
      return shownFolder.go(path, file);
    },
  };

  const { list, problem } = folder;

  // biome-ignore lint/correctness/useExhaustiveDependencies: starts once, where files were opened last
  useEffect(() => {
    const last = useRecent.getState().folders[0];
    void shownFolder.start(shown ? folderOf(shown) : (last ?? ''));
  }, []);

  const open = async (path: string): Promise<void> => {
    setOpening(true);
    setFailed('');
    try {
      await showFile(path);
      close();
    } catch (error) {
      setFailed(sentenceOf(error));
      setOpening(false);
    }
  };
  const wanted = typed ?? (chosen && joined(list?.path ?? '', chosen.name));
  const shows = (entry: FolderEntry): boolean => {
    if (entry.folder) return true;
    return name === undefined ? all || entry.capture : all || entry.name === name;
  };
  return (
    <Dialog isOpen title="Open Capture File" onClose={close} className="files-dialog">
      <DialogBody className="files-body">
        <PathField folder={folder} file={(path) => void open(path)} typed={setTyped} />
        <FolderBrowser
          folder={folder}
          shows={shows}
          start={shown ? nameOf(shown) : undefined}
          focus
          select={(entry) => {
            setChosen(entry);
            setTyped(null);
            setFailed('');
          }}
          open={(entry) => void open(joined(list?.path ?? '', entry.name))}
          empty={
            name === undefined
              ? 'No capture files here. Choose another folder, or list all files.'
              : `"${name}" is not in this folder.`
          }
        />
        <p className="files-problem" role="alert">
          {failed || problem}
        </p>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <DialogButton onClick={close}>Cancel</DialogButton>
            <DialogButton
              intent="primary"
              disabled={wanted === null}
              busy={opening}
              onClick={() => wanted !== null && void open(wanted)}
            >
              Open
            </DialogButton>
          </>
        }
      >
        <Checkbox
          className="files-all"
          checked={all}
          label="All files"
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
      </DialogFooter>
    </Dialog>
  );
}
