import type { Result } from '../../contract/contract.ts';
import type { packet } from '../../contract/messages/packets.ts';
import type { TreeBatch, TreeLayer } from '../../contract/tree-batch.ts';

type Packet = Result<typeof packet>;
export type LayerStory = Packet['stories'][number];

/** What the OSI view works from. */
export interface LayeredPacket extends Pick<Packet, 'stories' | 'session'> {
  readonly tree: Pick<TreeBatch, 'layers'>;
}

/** One protocol on an OSI layer. */
export interface OsiEntry {
  /** Index into the packet's layers. */
  readonly layer: number;
  readonly protocol: TreeLayer;
  readonly story: LayerStory | undefined;
}

/** One of the seven layers, with its protocols in wire order; without any, `reason` says why. */
export interface OsiLevel {
  readonly osi: number;
  readonly entries: readonly OsiEntry[];
  readonly reason: string;
}

/** What a protocol is called in short; a name that only programs use gives way to the title. */
export function shortName({ protocol, story }: Pick<OsiEntry, 'protocol' | 'story'>): string {
  return story && story.short !== protocol.protocol ? story.short : protocol.title;
}

/** The seven layers of a packet from 7 down to 1. */
export function osiLevels(packet: LayeredPacket): OsiLevel[] {
  const entries = packet.tree.layers.map((protocol, layer): OsiEntry => {
    return { layer, protocol, story: packet.stories.find((story) => story.layer === layer) };
  });
  return [7, 6, 5, 4, 3, 2, 1].map((osi) => {
    // The frame itself is what layer 1 handed over, not a protocol of it.
    const here = entries.filter((entry) => entry.protocol.osi === osi && entry.protocol.protocol !== 'frame');
    return { osi, entries: here, reason: here.length > 0 ? '' : emptyReason(osi, packet) };
  });
}

/** Protocols of the network layer whose messages are for hosts, not for programs on them. */
const HOST_MESSAGES: ReadonlySet<string> = new Set(['icmp', 'icmpv6', 'igmp']);

/** Why nothing stands on a layer of this packet. */
function emptyReason(osi: number, packet: LayeredPacket): string {
  const quoted = new Set(packet.stories.filter((story) => story.quoted).map((story) => story.layer));
  const layers = packet.tree.layers.filter((_, at) => !quoted.has(at));
  const has = (number: number): boolean => layers.some((layer) => layer.osi === number);
  const top = layers.findLast((layer) => layer.protocol !== 'frame');
  const transport = layers.findLast((layer) => layer.osi === 4);
  switch (osi) {
    case 7:
      if (transport?.state === 'truncated') return 'Not captured: the frame was cut short below.';
      if (transport) return `The ${unitOf(packet, transport)} carries no application data.`;
      return top ? `${nameOf(packet, top)} carries nothing for an application.` : 'Nothing was captured.';
    case 6:
      return has(7) ? 'No TLS or encoding: bytes pass as they are.' : 'No data to encode or encrypt.';
    case 5:
      if (transport?.protocol === 'udp') return 'UDP keeps no session: each datagram stands alone.';
      return transport ? 'No connection is kept.' : 'No transport, so no connection to keep.';
    case 4: {
      const last = layers.findLast((layer) => layer.protocol !== 'data');
      if (last && HOST_MESSAGES.has(last.protocol)) return 'No ports: the packet speaks to the host itself.';
      if (layers.some((layer) => layer.protocol === 'data')) return 'No transport was recognised in the bytes above.';
      if (layers.some((layer) => layer.osi === 3)) return 'No ports: the packet speaks to the host itself.';
      return 'No transport: nothing is handed to a program.';
    }
    case 3:
      return 'No network layer: the frame stays on its link.';
    case 2:
      return 'Captured without a link header.';
    default:
      return 'Nothing is known of the medium.';
  }
}

/** What a unit of data of a layer is called. */
function unitOf({ tree, stories }: LayeredPacket, layer: TreeLayer): string {
  const at = tree.layers.indexOf(layer);
  return stories.find((story) => story.layer === at)?.unit || 'message';
}

function nameOf({ tree, stories }: LayeredPacket, layer: TreeLayer): string {
  const at = tree.layers.indexOf(layer);
  return stories.find((story) => story.layer === at)?.short || layer.title;
}
