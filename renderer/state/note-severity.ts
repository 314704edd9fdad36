import { nodeFlag } from '../../contract/tree-batch.ts';

/** How grave a note of the tree is, in ascending order. */
export const noteSeverities = ['chat', 'note', 'warning', 'error'] as const;
export type NoteSeverity = (typeof noteSeverities)[number];

const named: Readonly<Record<string, NoteSeverity>> = {
  Comment: 'chat',
  Chat: 'chat',
  Note: 'note',
  Warning: 'warning',
  Error: 'error',
};

/** How grave a node is; undefined for one that is no note. The line of an expert note names it: `Expert Info (Chat/…)`. */
export function noteSeverity(flags: number, label: string): NoteSeverity | undefined {
  if (flags & nodeFlag.malformed) return 'error';
  if (!(flags & nodeFlag.expert)) return undefined;
  const word = /Expert Info \((\w+)/.exec(label)?.[1];
  return word === undefined ? undefined : (named[word] ?? 'note');
}

/** Marks for the severities worth a mark: their shape tells them apart without colour. */
export const noteSigns: Readonly<Partial<Record<NoteSeverity, string>>> = { note: 'i', warning: '!', error: '✕' };
