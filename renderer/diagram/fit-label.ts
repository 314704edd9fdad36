import type { HeaderCell } from './header-cells.ts';

/** The fullest words for a cell that fit into so many characters; cut with an ellipsis where even the shortest do not. */
export function fitLabel({ name, short, text, value }: HeaderCell, chars: number): string {
  const value2 = value.length < text.length || text === '' ? value : text;
  const initials = name.split(' ').length > 1 ? name.replace(/\B\w+\s*|\s+/g, '').toUpperCase() : short;
  const names = [name, short, initials];
  const candidates = [...names.flatMap((words) => [`${words} ${text}`, `${words} ${value2}`]), name, short];
  const fits = candidates.map((candidate) => candidate.trim()).find((words) => words !== '' && words.length <= chars);
  if (fits !== undefined) return fits;
  const least = short || name;
  return chars < 2 ? '' : `${least.slice(0, chars - 1)}…`;
}

/** Whether a value is a flag that is set. */
export function isSet({ length, value }: HeaderCell): boolean {
  return length === 1 && value !== '' && value !== '0' && value.toLowerCase() !== 'false';
}
