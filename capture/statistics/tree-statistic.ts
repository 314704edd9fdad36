import type { Dissection } from '../../decoders/model/dissection.ts';
import type { Mask } from '../../decoders/model/mask.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import type { StatisticsTree } from './statistics-tree.ts';

/** A statistic whose answer is a tree of counts. */
export interface TreeStatistic {
  /** As tshark names it in `-z NAME,tree`. */
  readonly name: string;
  readonly title: string;
  /** Protocol that a frame must have to be counted; undefined for every frame. */
  readonly protocol?: string;
  /** Display filter of the frames that a line counts, by the names from the bottom up to it; empty where none tells them. */
  filter(path: readonly string[]): string;
  /** Makes the lines that are there before anything is counted, and what counts a frame. */
  begin(tree: StatisticsTree, registry: Registry): TreeCounter;
}

export interface TreeCounter {
  /** Fields that {@link add} reads. */
  readonly mask: Mask;
  /** Called after {@link StatisticsTree.at} for each frame that has the protocol. */
  add(d: Dissection): void;
  /** The same where the frame's length on the wire is all that counts. */
  addLength?(length: number): void;
}
