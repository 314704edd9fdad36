/** How a filter made from a field goes with the one that is there. */
export type FilterJoin = 'selected' | 'not-selected' | 'and' | 'or' | 'and-not' | 'or-not';

/** In the order and the words of the menus. */
export const filterJoins: Readonly<Record<FilterJoin, string>> = {
  selected: 'Selected',
  'not-selected': 'Not Selected',
  and: '… and Selected',
  or: '… or Selected',
  'and-not': '… and not Selected',
  'or-not': '… or not Selected',
};

/** The filter that a new part and the present one come to; where there is no present one, the part alone. */
export function joinFilters(present: string, part: string, join: FilterJoin): string {
  const negated = join === 'not-selected' || join === 'and-not' || join === 'or-not';
  const added = negated ? `!(${part})` : part;
  const before = present.trim();
  if (join === 'selected' || join === 'not-selected' || before === '') return added;
  const word = join === 'and' || join === 'and-not' ? '&&' : '||';
  return `(${before}) ${word} ${negated ? added : `(${part})`}`;
}
