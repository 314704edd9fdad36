import type { MenuItem } from '../context-menu/menu-state.ts';
import { byteFilter } from '../filter/byte-filter.ts';
import { filterMenu } from '../filter/filter-menu.ts';
import { nodeFilter } from '../filter/node-filter.ts';
import { copyBytes, copyFilter } from '../panes/copy-commands.ts';
import { useApp } from '../state/app-state.ts';
import { type ByteFormat, byteFormats } from './byte-formats.ts';
import { useBytes } from './bytes-state.ts';

/** The menu of a byte source. */
export function bytesMenu(source: number): MenuItem[] {
  const { packet, selected } = useApp.getState();
  const all = packet?.tree.sources[source]?.bytes.length ?? 0;
  const count = selected && selected.source === source && selected.length > 0 ? selected.length : all;
  const filter = count === all && selected?.node === -1 ? undefined : selectedFilter(source);
  const { bits } = useBytes.getState();
  return [
    { heading: `Copy ${count === all ? 'all ' : ''}${count.toLocaleString('en')} byte${count === 1 ? '' : 's'} as` },
    ...Object.entries(byteFormats).map(
      ([format, title]): MenuItem => ({
        title,
        ...(format === 'hex-dump' ? { keys: 'Ctrl+C' } : {}),
        run: () => copyBytes(source, format as ByteFormat),
      }),
    ),
    '-',
    ...filterMenu(filter),
    { title: 'Copy as Filter', run: filter && (() => copyFilter(filter)) },
    '-',
    { title: 'Show as Bits', checked: bits, run: () => useBytes.setState({ bits: !bits }) },
    {
      title: 'Select All Bytes',
      keys: 'Ctrl+A',
      run: () => useApp.setState({ selected: { source, start: 0, length: all, node: -1 } }),
    },
  ];
}

/** By the field that is selected, or by the bytes themselves where they stand in the frame. */
function selectedFilter(source: number): (() => string | Promise<string>) | undefined {
  const { packet, selected } = useApp.getState();
  if (!packet || !selected || selected.source !== source || selected.length === 0) return undefined;
  const { node, start, length } = selected;
  if (node >= 0 && packet.tree.field(node) !== '') return () => nodeFilter(node);
  const bytes = packet.tree.sources[source]?.bytes.subarray(start, start + length);
  return source === 0 && bytes && bytes.length > 0 ? () => byteFilter(bytes, start) : undefined;
}
