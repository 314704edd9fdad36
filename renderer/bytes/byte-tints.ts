import { nodeFlag } from '../../contract/tree-batch.ts';
import type { PacketData } from '../state/packet-data.ts';

/**
 * The OSI layer of each byte of a window of a source: that of the innermost header it belongs to, else of the layer whose
 * field it is (padding, trailers). 0 for bytes of no layer.
 */
export function byteTints({ tree, index }: PacketData, source: number, start: number, count: number): Uint8Array {
  const out = new Uint8Array(count);
  const paint = (from: number, length: number, osi: number): void => {
    out.fill(osi, Math.max(0, from - start), Math.max(0, Math.min(count, from + length - start)));
  };
  for (let node = 0; node < tree.count; node++) {
    if (tree.sourceIds[node] !== source || tree.lengths[node] === 0 || tree.flags[node] & nodeFlag.hidden) continue;
    const above = index.parents[node];
    const osi = tree.osis[node] || (above >= 0 ? tree.osis[above] : 0);
    if (osi > 1) paint(tree.starts[node], tree.lengths[node], osi);
  }
  for (const layer of tree.layers) {
    if (layer.source === source && layer.osi > 1) paint(layer.headerStart, layer.headerLength, layer.osi);
  }
  return out;
}
