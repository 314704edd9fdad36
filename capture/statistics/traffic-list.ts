import type { trafficColumn, trafficKind, trafficRow } from '../../contract/messages/statistics.ts';
import type { Infer } from '../../contract/schema.ts';
import type { AddressTable } from '../../decoders/facts/address-table.ts';
import { IPV6 } from '../../decoders/model/packet.ts';
import { addressText } from '../../decoders/tree/summary.ts';
import { sortFrames } from '../store/sort-frames.ts';
import { type End, endsOf } from './end-table.ts';
import type { PairTable } from './pair-table.ts';
import type { Traffic, TrafficLayer } from './traffic.ts';

export type TrafficColumn = Infer<typeof trafficColumn>;
export type TrafficKind = Infer<typeof trafficKind>;
export type TrafficRow = Infer<typeof trafficRow>;

/** Rows looked at between two turns of the event loop. */
const SLICE = 20_000;

export interface TrafficOrder {
  readonly column: TrafficColumn;
  readonly descending: boolean;
}

/** Conversations or endpoints of one layer as rows that can be sorted and searched; those there are when it is made. */
export class TrafficList {
  readonly count: number;
  readonly pairs: PairTable;
  private readonly layer: TrafficLayer;
  private readonly ends: readonly End[] | null;

  constructor(pairs: PairTable, layer: TrafficLayer, kind: TrafficKind) {
    this.pairs = pairs;
    this.layer = layer;
    this.ends = kind === 'endpoints' ? endsOf(pairs) : null;
    this.count = this.ends?.length ?? pairs.count;
  }

  row(index: number): TrafficRow {
    const counts = this.numbers(index);
    const { addresses } = this.pairs;
    const a = textOf(addresses, counts.a);
    const b = this.ends ? '' : textOf(addresses, counts.b);
    const { start, end, a: aId, b: _, ...rest } = counts;
    const duration = end - start;
    const rate = (bytes: number): number => (duration > 0 ? (bytes * 8) / duration : 0);
    return {
      ...rest,
      a,
      b,
      packets: rest.sentPackets + rest.receivedPackets,
      bytes: rest.sentBytes + rest.receivedBytes,
      start,
      duration,
      sentRate: rate(rest.sentBytes),
      receivedRate: rate(rest.receivedBytes),
      filter: this.filterOf(aId, a, rest.aPort, b, rest.stream),
    };
  }

  /** The most bytes of a row. */
  get mostBytes(): number {
    let most = 0;
    for (let i = 0; i < this.count; i++) most = Math.max(most, this.key('bytes', i));
    return most;
  }

  /**
   * Indexes of the rows that have the text, in order. Undefined when stopped.
   * @param nameOf the name that an address is shown by, if it is by another text than its own
   */
  async order(
    text: string,
    { column, descending }: TrafficOrder,
    signal: { readonly aborted: boolean },
    nameOf?: (address: string) => string,
  ): Promise<Uint32Array | undefined> {
    const wanted = text.trim().toLowerCase();
    const fitting: number[] = [];
    const ports = this.layer === 'tcp' || this.layer === 'udp';
    for (let i = 0; i < this.count; i++) {
      if (i % SLICE === SLICE - 1) {
        await new Promise((resolve) => setImmediate(resolve));
        if (signal.aborted) return undefined;
      }
      if (wanted === '' || this.searched(i, ports, nameOf).includes(wanted)) fitting.push(i);
    }
    const rows = Uint32Array.from(fitting);
    const sign = descending ? -1 : 1;
    if (column === 'a' || column === 'b') {
      return sortFrames(rows, (x, y) => sign * this.compareAddresses(column, x, y) || x - y, signal);
    }
    const keys = new Float64Array(this.count);
    for (const row of rows) keys[row] = this.key(column, row);
    return sortFrames(rows, (x, y) => sign * (keys[x] - keys[y]) || x - y, signal);
  }

  private numbers(i: number) {
    if (this.ends) {
      const e = this.ends[i];
      return {
        a: e.address,
        aPort: e.port,
        b: 0,
        bPort: 0,
        stream: 0,
        sentPackets: e.sentFrames,
        sentBytes: e.sentBytes,
        receivedPackets: e.receivedFrames,
        receivedBytes: e.receivedBytes,
        start: e.start,
        end: e.end,
        firstFrame: e.firstFrame,
      };
    }
    const p = this.pairs;
    return {
      a: p.a.get(i),
      aPort: p.aPort.get(i),
      b: p.b.get(i),
      bPort: p.bPort.get(i),
      stream: p.stream.get(i),
      sentPackets: p.sentFrames.get(i),
      sentBytes: p.sentBytes.get(i),
      receivedPackets: p.receivedFrames.get(i),
      receivedBytes: p.receivedBytes.get(i),
      start: p.start.get(i),
      end: p.end.get(i),
      firstFrame: p.firstFrame.get(i),
    };
  }

  private key(column: TrafficColumn, i: number): number {
    const n = this.numbers(i);
    const duration = n.end - n.start;
    switch (column) {
      case 'packets':
        return n.sentPackets + n.receivedPackets;
      case 'bytes':
        return n.sentBytes + n.receivedBytes;
      case 'duration':
        return duration;
      case 'sentRate':
        return duration > 0 ? n.sentBytes / duration : 0;
      case 'receivedRate':
        return duration > 0 ? n.receivedBytes / duration : 0;
      default:
        return n[column];
    }
  }

  private searched(i: number, ports: boolean, nameOf?: (address: string) => string): string {
    const { a, aPort, b, bPort } = this.numbers(i);
    const [first, other] = [textOf(this.pairs.addresses, a), this.ends ? '' : textOf(this.pairs.addresses, b)];
    const second = this.ends ? '' : ` ${other}${ports ? `:${bPort}` : ''}`;
    const names = nameOf ? ` ${nameOf(first)} ${other === '' ? '' : nameOf(other)}`.toLowerCase() : '';
    return `${first}${ports ? `:${aPort}` : ''}${second}${names}`;
  }

  private compareAddresses(column: 'a' | 'b', x: number, y: number): number {
    const { addresses } = this.pairs;
    const one = this.numbers(x)[column];
    const two = this.numbers(y)[column];
    let order = addresses.kind(one) - addresses.kind(two);
    for (let at = 0; order === 0 && at < 4; at++) {
      order = (addresses.word(one, at) >>> 0) - (addresses.word(two, at) >>> 0);
    }
    return order;
  }

  private filterOf(id: number, a: string, port: number, b: string, stream: number): string {
    const { layer } = this;
    if (layer === 'tcp' || layer === 'udp') {
      if (!this.ends) return `${layer}.stream == ${stream}`;
      const ip = this.pairs.addresses.kind(id) === IPV6 ? 'ipv6' : 'ip';
      return `${ip}.addr == ${a} && ${layer}.port == ${port}`;
    }
    return this.ends ? `${layer}.addr == ${a}` : `${layer}.addr == ${a} && ${layer}.addr == ${b}`;
  }
}

/** The list of a layer; kept until further frames are counted. */
export class TrafficLists {
  readonly traffic: Traffic;
  private readonly kept = new Map<string, { readonly list: TrafficList; readonly scanned: number }>();

  constructor(traffic: Traffic) {
    this.traffic = traffic;
  }

  of(layer: TrafficLayer, kind: TrafficKind): TrafficList {
    const key = `${kind} ${layer}`;
    const known = this.kept.get(key);
    if (known?.scanned === this.traffic.scanned) return known.list;
    const pairs = this.traffic.tables.get(layer);
    if (!pairs) throw new Error(`no conversations are counted on ${layer}`);
    const list = new TrafficList(pairs, layer, kind);
    this.kept.set(key, { list, scanned: this.traffic.scanned });
    return list;
  }
}

function textOf(addresses: AddressTable, id: number): string {
  return addressText(
    addresses.kind(id),
    addresses.word(id, 0),
    addresses.word(id, 1),
    addresses.word(id, 2),
    addresses.word(id, 3),
  );
}
