/**
 * A field is a named value of a protocol: the only place where its name, title, type, base, value names and help stand.
 * Tree, columns, display filter, completion, command line and JSON all read them from here.
 */
export type FieldType =
  | 'none' // a heading without a value of its own
  | 'protocol' // a whole protocol layer
  | 'bool'
  | 'uint8'
  | 'uint16'
  | 'uint24'
  | 'uint32'
  | 'uint64' // noted as bigint
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64' // noted as bigint
  | 'double'
  | 'ipv4' // noted as an unsigned 32-bit number
  | 'ipv6' // 16 bytes of its range
  | 'ether' // 6 bytes of its range
  | 'bytes'
  | 'oid' // an ASN.1 object identifier: its arcs in the bytes of its range (X.690 section 8.19)
  | 'string'
  | 'frame' // a frame number: a link
  | 'duration' // seconds in the tape's value, or nanoseconds noted as bigint; shown as tshark shows relative times
  | 'time'; // nanoseconds since the epoch, noted as bigint; shown as date and time

/**
 * How an integer is printed: decimal, hexadecimal, hexadecimal followed by decimal, decimal followed by hexadecimal, by
 * its name alone, or as an organization's three address bytes followed by the name.
 */
export type FieldBase = 'dec' | 'hex' | 'hex-dec' | 'dec-hex' | 'oct' | 'name' | 'oui';

/** Titles of values: a table, or a function for ranges. Undefined means that the value has no name. */
export type ValueNames = Readonly<Record<number, string>> | ((value: number) => string | undefined);

export interface FieldOptions {
  readonly base?: FieldBase;
  readonly names?: ValueNames;
  /** For a bit field: its bits within the word that was read. The value is shifted to the mask's lowest bit. */
  readonly mask?: number;
  /** Bits of the word that the tree shows, when they are fewer than its bytes have: 12 for the TCP flags. */
  readonly width?: number;
  /** Unit shown behind the value, for example `bytes`. */
  readonly unit?: string;
  /** One or two sentences for tooltips and completion: what the field is for. */
  readonly help?: string;
  /** Where it is specified, for example `RFC 9293 section 3.1`. */
  readonly rfc?: string;
  /** Further filter names this field answers to, for example `ip.addr` for `ip.src`. */
  readonly also?: readonly string[];
  /** Hidden fields can be filtered for and exported but are left out of the tree. */
  readonly hidden?: boolean;
  /** Titles of true and false, for booleans; default `Set` and `Not set`. */
  readonly truth?: readonly [string, string];
  /** Printed behind the value in the tree, for example `(relative sequence number)`. */
  readonly suffix?: string;
  /** Text printed in parentheses behind the value in the tree: `300 (5 minutes)`. */
  readonly remark?: (value: number) => string;
  /** How the bytes of a text are read: UTF-8 unless told. In ASCII other bytes become U+FFFD. */
  readonly charset?: 'ascii';
  /** The tree shows the bytes of the range as text instead of `Title: value`. */
  readonly verbatim?: boolean;
}

export interface FieldSpec extends FieldOptions {
  /** The name behind the protocol's prefix, for example `srcport`; empty for the prefix itself; with a leading `/` it is absolute. */
  readonly abbreviation: string;
  readonly title: string;
  readonly type: FieldType;
}

export interface Field extends FieldOptions {
  /** Index into masks and tape columns; dense from 0, unique in the process. */
  readonly id: number;
  /** Wireshark's dotted name, for example `tcp.srcport`. */
  readonly name: string;
  readonly title: string;
  readonly type: FieldType;
  /** Bits of the word that belong to the field, 0 for the whole word. */
  readonly mask: number;
  /** Bits to shift a masked value right, 0 without mask. */
  readonly shift: number;
  readonly hidden: boolean;
  /** The protocol's prefix, for example `tcp`. */
  readonly protocol: string;
}

const declared: Field[] = [];

/** All fields in order of declaration; `allFields()[field.id] === field`. */
export function allFields(): readonly Field[] {
  return declared;
}

/** Declares the fields of one protocol. Keys are the decoder's own short names. */
export function fields<K extends string>(protocol: string, specs: Record<K, FieldSpec>): Record<K, Field> {
  const out = {} as Record<K, Field>;
  for (const key of Object.keys(specs) as K[]) {
    const spec = specs[key];
    const { abbreviation } = spec;
    const name = abbreviation.startsWith('/')
      ? abbreviation.slice(1)
      : abbreviation === ''
        ? protocol
        : `${protocol}.${abbreviation}`;
    // One shape for all fields: the cursor's reads stay monomorphic.
    const field: Field = {
      id: declared.length,
      mask: spec.mask ?? 0,
      shift: lowestBit(spec.mask),
      type: spec.type,
      name,
      protocol,
      title: spec.title,
      base: spec.base,
      names: spec.names,
      width: spec.width,
      unit: spec.unit,
      help: spec.help,
      rfc: spec.rfc,
      also: spec.also,
      hidden: spec.hidden ?? false,
      truth: spec.truth,
      suffix: spec.suffix,
      remark: spec.remark,
      charset: spec.charset,
      verbatim: spec.verbatim ?? false,
    };
    declared.push(field);
    out[key] = field;
  }
  // A copy, since the engine keeps objects that grew key by key as hash tables, and decoders read them all the time.
  return { ...out };
}

function lowestBit(mask: number | undefined): number {
  return mask ? 31 - Math.clz32(mask & -mask) : 0;
}

const spec =
  (type: FieldType) =>
  (abbreviation: string, title: string, options: FieldOptions = {}): FieldSpec => ({
    abbreviation,
    title,
    type,
    ...options,
  });

export const none = spec('none');
export const bool = spec('bool');
export const uint8 = spec('uint8');
export const uint16 = spec('uint16');
export const uint24 = spec('uint24');
export const uint32 = spec('uint32');
export const uint64 = spec('uint64');
export const int16 = spec('int16');
export const int32 = spec('int32');
export const double = spec('double');
export const ipv4 = spec('ipv4');
export const ipv6 = spec('ipv6');
export const ether = spec('ether');
export const octets = spec('bytes');
export const oid = spec('oid');
export const text = spec('string');
export const frameLink = spec('frame');
export const duration = spec('duration');
export const time = spec('time');

/** Fields of several groups as those of one protocol: where two groups use a short name, the first one keeps it. */
export function together(...groups: readonly Readonly<Record<string, Field>>[]): Record<string, Field> {
  const out: Record<string, Field> = {};
  for (const group of groups) {
    for (const key of Object.keys(group)) out[Object.hasOwn(out, key) ? `${key} ${group[key].id}` : key] = group[key];
  }
  return out;
}

/** The name of a value, or undefined. Safe for any number, also one that is no own property of the table. */
export function valueName(names: ValueNames | undefined, value: number): string | undefined {
  if (!names) return undefined;
  if (typeof names === 'function') return names(value);
  return Object.hasOwn(names, value) ? names[value] : undefined;
}
