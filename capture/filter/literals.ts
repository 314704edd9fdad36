import { type Field, type FieldType, valueName } from '../../decoders/model/field.ts';
import { oidBytes } from '../../decoders/presentation/asn1/oid.ts';
import { parseIpv4, parseIpv6 } from './addresses.ts';
import { fail, type Span } from './problem.ts';
import { parseDuration, parseTime } from './time-literals.ts';
import { bounds, type FilterValue, typeTitles } from './value-kind.ts';

/** A value written in a filter. */
export interface Literal {
  readonly value: FilterValue;
  /** Of addresses: how many leading bits count, undefined for all. */
  readonly prefix?: number;
}

/** How a literal was written: without quotes, as a string, or as a character. */
export interface WrittenLiteral extends Span {
  readonly kind: 'word' | 'string' | 'char';
  /** As it stands in the filter. */
  readonly text: string;
  /** What strings and characters stand for. */
  readonly value: string;
  /** See Token.bytes. */
  readonly bytes: boolean;
}

/** The value that a literal has beside something of a type; `fields` are those whose value names it may use. */
export function readLiteral(written: WrittenLiteral, type: FieldType, fields: readonly Field[]): Literal {
  switch (type) {
    case 'string':
      return { value: written.kind === 'word' ? written.text : written.value };
    case 'bytes':
    case 'protocol':
      return { value: written.kind === 'word' ? byteWord(written) : textBytes(written) };
    case 'bool':
      return { value: truth(written, fields) };
    case 'oid':
      return { value: identifier(written) };
    case 'ipv4':
      return ipv4(written);
    case 'ipv6':
      return ipv6(written);
    case 'ether':
      return { value: written.kind === 'word' ? ether(written) : fixedLength(written, type, 6) };
    case 'double':
      return { value: double(written) };
    case 'time':
      return { value: parseTime(written) };
    case 'duration':
      if (written.kind !== 'word') notFromString(written, type);
      return { value: parseDuration(written) };
    case 'none':
      fail(written, 'A heading has no value to compare with.');
      break;
    default:
      return { value: integer(written, type, fields) };
  }
}

/** Bytes of a string: UTF-8, except that `\xff` stands for one byte. */
export function textBytes({ value, bytes }: { readonly value: string; readonly bytes: boolean }): Uint8Array {
  if (!bytes) return new TextEncoder().encode(value);
  const out: number[] = [];
  for (const ch of value) {
    const code = ch.codePointAt(0) as number;
    if (code <= 0xff) out.push(code);
    else out.push(...new TextEncoder().encode(ch));
  }
  return Uint8Array.from(out);
}

function notFromString(written: WrittenLiteral, type: FieldType): never {
  fail(written, `${typeTitles[type]} cannot be converted from a string (${written.text}).`);
}

const INTEGER = /^(?:0[xX][0-9a-fA-F]+|0[bB][01]+|\d+)$/;

/** The number that digits stand for: decimal, `0x`, `0b`, or octal behind a leading 0; undefined for other texts. */
export function wholeNumber(text: string): bigint | undefined {
  if (!INTEGER.test(text)) return undefined;
  if (/^0\d+$/.test(text)) return /^[0-7]+$/.test(text) ? BigInt(`0o${text}`) : undefined;
  return BigInt(text);
}

/** Numbers up to 2^53 are kept as such, others as bigints. */
export function plain(value: bigint): number | bigint {
  return value <= 0x1f_ffff_ffff_ffffn && value >= -0x1f_ffff_ffff_ffffn ? Number(value) : value;
}

function integer(written: WrittenLiteral, type: FieldType, fields: readonly Field[]): number | bigint {
  if (written.kind === 'char') return written.value.charCodeAt(0);
  const named = fields.some((field) => field.names !== undefined);
  if (written.kind === 'word') {
    const value = wholeNumber(written.text);
    if (value !== undefined) return inBounds(value, written, type);
  }
  const name = written.kind === 'word' ? written.text : written.value;
  const found = named ? namedValue(name, fields) : undefined;
  if (found !== undefined) return found;
  if (named) {
    const field = fields.find((f) => f.names !== undefined) as Field;
    fail(
      written,
      `"${name}" cannot be found among the possible values for ${field.name}.`,
      nearNames(name, fields).map((title) => JSON.stringify(title)),
    );
  }
  if (written.kind === 'string') notFromString(written, type);
  fail(written, `"${written.text}" is not a valid number.`);
}

function inBounds(value: bigint, written: WrittenLiteral, type: FieldType): number | bigint {
  if (value > 0xffff_ffff_ffff_ffffn) fail(written, `"${written.text}" causes an integer overflow.`);
  const limits = bounds(type);
  if (limits && value > limits[1]) {
    fail(written, `"${written.text}" too big for this field, maximum ${limits[1]}.`);
  }
  return plain(value);
}

/** Values of the names that a table has, and functions for the low numbers that value names given as functions cover. */
function* valueNamesOf(field: Field): Generator<readonly [value: number, title: string]> {
  const { names } = field;
  if (names === undefined) return;
  if (typeof names !== 'function') {
    for (const key of Object.keys(names)) yield [Number(key), names[Number(key)]];
    return;
  }
  const limits = bounds(field.type);
  const last = limits && limits[1] < 0xffffn ? Number(limits[1]) : 0xffff;
  for (let value = 0; value <= last; value++) {
    const title = names(value);
    if (title !== undefined) yield [value, title];
  }
}

function namedValue(name: string, fields: readonly Field[]): number | undefined {
  const wanted = name.toLowerCase();
  for (const field of fields) {
    for (const [value, title] of valueNamesOf(field)) if (title.toLowerCase() === wanted) return value;
  }
  return undefined;
}

/** Titles of values that contain the text, for completion and for errors; all of them for an empty text. */
export function valueTitles(fields: readonly Field[], containing: string, most: number): [number, string][] {
  const out: [number, string][] = [];
  const seen = new Set<string>();
  const wanted = containing.toLowerCase();
  for (const field of fields) {
    for (const [value, title] of valueNamesOf(field)) {
      if (out.length >= most) return out;
      if (seen.has(title) || !title.toLowerCase().includes(wanted)) continue;
      seen.add(title);
      out.push([value, title]);
    }
  }
  return out;
}

function nearNames(name: string, fields: readonly Field[]): string[] {
  const found = valueTitles(fields, name, 5);
  return (found.length > 0 ? found : valueTitles(fields, name.slice(0, 3), 5)).map(([, title]) => title);
}

/** The title of a value, which a filter may use instead of the number. */
export function titleOf(field: Field, value: number): string | undefined {
  return valueName(field.names, value);
}

function truth(written: WrittenLiteral, fields: readonly Field[]): number {
  if (written.kind === 'char') return written.value === '\0' ? 0 : 1;
  const text = written.kind === 'word' ? written.text : written.value;
  const number = written.kind === 'word' ? wholeNumber(text) : undefined;
  if (number !== undefined) return number === 0n ? 0 : 1;
  if (text === 'True' || text === 'TRUE') return 1;
  if (text === 'False' || text === 'FALSE') return 0;
  const titles = [...fields.map((field) => field.truth ?? ['Set', 'Not set']), ['True', 'False']];
  const wanted = text.toLowerCase();
  for (const [yes, no] of titles.slice(0, -1)) {
    if (wanted === yes.toLowerCase()) return 1;
    if (wanted === no.toLowerCase()) return 0;
  }
  fail(
    written,
    `"${text}" cannot be found among the possible values for ${fields[0]?.name ?? 'a boolean'}.`,
    titles.flat().map((title) => (/^\w+$/.test(title) ? title : JSON.stringify(title))),
  );
}

/** An object identifier in dotted decimal, as the bytes that it is encoded in. */
function identifier(written: WrittenLiteral): Uint8Array {
  if (written.kind !== 'word') notFromString(written, 'oid');
  return oidBytes(written.text) ?? fail(written, `"${written.text}" is not a valid OBJECT IDENTIFIER.`);
}

function ipv4(written: WrittenLiteral): Literal {
  if (written.kind !== 'word') notFromString(written, 'ipv4');
  const [address, prefix] = withPrefix(written.text);
  const value = parseIpv4(address);
  if (value === undefined) fail(written, `"${address}" is not a valid hostname or IPv4 address.`);
  return { value, prefix: prefixLength(prefix, 32, 'IPv4', written) };
}

function ipv6(written: WrittenLiteral): Literal {
  if (written.kind !== 'word') notFromString(written, 'ipv6');
  const [address, prefix] = withPrefix(written.text);
  const value = parseIpv6(address);
  if (value === undefined) fail(written, `"${address}" is not a valid hostname or IPv6 address.`);
  return { value, prefix: prefixLength(prefix, 128, 'IPv6', written) };
}

function withPrefix(text: string): [string, string | undefined] {
  const slash = text.indexOf('/');
  return slash < 0 ? [text, undefined] : [text.slice(0, slash), text.slice(slash + 1)];
}

function prefixLength(text: string | undefined, most: number, kind: string, written: Span): number | undefined {
  if (text === undefined) return undefined;
  const bits = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(bits)) fail(written, `"${text}" is not a valid number of netmask bits.`);
  if (bits > most) fail(written, `Netmask bits in a CIDR ${kind} address should be <= ${most}, not ${bits}`);
  return bits === most ? undefined : bits;
}

function ether(written: WrittenLiteral): Uint8Array {
  const bytes = hexBytes(written.text);
  if (bytes === undefined) fail(written, `"${written.text}" is not a valid hostname or Ethernet address.`);
  if (bytes.length < 6) fail(written, `"${written.text}" contains too few bytes to be a valid Ethernet address.`);
  if (bytes.length > 6) fail(written, `"${written.text}" contains too many bytes to be a valid Ethernet address.`);
  return bytes;
}

function fixedLength(written: WrittenLiteral, type: FieldType, length: number): Uint8Array {
  const bytes = textBytes(written);
  if (bytes.length !== length) notFromString(written, type);
  return bytes;
}

/** `00:11`, `00-11`, `00.11`, `0011.2233`, `0011`, `:11`, a single digit, or one byte as `0x11`; undefined for others. */
export function hexBytes(text: string): Uint8Array | undefined {
  const one = /^:?0[xX]([0-9a-fA-F]{1,2})$/.exec(text);
  if (one) return Uint8Array.of(Number.parseInt(one[1], 16));
  const digits = text.startsWith(':') ? text.slice(1) : text;
  const separated = /^[0-9a-fA-F]{1,2}(?:([:.-])[0-9a-fA-F]{1,2}(?:\1[0-9a-fA-F]{1,2})*)?$/.test(digits);
  if (separated) return Uint8Array.from(digits.split(/[:.-]/), (part) => Number.parseInt(part, 16));
  const words = /^[0-9a-fA-F]{4}(?:\.[0-9a-fA-F]{4})+$/.test(digits) ? digits.replaceAll('.', '') : digits;
  if (!/^[0-9a-fA-F]+$/.test(words)) return undefined;
  return Uint8Array.from(words.match(/../g) ?? [], (part) => Number.parseInt(part, 16));
}

function byteWord(written: WrittenLiteral): Uint8Array {
  const bytes = hexBytes(written.text);
  if (bytes === undefined) {
    fail(written, `"${written.text}" is not a valid byte string.`, [JSON.stringify(written.text)]);
  }
  return bytes;
}

function double(written: WrittenLiteral): number {
  const text = written.kind === 'word' ? written.text : written.value;
  const whole = wholeNumber(text);
  if (whole !== undefined) return Number(whole);
  if (!/^\d*\.?\d+(?:[eE][+-]?\d+)?$/.test(text)) fail(written, `"${text}" is not a valid number.`);
  return Number(text);
}
