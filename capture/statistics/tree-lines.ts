import type { treeCount } from '../../contract/messages/statistics.ts';
import type { Infer } from '../../contract/schema.ts';
import { type StatisticsNode, sortedChildren } from './statistics-tree.ts';
import type { TreeCount } from './tree-count.ts';

export type TreeLine = Infer<typeof treeCount>;

const LONGEST_FILTER = 2500;

/** The lines of a tree of counts, each followed by those below it. */
export function treeLines({ tree, statistic }: TreeCount): TreeLine[] {
  const lines: TreeLine[] = [];
  const seconds = tree.elapsed / 1000;
  const add = (node: StatisticsNode, depth: number, path: readonly string[]): void => {
    const { name, parent, count, averaged, sum, least, most, burst, burstStart, first } = node;
    const here = [...path, name];
    const filter = statistic.filter(here);
    const valued = averaged && count > 0;
    const above = parent?.parent == null ? 0 : parent.count;
    lines.push({
      name,
      depth,
      count,
      share: above === 0 ? null : count / above,
      average: valued ? sum / count : null,
      least: valued ? least : null,
      most: valued ? most : null,
      rate: seconds > 0 ? count / seconds : null,
      burst,
      burstStart: burstStart / 1000,
      firstFrame: first,
      filter: filter.length > LONGEST_FILTER ? '' : filter,
    });
    for (const child of sortedChildren(node)) add(child, depth + 1, here);
  };
  for (const node of tree.root.children.values()) add(node, 0, []);
  return lines;
}
