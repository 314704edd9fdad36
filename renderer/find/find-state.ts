import { create } from 'zustand';
import type { findKind, findPlace } from '../../contract/messages/find.ts';
import type { Infer } from '../../contract/schema.ts';
import { remember, setting } from '../state/settings.ts';

export type FindKind = Infer<typeof findKind>;
export type FindPlace = Infer<typeof findPlace>;

interface FindState {
  readonly open: boolean;
  readonly text: string;
  readonly kind: FindKind;
  readonly place: FindPlace;
  readonly matchCase: boolean;
  /** What came of the last search: nothing found, or what is wrong with the pattern. */
  readonly outcome: { readonly words: string; readonly bad: boolean } | null;
  /** Share of the rows looked at while a search goes on, null while none does. */
  readonly progress: number | null;
}

export const useFind = create<FindState>()(() => ({
  open: false,
  text: '',
  kind: 'text',
  place: 'list',
  matchCase: false,
  outcome: null,
  progress: null,
}));

export const kindTitles: Readonly<Record<FindKind, string>> = {
  text: 'Text',
  filter: 'Display filter',
  hex: 'Hex bytes',
  regex: 'Regular expression',
};

export const placeTitles: Readonly<Record<FindPlace, string>> = {
  list: 'Packet list',
  tree: 'Details',
  bytes: 'Bytes',
};

const SETTING = 'find';

export function chooseFind(part: Partial<Pick<FindState, 'kind' | 'place' | 'matchCase'>>): void {
  useFind.setState({ ...part, outcome: null });
  const { kind, place, matchCase } = useFind.getState();
  remember(SETTING, { kind, place, matchCase });
}

export function recallFind(): void {
  const known = setting(SETTING, (value) => {
    const { kind, place, matchCase } = (value ?? {}) as Record<string, unknown>;
    const valid =
      typeof kind === 'string' &&
      Object.hasOwn(kindTitles, kind) &&
      typeof place === 'string' &&
      Object.hasOwn(placeTitles, place);
    return valid ? { kind: kind as FindKind, place: place as FindPlace, matchCase: matchCase === true } : undefined;
  });
  if (known) useFind.setState(known);
}
