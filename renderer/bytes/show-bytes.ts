import { askOnce } from '../app/dialogs.ts';
import { useApp } from '../state/app-state.ts';

/** Shows the bytes of the selected field, or those of the frame, in a window of their own. */
export function showBytes(): void {
  const { packet, selected } = useApp.getState();
  if (!packet) return;
  const { tree, frame } = packet;
  const part = selected && selected.length > 0 ? selected : undefined;
  const source = tree.sources[part?.source ?? 0];
  if (!source) return;
  const offset = part?.start ?? 0;
  const bytes = part ? source.bytes.subarray(offset, offset + part.length) : source.bytes;
  const field = part && part.node >= 0 ? tree.field(part.node) : '';
  const title = `Bytes of ${field === '' ? source.name.toLowerCase() : field} in packet ${frame.toLocaleString('en')}`;
  void askOnce({ kind: 'show-bytes', title, bytes, offset, format: field === '' ? 'hex-dump' : 'text' });
}
