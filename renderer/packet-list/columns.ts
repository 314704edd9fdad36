import type { ColumnId } from '../state/app-state.ts';

/** Headings of the packet list's columns. */
export const columnTitles: Readonly<Record<ColumnId, string>> = {
  number: 'No.',
  time: 'Time',
  source: 'Source',
  destination: 'Destination',
  layers: 'Layers',
  protocol: 'Protocol',
  length: 'Length',
  info: 'Info',
  delta: 'Delta',
  conversation: 'Stream',
  sourcePort: 'Src port',
  destinationPort: 'Dst port',
  interface: 'Interface',
};
