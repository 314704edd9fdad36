import { type StatisticsNode, StatisticsTree, sortedChildren } from '../../statistics/statistics-tree.ts';
import type { TreeStatistic } from '../../statistics/tree-statistic.ts';
import { trees } from '../../statistics/trees.ts';
import type { Output } from '../output.ts';
import { frameFilter } from './frame-filter.ts';
import type { Tap } from './tap.ts';

const columns = ['Count', 'Average', 'Min Val', 'Max Val', 'Rate (ms)', 'Percent', 'Burst Rate', 'Burst Start'];
const WIDTH = 14;
const TITLE = 'Topic / Item';
/** Milliseconds of a burst. */
const WINDOW = 100;

/** `-z http,tree` and the like. */
export const treeTaps: readonly Tap[] = trees.map(treeTap);

function treeTap(statistic: TreeStatistic): Tap {
  return {
    name: `${statistic.name},tree`,
    help: `${statistic.title} as a tree of counts [,filter]`,
    parse(args, registry) {
      const tree = new StatisticsTree();
      const counter = statistic.begin(tree, registry);
      const wanted = frameFilter(args, registry, counter.mask);
      const protocol =
        statistic.protocol === undefined
          ? undefined
          : registry.protocols.find(({ name }) => name === statistic.protocol);
      return {
        mask: wanted.mask,
        frame(d, frames) {
          const { number } = d.record;
          if (protocol && !frames.session.stacks.has(frames.table.stack.get(number), protocol.id)) return;
          if (!wanted.passes(d, frames)) return;
          const { session, record } = d;
          const seconds = record.seconds - session.firstSeconds;
          tree.at(number, seconds * 1000 + (record.nanoseconds - session.firstNanoseconds) / 1e6);
          counter.add(d);
        },
        print(out) {
          printTree(out, statistic.title, tree);
        },
      };
    },
  };
}

function printTree(out: Output, title: string, tree: StatisticsTree): void {
  const width = Math.max(Buffer.byteLength(TITLE), widest(tree.root, -1));
  const rule = width + 2 + columns.length * WIDTH - 1;
  out.write(`\n${'='.repeat(rule)}\n${title}:\n`);
  out.write(
    `${TITLE.padEnd(width)}  ${columns
      .map((name) => name.padEnd(WIDTH))
      .join('')
      .slice(0, -1)}\n`,
  );
  out.write(`${'-'.repeat(rule)}\n`);
  for (const node of tree.root.children.values()) printNode(out, tree, node, 0, width);
  out.write(`\n${'-'.repeat(rule)}\n`);
  if (tree.omitted > 0) out.write(`${tree.omitted} counts of further names are left out: there are too many.\n`);
}

function widest(node: StatisticsNode, depth: number): number {
  const own = depth < 0 ? 0 : depth + Buffer.byteLength(node.name);
  return [...node.children.values()].reduce((most, child) => Math.max(most, widest(child, depth + 1)), own);
}

function printNode(out: Output, tree: StatisticsTree, node: StatisticsNode, depth: number, width: number): void {
  const name = ' '.repeat(depth) + node.name;
  const cells = cellsOf(node, tree.elapsed).map((text) => text.padEnd(WIDTH));
  out.write(`${name}${' '.repeat(width - Buffer.byteLength(name))}  ${cells.join('').slice(0, -1)}\n`);
  for (const child of sortedChildren(node)) printNode(out, tree, child, depth + 1, width);
}

function cellsOf(node: StatisticsNode, elapsed: number): string[] {
  const { parent, averaged, sum, least, most, burst, burstStart } = node;
  const count = printedCount(node);
  const peak = node.printedTwice ? 2 * burst : burst;
  const value = (number: number): string => {
    if (!averaged) return '';
    if (!Number.isFinite(number)) return '-';
    return node.fractional ? Math.fround(number).toFixed(6) : String(number);
  };
  const above = parent ? printedCount(parent) : 0;
  return [
    String(count),
    averaged ? (node.count === 0 ? '-' : fixed(Math.fround(Math.fround(sum) / node.count), 2)) : '',
    value(least),
    value(most),
    elapsed === 0 ? '' : fixed(count / elapsed, 4),
    parent?.parent === null ? '100%' : above === 0 ? '' : `${fixed((count * 100) / above, 2)}%`,
    burst === 0 ? '-' : fixed(peak / WINDOW, 4),
    burst === 0 ? '-' : fixed(burstStart / 1000, 3),
  ];
}

function printedCount({ count, printedTwice }: StatisticsNode): number {
  return printedTwice ? 2 * count : count;
}

/** As C writes a number with decimals: a value just between two goes to the even one, and zero keeps its sign. */
function fixed(value: number, digits: number): string {
  const scaled = value * 10 ** digits;
  const below = Math.floor(scaled);
  const even = scaled - below === 0.5 && scaled / 10 ** digits === value && below % 2 === 0;
  const text = (even ? below / 10 ** digits : value).toFixed(digits);
  return Object.is(value, -0) ? `-${text}` : text;
}
