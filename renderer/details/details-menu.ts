import { showBytes } from '../bytes/show-bytes.ts';
import type { MenuItem } from '../context-menu/menu-state.ts';
import { askDecodeAs } from '../decoding/decode-choices.ts';
import { filterMenu } from '../filter/filter-menu.ts';
import { nodeFilter } from '../filter/node-filter.ts';
import { addColumn } from '../packet-list/field-columns.ts';
import { copyBytes, copyFilter, copyNode, type NodeText, nodeText } from '../panes/copy-commands.ts';
import { goToFrame } from '../panes/list-commands.ts';
import type { PacketData } from '../state/packet-data.ts';
import { setAllOpen, setOpenBelow } from './expansion.ts';

/** The menu of a node of the field tree. */
export function detailsMenu(packet: PacketData, node: number): MenuItem[] {
  const { tree, index } = packet;
  const link = node < 0 ? 0 : tree.linkFrames[node];
  const below = node >= 0 && index.hasChildren(node);
  const filter = node < 0 || tree.field(node) === '' ? undefined : () => nodeFilter(node);
  const copy = (title: string, what: NodeText, keys?: string): MenuItem => ({
    title,
    ...(keys ? { keys } : {}),
    run: nodeText(node, what) === '' ? undefined : () => copyNode(node, what),
  });
  return [
    ...(link > 0
      ? [{ title: `Go to Packet ${link}`, keys: 'Enter', run: () => void goToFrame(link) }, '-' as const]
      : []),
    { title: 'Expand Below', keys: 'Shift+→', run: below ? () => setOpenBelow(packet, node, true) : undefined },
    { title: 'Collapse Below', keys: 'Shift+←', run: below ? () => setOpenBelow(packet, node, false) : undefined },
    { title: 'Expand All', keys: 'Ctrl+→', run: () => setAllOpen(packet, true) },
    { title: 'Collapse All', keys: 'Ctrl+←', run: () => setAllOpen(packet, false) },
    '-',
    {
      title: 'Apply as Column',
      keys: 'Ctrl+Shift+I',
      run: node >= 0 && tree.field(node) !== '' ? () => addColumn(tree.field(node)) : undefined,
    },
    ...filterMenu(filter),
    { title: 'Decode As…', keys: 'Ctrl+Shift+U', run: () => void askDecodeAs() },
    {
      title: 'Show Packet Bytes…',
      keys: 'Ctrl+Shift+O',
      run: node >= 0 && tree.lengths[node] > 0 ? showBytes : undefined,
    },
    '-',
    { heading: 'Copy' },
    copy('Value', 'value'),
    copy('Field Name', 'field'),
    copy('Line', 'label', 'Ctrl+C'),
    { title: 'As Filter', keys: 'Ctrl+Shift+C', run: filter && (() => copyFilter(filter)) },
    {
      title: 'Bytes as Hex Stream',
      run: node >= 0 && tree.lengths[node] > 0 ? () => copyBytes(tree.sourceIds[node], 'hex-stream') : undefined,
    },
  ];
}
