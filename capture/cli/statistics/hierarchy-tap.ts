import { emptyMask } from '../../../decoders/model/mask.ts';
import { type HierarchyNode, protocolHierarchy } from '../../statistics/hierarchy.ts';
import { Traffic } from '../../statistics/traffic.ts';
import { filterOption } from '../filter-option.ts';
import type { Output } from '../output.ts';
import type { Tap } from './tap.ts';

const RULE = '='.repeat(67);
/** Longest name with its indentation; the rest is cut. */
const WIDEST = 79;

/** `-z io,phs`: frames and bytes of each protocol, below the one that carries it. */
export const hierarchyTap: Tap = {
  name: 'io,phs',
  help: 'protocol hierarchy: frames and bytes of each protocol [,filter]',
  parse(args, registry) {
    const filter = filterOption(args === '' ? undefined : args, registry);
    return {
      mask: emptyMask(),
      async print(out, capture) {
        const traffic = new Traffic(capture, { layers: [], filter });
        await traffic.update();
        out.write(`\n${RULE}\nProtocol Hierarchy Statistics\nFilter: ${args}\n\n`);
        write(out, protocolHierarchy(traffic.stacks, capture.session.stacks, capture.registry), 0);
        out.write(`${RULE}\n`);
      },
    };
  },
};

function write(out: Output, nodes: readonly HierarchyNode[], depth: number): void {
  const indent = '  '.repeat(Math.min(depth, 16)) + (depth > 16 ? '...' : '');
  for (const { name, packets, bytes, children } of nodes) {
    out.write(`${(indent + name).slice(0, WIDEST).padEnd(40)} frames:${packets} bytes:${bytes}\n`);
    write(out, children, depth + 1);
  }
}
