import { notify, sentenceOf } from '../notices/notices-state.ts';
import { useApp } from './app-state.ts';
import { type PacketData, packetData } from './packet-data.ts';
import { client } from './session.ts';
import { nodeAt } from './tree-index.ts';

let wanted: number | null = null;

/** Selects a frame and fetches its tree; while one is being fetched only the newest selection is fetched next. */
export function selectFrame(frame: number | null): void {
  useApp.setState({ frame });
  if (frame === null) {
    useApp.setState({ packet: null, hovered: null, selected: null, layer: null });
    return;
  }
  const busy = wanted !== null;
  wanted = frame;
  if (!busy) void fetchWanted();
}

async function fetchWanted(): Promise<void> {
  while (wanted !== null) {
    const frame = wanted;
    const { active } = useApp.getState();
    if (active === null) break;
    try {
      const result = await client().call('packets.get', { capture: active, frame });
      const still = useApp.getState();
      if (still.active === active && still.frame === frame) show(packetData(frame, result));
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      if (code !== 'closed' && useApp.getState().frame === frame) {
        useApp.setState({ packet: null, hovered: null, selected: null, layer: null });
        notify({ severity: 'error', text: `Packet ${frame} cannot be shown. ${sentenceOf(error)}` });
      }
    }
    if (wanted === frame) break;
  }
  wanted = null;
}

/** Has the selected packet be fetched again when what is known of the capture's frames has changed. */
export function refreshPacket(): void {
  useApp.subscribe(({ view, frame }, before) => {
    if (view === null || view.view !== before.view?.view || view.revision === before.view.revision) return;
    if (frame !== null && frame === before.frame) selectFrame(frame);
  });
}

/** Resolves when the packet of a frame has arrived: true, or false when another frame has been chosen before. */
export function packetShown(frame: number): Promise<boolean> {
  if (useApp.getState().packet?.frame === frame) return Promise.resolve(true);
  return new Promise((resolve) => {
    const stop = useApp.subscribe(({ packet, frame: chosen }) => {
      if (chosen === frame && packet?.frame !== frame) return;
      stop();
      resolve(chosen === frame);
    });
  });
}

/** Shows a packet, with the same layer and field selected as in the packet before where it has them. */
function show(packet: PacketData): void {
  const { packet: before, selected, layer } = useApp.getState();
  useApp.setState({ packet, hovered: null, selected: null, layer: null });
  if (!before) return;
  if (selected && selected.node >= 0) {
    const node = sameNode(before, selected.node, packet);
    if (node >= 0) {
      selectNode(node);
      return;
    }
  }
  if (layer !== null) {
    const protocol = before.tree.layers[layer]?.protocol;
    const same = packet.tree.layers.findIndex((l) => l.protocol === protocol);
    if (same >= 0) useApp.setState({ layer: same });
  }
}

/** The node with the same field name, and the same place among the fields of that name, in another packet. */
function sameNode(before: PacketData, node: number, packet: PacketData): number {
  const field = before.tree.field(node);
  if (field === '') return -1;
  let nth = 0;
  for (let other = 0; other < node; other++) if (before.tree.field(other) === field) nth++;
  for (let other = 0; other < packet.tree.count; other++) {
    if (packet.tree.field(other) === field && nth-- === 0) return other;
  }
  return -1;
}

/** Selects a node of the tree, with its bytes and its layer. */
export function selectNode(node: number): void {
  const { packet } = useApp.getState();
  if (!packet || node < 0 || node >= packet.tree.count) return;
  const { tree, index } = packet;
  useApp.setState({ selected: rangeOf(packet, node), layer: tree.layers.length > 0 ? index.layerOf[node] : null });
}

/** Selects the field a byte belongs to, or the byte alone where no field holds it. */
export function selectByte(source: number, offset: number): void {
  const { packet } = useApp.getState();
  if (!packet) return;
  const node = nodeAt(packet.tree, packet.index, source, offset);
  if (node >= 0) selectNode(node);
  else selectBytes(source, offset, 1);
}

/** Selects bytes, whatever fields they are. */
export function selectBytes(source: number, start: number, length: number): void {
  useApp.setState({ selected: { source, start, length, node: -1 } });
}

/** Selects a layer by its index: its node and the bytes of its header. */
export function selectLayer(layer: number): void {
  const { packet } = useApp.getState();
  const node = packet?.index.layerNodes[layer] ?? -1;
  if (node >= 0) selectNode(node);
  useApp.setState({ layer });
}

/** Shows where the pointer is in every pane; -1 for nowhere. */
export function hoverNode(node: number): void {
  const { packet, hovered } = useApp.getState();
  if (!packet || node < 0) {
    if (hovered) useApp.setState({ hovered: null });
  } else if (hovered?.node !== node) {
    useApp.setState({ hovered: rangeOf(packet, node) });
  }
}

/** Shows the field a byte belongs to in every pane. */
export function hoverByte(source: number, offset: number): void {
  const { packet } = useApp.getState();
  if (!packet) return;
  const node = nodeAt(packet.tree, packet.index, source, offset);
  if (node >= 0) hoverNode(node);
  else useApp.setState({ hovered: { source, start: offset, length: 1, node: -1 } });
}

function rangeOf({ tree }: PacketData, node: number) {
  return { source: tree.sourceIds[node], start: tree.starts[node], length: tree.lengths[node], node };
}
