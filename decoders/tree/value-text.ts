import type { Dissection } from '../model/dissection.ts';
import { type Field, type FieldBase, type FieldType, valueName } from '../model/field.ts';
import { oidName, oidText } from '../presentation/asn1/oid.ts';
import { asciiText, escapeText, hex, ipv4Text, ipv6Text, utf8Text } from './bytes-text.ts';
import { dateText, secondsText } from './time-text.ts';

/** Longest text shown in a tree or a column, and most bytes; whole values go to export and copy. */
const SHOWN = 240;
const SHOWN_BYTES = 36;

const HEX_DIGITS: Partial<Record<FieldType, number>> = {
  uint8: 2,
  uint16: 4,
  uint24: 6,
  uint32: 8,
  uint64: 16,
  int8: 2,
  int16: 4,
  int32: 8,
  int64: 16,
};

function integerText(field: Field, value: number | bigint, base: FieldBase | undefined): string {
  if (base === undefined) return String(value);
  if (base === 'hex' || base === 'hex-dec') {
    const digits = field.mask ? Math.ceil(maskWidth(field) / 4) : (HEX_DIGITS[field.type] ?? 1);
    const unsigned = value < 0 ? BigInt.asUintN(64, BigInt(value)) : value;
    return `0x${unsigned.toString(16).padStart(digits, '0')}`;
  }
  if (base === 'oui')
    return value
      .toString(16)
      .padStart(6, '0')
      .replace(/..(?=.)/g, '$&:');
  if (base === 'oct') return `0${value.toString(8)}`;
  return value.toString();
}

/** A duration is seconds as a number or, where that is not exact, nanoseconds as a bigint. */
function durationText(seconds: number, nanoseconds: unknown): string {
  return typeof nanoseconds === 'bigint' ? secondsText(nanoseconds) : seconds.toFixed(9);
}

function maskWidth(field: Field): number {
  return 32 - Math.clz32(field.mask >>> field.shift);
}

/** A bit field in hexadecimal keeps the width of its word in exported values. */
function exportHex(field: Field, value: number | bigint): string {
  return `0x${value.toString(16).padStart(HEX_DIGITS[field.type] ?? 1, '0')}`;
}

/**
 * The value as `-T fields` prints it: numbers in their base, booleans as 1 and 0, bytes as hexadecimal digits, no names.
 */
export function exportText(frame: Dissection, entry: number, field: Field): string {
  const tape = frame.cursor.tape;
  const object = tape.object[entry];
  const value = tape.value[entry];
  switch (field.type) {
    case 'bool':
      return value ? '1' : '0';
    case 'none':
      return '1';
    case 'protocol':
      return tape.label[entry] ?? field.title;
    case 'bytes':
      return object === undefined || object instanceof Uint8Array ? rangeHex(frame, entry, '') : String(object);
    case 'string':
      return stringText(frame, entry, field);
    case 'oid':
      return oidOf(frame, entry);
    case 'duration':
      return durationText(value, object);
    case 'double':
      return String(value);
    case 'time':
      return dateText(object as bigint);
    case 'ipv4':
    case 'ipv6':
    case 'ether':
      return addressText(frame, entry, field);
    case 'frame':
      return String(value);
    default: {
      const number = typeof object === 'bigint' ? object : value;
      return field.base === 'hex' || field.base === 'hex-dec'
        ? exportHex(field, number)
        : integerText(field, number, field.base === 'oui' ? 'dec' : field.base);
    }
  }
}

const NUMBERS: readonly FieldType[] = ['uint8', 'uint16', 'uint24', 'uint32', 'frame'];

/** {@link exportText} of this field is the number that the tape holds, in decimal digits. */
export function exportsNumber({ type, base }: Field): boolean {
  return NUMBERS.includes(type) && base !== 'hex' && base !== 'hex-dec' && base !== 'oct';
}

/** {@link exportText} of this field is the IPv4 address that the tape holds. */
export function exportsIpv4({ type }: Field): boolean {
  return type === 'ipv4';
}

/** The value as the tree prints it behind `Title: `, with names and units; long values are cut with an ellipsis. */
export function valueText(frame: Dissection, entry: number, field: Field): string {
  const tape = frame.cursor.tape;
  const value = tape.value[entry];
  switch (field.type) {
    case 'bool':
      return (field.truth ?? ['Set', 'Not set'])[value ? 0 : 1];
    case 'bytes': {
      const length = tape.length[entry];
      return length > SHOWN_BYTES ? `${rangeHex(frame, entry, '', SHOWN_BYTES)}…` : rangeHex(frame, entry, '');
    }
    case 'oid': {
      const dotted = exportText(frame, entry, field);
      return `${dotted} (${oidName(dotted)})`;
    }
    case 'string': {
      const text = escapeText(stringText(frame, entry, field));
      return text.length > SHOWN * 4 ? `${text.slice(0, SHOWN * 4)}…` : text;
    }
    case 'duration':
      return `${durationText(value, tape.object[entry])} seconds`;
    case 'ipv4':
    case 'ipv6':
    case 'ether':
    case 'none':
    case 'protocol':
    case 'frame':
    case 'double':
    case 'time':
      return exportText(frame, entry, field);
  }
  const object = tape.object[entry];
  const number = typeof object === 'bigint' ? object : value;
  const digits = integerText(field, number, field.base);
  const name = valueName(field.names, value);
  if (name !== undefined) {
    if (field.base === 'name') return name;
    return field.base === 'oui' ? `${digits} (${name})` : `${name} (${digits})`;
  }
  if (field.names && field.base !== 'oui') return `Unknown (${digits})`;
  if (field.base === 'hex-dec') return `${digits} (${number})`;
  if (field.base === 'dec-hex') return `${digits} (${integerText(field, number, 'hex')})`;
  if (!field.unit) return digits;
  const unit = field.unit === 'bytes' && value === 1 ? 'byte' : field.unit;
  return `${digits} ${unit}`;
}

/** Raw bytes of an entry: its own, or its range in the source. */
export function entryBytes(frame: Dissection, entry: number): Uint8Array {
  const tape = frame.cursor.tape;
  const object = tape.object[entry];
  if (object instanceof Uint8Array) return object;
  const source = frame.sources[tape.source[entry]];
  if (!source) return new Uint8Array(0);
  const start = source.start + tape.start[entry];
  return source.bytes.subarray(Math.min(start, source.end), Math.min(start + tape.length[entry], source.end));
}

/** The bytes of an entry, as `-T json` prints them: hexadecimal digits with colons. */
export function bytesWithColons(frame: Dissection, entry: number): string {
  return rangeHex(frame, entry, ':');
}

function rangeHex(frame: Dissection, entry: number, separator: string, most = Number.POSITIVE_INFINITY): string {
  const bytes = entryBytes(frame, entry);
  return bytes.length === 0 ? '<MISSING>' : hex(bytes, 0, Math.min(bytes.length, most), separator);
}

/** Texts end at a NUL, as they do in Wireshark. */
function stringText(frame: Dissection, entry: number, field: Field): string {
  const object = frame.cursor.tape.object[entry];
  if (typeof object === 'string') return object;
  const bytes = entryBytes(frame, entry);
  const nul = bytes.indexOf(0);
  const end = nul < 0 ? bytes.length : nul;
  return field.charset === 'ascii' ? asciiText(bytes, 0, end) : utf8Text(bytes, 0, end);
}

/** Bytes that are no identifier are shown as they are. */
function oidOf(frame: Dissection, entry: number): string {
  const bytes = entryBytes(frame, entry);
  return oidText(bytes, 0, bytes.length) || hex(bytes, 0, bytes.length, ':');
}

function addressText(frame: Dissection, entry: number, field: Field): string {
  if (field.type === 'ipv4') return ipv4Text(frame.cursor.tape.value[entry]);
  const bytes = entryBytes(frame, entry);
  if (field.type === 'ipv6') return bytes.length === 16 ? ipv6Text(bytes, 0) : hex(bytes, 0, bytes.length);
  return hex(bytes, 0, bytes.length, ':');
}
