import type { trafficRow } from '../../contract/messages/statistics.ts';
import type { Infer } from '../../contract/schema.ts';
import { numberText } from '../status/number-texts.ts';
import { rateText } from './rate-text.ts';
import type { TrafficColumn, TrafficKind, TrafficLayer } from './statistics-state.ts';

export type TrafficRow = Infer<typeof trafficRow>;

interface ShownColumn {
  readonly id: TrafficColumn;
  readonly title: string;
  /** CSS width. */
  readonly width: string;
  readonly text: (row: TrafficRow) => string;
}

const count = (id: TrafficColumn & keyof TrafficRow, title: string): ShownColumn => ({
  id,
  title,
  width: id.endsWith('Packets') ? '72px' : '88px',
  text: (row) => numberText(row[id] as number),
});

/** Room around the text of a cell, and the width of a digit, in pixels. */
const PADDING = 14;
const DIGIT = 7.7;

const seconds = (id: 'start' | 'duration', title: string, longest: number): ShownColumn => ({
  id,
  title,
  width: `${Math.max(id === 'start' ? 100 : 88, Math.ceil(PADDING + DIGIT * longest.toFixed(6).length))}px`,
  text: (row) => row[id].toFixed(6),
});

/** The columns of a table, in their order. `longest` are the greatest numbers of seconds that there has to be room for. */
export function trafficColumns(
  kind: TrafficKind,
  layer: TrafficLayer,
  longest: { readonly start: number; readonly duration: number },
): readonly ShownColumn[] {
  const pairs = kind === 'conversations';
  const ports = layer === 'tcp' || layer === 'udp';
  const address = (id: 'a' | 'b', title: string): ShownColumn => ({
    id,
    title,
    width: 'minmax(150px, 1fr)',
    text: (row) => row[id],
  });
  const port = (id: 'aPort' | 'bPort', title: string): ShownColumn => ({
    id,
    title,
    width: '54px',
    text: (row) => String(row[id]),
  });
  return [
    address('a', pairs ? 'Address A' : 'Address'),
    ...(ports ? [port('aPort', pairs ? 'Port A' : 'Port')] : []),
    ...(pairs ? [address('b', 'Address B')] : []),
    ...(pairs && ports ? [port('bPort', 'Port B')] : []),
    ...(pairs && ports ? [{ ...count('stream', 'Stream'), width: '58px' }] : []),
    { ...count('packets', 'Packets'), width: '76px' },
    { ...count('bytes', 'Bytes'), width: '110px' },
    count('sentPackets', pairs ? 'Pkts A→B' : 'Tx packets'),
    count('sentBytes', pairs ? 'Bytes A→B' : 'Tx bytes'),
    count('receivedPackets', pairs ? 'Pkts B→A' : 'Rx packets'),
    count('receivedBytes', pairs ? 'Bytes B→A' : 'Rx bytes'),
    seconds('start', 'Start', longest.start),
    seconds('duration', 'Duration', longest.duration),
    ...(pairs ? rates : []),
  ];
}

const rates: readonly ShownColumn[] = (['sentRate', 'receivedRate'] as const).map((id) => ({
  id,
  title: id === 'sentRate' ? 'Bits/s A→B' : 'Bits/s B→A',
  width: '80px',
  text: (row) => (row.duration > 0 ? rateText(row[id]) : ''),
}));
