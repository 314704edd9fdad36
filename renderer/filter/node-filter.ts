import { attempt } from '../notices/notices-state.ts';
import { copyFilter } from '../panes/copy-commands.ts';
import { hint } from '../panes/hint.ts';
import { useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { applyFilter } from './apply-filter.ts';

const NOTHING_SELECTED = 'Select a field first: in the details, the bytes or the header diagram.';

/** The display filter that a node of the selected packet's tree stands for. */
export async function nodeFilter(node: number): Promise<string> {
  const { active: capture, frame, packet } = useApp.getState();
  if (capture === null || frame === null || packet?.frame !== frame) return '';
  const { text } = await client().call('filters.ofField', { capture, frame, node });
  return text ?? '';
}

/** Copies the filter of the field selected in tree, bytes or diagram. */
export function copySelectedFilter(): void {
  const node = useApp.getState().selected?.node ?? -1;
  if (node < 0) hint(NOTHING_SELECTED);
  else copyFilter(() => nodeFilter(node));
}

/** Filters by the field selected in tree or bytes. */
export function filterSelected(how: 'apply' | 'prepare'): Promise<void> {
  return attempt(async () => {
    const node = useApp.getState().selected?.node ?? -1;
    const text = node < 0 ? '' : await nodeFilter(node);
    if (text === '') hint(NOTHING_SELECTED);
    else applyFilter(text, how);
  });
}
