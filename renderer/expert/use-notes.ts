import { useEffect, useState } from 'react';
import type { Result } from '../../contract/contract.ts';
import { isContractError } from '../../contract/errors.ts';
import { type expertGroups, MAX_OPEN_GROUPS } from '../../contract/messages/expert.ts';
import { sentenceOf } from '../notices/notices-state.ts';
import { client } from '../state/session.ts';
import type { Severity } from './expert-state.ts';
import type { GroupWindow } from './note-rows.ts';

type Notes = Result<typeof expertGroups>;

interface Asked {
  readonly view: number;
  readonly displayed: boolean;
  readonly severities: readonly Severity[];
  readonly text: string;
  /** Groups that are open. */
  readonly open: ReadonlySet<number>;
  /** Place of the first group in sight. */
  readonly around: number;
  /** Changes with every frame that comes, and every other answer of the filter. */
  readonly version: string;
}

interface Answer {
  /** Undefined before the first answer. */
  readonly notes: (Notes & GroupWindow) | undefined;
  readonly busy: boolean;
  readonly problem: string;
}

/** Groups asked for at once, and how many of them stand before those in sight. */
const WINDOW = 300;
const BEFORE = 100;
/** Least time between two looks at what has been collected, in milliseconds. */
const PAUSE = 400;

/** Collects the notes of a view, again whenever it changes, and tells what has been collected so far. */
export function useNotes({ view, displayed, severities, text, open, around, version }: Asked): Answer {
  const [notes, setNotes] = useState<Notes & GroupWindow>();
  const [busy, setBusy] = useState(true);
  const [problem, setProblem] = useState('');
  /** Raised when more has been collected. */
  const [collected, setCollected] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version makes it look again
  useEffect(() => {
    const abort = new AbortController();
    let last = 0;
    const more = (): void => {
      last = performance.now();
      setCollected((n) => n + 1);
    };
    setBusy(true);
    const onProgress = (): void => {
      if (performance.now() - last > PAUSE) more();
    };
    client()
      .call('expert.scan', { view, displayed }, { signal: abort.signal, onProgress })
      .then(() => {
        if (abort.signal.aborted) return;
        setBusy(false);
        setProblem('');
        more();
      })
      .catch((error: unknown) => {
        if (!abort.signal.aborted && !isContractError(error, 'no-view')) setProblem(sentenceOf(error));
      });
    return () => abort.abort();
  }, [view, displayed, version]);

  const wanted = severities.join();
  const first = Math.max(0, Math.floor(around / BEFORE) - 1) * BEFORE;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again when more has been collected
  useEffect(() => {
    let current = true;
    client()
      .call('expert.groups', {
        view,
        displayed,
        severities: wanted === '' ? [] : (wanted.split(',') as Severity[]),
        text,
        first,
        count: WINDOW,
        open: [...open].slice(-MAX_OPEN_GROUPS),
      })
      .then((answer) => {
        if (current) setNotes({ ...answer, first });
      })
      .catch((error: unknown) => {
        if (current && !isContractError(error, 'no-view')) setProblem(sentenceOf(error));
      });
    return () => {
      current = false;
    };
  }, [view, displayed, wanted, text, collected, first, open]);

  return { notes, busy, problem };
}
