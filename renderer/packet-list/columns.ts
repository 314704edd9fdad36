import type { BuiltInColumn } from '../../contract/messages/views.ts';

/** A built-in column, or `field:` and a field's name. */
export type ColumnId = BuiltInColumn | `field:${string}`;

interface Column {
  readonly title: string;
  /** What the column shows, for its tooltip. */
  readonly help: string;
  /** Width in pixels unless changed. */
  readonly width: number;
  readonly shown: boolean;
}

/** The packet list's columns in their first order. */
export const builtIn: Readonly<Record<BuiltInColumn, Column>> = {
  number: { title: 'No.', help: 'Frame number in the capture', width: 64, shown: true },
  time: {
    title: 'Time',
    help: 'When the frame was captured, in the format of View › Time Display',
    width: 108,
    shown: true,
  },
  delta: { title: 'Delta', help: 'Seconds since the frame before', width: 92, shown: false },
  source: {
    title: 'Source',
    help: 'Address the packet comes from, of its highest layer that has one',
    width: 150,
    shown: true,
  },
  sourcePort: { title: 'Src port', help: 'Port of the sender', width: 72, shown: false },
  destination: { title: 'Destination', help: 'Address the packet goes to', width: 150, shown: true },
  destinationPort: { title: 'Dst port', help: 'Port of the receiver', width: 72, shown: false },
  layers: { title: 'Layers', help: 'Every protocol of the frame, coloured by OSI layer', width: 158, shown: true },
  protocol: { title: 'Protocol', help: 'Highest protocol of the frame', width: 84, shown: true },
  length: { title: 'Length', help: 'Length of the frame on the wire, in bytes', width: 60, shown: true },
  conversation: { title: 'Stream', help: 'Number of the conversation', width: 64, shown: false },
  interface: { title: 'Interface', help: 'Interface the frame was captured on', width: 90, shown: false },
  info: { title: 'Info', help: 'What the packet says', width: 240, shown: true },
};

export const columnIds = Object.keys(builtIn) as BuiltInColumn[];

const PREFIX = 'field:';
const FIELD_WIDTH = 120;

export function isColumn(value: unknown): value is ColumnId {
  return typeof value === 'string' && (Object.hasOwn(builtIn, value) || fieldOf(value) !== undefined);
}

/** The field that a column shows; undefined for built-in columns and what is no column. */
export function fieldOf(id: string): string | undefined {
  return id.startsWith(PREFIX) && /^[\w.-]{1,200}$/.test(id.slice(PREFIX.length)) ? id.slice(PREFIX.length) : undefined;
}

export function fieldColumn(field: string): ColumnId {
  return `${PREFIX}${field}` as ColumnId;
}

/** What there is to say of a column; a field's column is called by the field. */
export function columnOf(id: ColumnId): Column {
  const field = fieldOf(id);
  if (field === undefined) return builtIn[id as BuiltInColumn];
  return { title: field, help: `All values of ${field} in the packet`, width: FIELD_WIDTH, shown: true };
}
