import type { Dissection } from '../../decoders/model/dissection.ts';
import { allFields, type Field } from '../../decoders/model/field.ts';
import { summary } from '../../decoders/tree/summary.ts';
import { exportText } from '../../decoders/tree/value-text.ts';
import type { TimeFormat } from '../passes/frame-time.ts';
import { fieldFilter } from './field-filter.ts';

const PREFIX = 'field:';
/** Most values of a field that one filter asks for. */
const MOST_VALUES = 16;

/** No field tells the time from the row above: it depends on what is displayed. */
const timeFields: Readonly<Record<TimeFormat, string>> = {
  r: 'frame.time_relative',
  d: 'frame.time_delta',
  dd: '',
  a: 'frame.time',
  ad: 'frame.time',
  adoy: 'frame.time',
  u: 'frame.time',
  ud: 'frame.time',
  udoy: 'frame.time',
  e: 'frame.time_epoch',
};

/** The fields whose values the columns show; the innermost one in the packet counts. */
const columnFields: ReadonlyMap<string, readonly string[]> = new Map([
  ['number', ['frame.number']],
  ['length', ['frame.len']],
  ['delta', ['frame.time_delta']],
  ['conversation', ['tcp.stream', 'udp.stream']],
  ['sourcePort', ['tcp.srcport', 'udp.srcport']],
  ['destinationPort', ['tcp.dstport', 'udp.dstport']],
  ['interface', ['frame.interface_name']],
]);

/**
 * The display filter that a cell of the packet list stands for: packets with the same values of what the column shows,
 * whatever name is shown in the place of an address. Null where no filter can tell.
 *
 * @param d a frame decoded with all fields
 */
export function cellFilter(d: Dissection, column: string, time: TimeFormat): string | null {
  if (column.startsWith(PREFIX)) return allValues(d, column.slice(PREFIX.length));
  switch (column) {
    case 'source':
      return addressFilter(d, 'src', summary(d).source);
    case 'destination':
      return addressFilter(d, 'dst', summary(d).destination);
    case 'protocol':
    case 'layers':
      return innermostProtocol(d);
    case 'time':
      return lastFilter(d, ({ name }) => name === timeFields[time]);
    default: {
      const names = columnFields.get(column);
      return names === undefined ? null : lastFilter(d, ({ name }) => names.includes(name));
    }
  }
}

/** By the innermost field that is an address of this end and has this text. */
function addressFilter(d: Dissection, end: 'src' | 'dst', text: string): string | null {
  const name = new RegExp(`\\.${end}(?:\\.eth)?$`);
  return lastFilter(
    d,
    (field, entry) =>
      (field.type === 'ipv4' || field.type === 'ipv6' || field.type === 'ether') &&
      name.test(field.name) &&
      exportText(d, entry, field) === text,
  );
}

/** Packets that an error message quotes do not count. */
function lastFilter(d: Dissection, fits: (field: Field, entry: number) => boolean): string | null {
  const { tape } = d.cursor;
  for (let entry = tape.count - 1; entry >= 0; entry--) {
    if (!d.layers.quoted(tape.layer[entry]) && fits(allFields()[tape.field[entry]], entry))
      return fieldFilter(d, entry);
  }
  return null;
}

function innermostProtocol(d: Dissection): string | null {
  for (let layer = d.layers.count - 1; layer > 0; layer--) {
    const p = d.registry.byIndex(d.layers.protocol(layer));
    if (!d.layers.quoted(layer) && p !== d.registry.data) return p.layer.name;
  }
  return null;
}

/** Packets that have every value which the field has here; a name can stand for several fields, as `tcp.port` does. */
function allValues(d: Dissection, name: string): string | null {
  const { tape } = d.cursor;
  const wanted = new Set(d.registry.fieldsNamed(name).map(({ id }) => id));
  const parts = new Set<string>();
  for (let entry = 0; entry < tape.count && parts.size < MOST_VALUES; entry++) {
    if (!wanted.has(tape.field[entry])) continue;
    const text = fieldFilter(d, entry);
    if (text !== null) parts.add(text.replace(allFields()[tape.field[entry]].name, name));
  }
  return parts.size === 0 ? null : [...parts].join(' && ');
}
