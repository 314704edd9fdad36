import { useCallback, useRef, useState } from 'react';
import type { Result } from '../../contract/contract.ts';
import { isContractError } from '../../contract/errors.ts';
import type { listFolder } from '../../contract/messages/files.ts';
import { sentenceOf } from '../notices/notices-state.ts';
import { client } from '../state/session.ts';

export type FolderList = Result<typeof listFolder>;
export type FolderEntry = FolderList['entries'][number];

export interface Folder {
  /** What is shown; null before the first answer. */
  readonly list: FolderList | null;
  /** Whether a folder has been asked for and not answered yet. */
  readonly busy: boolean;
  /** Why the folder asked for last is not shown, empty when it is. */
  readonly problem: string;
  /**
   * Shows a folder; what is shown stays until its answer. `problem` tells when there is none, unless the path is one of a
   * file and there is something to do with it.
   */
  readonly go: (path: string, file?: (path: string) => void) => Promise<FolderList | null>;
  /** Shows a folder to begin with, or the home folder in its place, unless another one has been asked for meanwhile. */
  readonly start: (path: string) => Promise<void>;
  /** The folder asked for last, once it has been answered; null when it cannot be shown. */
  readonly settled: () => Promise<FolderList | null>;
}

/** A folder of the machine that captures; the newest one asked for wins. */
export function useFolder(): Folder {
  const [list, setList] = useState<FolderList | null>(null);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const turn = useRef(0);
  const asked = useRef<Promise<FolderList | null>>(Promise.resolve(null));
  const ask = useCallback(async (path: string, file?: (path: string) => void): Promise<FolderList | null> => {
    const mine = ++turn.current;
    setBusy(true);
    try {
      const found = await client().call('files.listFolder', { path });
      if (mine !== turn.current) return null;
      setList(found);
      setProblem('');
      return found;
    } catch (error) {
      if (mine === turn.current && file && isContractError(error, 'not-a-folder')) file(path);
      else if (mine === turn.current) setProblem(sentenceOf(error));
      return null;
    } finally {
      if (mine === turn.current) setBusy(false);
    }
  }, []);
  const go = useCallback(
    (path: string, file?: (path: string) => void) => {
      asked.current = ask(path, file);
      return asked.current;
    },
    [ask],
  );
  const start = useCallback(
    async (path: string) => {
      const found = await go(path);
      if (found === null && path !== '' && turn.current === 1) await go('');
    },
    [go],
  );
  const settled = useCallback(() => asked.current, []);
  return { list, busy, problem, go, start, settled };
}
