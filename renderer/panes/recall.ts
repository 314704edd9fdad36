import { recallExpansion } from '../details/expansion.ts';
import { recallFilters } from '../filter/filter-state.ts';
import { recallFind } from '../find/find-state.ts';
import { recallGraphs } from '../graphs/graphs-state.ts';
import { recallColumns, watchView } from '../packet-list/list-state.ts';
import { recallPages } from '../pages/pages-state.ts';
import { keepShown } from '../state/shown-before.ts';
import { recallStreams } from '../streams/streams-state.ts';
import { recallTheme } from '../theme/theme.ts';
import { recallLayout } from './layout-state.ts';

/** Takes up what earlier runs remembered of panes, columns, fields and theme. The settings are loaded. */
export function recallWorkspace(): void {
  recallTheme();
  recallLayout();
  recallPages();
  recallColumns();
  recallFilters();
  recallFind();
  recallGraphs();
  recallStreams();
  recallExpansion();
  keepShown();
  watchView();
}
