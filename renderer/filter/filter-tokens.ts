/** A part of a filter's text that is drawn in its own colour. */
export interface FilterToken {
  readonly kind: 'text' | 'number' | 'operator' | 'word';
  readonly start: number;
  readonly end: number;
}

const words = 'and|or|not|xor|eq|ne|gt|lt|ge|le|contains|matches|in|any|all|bitand|bitwise_and|all_eq|any_ne';
const token = new RegExp(
  [
    String.raw`(?<text>r?"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?)`,
    String.raw`(?<number>\b(?:0x[\da-f]+|[\da-f]{2}(?:[:.-][\da-f]{2}){2,}|\d[\d.:/]*)(?![\w.]))`,
    String.raw`(?<operator>[=!<>~&|^]+|[-+*/%](?=\s))`,
    String.raw`(?<word>\b(?:${words})\b)`,
    String.raw`[\w.-]+`,
  ].join('|'),
  'gi',
);

/** The parts of a filter that are no fields. For the eye alone: what a filter means, the capture process tells. */
export function filterTokens(text: string): FilterToken[] {
  const found: FilterToken[] = [];
  for (const match of text.matchAll(token)) {
    const kind = Object.entries(match.groups ?? {}).find(([, part]) => part !== undefined)?.[0];
    if (kind === undefined || match[0] === '') continue;
    found.push({ kind: kind as FilterToken['kind'], start: match.index, end: match.index + match[0].length });
  }
  return found;
}
