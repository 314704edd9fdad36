import type { MenuItem } from '../context-menu/menu-state.ts';
import { copyBytes } from '../panes/copy-commands.ts';
import { useApp } from '../state/app-state.ts';
import { type ByteFormat, byteFormats } from './byte-formats.ts';
import { useBytes } from './bytes-state.ts';

/** The menu of a byte source. */
export function bytesMenu(source: number): MenuItem[] {
  const { packet, selected } = useApp.getState();
  const all = packet?.tree.sources[source]?.bytes.length ?? 0;
  const count = selected && selected.source === source && selected.length > 0 ? selected.length : all;
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
    { title: 'Show as Bits', checked: bits, run: () => useBytes.setState({ bits: !bits }) },
    {
      title: 'Select All Bytes',
      keys: 'Ctrl+A',
      run: () => useApp.setState({ selected: { source, start: 0, length: all, node: -1 } }),
    },
  ];
}
