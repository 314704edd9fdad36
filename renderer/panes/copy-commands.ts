import { type ByteFormat, byteFormats, formatBytes } from '../bytes/byte-formats.ts';
import { attempt } from '../notices/notices-state.ts';
import { shownColumns } from '../packet-list/column-layout.ts';
import type { ColumnId } from '../packet-list/columns.ts';
import { useList } from '../packet-list/list-state.ts';
import { rowCount } from '../packet-list/row-selection.ts';
import { useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { copyText } from './clipboard.ts';
import { hint } from './hint.ts';
import { selectedFrames } from './selected-frames.ts';

/** Most rows copied at once. */
const MAX_ROWS = 100_000;

/** Most bytes copied at once. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Copies the selected rows, their cells separated by tabs. */
export function copyRows(columns: readonly ColumnId[] = shownColumns(useList.getState().columns)): Promise<void> {
  return attempt(async () => {
    const { view, timeFormat } = useApp.getState();
    const count = rowCount(useList.getState().rows);
    if (!view || count === 0) return;
    if (count > MAX_ROWS) return hint(`At most ${MAX_ROWS.toLocaleString('en')} rows can be copied at once.`);
    const parts: string[] = [];
    for await (const frames of selectedFrames(view.view)) {
      const { text } = await client().call('views.copy', {
        view: view.view,
        frames,
        columns: [...columns],
        timeFormat,
      });
      parts.push(text);
    }
    await copyText(parts.join('\n'), count === 1 ? 'Row' : `${count.toLocaleString('en')} rows`);
  });
}

export function copyCell(text: string): Promise<void> {
  return copyText(text, 'Value');
}

/** Copies the filter that `make` gives, and tells where there is none. */
export function copyFilter(make: () => string | Promise<string>): void {
  void attempt(async () => {
    const text = await make();
    if (text === '') hint('No filter can tell this from others.');
    else await copyText(text, 'Filter');
  });
}

/** Text of a node of the tree, as it is shown, or a part of it. */
export type NodeText = 'value' | 'field' | 'label';

const nodeTexts: Readonly<Record<NodeText, string>> = {
  value: 'Value',
  field: 'Field name',
  label: 'Line',
};

export function copyNode(node: number, what: NodeText): void {
  const text = nodeText(node, what);
  if (text !== '') void copyText(text, nodeTexts[what]);
}

/** The text that {@link copyNode} copies, empty where the node has none. */
export function nodeText(node: number, what: NodeText): string {
  const { packet } = useApp.getState();
  if (!packet || node < 0) return '';
  const field = packet.tree.field(node);
  const value = packet.tree.value(node);
  switch (what) {
    case 'value':
      return value;
    case 'field':
      return field;
    case 'label':
      return packet.tree.label(node);
  }
}

/** Copies the selected bytes, or the whole source where none are selected in it. */
export function copyBytes(source: number, format: ByteFormat): void {
  const { packet, selected } = useApp.getState();
  const bytes = packet?.tree.sources[source]?.bytes;
  if (!bytes) return;
  const part = selected && selected.source === source && selected.length > 0 ? selected : undefined;
  const start = part?.start ?? 0;
  const taken = part ? bytes.subarray(start, start + part.length) : bytes;
  if (taken.length > MAX_BYTES) {
    hint(`These are ${taken.length.toLocaleString('en')} bytes; at most 4 MiB can be copied at once. Select fewer.`);
    return;
  }
  void copyText(
    formatBytes(taken, format, start),
    `${taken.length.toLocaleString('en')} byte${taken.length === 1 ? '' : 's'} as ${byteFormats[format].toLowerCase()}`,
  );
}
