import { create } from 'zustand';
import type { Result } from '../../contract/contract.ts';
import type { findInStream } from '../../contract/messages/streams.ts';
import { sentenceOf } from '../notices/notices-state.ts';
import { client } from '../state/session.ts';
import { numberText } from '../status/number-texts.ts';
import { useStreams } from './streams-state.ts';

type Found = Result<typeof findInStream>;

interface StreamFindState {
  readonly text: string;
  readonly kind: 'text' | 'hex';
  readonly matchCase: boolean;
  /** Null before anything was looked for. */
  readonly found: Found | null;
  readonly problem: string;
  /** Stops the search under way. */
  readonly stop: (() => void) | null;
  /** Raised when rows are marked in another way. */
  readonly revision: number;
}

const cleared = { found: null, problem: '', stop: null } as const;

export const useStreamFind = create<StreamFindState>()(() => ({
  text: '',
  kind: 'text',
  matchCase: false,
  revision: 0,
  ...cleared,
}));

/** Changes what is looked for; what was found is not that any more. */
export function changeFind(part: Partial<Pick<StreamFindState, 'text' | 'kind' | 'matchCase'>>): void {
  useStreamFind.getState().stop?.();
  useStreamFind.setState({ ...part, ...cleared });
}

/** Forgets what was found, as it was in another stream. */
export function forgetFound(): void {
  useStreamFind.getState().stop?.();
  useStreamFind.setState(cleared);
}

/** Ends the marks in the rows. */
export async function endFind(id: number): Promise<void> {
  changeFind({ text: '' });
  await client()
    .call('streams.endFind', { id })
    .catch(() => {});
  useStreamFind.setState((s) => ({ revision: s.revision + 1 }));
}

/** What the view tells the search: how wide it is and where it stands. */
export const shownAt = { width: 80, row: 0 };

/** Goes to the next place, or to the one before. */
export async function findInView(id: number, backwards: boolean): Promise<void> {
  const { text, kind, matchCase, found, stop } = useStreamFind.getState();
  if (text === '') return;
  stop?.();
  const { form, direction } = useStreams.getState();
  const abort = new AbortController();
  useStreamFind.setState({ stop: () => abort.abort(), problem: '' });
  const { match, count = 0 } = found ?? {};
  const number = match ? (match.number + (backwards ? -1 : 1) + count) % count : undefined;
  const at = number === undefined ? { kind: 'row' as const, row: shownAt.row } : { kind: 'match' as const, number };
  const params = { id, form, direction, width: shownAt.width, kind, text, matchCase, at };
  try {
    const next = await client().call('streams.find', params, { signal: abort.signal });
    if (abort.signal.aborted) return;
    useStreamFind.setState((s) => ({ found: next, stop: null, revision: s.revision + 1 }));
  } catch (error) {
    if (abort.signal.aborted) return useStreamFind.setState((s) => (s.stop ? { stop: null } : {}));
    useStreamFind.setState({ ...cleared, problem: sentenceOf(error) });
  }
}

/** "2 of 17", or that there is nothing. */
export function foundWords({ found, problem }: Pick<StreamFindState, 'found' | 'problem'>): string {
  if (problem !== '') return problem;
  if (found === null) return '';
  if (!found.match) return 'Not found';
  return `${numberText(found.match.number + 1)} of ${found.more ? 'more than ' : ''}${numberText(found.count)}`;
}
