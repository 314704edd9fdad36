import type { HeaderCell } from './header-cells.ts';

/** The fullest words for a cell that fit into so many characters; cut with an ellipsis where even the shortest do not. */
export function fitLabel({ name, short, text, value }: HeaderCell, chars: number): string {
  const value2 = value.length < text.length || text === '' ? value : text;
  const names = [name, short, initials(name) || name.slice(0, 3)];
  const candidates = [...names.flatMap((words) => [`${words} ${text}`, `${words} ${value2}`]), name, short];
  const fits = candidates.map((candidate) => candidate.trim()).find((words) => words !== '' && words.length <= chars);
  if (fits !== undefined) return fits;
  const least = short || name;
  return chars < 2 ? '' : `${least.slice(0, chars - 1)}…`;
}

/** Words for a cell so narrow that they stand upright. */
export function uprightLabel({ name, short }: HeaderCell): string {
  return short !== '' && short.length <= 5 ? short : initials(name) || name.slice(0, 4);
}

/** First letters of a name's words; empty for a single word. */
function initials(name: string): string {
  const words = name.split(/[ -]+/).filter((word) => /^\w/.test(word));
  return words.length > 1 ? words.map((word) => word[0].toUpperCase()).join('') : '';
}

/** Whether a value is a flag that is set. */
export function isSet({ length, value }: HeaderCell): boolean {
  return length === 1 && value !== '' && value !== '0' && value.toLowerCase() !== 'false';
}
