import type { Result } from '../../contract/contract.ts';
import type { packet } from '../../contract/messages/packets.ts';
import { TreeBatch } from '../../contract/tree-batch.ts';
import { TreeIndex } from './tree-index.ts';

/** A packet as the capture process describes it, with its tree decoded. */
export interface PacketData extends Omit<Result<typeof packet>, 'tree'> {
  readonly frame: number;
  readonly tree: TreeBatch;
  readonly index: TreeIndex;
}

export function packetData(frame: number, result: Result<typeof packet>): PacketData {
  const tree = new TreeBatch(result.tree);
  return { ...result, frame, tree, index: new TreeIndex(tree) };
}

/**
 * The layer that OSI view and diagram show: the one chosen, else the highest that moves data (up to layer 4), else the
 * highest; -1 for a packet without layers.
 */
export function shownLayer({ tree, stories }: PacketData, chosen: number | null): number {
  const { layers } = tree;
  if (chosen !== null && chosen < layers.length) return chosen;
  const quoted = new Set(stories.filter((story) => story.quoted).map((story) => story.layer));
  const transport = layers.findLastIndex((layer, at) => layer.osi <= 4 && !quoted.has(at));
  return transport > 0 ? transport : layers.length - 1;
}
