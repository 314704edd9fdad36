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

/** A level of the hierarchy. */
export interface Level {
  readonly name: string;
  readonly title: string;
  readonly osi: number;
}

/** Frames of the same levels, outermost first. */
export interface LevelCount {
  readonly levels: readonly Level[];
  packets: number;
  bytes: number;
  /** The first of the frames. */
  readonly first: number;
}

/**
 * The levels of a frame from its layers, taken outermost first. An ICMP message shows what it carries as a part of its own,
 * but for what a quoted UDP datagram carries; headers of IPv6 and unknown bodies of HTTP belong to them,
 * and TLS records in a row are one level.
 */
export class LevelList {
  readonly levels: Level[] = [];
  private closed = false;

  add({ name, title, osi }: Level): void {
    if (this.closed) {
      this.closed = name !== 'udp';
      return;
    }
    const below = this.levels.at(-1)?.name;
    if (below === 'ipv6' && (name === 'ah' || name.startsWith('ipv6.'))) return;
    if ((below === 'tls' && name === 'tls') || (below === 'http' && name === 'data')) return;
    this.levels.push({ name, title, osi });
    this.closed = name === 'icmp' || name === 'icmpv6';
  }
}

/** The hierarchy of protocols, counted as tshark counts it. Returns what stands at the bottom: link layers. */
export function protocolHierarchy(counts: StackCounts, stacks: StackTable, registry: Registry): HierarchyNode[] {
  return hierarchyOf(counts.levels((stack) => levelsOfStack(stacks.list(stack), registry)));
}

/** Puts counts of distinct lists of levels together to a hierarchy. */
export function hierarchyOf(counts: readonly LevelCount[]): HierarchyNode[] {
  const roots: HierarchyNode[] = [];
  for (const { levels, packets, bytes, first } of [...counts].sort((a, b) => a.first - b.first)) {
    let siblings = roots;
    let node: HierarchyNode | undefined;
    for (const level of levels) {
      node = siblings.find(({ name }) => name === level.name);
      if (!node) {
        node = { ...level, packets: 0, bytes: 0, endPackets: 0, endBytes: 0, first, children: [] };
        siblings.push(node);
      }
      node.packets += packets;
      node.bytes += bytes;
      siblings = node.children;
    }
    if (!node) continue;
    node.endPackets += packets;
    node.endBytes += bytes;
  }
  return roots;
}

/** The levels that the layers of a stack make. */
export function levelsOfStack(stack: readonly number[], registry: Registry): Level[] {
  const list = new LevelList();
  for (const protocol of stack) list.add(registry.byIndex(protocol));
  return list.levels;
}
