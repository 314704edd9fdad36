import { create } from 'zustand';
import type { trafficColumn, trafficKind, trafficLayer, treeKind } from '../../contract/messages/statistics.ts';
import type { Infer } from '../../contract/schema.ts';
import { useList } from '../packet-list/list-state.ts';
import { useApp } from '../state/app-state.ts';

export type TrafficColumn = Infer<typeof trafficColumn>;
export type TrafficKind = Infer<typeof trafficKind>;
export type TrafficLayer = Infer<typeof trafficLayer>;
export type TreeKind = Infer<typeof treeKind>;

export const statisticsTabs = {
  hierarchy: 'Protocol Hierarchy',
  conversations: 'Conversations',
  endpoints: 'Endpoints',
  counts: 'HTTP, DNS, Lengths',
} as const;

/** Trees of counts and what they are called. */
export const treeKinds: Readonly<Record<TreeKind, string>> = {
  http: 'HTTP Packet Counter',
  http_req: 'HTTP Requests',
  http_srv: 'HTTP Load Distribution',
  dns: 'DNS',
  plen: 'Packet Lengths',
};
export type StatisticsTab = keyof typeof statisticsTabs;

/** Layers of conversations: their names and OSI numbers. */
export const trafficLayers: Readonly<Record<TrafficLayer, readonly [title: string, osi: number]>> = {
  eth: ['Ethernet', 2],
  ip: ['IPv4', 3],
  ipv6: ['IPv6', 3],
  tcp: ['TCP', 4],
  udp: ['UDP', 4],
};

interface StatisticsState {
  readonly tab: StatisticsTab;
  readonly layer: TrafficLayer;
  readonly tree: TreeKind;
  /** Only packets that are displayed count. */
  readonly displayed: boolean;
  readonly text: string;
  /** Part of the names of protocols that are listed, and of the lines of counts. */
  readonly protocol: string;
  readonly line: string;
  readonly sort: { readonly column: TrafficColumn; readonly descending: boolean };
}

/** What the statistics page shows. */
export const useStatistics = create<StatisticsState>()(() => ({
  tab: 'conversations',
  layer: 'tcp',
  tree: 'http',
  displayed: false,
  text: '',
  protocol: '',
  line: '',
  sort: { column: 'bytes', descending: true },
}));

/** Grows whenever what is counted may have changed: packets came, were filtered or are ignored. */
export function useCountedVersion(): number {
  const tested = useApp((s) => s.view?.tested ?? 0);
  return tested + useList((s) => s.contents);
}

/** Sorts by a column, the other way round if it is the one already. Numbers begin with the largest. */
export function sortBy(column: TrafficColumn): void {
  useStatistics.setState(({ sort }) => ({
    sort: {
      column,
      descending:
        sort.column === column ? !sort.descending : !['a', 'b', 'aPort', 'bPort', 'start', 'stream'].includes(column),
    },
  }));
}
