import { emptyMask } from '../../../decoders/model/mask.ts';
import { type HierarchyNode, protocolHierarchy } from '../../statistics/hierarchy.ts';
import { StackCounts } from '../../statistics/stack-counts.ts';
import type { Capture } from '../../store/capture.ts';
import type { Output } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import type { Tap, TapRun } from './tap.ts';

const RULE = '='.repeat(67);
/** Longest name with its indentation; the rest is cut. */
const WIDEST = 79;

/** `-z io,phs`: frames and bytes of each protocol, below the one that carries it. */
export const hierarchyTap: Tap = {
  name: 'io,phs',
  help: 'protocol hierarchy: frames and bytes of each protocol',
  parse(args) {
    if (args !== '') throw new UsageError(`-z io,phs takes no argument such as "${args}".`);
    return new HierarchyRun();
  },
};

class HierarchyRun implements TapRun {
  readonly mask = emptyMask();

  print(out: Output, { table, session, registry }: Capture): void {
    const counts = new StackCounts();
    for (let frame = 1; frame <= table.count; frame++) {
      counts.add(table.stack.get(frame), frame, table.original.get(frame));
    }
    out.write(`\n${RULE}\nProtocol Hierarchy Statistics\nFilter: \n\n`);
    write(out, protocolHierarchy(counts, session.stacks, registry), 0);
    out.write(`${RULE}\n`);
  }
}

function write(out: Output, nodes: readonly HierarchyNode[], depth: number): void {
  const indent = '  '.repeat(Math.min(depth, 16)) + (depth > 16 ? '...' : '');
  for (const { name, packets, bytes, children } of nodes) {
    out.write(`${(indent + name).slice(0, WIDEST).padEnd(40)} frames:${packets} bytes:${bytes}\n`);
    write(out, children, depth + 1);
  }
}
