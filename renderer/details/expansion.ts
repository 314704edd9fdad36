import { create } from 'zustand';
import { nodeFlag } from '../../contract/tree-batch.ts';
import type { PacketData } from '../state/packet-data.ts';
import { remember, setting } from '../state/settings.ts';

/** Which nodes of the field tree are open. */
interface Expansion {
  /** What a person chose, by field name: holds for the packets to come. */
  readonly byName: ReadonlyMap<string, boolean>;
  /** The packet in which nodes were opened or closed last. */
  readonly packet: PacketData | null;
  /** What held by name when that packet came. */
  readonly before: ReadonlyMap<string, boolean>;
  /** Its nodes that differ from that. */
  readonly byNode: ReadonlyMap<number, boolean>;
}

export const useExpansion = create<Expansion>()(() => ({
  byName: new Map(),
  packet: null,
  before: new Map(),
  byNode: new Map(),
}));

const SETTING = 'details.expanded';
const MAX_NAMES = 400;
const MAX_LENGTH = 120;

export function recallExpansion(): void {
  const byName = setting(SETTING, (value) =>
    Array.isArray(value)
      ? new Map(value.filter((x): x is [string, boolean] => typeof x?.[0] === 'string' && typeof x[1] === 'boolean'))
      : undefined,
  );
  if (byName) useExpansion.setState({ byName });
}

/** Under what name the state of a node is remembered: its field, else the words of its line. */
export function nameOf({ tree }: PacketData, node: number): string {
  return (
    tree.field(node) ||
    tree
      .label(node)
      .replace(/[^A-Za-z ]+/g, '')
      .slice(0, 60)
  );
}

/** A predicate for the nodes of a packet. Unless chosen otherwise only the highest protocol is open. */
export function isOpen(packet: PacketData, state: Expansion): (node: number) => boolean {
  const { layerNodes } = packet.index;
  const top = layerNodes[layerNodes.length - 1];
  const touched = state.packet === packet;
  const names = touched ? state.before : state.byName;
  return (node) => (touched ? state.byNode.get(node) : undefined) ?? names.get(nameOf(packet, node)) ?? node === top;
}

/** Opens or closes a node, and all of its name in the packets to come. */
export function setOpen(packet: PacketData, node: number, open: boolean): void {
  change(packet, [node], open);
}

/** The same for a node and everything below it. */
export function setOpenBelow(packet: PacketData, node: number, open: boolean): void {
  change(packet, parentsIn(packet, node, packet.index.ends[node]), open);
}

export function setAllOpen(packet: PacketData, open: boolean): void {
  change(packet, parentsIn(packet, 0, packet.tree.count), open);
}

/** Opens what hides a node, for this packet only. */
export function uncover(packet: PacketData, node: number): void {
  const state = useExpansion.getState();
  const open = isOpen(packet, state);
  const closed: number[] = [];
  for (let above = packet.index.parents[node]; above >= 0; above = packet.index.parents[above]) {
    if (!open(above)) closed.push(above);
  }
  if (closed.length === 0) return;
  const touched = here(packet, state);
  for (const above of closed) touched.byNode.set(above, true);
  useExpansion.setState(touched);
}

/** What is to be changed of the state for a packet. */
function here(packet: PacketData, state: Expansion) {
  const same = state.packet === packet;
  return { packet, before: same ? state.before : state.byName, byNode: new Map(same ? state.byNode : undefined) };
}

function change(packet: PacketData, nodes: readonly number[], open: boolean): void {
  const state = useExpansion.getState();
  const touched = here(packet, state);
  const byName = new Map(state.byName);
  for (const node of nodes) {
    touched.byNode.set(node, open);
    byName.delete(nameOf(packet, node));
    byName.set(nameOf(packet, node), open);
  }
  useExpansion.setState({ ...touched, byName });
  remember(SETTING, [...byName].filter(([name]) => name.length <= MAX_LENGTH).slice(-MAX_NAMES));
}

function parentsIn({ tree, index }: PacketData, from: number, to: number): number[] {
  const out: number[] = [];
  for (let node = from; node < to; node++) {
    if (!(tree.flags[node] & nodeFlag.hidden) && index.hasChildren(node)) out.push(node);
  }
  return out;
}

/** The nodes shown, in order: not hidden, and everything above them open. */
export function shownNodes({ tree, index }: PacketData, open: (node: number) => boolean): Int32Array {
  const out = new Int32Array(tree.count);
  let count = 0;
  let node = 0;
  while (node < tree.count) {
    if (tree.flags[node] & nodeFlag.hidden) {
      node = index.ends[node];
      continue;
    }
    out[count++] = node;
    node = index.ends[node] > node + 1 && !open(node) ? index.ends[node] : node + 1;
  }
  return out.subarray(0, count);
}
