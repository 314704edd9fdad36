import { nodeFlag, TreeBatch, type TreeNode } from '../../contract/tree-batch.ts';
import { TreeBatchBuilder } from '../../contract/tree-batch-builder.ts';
import type { PacketData } from '../../renderer/state/packet-data.ts';
import { TreeIndex } from '../../renderer/state/tree-index.ts';

const flags: Readonly<Record<string, number>> = {
  g: nodeFlag.generated,
  h: nodeFlag.hidden,
  e: nodeFlag.expert,
  m: nodeFlag.malformed,
};

/**
 * A packet drawn as its tree, one line a node, indented by two blanks a level:
 *
 * ```
 * eth@2 0+14            a layer: protocol, OSI number, bytes
 *   eth.dst 0+6         a field: name, bytes
 *     eth.lg 0+3 6:1    bits: first bit within its bytes and number of bits
 *   x.hidden 0+0 !gh    flags: g generated, h hidden, e expert, m malformed
 * ```
 *
 * A label other than the name stands behind `|`. Layers' headers are their nodes' bytes, their payloads the rest.
 */
export function samplePacket(drawing: string, size = 100): PacketData {
  const builder = new TreeBatchBuilder();
  builder.begin(1);
  const lines = drawing.split('\n').filter((line) => line.trim() !== '');
  const left = Math.min(...lines.map((line) => line.search(/\S/)));
  builder.source(
    'Frame',
    new Uint8Array(size).map((_, at) => at),
  );
  const layers: Parameters<TreeBatchBuilder['layer']>[0][] = [];
  for (const line of lines) {
    const depth = (line.search(/\S/) - left) / 2;
    const [words, label] = line.split('|').map((part) => part.trim());
    const [name, range, ...rest] = words.split(/\s+/);
    const [field, osi] = name.split('@');
    const [start, length] = (range ?? '0+0').split('+').map(Number);
    const bits = rest
      .find((word) => word.includes(':'))
      ?.split(':')
      .map(Number);
    const marks = rest.find((word) => word.startsWith('!')) ?? '';
    const node: TreeNode = {
      depth,
      label: label ?? field,
      field,
      value: '',
      source: 0,
      start,
      length,
      flags: [...marks].reduce((sum, mark) => sum | (flags[mark] ?? 0), 0),
      osi: Number(osi ?? 0),
      ...(bits ? { firstBit: bits[0], bitCount: bits[1] } : {}),
    };
    builder.node(node);
    if (osi !== undefined) {
      const end = start + length;
      layers.push({
        protocol: field,
        title: field.toUpperCase(),
        osi: Number(osi),
        source: 0,
        headerStart: start,
        headerLength: length,
        payloadStart: end,
        payloadLength: size - end,
        state: 'complete',
      });
    }
  }
  for (const layer of layers) builder.layer(layer);
  const tree = new TreeBatch(builder.finish());
  return {
    frame: 1,
    tree,
    index: new TreeIndex(tree),
    stories: [],
    physical: [],
    session: null,
    comments: [],
    unreadable: 0,
  };
}

/** The node of a field by its name. */
export function nodeOf({ tree }: PacketData, field: string): number {
  for (let node = 0; node < tree.count; node++) if (tree.field(node) === field) return node;
  throw new Error(`There is no ${field} in the tree.`);
}
