import type { Result } from '../../contract/contract.ts';
import type { packet } from '../../contract/messages/packets.ts';
import { TreeBatch } from '../../contract/tree-batch.ts';

/** A packet as the capture process describes it, with its tree decoded. */
export interface PacketData extends Omit<Result<typeof packet>, 'tree'> {
  readonly frame: number;
  readonly tree: TreeBatch;
}

export function packetData(frame: number, result: Result<typeof packet>): PacketData {
  return { ...result, frame, tree: new TreeBatch(result.tree) };
}
