import type { Field, FieldType } from '../../decoders/model/field.ts';

/** A value while a filter is evaluated. Nanoseconds of times and durations are bigints. */
export type FilterValue = number | bigint | string | Uint8Array;

/**
 * Values of the same kind can be compared with each other.
 *
 * | kind | values | field types |
 * |---|---|---|
 * | number | number, bigint | integers, doubles, booleans (0, 1), frame links |
 * | ipv4 | number | ipv4 |
 * | bytes | Uint8Array | bytes, ether, ipv6, oid, protocol |
 * | text | string | string |
 * | time | bigint | time: since the epoch |
 * | duration | bigint | duration |
 * | none | | headings: they can only be there or not |
 */
export type ValueKind = 'number' | 'ipv4' | 'bytes' | 'text' | 'time' | 'duration' | 'none';

export function kindOf(type: FieldType): ValueKind {
  switch (type) {
    case 'ipv4':
      return 'ipv4';
    case 'ipv6':
    case 'ether':
    case 'bytes':
    case 'oid':
    case 'protocol':
      return 'bytes';
    case 'string':
      return 'text';
    case 'time':
      return 'time';
    case 'duration':
      return 'duration';
    case 'none':
      return 'none';
    default:
      return 'number';
  }
}

/** Names of types for a person. */
export const typeTitles: Readonly<Record<FieldType, string>> = {
  none: 'Label',
  protocol: 'Protocol',
  bool: 'Boolean',
  uint8: 'Unsigned integer (1 byte)',
  uint16: 'Unsigned integer (2 bytes)',
  uint24: 'Unsigned integer (3 bytes)',
  uint32: 'Unsigned integer (4 bytes)',
  uint64: 'Unsigned integer (8 bytes)',
  int8: 'Signed integer (1 byte)',
  int16: 'Signed integer (2 bytes)',
  int32: 'Signed integer (4 bytes)',
  int64: 'Signed integer (8 bytes)',
  double: 'Floating point number',
  ipv4: 'IPv4 address',
  ipv6: 'IPv6 address',
  ether: 'Ethernet or other MAC address',
  bytes: 'Byte sequence',
  oid: 'ASN.1 object identifier',
  string: 'Character string',
  frame: 'Frame number',
  duration: 'Time offset',
  time: 'Date and time',
};

/** Smallest and largest value of an integer type. */
export function bounds(type: FieldType): readonly [low: bigint, high: bigint] | undefined {
  const m = /^(u?)int(\d+)$/.exec(type === 'frame' ? 'uint32' : type);
  if (!m) return undefined;
  const bits = BigInt(m[2]);
  return m[1] ? [0n, (1n << bits) - 1n] : [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n];
}

/** Bytes that a value of a number type has on the wire, for `len()`. */
export function byteLength(type: FieldType): number {
  const m = /^u?int(\d+)$/.exec(type);
  if (m) return Number(m[1]) / 8;
  if (type === 'bool' || type === 'double') return 8;
  return 4;
}

/** What several fields of one name have in common: the type of the first one that has a value. */
export function commonType(fields: readonly Field[]): FieldType {
  return (fields.find((field) => field.type !== 'none') ?? fields[0]).type;
}

/**
 * Order of two values of one kind: negative, 0, positive. Bytes are compared by length first, as Wireshark does; texts
 * by their code units.
 */
export function compareValues(a: FilterValue, b: FilterValue): number {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return 0;
}
