import type { MenuItem } from '../context-menu/menu-state.ts';
import { attempt } from '../notices/notices-state.ts';
import { hint } from '../panes/hint.ts';
import { applyFilter } from './apply-filter.ts';
import { type FilterJoin, filterJoins } from './join-filters.ts';

/** `Apply as Filter` and `Prepare as Filter`, each with every way to join; `make` gives the filter when it is chosen. */
export function filterMenu(make: (() => string | Promise<string>) | undefined): MenuItem[] {
  const group = (title: string, how: 'apply' | 'prepare'): MenuItem => ({
    title,
    items: Object.entries(filterJoins).map(([join, words]) => ({
      title: words,
      run:
        make === undefined
          ? undefined
          : () =>
              void attempt(async () => {
                const text = await make();
                if (text === '') hint('No filter can tell this line from others.');
                else applyFilter(text, how, join as FilterJoin);
              }),
    })),
  });
  return [group('Apply as Filter', 'apply'), group('Prepare as Filter', 'prepare')];
}
