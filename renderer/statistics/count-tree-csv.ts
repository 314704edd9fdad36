import type { treeCount } from '../../contract/messages/statistics.ts';
import type { Infer } from '../../contract/schema.ts';

/** A tree of counts as CSV, names with their depth in a column of its own. */
export function countTreeCsv(nodes: readonly Infer<typeof treeCount>[]): string {
  const head = ['Depth', 'Topic', 'Count', 'Share', 'Average', 'Minimum', 'Maximum', 'Per second', 'Burst', 'Burst at'];
  const lines = nodes.map((n) =>
    [
      n.depth,
      `"${n.name.replaceAll('"', '""')}"`,
      n.count,
      ...[n.share, n.average, n.least, n.most, n.rate].map((value) => value ?? ''),
      n.burst,
      n.burst === 0 ? '' : n.burstStart,
    ].join(','),
  );
  return `${[head.map((title) => `"${title}"`).join(','), ...lines].join('\n')}\n`;
}
