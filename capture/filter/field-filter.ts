import type { Dissection } from '../../decoders/model/dissection.ts';
import { allFields, type Field } from '../../decoders/model/field.ts';
import { hex } from '../../decoders/tree/bytes-text.ts';
import { dateText } from '../../decoders/tree/time-text.ts';
import { entryBytes, exportText } from '../../decoders/tree/value-text.ts';

/** Longest text or bytes that a filter is made of; what is longer is looked for by its beginning. */
const LONGEST = 1_024;

/**
 * The filter that selects frames with the same value of a field, as Wireshark's "Apply as Filter" writes it; the bare name
 * where there is no value. Null for lines of the tree that have neither name nor bytes.
 *
 * @param entry index on the tape of a frame decoded with all fields
 */
export function fieldFilter(d: Dissection, entry: number): string | null {
  const field = allFields()[d.cursor.tape.field[entry]];
  const { name } = field;
  if (name === 'text' || name.startsWith('_ws.undecoded')) return bytesOfFrame(d, entry);
  if (field.type === 'none' || field.type === 'protocol') return name;
  const value = comparison(d, entry, field);
  return value === '' ? name : `${name} ${value}`;
}

/** The operator and the value, empty where there is nothing to compare with. */
function comparison(d: Dissection, entry: number, field: Field): string {
  switch (field.type) {
    case 'string': {
      const text = exportText(d, entry, field);
      return text.length > LONGEST ? `contains ${quoted(text.slice(0, LONGEST))}` : `== ${quoted(text)}`;
    }
    case 'bytes': {
      const bytes = entryBytes(d, entry);
      if (bytes.length === 0) return '';
      return bytes.length > LONGEST ? `contains ${byteText(bytes.subarray(0, LONGEST))}` : `== ${byteText(bytes)}`;
    }
    case 'ether':
    case 'ipv6':
      return entryBytes(d, entry).length === (field.type === 'ether' ? 6 : 16)
        ? `== ${exportText(d, entry, field)}`
        : '';
    case 'time':
      return `== ${quoted(timeText(d.cursor.tape.object[entry]))}`;
    default:
      return `== ${exportText(d, entry, field)}`;
  }
}

/** Names of time zones are not unique: the date is written in the local one only where it is UTC. */
function timeText(value: unknown): string {
  const nanoseconds = typeof value === 'bigint' ? value : 0n;
  const local = dateText(nanoseconds);
  if (local.endsWith(' UTC')) return local;
  const fraction = String(((nanoseconds % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n).padStart(9, '0');
  return `${new Date(Number(nanoseconds / 1_000_000n)).toISOString().slice(0, 19)}.${fraction}Z`;
}

/** Bytes without a name are told by their place. */
function bytesOfFrame(d: Dissection, entry: number): string | null {
  const { tape } = d.cursor;
  const bytes = entryBytes(d, entry).subarray(0, LONGEST);
  if (tape.source[entry] !== 0 || bytes.length === 0) return null;
  return `frame[${tape.start[entry]}:${bytes.length}] == ${byteText(bytes)}`;
}

/** One byte needs its colon: `0a` alone is taken for bytes, but `ff` names a protocol of other programs. */
function byteText(bytes: Uint8Array): string {
  return bytes.length === 1 ? `:${hex(bytes, 0, 1)}` : hex(bytes, 0, bytes.length, ':');
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['"', '\\"'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** A text in double quotes that the filter language reads as the same text. */
export function quoted(text: string): string {
  const inside = text.replace(/[\\"\p{Cc}]/gu, (ch) => {
    const code = ch.charCodeAt(0);
    return ESCAPES.get(ch) ?? (code < 0x80 ? `\\x${hexDigits(code, 2)}` : `\\u${hexDigits(code, 4)}`);
  });
  return `"${inside}"`;
}

function hexDigits(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
