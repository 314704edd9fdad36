import type { StackTable } from '../../decoders/facts/stack-table.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import type { StackCounts } from './stack-counts.ts';

/** A protocol at its place in the hierarchy: below it stands what it carries. */
export interface HierarchyNode {
  /** Wireshark's abbreviation. */
  readonly name: string;
  readonly title: string;
  readonly osi: number;
  /** Frames that have it at this place, and their whole lengths on the wire. */
  packets: number;
  bytes: number;
  /** Of these, the ones that carry nothing further. */
  endPackets: number;
  endBytes: number;
  /** The first frame counted. */
  first: number;
  /** In the order in which they first came. */
  readonly children: HierarchyNode[];
}

/** Protocols that show what they carry as a part of their own: it is no level of the hierarchy, as in tshark. */
const closed: ReadonlySet<string> = new Set(['icmp', 'icmpv6']);

/** Headers that belong to the protocol below them, and messages of which several stand on one level. */
function folded(name: string, below: string): boolean {
  return name.startsWith('ipv6.') || (name === 'tls' && below === 'tls');
}

/** The hierarchy of protocols, counted as tshark counts it. Returns what stands at the bottom: link layers. */
export function protocolHierarchy(counts: StackCounts, stacks: StackTable, registry: Registry): HierarchyNode[] {
  const roots: HierarchyNode[] = [];
  const { frames, bytes, first } = counts;
  const met: number[] = [];
  for (let stack = 0; stack < frames.length; stack++) if (frames[stack] > 0) met.push(stack);
  met.sort((a, b) => first[a] - first[b]);
  for (const stack of met) {
    let level = roots;
    let node: HierarchyNode | undefined;
    for (const protocol of stacks.list(stack)) {
      const { name, title, osi } = registry.byIndex(protocol);
      if (node && folded(name, node.name)) continue;
      node = level.find((sibling) => sibling.name === name);
      if (!node) {
        node = {
          name,
          title,
          osi,
          packets: 0,
          bytes: 0,
          endPackets: 0,
          endBytes: 0,
          first: first[stack],
          children: [],
        };
        level.push(node);
      }
      node.packets += frames[stack];
      node.bytes += bytes[stack];
      level = node.children;
      if (closed.has(name)) break;
    }
    if (!node) continue;
    node.endPackets += frames[stack];
    node.endBytes += bytes[stack];
  }
  return roots;
}
