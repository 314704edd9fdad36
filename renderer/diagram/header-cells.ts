import { nodeFlag } from '../../contract/tree-batch.ts';
import type { PacketData } from '../state/packet-data.ts';

/** One field of a header as it stands on the wire. */
export interface HeaderCell {
  /** Node of the tree, -1 for bits that no field claims. */
  readonly node: number;
  readonly name: string;
  /** Last word of the field's dotted name, for narrow cells. */
  readonly short: string;
  /** Value as the tree's line shows it. */
  readonly text: string;
  /** Value as it is copied, mostly shorter. */
  readonly value: string;
  /** First bit within the header and number of bits. */
  readonly start: number;
  readonly length: number;
}

type Tree = Pick<PacketData, 'tree' | 'index'>;

/** Fields are parted into the fields in them so many levels down. */
const LEVELS = 3;

/** Most cells of a header; what is beyond is one unclaimed cell. */
const MAX_CELLS = 400;

/** The fields of a layer's header in wire order, without overlaps; gaps are cells of their own. */
export function headerCells(packet: Tree, layer: number): HeaderCell[] {
  const { tree, index } = packet;
  const { headerStart, headerLength, source } = tree.layers[layer];
  const root = index.layerNodes[layer];
  if (root < 0 || headerLength === 0) return [];
  const found: HeaderCell[] = [];
  const end = headerLength * 8;
  for (const node of fieldsBelow(packet, root, source)) {
    for (const leaf of parted(packet, node, source, LEVELS)) {
      const [start, length] = bitsOf(packet, leaf);
      const cell = cellOf(packet, leaf, start - headerStart * 8, length);
      if (cell.start >= 0 && cell.start + cell.length <= end) found.push(cell);
    }
  }
  return filled(found.sort((a, b) => a.start - b.start || b.length - a.length).slice(0, MAX_CELLS), end);
}

/**
 * Where a node's bits stand in its source. Where the node does not tell it, its line does (`.... 0101 = Length`), or the
 * bit fields below it, if they are most of its bytes.
 */
export function bitsOf(packet: Tree, node: number): [start: number, length: number] {
  const { tree } = packet;
  const start = tree.starts[node] * 8;
  const bytes = tree.lengths[node];
  if (tree.bitCounts[node] > 0) return [start + tree.firstBits[node], tree.bitCounts[node]];
  const pattern = /^[01.][01. ]* = /.exec(tree.label(node))?.[0].replace(/[ =]/g, '');
  if (pattern && pattern.length === bytes * 8) {
    const first = pattern.search(/[01]/);
    if (first >= 0) return [start + first, pattern.replaceAll('.', '').length];
  }
  const below = fieldsBelow(packet, node, tree.sourceIds[node]);
  if (below.length > 1 && below.every((child) => tree.bitCounts[child] > 0)) {
    const ranges = below.map((child) => bitsOf(packet, child));
    const from = Math.min(...ranges.map(([first]) => first));
    const to = Math.max(...ranges.map(([first, length]) => first + length));
    if (from >= start && to <= start + bytes * 8 && (to - from) * 2 > bytes * 8) return [from, to - from];
  }
  return [start, bytes * 8];
}

function fieldsBelow({ tree, index }: Tree, node: number, source: number): number[] {
  return index.children(node).filter((child) => {
    if (tree.lengths[child] === 0 || tree.sourceIds[child] !== source || index.isLayer[child]) return false;
    if (tree.flags[child] & (nodeFlag.generated | nodeFlag.expert | nodeFlag.malformed)) return false;
    return !tree.label(child).startsWith('[');
  });
}

/** The nodes below a node if they fill it, or the node itself. */
function parted(packet: Tree, node: number, source: number, levels: number): number[] {
  const [start, length] = bitsOf(packet, node);
  if (levels === 0) return [node];
  const below = fieldsBelow(packet, node, source);
  let at = start;
  for (const child of below) {
    const [from, bits] = bitsOf(packet, child);
    if (from !== at) return [node];
    at = from + bits;
  }
  if (below.length < 2 || at !== start + length) return [node];
  return below.flatMap((child) => parted(packet, child, source, levels - 1));
}

function cellOf({ tree }: Tree, node: number, start: number, length: number): HeaderCell {
  const line = tree.label(node).replace(/^[01. ]+ = /, '');
  const colon = line.indexOf(': ');
  const name = colon < 0 ? line : line.slice(0, colon);
  const text =
    colon < 0
      ? ''
      : line
          .slice(colon + 2)
          .replace(/ {4}.*$/, '')
          .replace(/ \[.*\]$/, '');
  const last = tree.field(node).split('.').pop() ?? '';
  const short = last.length <= 5 ? last.toUpperCase() : last;
  return { node, name, short, text, value: tree.value(node), start, length };
}

/** Leaves out cells that overlap earlier ones, and puts unclaimed cells into the gaps. */
function filled(cells: readonly HeaderCell[], end: number): HeaderCell[] {
  const out: HeaderCell[] = [];
  let at = 0;
  const gap = (to: number): void => {
    if (to > at) out.push({ node: -1, name: '', short: '', text: '', value: '', start: at, length: to - at });
  };
  for (const cell of cells) {
    if (cell.start < at) continue;
    gap(cell.start);
    out.push(cell);
    at = cell.start + cell.length;
  }
  gap(end);
  return out;
}

/** Whether a header is lines of text rather than fields of fixed places. */
export function isText(cells: readonly HeaderCell[]): boolean {
  const long = cells.filter((cell) => cell.length > 64 && cell.start % 8 === 0);
  const odd = cells.filter((cell) => cell.start % 32 !== 0 && cell.length >= 8);
  return (
    cells.every((cell) => cell.length % 8 === 0) && long.length * 2 > cells.length && odd.length * 2 >= cells.length - 1
  );
}
