import { isContractError } from '../../contract/errors.ts';
import { attempt } from '../notices/notices-state.ts';
import { useList } from '../packet-list/list-state.ts';
import { useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { focusFilterBar } from './filter-focus.ts';
import { referenceOf } from './filter-reference.ts';
import { type FilterProblem, filterOf, noteApplied, useFilter } from './filter-state.ts';
import { type FilterJoin, joinFilters } from './join-filters.ts';
import { replaceView } from './replace-view.ts';

/**
 * Filters the packet list of the capture that is shown. `prepare` only writes the text into the bar, for changing it
 * first; `join` tells how it goes with the filter that is in the bar.
 */
export function applyFilter(text: string, how: 'apply' | 'prepare' = 'apply', join: FilterJoin = 'selected'): void {
  const draft = joinFilters(useFilter.getState().draft, text, join);
  useFilter.setState({ draft });
  if (how === 'prepare') focusFilterBar();
  else void showFiltered(draft);
}

/** Shows every packet again. */
export function clearFilter(): void {
  useFilter.setState({ draft: '' });
  void showFiltered('');
}

let turn = 0;

/** Shows what passes the filter; what is wrong with it is told at the bar, and the list stays as it is. */
export function showFiltered(wanted: string): Promise<void> {
  return attempt(async () => {
    const text = wanted.trim();
    const { active: capture } = useApp.getState();
    if (capture === null || (text === filterOf(capture) && !text.includes('$'))) return;
    const mine = ++turn;
    try {
      const { sort } = useList.getState();
      const reference = referenceOf(text)?.frame;
      const filter = text === '' ? {} : { filter: text, ...(reference !== undefined && { reference }) };
      const view = await client().call('views.open', { capture, ...filter, ...(sort && { sort }) });
      if (mine !== turn || useApp.getState().active !== capture) {
        void client().call('views.close', { view: view.view });
        return;
      }
      noteApplied(capture, text);
      await replaceView(view);
    } catch (error) {
      if (!isContractError(error, 'bad-filter')) throw error;
      const problem = error.details as FilterProblem;
      if (useFilter.getState().draft.trim() === text) {
        useFilter.setState({ verdict: { kind: 'invalid', problems: [problem] } });
        focusFilterBar();
      }
    }
  });
}
