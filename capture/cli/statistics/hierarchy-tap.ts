import { emptyMask } from '../../../decoders/model/mask.ts';
import { tls } from '../../../decoders/presentation/tls/tls.ts';
import { tcp } from '../../../decoders/transport/tcp/tcp.ts';
import type { DisplayFilter } from '../../filter/display-filter.ts';
import { scanFrames } from '../../passes/frame-scan.ts';
import {
  type HierarchyNode,
  hierarchyOf,
  type Level,
  type LevelCount,
  levelsOfStack,
} from '../../statistics/hierarchy.ts';
import { lacksProgram, shownLevels, shownLevelsMask } from '../../statistics/shown-levels.ts';
import { StackCounts } from '../../statistics/stack-counts.ts';
import type { Capture } from '../../store/capture.ts';
import { MALFORMED_BIT, TRUNCATED_BIT } from '../../store/packet-table.ts';
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
        const nodes = hierarchyOf(await countLevels(capture, filter));
        out.write(`\n${RULE}\nProtocol Hierarchy Statistics\nFilter: ${args}\n\n`);
        write(out, nodes, 0);
        out.write(`${RULE}\n`);
      },
    };
  },
};

/**
 * Frames by the levels that are shown of them. The stack tells those of most frames; the ones that show more are decoded:
 * damaged and commented frames, and those in which a message of several segments ends.
 */
async function countLevels(capture: Capture, filter: DisplayFilter | undefined): Promise<LevelCount[]> {
  const { table, session, registry } = capture;
  const stacks = new StackCounts();
  const shown = new Map<string, LevelCount>();
  const { frames: special, begun } = specialFrames(capture);
  const bareStacks: boolean[] = [];
  const bare = (stack: number) => (bareStacks[stack] ??= lacksProgram(session.stacks.list(stack), registry));
  await scanFrames(
    capture,
    (frame) => {
      const length = table.original.get(frame);
      const stack = table.stack.get(frame);
      const damaged = (table.bits.get(frame) & (TRUNCATED_BIT | MALFORMED_BIT)) !== 0;
      const d = damaged || special.has(frame) || bare(stack) ? capture.decode(frame, shownLevelsMask) : undefined;
      if (d) count(shown, shownLevels(d, begun.has(frame) ? tls : undefined), frame, length);
      else stacks.add(stack, frame, length);
    },
    { filter: filter ?? null },
  );
  return [...stacks.levels((stack) => levelsOfStack(session.stacks.list(stack), registry)), ...shown.values()];
}

function count(shown: Map<string, LevelCount>, levels: readonly Level[], frame: number, length: number): void {
  const key = levels.map(({ name }) => name).join(' ');
  const known = shown.get(key);
  if (known) {
    known.packets++;
    known.bytes += length;
  } else shown.set(key, { levels, packets: 1, bytes: length, first: frame });
}

/** Frames that show more than their stack, and of these the ones in which a TLS record begins that a later one ends. */
function specialFrames({ table, session, source: { details } }: Capture) {
  const frames = new Set<number>();
  const begun = new Set<number>();
  for (let i = 0; i < details.framesWithOptions; i++) frames.add(details.frameWithOptions(i));
  const { pdus } = session.state(tcp);
  for (let row = 0; row < pdus.count; row++) {
    const last = pdus.lastFrame.get(row);
    if (last === 0) continue;
    frames.add(last);
    if (!session.stacks.has(table.stack.get(last), tls.id)) continue;
    begun.add(pdus.firstFrame.get(row));
    frames.add(pdus.firstFrame.get(row));
  }
  return { frames, begun };
}

function write(out: Output, nodes: readonly HierarchyNode[], depth: number): void {
  const indent = '  '.repeat(Math.min(depth, 16)) + (depth > 16 ? '...' : '');
  for (const { name, packets, bytes, children } of nodes) {
    out.write(`${(indent + name).slice(0, WIDEST).padEnd(40)} frames:${packets} bytes:${bytes}\n`);
    write(out, children, depth + 1);
  }
}
