import { AddressTable } from '../../decoders/facts/address-table.ts';
import { TCP, UDP } from '../../decoders/facts/conversations.ts';
import type { Dissection } from '../../decoders/model/dissection.ts';
import { type Mask, maskOf } from '../../decoders/model/mask.ts';
import { ETHER, IPV4, IPV6 } from '../../decoders/model/packet.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { entryBytes } from '../../decoders/tree/value-text.ts';
import type { DisplayFilter } from '../filter/display-filter.ts';
import { scanFrames } from '../passes/frame-scan.ts';
import type { Capture } from '../store/capture.ts';
import { BACKWARD, MALFORMED_BIT, TRUNCATED_BIT } from '../store/packet-table.ts';
import { PairTable } from './pair-table.ts';
import { StackCounts } from './stack-counts.ts';

/** Layers on which conversations are counted, in the order in which they are shown. */
export const trafficLayers = ['eth', 'ip', 'ipv6', 'tcp', 'udp'] as const;
export type TrafficLayer = (typeof trafficLayers)[number];

/** What a layer stack says of its frames. */
interface Shape {
  /** Tables of the layers that it has: of the link, of the network, of the transport layer. */
  readonly link: PairTable | undefined;
  readonly network: PairTable | undefined;
  readonly transport: PairTable | undefined;
  /** No layer kind comes twice, so that the packet table's columns and the first bytes tell all. */
  readonly plain: boolean;
}

export interface TrafficOptions {
  /** Conversations are counted on these layers only; all unless given. */
  readonly layers?: readonly TrafficLayer[];
  readonly filter?: DisplayFilter | undefined;
  readonly within?: { has(frame: number): boolean } | undefined;
  /** Every frame is decoded instead of taking what the columns tell; for checking that both agree. */
  readonly decodeAll?: boolean;
}

/**
 * Who talks to whom in a capture, or in a part of it, and in which layer stacks. {@link update} takes in the frames that
 * have come since. Frames of one stack of plain layers are counted from the packet table; tunnels, source routes and
 * damaged frames are decoded with the few fields that tell their ends.
 */
export class Traffic {
  readonly capture: Capture;
  readonly stacks = new StackCounts();
  readonly tables = new Map<TrafficLayer, PairTable>();
  /** Last frame that was looked at. */
  scanned = 0;
  /** Frames counted, and their lengths on the wire. */
  frames = 0;
  bytes = 0;
  private firstSeconds = 0;
  private firstNanoseconds = 0;
  private readonly addresses = new AddressTable();
  /** Ids of the session's addresses in {@link addresses}. */
  private own = new Uint32Array(1024);
  private readonly shapes: Shape[] = [];
  private readonly options: TrafficOptions;
  private readonly mask: Mask;
  private readonly roles: Uint8Array;
  private turn: Promise<void> = Promise.resolve();

  constructor(capture: Capture, options: TrafficOptions = {}) {
    this.capture = capture;
    this.options = options;
    for (const layer of options.layers ?? trafficLayers) this.tables.set(layer, new PairTable(this.addresses));
    const { fields, roles } = endFields(capture.registry);
    this.mask = maskOf(fields);
    this.roles = roles;
  }

  /** Looks at the frames up to `to` that it has not seen, in slices. Stops soon after `signal` is aborted, and goes on there next time. */
  update(
    to = this.capture.table.count,
    signal?: { readonly aborted: boolean },
    progress?: (frame: number) => void,
  ): Promise<void> {
    const now = this.turn.then(() => this.scan(to, signal, progress));
    this.turn = now.catch(() => {});
    return now;
  }

  private async scan(
    to: number,
    signal: { readonly aborted: boolean } | undefined,
    progress: ((frame: number) => void) | undefined,
  ): Promise<void> {
    if (signal?.aborted || to <= this.scanned) return;
    this.firstSeconds = this.capture.table.seconds.get(1);
    this.firstNanoseconds = this.capture.table.nanoseconds.get(1);
    const last = await scanFrames(this.capture, (frame) => this.count(frame), {
      from: this.scanned + 1,
      to,
      filter: this.options.filter ?? null,
      within: this.options.within ?? null,
      signal,
      progress: (frame) => {
        this.scanned = Math.max(this.scanned, frame);
        progress?.(frame);
      },
    });
    this.scanned = Math.max(this.scanned, last);
  }

  private count(frame: number): void {
    const { table } = this.capture;
    const stack = table.stack.get(frame);
    const length = table.original.get(frame);
    this.frames++;
    this.bytes += length;
    this.stacks.add(stack, frame, length);
    if (this.tables.size === 0) return;
    const shape = this.shapes[stack] ?? this.shape(stack);
    if (!shape.link && !shape.network && !shape.transport) return;
    const seconds = table.seconds.get(frame) - this.firstSeconds;
    const time = seconds + (table.nanoseconds.get(frame) - this.firstNanoseconds) / 1e9;
    const damaged = (table.bits.get(frame) & (TRUNCATED_BIT | MALFORMED_BIT)) !== 0;
    if (shape.plain && !damaged && this.options.decodeAll !== true) this.countColumns(frame, shape, length, time);
    else this.countDecoded(frame, length, time);
  }

  private shape(stack: number): Shape {
    const has = new Set<TrafficLayer>();
    const kinds = new Set<string>();
    let plain = true;
    this.capture.session.stacks.list(stack).forEach((protocol, at) => {
      const { name } = this.capture.registry.byIndex(protocol);
      if (name === 'ipv6.routing' || name === 'ipv6.dstopts') plain = false;
      if (kinds.has('quoted') || !isLayer(name)) return;
      const kind = name === 'ipv6' ? 'ip' : name === 'udp' ? 'tcp' : name;
      if (kinds.has(kind) || (name === 'eth' && at > 0)) plain = false;
      kinds.add(kind);
      has.add(name);
    });
    const tableOf = (...layers: readonly TrafficLayer[]): PairTable | undefined =>
      layers.flatMap((layer) => (has.has(layer) ? (this.tables.get(layer) ?? []) : []))[0];
    const [link, network, transport] = [tableOf('eth'), tableOf('ip', 'ipv6'), tableOf('tcp', 'udp')];
    this.shapes[stack] = { link, network, transport, plain };
    return this.shapes[stack];
  }

  private countColumns(frame: number, { link, network, transport }: Shape, length: number, time: number): void {
    const { table, session, source } = this.capture;
    if (link) {
      const { frameBytes } = source;
      if (frameBytes.locate(table.offset.get(frame), 12) === 12) {
        const { bytes, start } = frameBytes;
        const destination = this.ether(bytes, start);
        link.addPair(this.ether(bytes, start + 6), destination, frame, length, time);
      }
    }
    const { ends } = table;
    if (network) {
      const from = ends.source(frame);
      if (from !== 0) network.addPair(this.ownOf(from), this.ownOf(ends.destination(frame)), frame, length, time);
    }
    const conversation = ends.conversation(frame) - 1;
    if (!transport || conversation < 0) return;
    const backward = (table.bits.get(frame) & BACKWARD) !== 0;
    const stream = session.conversations.streamOf(conversation);
    if (transport.addStream(stream, backward, frame, length, time)) {
      const from = this.ownOf(ends.source(frame));
      transport.nameEnds(
        from,
        this.ownOf(ends.destination(frame)),
        ends.sourcePort(frame),
        ends.destinationPort(frame),
      );
    }
  }

  private countDecoded(frame: number, length: number, time: number): void {
    const d = this.capture.decode(frame, this.mask);
    if (!d) return;
    const { tape } = d.cursor;
    let network = [0, 0];
    let link = [0, 0];
    let ports = [0, 0];
    for (let i = 0; i < tape.count; i++) {
      if (d.layers.quoted(tape.layer[i])) continue;
      switch (this.roles[tape.field[i]]) {
        case ETH_TO:
          link = [0, this.addressOf(d, i, ETHER)];
          break;
        case ETH_FROM:
          this.tables.get('eth')?.addPair(this.addressOf(d, i, ETHER), link[1], frame, length, time);
          break;
        case IP_FROM:
          network = [this.addressOf(d, i, IPV4), 0];
          break;
        case IP_TO:
          network[1] = this.addressOf(d, i, IPV4);
          this.tables.get('ip')?.addPair(network[0], network[1], frame, length, time);
          break;
        case IPV6_FROM:
          network = [this.addressOf(d, i, IPV6), 0];
          break;
        case IPV6_TO:
          network[1] = this.addressOf(d, i, IPV6);
          this.tables.get('ipv6')?.addPair(network[0], network[1], frame, length, time);
          break;
        case PORT_FROM:
          ports = [tape.value[i], 0];
          break;
        case PORT_TO:
          ports[1] = tape.value[i];
          break;
        case TCP_STREAM:
          this.countStream(TCP, tape.value[i], network, ports, frame, length, time);
          break;
        case UDP_STREAM:
          this.countStream(UDP, tape.value[i], network, ports, frame, length, time);
      }
    }
  }

  private countStream(
    kind: number,
    stream: number,
    network: readonly number[],
    ports: readonly number[],
    frame: number,
    length: number,
    time: number,
  ): void {
    const table = this.tables.get(kind === TCP ? 'tcp' : 'udp');
    if (!table) return;
    if (table.addStream(stream, this.backward(kind, stream, network[0], ports[0]), frame, length, time)) {
      table.nameEnds(network[0], network[1], ports[0], ports[1]);
    }
  }

  /** Whether a packet from this end goes to the side that opened the stream. */
  private backward(kind: number, stream: number, from: number, port: number): boolean {
    const { conversations } = this.capture.session;
    const known = this.streamRows(kind);
    const at = known[stream] ?? -1;
    if (at < 0) return false;
    return this.ownOf(conversations.client.get(at)) !== from || conversations.clientPort.get(at) !== port;
  }

  /** Conversations of the session by stream number. */
  private streamRows(kind: number): number[] {
    const { conversations } = this.capture.session;
    for (; this.indexed < conversations.count; this.indexed++) {
      const rows = conversations.kind.get(this.indexed) === TCP ? this.tcpRows : this.udpRows;
      rows[conversations.stream.get(this.indexed)] = this.indexed;
    }
    return kind === TCP ? this.tcpRows : this.udpRows;
  }

  private indexed = 0;
  private readonly tcpRows: number[] = [];
  private readonly udpRows: number[] = [];

  private addressOf(d: Dissection, entry: number, kind: number): number {
    if (kind === IPV4) return this.addresses.learn(IPV4, d.cursor.tape.value[entry] | 0, 0, 0, 0);
    const bytes = entryBytes(d, entry);
    if (kind === ETHER) return this.ether(bytes, 0);
    return this.addresses.learn(IPV6, word(bytes, 0), word(bytes, 4), word(bytes, 8), word(bytes, 12));
  }

  private ether(bytes: Uint8Array, at: number): number {
    return this.addresses.learn(ETHER, word(bytes, at), (bytes[at + 4] << 8) | bytes[at + 5], 0, 0);
  }

  private ownOf(id: number): number {
    if (id >= this.own.length) {
      const own = new Uint32Array(Math.max(id + 1, this.own.length * 2));
      own.set(this.own);
      this.own = own;
    }
    if (this.own[id] === 0 && id !== 0) {
      const { addresses: from } = this.capture.session;
      this.own[id] = this.addresses.learn(
        from.kind(id),
        from.word(id, 0),
        from.word(id, 1),
        from.word(id, 2),
        from.word(id, 3),
      );
    }
    return this.own[id];
  }
}

function isLayer(name: string): name is TrafficLayer {
  return (trafficLayers as readonly string[]).includes(name);
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
}

const ETH_TO = 1;
const ETH_FROM = 2;
const IP_FROM = 3;
const IP_TO = 4;
const IPV6_FROM = 5;
const IPV6_TO = 6;
const PORT_FROM = 7;
const PORT_TO = 8;
const TCP_STREAM = 9;
const UDP_STREAM = 10;

const roleOf: ReadonlyMap<string, number> = new Map([
  ['eth.dst', ETH_TO],
  ['eth.src', ETH_FROM],
  ['ip.src', IP_FROM],
  ['ip.dst', IP_TO],
  ['ipv6.src', IPV6_FROM],
  ['ipv6.dst', IPV6_TO],
  ['tcp.srcport', PORT_FROM],
  ['udp.srcport', PORT_FROM],
  ['tcp.dstport', PORT_TO],
  ['udp.dstport', PORT_TO],
  ['tcp.stream', TCP_STREAM],
  ['udp.stream', UDP_STREAM],
]);

/** The fields that tell a frame's ends, and what each of them tells, by field id. */
function endFields(registry: Registry) {
  const fields = [...roleOf.keys()].flatMap((name) => registry.fieldsNamed(name).filter((f) => f.name === name));
  const roles = new Uint8Array(Math.max(0, ...fields.map((f) => f.id)) + 1);
  for (const field of fields) roles[field.id] = roleOf.get(field.name) ?? 0;
  return { fields, roles };
}
