import { create } from 'zustand';
import type { trafficColumn, trafficKind, trafficLayer } from '../../contract/messages/statistics.ts';
import type { Infer } from '../../contract/schema.ts';

export type TrafficColumn = Infer<typeof trafficColumn>;
export type TrafficKind = Infer<typeof trafficKind>;
export type TrafficLayer = Infer<typeof trafficLayer>;

export const statisticsTabs = {
  hierarchy: 'Protocol Hierarchy',
  conversations: 'Conversations',
  endpoints: 'Endpoints',
} as const;
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
  /** Only packets that are displayed count. */
  readonly displayed: boolean;
  readonly text: string;
  readonly sort: { readonly column: TrafficColumn; readonly descending: boolean };
}

/** What the statistics page shows. */
export const useStatistics = create<StatisticsState>()(() => ({
  tab: 'conversations',
  layer: 'tcp',
  displayed: false,
  text: '',
  sort: { column: 'bytes', descending: true },
}));

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
