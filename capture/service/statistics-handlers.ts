import { MOST_CSV_ROWS } from '../../contract/messages/statistics.ts';
import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import type { NameResolution } from '../names/name-resolution.ts';
import { type HierarchyNode, protocolHierarchy } from '../statistics/hierarchy.ts';
import { matchingLines } from '../statistics/matching-lines.ts';
import type { TrafficLayer } from '../statistics/traffic.ts';
import type { TrafficColumn, TrafficKind, TrafficRow } from '../statistics/traffic-list.ts';
import { treeLines } from '../statistics/tree-lines.ts';
import type { Capture } from '../store/capture.ts';
import type { ClientState } from './client.ts';
import { CountedTraffic, CountedTrees } from './counted-statistics.ts';

type Names = 'statistics.hierarchy' | 'statistics.traffic' | 'statistics.csv' | 'statistics.tree';

/** Most nodes of a hierarchy in one answer. */
const MOST_NODES = 2000;
const MAX_DEPTH = 128;

export function statisticsHandlers(client: ClientState): HandlersOf<Osiscope, Names> {
  const counted = new CountedTraffic();
  const countedTrees = new CountedTrees();
  const namesOf = (capture: Capture): ((address: string) => string) | undefined => {
    const { names } = client;
    return names && ((address) => names.address(capture, address));
  };
  return {
    'statistics.hierarchy': async ({ view, displayed, text }, { signal, progress }) => {
      const v = client.view(view);
      const { traffic } = await counted.of(v, displayed, signal, progress);
      const { session, registry, table, duration } = v.capture;
      const all: { node: HierarchyNode; depth: number }[] = [];
      flatten(protocolHierarchy(traffic.stacks, session.stacks, registry), 0, all);
      const nodes = found(
        all,
        ({ depth }) => depth,
        ({ node }) => `${node.name} ${node.title}`,
        text,
      );
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
      const order = await counted.order(lists, layer, kind, text, sort, signal, namesOf(v.capture));
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
    'statistics.csv': async ({ view, displayed, kind, layer, sort, text, rows }, { signal, progress }) => {
      const v = client.view(view);
      const lists = await counted.of(v, displayed, signal, progress);
      const list = lists.of(layer, kind);
      const order = await counted.order(lists, layer, kind, text, sort, signal, namesOf(v.capture));
      const columns = csvColumns(kind, layer);
      const lines = [columns.map(([, title]) => `"${title}"`).join(',')];
      const wanted = rows
        ? rows.filter((at) => at < order.length).map((at) => order[at])
        : order.subarray(0, MOST_CSV_ROWS);
      for (const row of wanted) {
        const cells = named(list.row(row), v.capture, client.names);
        lines.push(columns.map(([column]) => cellText(cells[column])).join(','));
      }
      return { text: `${lines.join('\n')}\n`, rows: lines.length - 1, total: rows ? wanted.length : order.length };
    },
    'statistics.tree': async ({ view, displayed, kind, text }, { signal, progress }) => {
      const v = client.view(view);
      const count = await countedTrees.of(v, displayed, kind, signal, progress);
      const nodes = found(
        treeLines(count),
        ({ depth }) => depth,
        ({ name }) => name,
        text,
      );
      return {
        scanned: count.scanned,
        frames: v.capture.table.count,
        nodes: nodes.slice(0, MOST_NODES),
        more: Math.max(0, nodes.length - MOST_NODES) + count.tree.omitted,
      };
    },
  };
}

/** Lines of a tree whose words have a text in them, with those they stand below. */
function found<T>(lines: T[], depth: (line: T) => number, words: (line: T) => string, text: string): T[] {
  const part = text.trim().toLowerCase();
  return part === '' ? lines : matchingLines(lines, depth, (line) => words(line).toLowerCase().includes(part));
}

/** A row with names in the place of addresses that have some. */
function named(row: TrafficRow, capture: Capture, names: NameResolution | undefined): TrafficRow {
  if (names === undefined) return row;
  const name = (address: string): string => (address === '' ? '' : names.address(capture, address).slice(0, 300));
  return { ...row, a: name(row.a), b: name(row.b) };
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
  if (typeof value === 'string') return `"${value.replaceAll('"', '""')}"`;
  return Number.isInteger(value) ? String(value) : value.toFixed(6);
}
