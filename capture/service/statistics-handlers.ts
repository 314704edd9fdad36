import { MOST_CSV_ROWS } from '../../contract/messages/statistics.ts';
import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import type { NameResolution } from '../names/name-resolution.ts';
import { type HierarchyNode, protocolHierarchy } from '../statistics/hierarchy.ts';
import { Traffic, type TrafficLayer } from '../statistics/traffic.ts';
import { type TrafficColumn, type TrafficKind, TrafficLists, type TrafficRow } from '../statistics/traffic-list.ts';
import type { Capture } from '../store/capture.ts';
import type { FrameSet } from '../store/frame-set.ts';
import type { View } from '../store/view.ts';
import type { ClientState } from './client.ts';

type Names = 'statistics.hierarchy' | 'statistics.traffic' | 'statistics.csv';

/** Most nodes of a hierarchy in one answer. */
const MOST_NODES = 2000;
const MAX_DEPTH = 128;

export function statisticsHandlers(client: ClientState): HandlersOf<Osiscope, Names> {
  const counted = new Counted();
  return {
    'statistics.hierarchy': async ({ view, displayed }, { signal, progress }) => {
      const v = client.view(view);
      const { traffic } = await counted.of(v, displayed, signal, progress);
      const { session, registry, table, duration } = v.capture;
      const nodes: { node: HierarchyNode; depth: number }[] = [];
      flatten(protocolHierarchy(traffic.stacks, session.stacks, registry), 0, nodes);
      return {
        scanned: traffic.scanned,
        frames: table.count,
        packets: traffic.frames,
        bytes: traffic.bytes,
        duration: Math.max(0, duration),
        nodes: nodes.slice(0, MOST_NODES).map(({ node, depth }) => ({
          name: node.name.slice(0, 60),
          title: node.title.slice(0, 200),
          osi: node.osi,
          depth: Math.min(depth, MAX_DEPTH),
          packets: node.packets,
          bytes: node.bytes,
          endPackets: node.endPackets,
          endBytes: node.endBytes,
          firstFrame: node.first,
        })),
        more: Math.max(0, nodes.length - MOST_NODES),
      };
    },
    'statistics.traffic': async ({ view, displayed, kind, layer, sort, text, first, count }, { signal, progress }) => {
      const v = client.view(view);
      const lists = await counted.of(v, displayed, signal, progress);
      const list = lists.of(layer, kind);
      const order = await counted.order(lists, layer, kind, text, sort, signal);
      const size = (of: TrafficLayer): number => lists.of(of, kind).count;
      return {
        scanned: lists.traffic.scanned,
        frames: v.capture.table.count,
        counts: { eth: size('eth'), ip: size('ip'), ipv6: size('ipv6'), tcp: size('tcp'), udp: size('udp') },
        total: order.length,
        uncounted: list.pairs.uncounted,
        mostBytes: list.mostBytes,
        rows: Array.from(order.subarray(first, first + count), (row) => named(list.row(row), v.capture, client.names)),
      };
    },
    'statistics.csv': async ({ view, displayed, kind, layer, sort, text }, { signal, progress }) => {
      const v = client.view(view);
      const lists = await counted.of(v, displayed, signal, progress);
      const list = lists.of(layer, kind);
      const order = await counted.order(lists, layer, kind, text, sort, signal);
      const columns = csvColumns(kind, layer);
      const lines = [columns.map(([, title]) => `"${title}"`).join(',')];
      for (const row of order.subarray(0, MOST_CSV_ROWS)) {
        const cells = named(list.row(row), v.capture, client.names);
        lines.push(columns.map(([column]) => cellText(cells[column])).join(','));
      }
      return { text: `${lines.join('\n')}\n`, rows: lines.length - 1, total: order.length };
    },
  };
}

/** A row with names in the place of addresses that have some. */
function named(row: TrafficRow, capture: Capture, names: NameResolution | undefined): TrafficRow {
  if (names === undefined) return row;
  const name = (address: string): string => (address === '' ? '' : names.address(capture, address).slice(0, 300));
  return { ...row, a: name(row.a), b: name(row.b) };
}

/** What was counted of captures and of what views display, kept while those are. */
class Counted {
  private readonly whole = new WeakMap<Capture, TrafficLists>();
  private readonly displayed = new WeakMap<FrameSet, TrafficLists>();
  private readonly orders = new WeakMap<TrafficLists, { key: string; order: Uint32Array }>();

  /** Counts what has come since, then gives the lists. */
  async of(
    view: View,
    displayed: boolean,
    signal: { readonly aborted: boolean },
    progress: (state: { done: number; total: number }) => void,
  ): Promise<TrafficLists> {
    const { capture, frames } = view;
    const shown = displayed && frames !== null ? frames : undefined;
    const lists = shown
      ? kept(this.displayed, shown, () => new TrafficLists(new Traffic(capture, { within: shown })))
      : kept(this.whole, capture, () => new TrafficLists(new Traffic(capture)));
    const to = shown ? view.tested : capture.table.count;
    await lists.traffic.update(to, signal, (done) => progress({ done, total: to }));
    return lists;
  }

  /** The order asked for last is kept, since windows of it follow. */
  async order(
    lists: TrafficLists,
    layer: TrafficLayer,
    kind: TrafficKind,
    text: string,
    sort: { readonly column: TrafficColumn; readonly descending: boolean },
    signal: { readonly aborted: boolean },
  ): Promise<Uint32Array> {
    const key = JSON.stringify([layer, kind, text, sort, lists.traffic.scanned]);
    const known = this.orders.get(lists);
    if (known?.key === key) return known.order;
    const order = await lists.of(layer, kind).order(text, sort, signal);
    if (order) this.orders.set(lists, { key, order });
    return order ?? new Uint32Array(0);
  }
}

function kept<K extends object, V>(map: WeakMap<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function flatten(nodes: readonly HierarchyNode[], depth: number, out: { node: HierarchyNode; depth: number }[]): void {
  for (const node of nodes) {
    out.push({ node, depth });
    flatten(node.children, depth + 1, out);
  }
}

const csvTitles: readonly (readonly [TrafficColumn, string, string])[] = [
  ['a', 'Address A', 'Address'],
  ['aPort', 'Port A', 'Port'],
  ['b', 'Address B', ''],
  ['bPort', 'Port B', ''],
  ['packets', 'Packets', 'Packets'],
  ['bytes', 'Bytes', 'Bytes'],
  ['stream', 'Stream ID', ''],
  ['sentPackets', 'Packets A → B', 'Tx Packets'],
  ['sentBytes', 'Bytes A → B', 'Tx Bytes'],
  ['receivedPackets', 'Packets B → A', 'Rx Packets'],
  ['receivedBytes', 'Bytes B → A', 'Rx Bytes'],
  ['start', 'Rel Start', ''],
  ['duration', 'Duration', ''],
  ['sentRate', 'Bits/s A → B', ''],
  ['receivedRate', 'Bits/s B → A', ''],
];

/** Columns and their titles, as Wireshark names them. */
function csvColumns(kind: TrafficKind, layer: TrafficLayer): [TrafficColumn, string][] {
  const ports = layer === 'tcp' || layer === 'udp';
  return csvTitles.flatMap(([column, pair, end]): [TrafficColumn, string][] => {
    const title = kind === 'conversations' ? pair : end;
    const needsPorts = column === 'aPort' || column === 'bPort' || column === 'stream';
    return title === '' || (needsPorts && !ports) ? [] : [[column, title]];
  });
}

function cellText(value: string | number): string {
  if (typeof value === 'string') return `"${value}"`;
  return Number.isInteger(value) ? String(value) : value.toFixed(6);
}
