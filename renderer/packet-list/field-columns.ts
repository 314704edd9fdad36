import { hint } from '../panes/hint.ts';
import { useApp } from '../state/app-state.ts';
import { withField } from './column-layout.ts';
import { changeColumns } from './list-state.ts';

/** Shows a field as a column of the packet list. */
export function addColumn(field: string): void {
  changeColumns((layout) => withField(layout, field));
}

/** The same for the field selected in tree, bytes or diagram. */
export function addSelectedColumn(): void {
  const { packet, selected } = useApp.getState();
  const field = packet && selected && selected.node >= 0 ? packet.tree.field(selected.node) : '';
  if (field === '') hint('Select a field first: in the details, the bytes or the header diagram.');
  else addColumn(field);
}
