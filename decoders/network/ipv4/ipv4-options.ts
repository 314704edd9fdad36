import type { Cursor } from '../../model/cursor.ts';
import { WARN } from '../../model/expert.ts';
import { valueName } from '../../model/field.ts';
import { noteFlags } from '../flag-word.ts';
import { decodeCipso } from './cipso.ts';
import type { OptionFields } from './ipv4-option-fields.ts';
import * as names from './ipv4-option-names.ts';
import { EOL, NOP, recordRoute, sourceRoute, timestamp } from './ipv4-routes.ts';

/** An option with a length: its heading, its fixed length or 0, and what follows type and length. */
type OptionDecoder = readonly [
  field: keyof OptionFields,
  name: string,
  length: number,
  decode: (c: Cursor, f: OptionFields, heading: number, length: number, ttl: number) => void,
];

const decoders: Readonly<Record<number, OptionDecoder>> = {
  7: ['recordRoute', 'Record Route', 0, recordRoute],
  11: ['mtuProbe', 'MTU Probe', 4, (c, f) => c.u16(f.mtu)],
  12: ['mtuReply', 'MTU Reply', 4, (c, f) => c.u16(f.mtu)],
  25: ['quickStart', 'Quick-Start', 8, quickStart],
  68: ['timestamp', 'Time Stamp', 0, timestamp],
  82: ['traceroute', 'Traceroute', 12, traceroute],
  130: ['security', 'Security', 0, security],
  131: ['looseRoute', 'Loose Source Route', 0, sourceRoute],
  133: ['extendedSecurity', 'Extended Security', 0, extendedSecurity],
  134: ['cipso', 'Commercial Security', 0, decodeCipso],
  136: ['streamId', 'Stream ID', 4, (c, f) => c.u16(f.sid)],
  137: ['strictRoute', 'Strict Source Route', 0, sourceRoute],
  148: ['routerAlert', 'Router Alert', 4, routerAlert],
  149: ['directedBroadcast', 'Selective Directed Broadcast', 0, directedBroadcast],
};

/** Reads the options up to `end`. */
export function decodeOptions(c: Cursor, f: OptionFields, end: number, ttl: number): void {
  const start = c.pos;
  const total = end - start;
  const heading = c.open(f.options);
  const outer = c.scope(total);
  const shown: string[] | undefined = heading >= 0 ? [] : undefined;
  if (shown) c.label(heading, `Options: (${total} bytes)`);
  let nops = 0;
  while (c.pos < end) {
    if (c.available < 1) c.short(1);
    const type = c.peek8(c.pos);
    if (type === NOP) {
      // Four in one word, where a router may have overwritten an option
      nops = nops === 0 || (c.pos - start) % 4 !== 0 ? nops + 1 : 0;
      if (nops === 4) {
        c.expert(WARN, 'Protocol', '4 NOP in a row - a router may have removed some options', f.fourNops);
      }
    }
    const name = decodeOption(c, f, type, end, ttl);
    if (name === undefined) break;
    if (name !== '' && shown) shown.push(name);
    if (type === EOL) break;
  }
  if (shown) c.label(heading, [`Options: (${total} bytes)`, ...shown].join(', '));
  c.pos = Math.max(c.pos, Math.min(end, c.end));
  if (c.pos < end) c.short(end - c.pos);
  c.close(heading);
  c.leave(outer);
}

/** The option's name; empty when it is not listed in the heading; undefined when it cannot be passed over. */
function decodeOption(c: Cursor, f: OptionFields, type: number, end: number, ttl: number): string | undefined {
  if (type === EOL || type === NOP) {
    const entry = c.open(type === EOL ? f.eol : f.nop);
    optionType(c, f);
    c.close(entry);
    return '';
  }
  const known = Object.hasOwn(decoders, type) ? decoders[type] : undefined;
  const name = known?.[1] ?? (c.noting ? `Unknown (0x${type.toString(16).padStart(2, '0')})` : '');
  const left = end - c.pos;
  if (left < 2) {
    invalid(c, f, 1, `${name} (length byte past end of options)`);
    return undefined;
  }
  if (c.available < 2) c.short(2);
  const length = c.peek8(c.pos + 1);
  if (length < 2 || length > left) {
    const bytes = `${length} ${length === 1 ? 'byte' : 'bytes'}`;
    const reason =
      length < 2
        ? `${name} (with too-short option length = ${bytes})`
        : `${name} (option length = ${bytes} says option goes past end of options)`;
    invalid(c, f, 2, reason);
    return undefined;
  }
  const outer = c.scope(length);
  const entry = c.open(known ? f[known[0]] : f.unknownOption);
  if (c.noting) {
    c.label(entry, known ? `${f[known[0]].title} (${known[2] || length} bytes)` : `${name} (${length} bytes)`);
  }
  optionType(c, f);
  if (known) {
    c.u8(f.optionLength);
    if (known[2] !== 0 && known[2] !== length) {
      c.nest();
      const bytes = `${length} bytes; should be ${known[2]}`;
      c.expert(WARN, 'Protocol', c.noting ? `${name} (with option length = ${bytes})` : '', f.invalidLength);
      c.unnest();
    }
    known[3](c, f, entry, length, ttl);
  } else {
    c.u8(f.optionLength);
    c.take(f.padding, c.remaining);
  }
  c.pos = Math.min(c.limit, c.captured);
  if (c.pos < c.limit) c.short(c.remaining);
  c.close(entry);
  c.leave(outer);
  return name;
}

/** Shows an option that cannot be read as an item of its own. */
function invalid(c: Cursor, f: OptionFields, length: number, reason: string): void {
  c.label(c.at(f.invalidOption, c.pos, length, 0), reason);
  c.nest();
  c.expert(WARN, 'Protocol', c.noting ? reason : 'Invalid length for option', f.invalidLength);
  c.unnest();
}

function optionType(c: Cursor, f: OptionFields): void {
  const type = c.u8(f.optionType);
  if (!c.noting) return;
  c.nest();
  c.bits(f.optionCopy, type);
  c.bits(f.optionClass, type);
  c.bits(f.optionNumber, type);
  c.unnest();
}

function traceroute(c: Cursor, f: OptionFields): void {
  c.u16(f.idNumber);
  c.u16(f.outboundHops);
  c.u16(f.returnHops);
  c.ipv4(f.originator);
}

function routerAlert(c: Cursor, f: OptionFields, heading: number): void {
  const value = c.u16(f.alert);
  if (heading >= 0) {
    c.label(heading, `${f.routerAlert.title} (4 bytes): ${names.routerAlertName(value)} (${value})`);
  }
}

function directedBroadcast(c: Cursor, f: OptionFields): void {
  while (c.remaining >= 4) c.ipv4(f.address);
  if (c.remaining > 0) c.take(f.padding, c.remaining);
}

function quickStart(c: Cursor, f: OptionFields, heading: number, _length: number, ttl: number): void {
  const command = c.u8(f.qsFunction);
  const kind = command >>> 4;
  const rate = command & 0x0f;
  const name = (table: Readonly<Record<number, string>>, value: number) =>
    valueName(table, value) ?? `Unknown (${value})`;
  let text = c.noting ? `${f.quickStart.title} (8 bytes): ${name(names.quickStartFunctionNames, kind)} (${kind})` : '';
  if (kind === 0 || kind === 8) {
    c.bits(f.qsRate, command);
    if (c.noting) text += `, ${name(names.quickStartRateNames, rate)}`;
    if (kind === 0) {
      const qsTtl = c.u8(f.qsTtl);
      const difference = (ttl - qsTtl) & 0xff;
      if (c.noting) {
        c.label(c.at(f.qsTtlDifference, c.pos - 1, 1, difference), `[TTL Diff: ${difference}]`);
        text += `, QS TTL ${qsTtl}, QS TTL diff ${difference}`;
      }
    } else c.u8(f.qsUnused);
    c.bits(f.qsReserved, c.u32(f.qsNonce));
  }
  c.label(heading, text);
}

function security(c: Cursor, f: OptionFields, _heading: number, length: number): void {
  if (length === 11 && c.available >= 2 && valueName(names.oldSecurityNames, c.peek16(c.pos)) !== undefined) {
    c.u16(f.oldSecurity);
    c.u16(f.compartments);
    c.take(f.handling, 2);
    c.take(f.transmission, 3);
    return;
  }
  c.u8(f.classification);
  for (let first = true; c.remaining > 0; first = false) {
    const flags = c.u8(f.authority);
    const others = first ? [f.genser, f.siop, f.sci, f.nsa, f.doe, f.unassigned] : [f.laterUnassigned];
    noteFlags(c, f.authority, flags, 2, [...others, f.fieldTermination]);
    if ((flags & 1) === 0) break;
  }
}

function extendedSecurity(c: Cursor, f: OptionFields): void {
  c.u8(f.formatCode);
  if (c.remaining > 0) c.take(f.securityInfo, c.remaining);
}
