import { attempt } from '../notices/notices-state.ts';
import { hint } from '../panes/hint.ts';
import { useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { applyFilter } from './apply-filter.ts';

/** The display filter that a node of the selected packet's tree stands for. */
export async function nodeFilter(node: number): Promise<string> {
  const { active: capture, frame, packet } = useApp.getState();
  if (capture === null || frame === null || packet?.frame !== frame) return '';
  const { text } = await client().call('filters.ofField', { capture, frame, node });
  return text ?? '';
}

/** Filters by the field selected in tree or bytes. */
export function filterSelected(how: 'apply' | 'prepare'): Promise<void> {
  return attempt(async () => {
    const node = useApp.getState().selected?.node ?? -1;
    const text = node < 0 ? '' : await nodeFilter(node);
    if (text === '') hint('Select a field first: in the details, the bytes or the header diagram.');
    else applyFilter(text, how);
  });
}
