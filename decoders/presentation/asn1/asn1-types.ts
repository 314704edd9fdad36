import type { Field } from '../../model/field.ts';
import { ber } from './asn1-fields.ts';
import { CONTEXT, header, readHeader, UNIVERSAL } from './der.ts';
import type { DerWalk, Element } from './der-walk.ts';
import { oidText } from './oid.ts';
import { needsText, stringText } from './strings.ts';
import { generalizedTime, utcTimeText } from './times.ts';

/**
 * A type of ASN.1 with the fields that its values are noted as. Schemas are made of them once and read by a {@link DerWalk}:
 *
 * ```
 * sequence(f.basicConstraints, [optional(boolean(f.ca)), optional(integer(f.pathLength))])
 * ```
 */
export interface Asn1Type {
  /** What an error says was expected. */
  readonly title: string;
  /** Whether a value with this tag is one of the type. */
  accepts(tag: number): boolean;
  /** Notes a value whose tag was accepted, or stands for the type's own. */
  read(w: DerWalk, e: Element): void;
}

export interface Part {
  readonly type: Asn1Type;
  readonly optional: boolean;
}

export const optional = (type: Asn1Type): Part => ({ type, optional: true });

const universal = (number: number, title: string, read: Asn1Type['read']): Asn1Type => ({
  title,
  accepts: (tag) => tag === UNIVERSAL + number,
  read,
});

/** A value with content that is there in one piece; others are noted as unknown. */
function whole(w: DerWalk, e: Element): boolean {
  if (!e.cut && !e.constructed) return true;
  w.unknown(e.at, e.end, e.cut ? 'cut' : 'in pieces');
  return false;
}

/** Octets of the integers that fields of numbers can hold, and some: longer ones are not worked out. */
const LONGEST_INTEGER = 16;

/** Of a field of bytes, the digits are shown as one number. */
export const integer = (field: Field): Asn1Type => numeric(2, 'INTEGER', field);

export const enumerated = (field: Field): Asn1Type => numeric(10, 'ENUMERATED', field);

const numeric = (number: number, title: string, field: Field): Asn1Type =>
  universal(number, title, (w, e) => {
    const length = e.stop - e.start;
    if (!whole(w, e)) return;
    if (length === 0) w.unknown(e.at, e.end, `no ${title}`);
    else if (field.type === 'bytes') noteDigits(w, field, e, field.title);
    else if (length > LONGEST_INTEGER) noteDigits(w, ber.unknown, e, field.title);
    else {
      let value = BigInt.asIntN(8, BigInt(w.bytes[e.start]));
      for (let at = e.start + 1; at < e.stop; at++) value = (value << 8n) | BigInt(w.bytes[at]);
      if (!holds(field, value)) noteDigits(w, ber.unknown, e, field.title);
      else w.c.at(field, e.start, length, Number(value), field.type === 'uint64' ? value : undefined);
    }
  });

function noteDigits(w: DerWalk, field: Field, { start, stop }: Element, title: string): void {
  const entry = w.c.at(field, start, stop - start, 0);
  w.say(entry, field, (value) => `${title}: 0x${value}`);
}

/** Integers of ASN.1 have no bounds; those that a field's type does not hold are shown by their bytes. */
function holds({ type }: Field, value: bigint): boolean {
  const bits = type === 'uint16' ? 16 : type === 'uint64' ? 64 : 32;
  return type === 'int32' ? BigInt.asIntN(bits, value) === value : BigInt.asUintN(bits, value) === value;
}

export const boolean = (field: Field): Asn1Type =>
  universal(1, 'BOOLEAN', (w, e) => {
    if (!whole(w, e)) return;
    if (e.stop - e.start === 1) w.c.at(field, e.start, 1, w.bytes[e.start] === 0 ? 0 : 1);
    else w.unknown(e.at, e.end, 'no BOOLEAN');
  });

/** Remembers the identifier as the walk's {@link DerWalk.oid}. */
export const objectIdentifier = (field: Field): Asn1Type =>
  universal(6, 'OBJECT IDENTIFIER', (w, e) => {
    w.oid = '';
    if (!whole(w, e)) return;
    w.oid = oidText(w.bytes, e.start, e.stop);
    if (w.oid === '') w.unknown(e.at, e.end, 'no OBJECT IDENTIFIER');
    else w.c.at(field, e.start, e.stop - e.start, 0);
  });

/** NULL, which is noted only where it has a field. */
export const nothing = (field?: Field): Asn1Type =>
  universal(5, 'NULL', (w, e) => {
    if (e.stop > e.start) w.unknown(e.at, e.end, 'NULL expected');
    else if (field !== undefined) w.c.at(field, e.start, 0, 0);
  });

export const octetString = (field: Field): Asn1Type =>
  universal(4, 'OCTET STRING', (w, e) => {
    if (whole(w, e)) w.c.at(field, e.start, e.stop - e.start, 0);
  });

/**
 * An octet string that holds a value whose type depends on the object identifier read before it, which stays the one read last.
 *
 * @param otherwise shows the bytes of a value of no known type
 */
export const octetsByIdentifier = (types: ReadonlyMap<string, Asn1Type>, otherwise: Field): Asn1Type =>
  universal(4, 'OCTET STRING', (w, e) => {
    const { oid } = w;
    const type = types.get(oid);
    if (e.constructed) w.unknown(e.at, e.end, 'in pieces');
    else if (type !== undefined) readOne(w, e.start, e.stop, type);
    else w.c.at(otherwise, e.start, e.stop - e.start, 0);
    w.oid = oid;
  });

/** @param flags booleans by the number of their bit; each has the mask of its bit in its byte */
export const bitString = (field: Field, flags: readonly Field[] = []): Asn1Type =>
  universal(3, 'BIT STRING', (w, e) => {
    const { c, bytes } = w;
    if (!whole(w, e)) return;
    if (e.stop === e.start) {
      w.unknown(e.at, e.end, 'no BIT STRING');
      return;
    }
    c.at(ber.padding, e.start, 1, bytes[e.start]);
    const start = e.start + 1;
    if (start === e.stop) {
      c.at(ber.empty, e.start, 1, 0);
      return;
    }
    c.at(field, start, e.stop - start, 0);
    c.nest();
    // Zeros at the end are left out: bits that are not there are false.
    flags.forEach((flag, bit) => {
      const at = start + (bit >>> 3);
      if (at < e.stop) c.at(flag, at, 1, (bytes[at] & flag.mask) === 0 ? 0 : 1);
      else c.at(flag, e.stop - 1, 1, 0);
    });
    c.unnest();
  });

const UTC_TIME = 23;
const GENERALIZED_TIME = 24;
const LAST_STRING = 30;

export function isString(tag: number): boolean {
  if (tag === UTC_TIME || tag === GENERALIZED_TIME) return false;
  return tag === 12 || (tag >= 18 && tag <= LAST_STRING);
}

/** A character string of any kind. `number` is the tag that the type has by its definition, for values without their own. */
export const string = (number: number, field: Field): Asn1Type => ({
  title: 'a character string',
  accepts: isString,
  read(w, e) {
    if (!whole(w, e)) return;
    const kind = isString(e.tag) ? e.tag : number;
    const text = needsText(kind, w.bytes, e.start, e.stop) ? stringText(kind, w.bytes, e.start, e.stop) : undefined;
    w.c.at(field, e.start, e.stop - e.start, 0, text);
  },
});

/** A character string of exactly one kind, as alternatives of a choice are. */
export const stringOf = (number: number, field: Field): Asn1Type => ({
  ...string(number, field),
  accepts: (tag) => tag === UNIVERSAL + number,
});

export const utcTime = (field: Field): Asn1Type =>
  universal(UTC_TIME, 'UTCTime', (w, e) => {
    if (whole(w, e)) w.c.at(field, e.start, e.stop - e.start, 0, utcTimeText(w.bytes, e.start, e.stop));
  });

export const generalTime = (field: Field): Asn1Type =>
  universal(GENERALIZED_TIME, 'GeneralizedTime', (w, e) => {
    if (!whole(w, e)) return;
    const time = generalizedTime(w.bytes, e.start, e.stop);
    if (time === undefined) w.unknown(e.at, e.end, 'no GeneralizedTime');
    else w.c.at(field, e.start, e.stop - e.start, 0, time);
  });

/**
 * A SEQUENCE of parts in their order; without a field its parts stand where it would.
 *
 * @param about what the heading says of its parts, when they have been read
 */
export const sequence = (
  field: Field | undefined,
  parts: readonly (Asn1Type | Part)[],
  about?: (w: DerWalk) => string,
): Asn1Type => {
  const all = parts.map((part): Part => ('type' in part ? part : { type: part, optional: false }));
  return universal(16, 'SEQUENCE', (w, e) => {
    const entry = field === undefined ? -1 : w.c.at(field, e.at, e.end - e.at, 0);
    if (field !== undefined) w.c.nest();
    w.depth++;
    readParts(w, e, all);
    w.depth--;
    if (field === undefined) return;
    w.c.unnest();
    if (!w.labels) return;
    w.said = about?.(w) ?? '';
    if (w.said !== '') w.c.label(entry, `${field.title} (${w.said})`);
    else if (e.start === e.stop) w.c.label(entry, `${field.title} [0 length]`);
  });
};

function readParts(w: DerWalk, { start, stop, cut }: Element, parts: readonly Part[]): void {
  let at = start;
  let next: Element | undefined;
  for (const { type, optional } of parts) {
    if (next === undefined && at < stop) {
      next = w.element(at, stop);
      if (next === undefined) return;
    }
    if (next !== undefined && type.accepts(next.tag)) {
      type.read(w, next);
      at = next.end;
      next = undefined;
    } else if (!optional) {
      // What holds it was cut, as is told there.
      if (cut && next === undefined) return;
      w.unknown(at, stop, next === undefined ? `${type.title} missing` : `${type.title} expected`);
      return;
    }
  }
  if (at < stop) w.unknown(at, stop, 'more than expected');
}

/** What a list says of itself in its heading, by what its items said of themselves. */
type AboutItems = (said: readonly string[]) => string;

/** A SEQUENCE OF or SET OF: its field holds how many there are. */
const listOf = (number: number, title: string, field: Field, item: Asn1Type, about?: AboutItems): Asn1Type =>
  universal(number, title, (w, e) => {
    const count = countOf(w, e);
    const entry = w.c.at(field, e.start, e.stop - e.start, count);
    w.c.nest();
    const said = readItems(w, e, item);
    w.c.unnest();
    if (!w.labels) return;
    w.said = about?.(said) ?? '';
    const items = `${field.title}: ${count} ${count === 1 ? 'item' : 'items'}`;
    w.c.label(entry, w.said === '' ? items : `${items} (${w.said})`);
  });

export const sequenceOf = (field: Field, item: Asn1Type, about?: AboutItems): Asn1Type =>
  listOf(16, 'SEQUENCE OF', field, item, about);

export const setOf = (field: Field, item: Asn1Type, about?: AboutItems): Asn1Type =>
  listOf(17, 'SET OF', field, item, about);

/** Reads the items that are in a value. Returns what each of them said, where texts are wanted. */
export function readItems(w: DerWalk, { start, stop }: Element, item: Asn1Type): readonly string[] {
  const said: string[] = [];
  w.depth++;
  for (let at = start; at < stop; ) {
    const next = w.element(at, stop);
    if (next === undefined) break;
    w.said = '';
    if (item.accepts(next.tag)) item.read(w, next);
    else w.unknown(next.at, next.end, `${item.title} expected`);
    if (w.labels) said.push(w.said);
    at = next.end;
  }
  w.depth--;
  return said;
}

function countOf(w: DerWalk, { start, stop }: Element): number {
  let count = 0;
  for (let at = start; at < stop; count++) at = readHeader(w.bytes, at, stop) ? header.end : stop;
  return count;
}

/**
 * A CHOICE: the field holds the number of the alternative. It covers the whole value, or its content where the alternative is
 * told by a tag of the choice's own.
 */
export const choice = (field: Field | undefined, alternatives: readonly (readonly [number, Asn1Type])[]): Asn1Type => ({
  title: field?.title ?? 'CHOICE',
  accepts: (tag) => alternatives.some(([, type]) => type.accepts(tag)),
  read(w, e) {
    const found = alternatives.find(([, type]) => type.accepts(e.tag));
    if (found === undefined) {
      w.unknown(e.at, e.end, `${this.title} expected`);
      return;
    }
    if (field !== undefined) {
      const tagged = e.tag >= CONTEXT;
      const at = tagged ? e.start : e.at;
      w.c.at(field, at, (tagged ? e.stop : e.end) - at, found[0]);
      w.c.nest();
    }
    found[1].read(w, e);
    if (field !== undefined) w.c.unnest();
  },
});

/** A context-specific tag instead of the type's own: fields of the value cover its content alone. */
export const implicit = (number: number, type: Asn1Type): Asn1Type => ({
  title: `[${number}]`,
  accepts: (tag) => tag === CONTEXT + number,
  read: (w, e) => type.read(w, { ...e, at: e.start, end: e.stop }),
});

/** A context-specific tag around a value of the type. */
export const explicit = (number: number, type: Asn1Type): Asn1Type => ({
  title: `[${number}]`,
  accepts: (tag) => tag === CONTEXT + number,
  read: (w, e) => readOne(w, e.start, e.stop, type),
});

/** Reads bytes that are to be one value of the type. */
export function readOne(w: DerWalk, start: number, stop: number, type: Asn1Type): void {
  w.depth++;
  const e = start < stop ? w.element(start, stop) : w.unknown(start, stop, `${type.title} missing`);
  if (e !== undefined) {
    if (type.accepts(e.tag)) type.read(w, e);
    else w.unknown(e.at, e.end, `${type.title} expected`);
    if (e.end < stop) w.unknown(e.end, stop, 'more than expected');
  }
  w.depth--;
}

/** A value of any type, which is noted as unknown. */
export const anything: Asn1Type = {
  title: 'a value',
  accepts: () => true,
  read: (w, e) => w.unknown(e.at, e.end, 'not decoded'),
};

/** A value whose type depends on the object identifier read before it, which stays the one read last. */
export const byIdentifier = (types: ReadonlyMap<string, Asn1Type>, otherwise: Asn1Type): Asn1Type => ({
  title: 'a value',
  accepts: () => true,
  read(w, e) {
    const { oid } = w;
    const type = types.get(oid) ?? otherwise;
    if (type.accepts(e.tag)) type.read(w, e);
    else w.unknown(e.at, e.end, `${type.title} expected`);
    w.oid = oid;
  },
});
