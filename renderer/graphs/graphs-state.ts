import { create } from 'zustand';
import type { ioMeasure, tcpGraphKind } from '../../contract/messages/graphs.ts';
import type { Infer } from '../../contract/schema.ts';
import { remember, setting } from '../state/settings.ts';

export type IoMeasure = Infer<typeof ioMeasure>;
export type TcpGraphKind = Infer<typeof tcpGraphKind>;

export const graphTabs = {
  io: 'I/O Graph',
  tcp: 'TCP Stream',
  lengths: 'Packet Lengths',
  flow: 'Flow',
  responses: 'Response Times',
} as const;
export type GraphTab = keyof typeof graphTabs;

export const lineStyles = { line: 'Line', step: 'Steps', bars: 'Bars', dots: 'Dots' } as const;
export type LineStyle = keyof typeof lineStyles;

export const measures: Readonly<Record<IoMeasure, string>> = {
  packets: 'Packets',
  bytes: 'Bytes',
  bits: 'Bits',
  sum: 'SUM(field)',
  count: 'COUNT(field)',
  min: 'MIN(field)',
  max: 'MAX(field)',
  avg: 'AVG(field)',
};

/** A line of the I/O graph, as it is edited. */
export interface IoSeries {
  readonly id: number;
  readonly shown: boolean;
  readonly name: string;
  readonly filter: string;
  readonly measure: IoMeasure;
  readonly field: string;
  readonly style: LineStyle;
  /** Hue of an OSI layer, 1 to 7. */
  readonly hue: number;
}

export const tcpKinds: Readonly<Record<TcpGraphKind, string>> = {
  stevens: 'Time / Sequence (Stevens)',
  tcptrace: 'Time / Sequence (tcptrace)',
  throughput: 'Throughput',
  'round-trip': 'Round-Trip Time',
  window: 'Window',
};

interface GraphsState {
  readonly tab: GraphTab;
  readonly series: readonly IoSeries[];
  /** Seconds; 0 lets the range choose. */
  readonly interval: number;
  readonly logarithmic: boolean;
  readonly tcpKind: TcpGraphKind;
  readonly stream: number;
  readonly backwards: boolean;
  /** Statistics of displayed packets alone. */
  readonly displayed: boolean;
}

const standardSeries: readonly IoSeries[] = [
  { id: 1, shown: true, name: 'All packets', filter: '', measure: 'packets', field: '', style: 'line', hue: 4 },
  {
    id: 2,
    shown: true,
    name: 'TCP errors',
    filter: 'tcp.analysis.flags && !tcp.analysis.window_update',
    measure: 'packets',
    field: '',
    style: 'bars',
    hue: 7,
  },
];

export const useGraphs = create<GraphsState>()(() => ({
  tab: 'io',
  series: standardSeries,
  interval: 0,
  logarithmic: false,
  tcpKind: 'tcptrace',
  stream: 0,
  backwards: false,
  displayed: false,
}));

const SETTING = 'graphs';

export function chooseGraph(part: Partial<GraphsState>): void {
  useGraphs.setState(part);
  const { tab, series, interval, logarithmic, tcpKind, displayed } = useGraphs.getState();
  remember(SETTING, { tab, series, interval, logarithmic, tcpKind, displayed });
}

export function changeSeries(id: number, part: Partial<IoSeries>): void {
  chooseGraph({ series: useGraphs.getState().series.map((one) => (one.id === id ? { ...one, ...part } : one)) });
}

export function addSeries(): void {
  const { series } = useGraphs.getState();
  const id = Math.max(0, ...series.map((one) => one.id)) + 1;
  const hue = ((id + 2) % 7) + 1;
  chooseGraph({
    series: [
      ...series,
      { id, shown: true, name: `Series ${id}`, filter: '', measure: 'packets', field: '', style: 'line', hue },
    ],
  });
}

export function removeSeries(id: number): void {
  chooseGraph({ series: useGraphs.getState().series.filter((one) => one.id !== id) });
}

export function resetSeries(): void {
  chooseGraph({ series: standardSeries, interval: 0 });
}

export function recallGraphs(): void {
  const known = setting(SETTING, (value) => {
    const { tab, series, interval, logarithmic, tcpKind, displayed } = (value ?? {}) as Record<string, unknown>;
    return {
      ...(typeof tab === 'string' && Object.hasOwn(graphTabs, tab) ? { tab: tab as GraphTab } : {}),
      ...(Array.isArray(series) && series.every(isSeries) ? { series: series.slice(0, 16) } : {}),
      ...(typeof interval === 'number' && interval >= 0 ? { interval } : {}),
      ...(typeof tcpKind === 'string' && Object.hasOwn(tcpKinds, tcpKind) ? { tcpKind: tcpKind as TcpGraphKind } : {}),
      logarithmic: logarithmic === true,
      displayed: displayed === true,
    };
  });
  if (known) useGraphs.setState(known);
}

function isSeries(value: unknown): value is IoSeries {
  const { id, shown, name, filter, measure, field, style, hue } = (value ?? {}) as Partial<IoSeries>;
  return (
    typeof id === 'number' &&
    typeof shown === 'boolean' &&
    typeof name === 'string' &&
    typeof filter === 'string' &&
    typeof field === 'string' &&
    typeof measure === 'string' &&
    Object.hasOwn(measures, measure) &&
    typeof style === 'string' &&
    Object.hasOwn(lineStyles, style) &&
    typeof hue === 'number' &&
    hue >= 1 &&
    hue <= 7
  );
}
