import type { Cursor } from '../../model/cursor.ts';
import { WARN } from '../../model/expert.ts';
import {
  bool,
  type Field,
  type FieldSpec,
  ipv4,
  none,
  octets,
  text,
  uint8,
  uint16,
  uint32,
  valueName,
} from '../../model/field.ts';
import { noteFlags } from '../flag-word.ts';
import { decodeCipso } from './cipso.ts';
import * as names from './ipv4-option-names.ts';

/** Fields of the options (RFC 791 section 3.1 and others), part of the protocol's fields. */
export const optionFields = {
  options: none('options', 'Options'),
  eol: none('options.eol', 'IP Option - End of Options List (EOL)'),
  nop: none('options.nop', 'IP Option - No-Operation (NOP)'),
  security: none('options.security', 'IP Option - Security', { rfc: 'RFC 1108 section 2' }),
  looseRoute: none('options.route', 'IP Option - Loose Source Route', { rfc: 'RFC 791 section 3.1' }),
  timestamp: none('options.timestamp', 'IP Option - Time Stamp', { rfc: 'RFC 791 section 3.1' }),
  extendedSecurity: none('options.ext_security', 'IP Option - Extended Security', { rfc: 'RFC 1108 section 3' }),
  cipso: none('options.cipso', 'IP Option - Commercial Security'),
  recordRoute: none('options.record_route', 'IP Option - Record Route', { rfc: 'RFC 791 section 3.1' }),
  streamId: none('options.sid', 'IP Option - Stream ID', { rfc: 'RFC 6814' }),
  strictRoute: none('options.source_route', 'IP Option - Strict Source Route', { rfc: 'RFC 791 section 3.1' }),
  mtuProbe: none('options.mtu_probe', 'IP Option - MTU Probe', { rfc: 'RFC 1063' }),
  mtuReply: none('options.mtu_reply', 'IP Option - MTU Reply', { rfc: 'RFC 1063' }),
  traceroute: none('options.traceroute', 'IP Option - Traceroute', { rfc: 'RFC 1393' }),
  routerAlert: none('options.routeralert', 'IP Option - Router Alert', { rfc: 'RFC 2113' }),
  directedBroadcast: none('options.sdb', 'IP Option - Selective Directed Broadcast', { rfc: 'RFC 1770' }),
  quickStart: none('options.qs', 'IP Option - Quick-Start', { rfc: 'RFC 4782' }),
  unknownOption: none('options.unknown', 'IP Option - Unknown'),
  optionType: uint8('opt.type', 'Type'),
  optionCopy: bool('opt.type.copy', 'Copy on fragmentation', { mask: 0x80, truth: ['Yes', 'No'] }),
  optionClass: uint8('opt.type.class', 'Class', { mask: 0x60, names: names.optionClassNames }),
  optionNumber: uint8('opt.type.number', 'Number', { mask: 0x1f, names: names.optionNumberNames }),
  optionLength: uint8('opt.len', 'Length', { help: 'Of the whole option with its type, in bytes.' }),
  pointer: uint8('opt.ptr', 'Pointer', { help: 'Where the next address or time goes, counted from 1.' }),
  recordedRoute: ipv4('rec_rt', 'Recorded Route'),
  sourceRoute: ipv4('src_rt', 'Source Route'),
  emptyRoute: ipv4('empty_rt', 'Empty Route'),
  sid: uint16('opt.sid', 'Stream Identifier'),
  mtu: uint16('opt.mtu', 'MTU'),
  idNumber: uint16('opt.id_number', 'ID Number'),
  outboundHops: uint16('opt.ohc', 'Outbound Hop Count'),
  returnHops: uint16('opt.rhc', 'Return Hop Count'),
  originator: ipv4('opt.originator', 'Originator IP Address'),
  alert: uint16('opt.ra', 'Router Alert', { names: names.routerAlertName }),
  address: ipv4('opt.addr', 'IP Address'),
  padding: octets('opt.padding', 'Padding'),
  qsFunction: uint8('opt.qs_func', 'Function', { mask: 0xf0, names: names.quickStartFunctionNames }),
  qsRate: uint8('opt.qs_rate', 'Rate', { mask: 0x0f, names: names.quickStartRateNames }),
  qsTtl: uint8('opt.qs_ttl', 'QS TTL'),
  qsTtlDifference: uint8('opt.qs_ttl_diff', 'TTL Diff'),
  qsUnused: uint8('opt.qs_unused', 'Not Used'),
  qsNonce: uint32('opt.qs_nonce', 'QS Nonce', { base: 'hex', mask: 0xfffffffc }),
  qsReserved: uint32('opt.qs_reserved', 'Reserved', { base: 'hex', mask: 0x3 }),
  overflow: uint8('opt.overflow', 'Overflow', { mask: 0xf0, help: 'Hosts that found no room for their time.' }),
  timestampFlag: uint8('opt.flag', 'Flag', { base: 'hex', mask: 0x0f, names: names.timestampFlagNames }),
  time: uint32('opt.time_stamp', 'Time stamp', { help: 'Milliseconds since midnight, universal time.' }),
  timeAddress: ipv4('opt.time_stamp_addr', 'Address'),
  oldSecurity: uint16('opt.sec_rfc791_sec', 'Security', { base: 'hex', names: names.oldSecurityNames }),
  compartments: uint16('opt.sec_rfc791_comp', 'Compartments'),
  handling: text('opt.sec_rfc791_hr', 'Handling Restrictions'),
  transmission: text('opt.sec_rfc791_tcc', 'Transmission Control Code'),
  classification: uint8('opt.sec_cl', 'Classification Level', { base: 'hex', names: names.classificationNames }),
  authority: uint8('opt.sec_prot_auth_flags', 'Protection Authority Flags', { base: 'hex' }),
  genser: bool('opt.sec_prot_auth_genser', 'GENSER', { mask: 0x80, truth: names.protectedTruth }),
  siop: bool('opt.sec_prot_auth_siop_esi', 'SIOP-ESI', { mask: 0x40, truth: names.protectedTruth }),
  sci: bool('opt.sec_prot_auth_sci', 'SCI', { mask: 0x20, truth: names.protectedTruth }),
  nsa: bool('opt.sec_prot_auth_nsa', 'NSA', { mask: 0x10, truth: names.protectedTruth }),
  doe: bool('opt.sec_prot_auth_doe', 'DOE', { mask: 0x08, truth: names.protectedTruth }),
  unassigned: uint8('opt.sec_prot_auth_unassigned', 'Unassigned', { base: 'hex', mask: 0x06 }),
  laterUnassigned: uint8('opt.sec_prot_auth_unassigned', 'Unassigned', { base: 'hex', mask: 0xfe }),
  fieldTermination: bool('opt.sec_prot_auth_fti', 'Field Termination Indicator', {
    mask: 0x01,
    truth: ['Additional octet present', 'Final octet'],
  }),
  formatCode: uint8('opt.ext_sec_add_sec_info_format_code', 'Additional Security Info Format Code', { base: 'hex' }),
  securityInfo: octets('opt.ext_sec_add_sec_info', 'Additional Security Info'),
  cipsoDoi: uint32('cipso.doi', 'DOI', { help: 'The domain that gives the labels their meaning.' }),
  cipsoTag: uint8('cipso.tag_type', 'Tag Type', { names: names.cipsoTagNames }),
  cipsoLevel: uint8('cipso.sensitivity_level', 'Sensitivity Level'),
  cipsoCategories: text('cipso.categories', 'Categories'),
  cipsoData: octets('cipso.tag_data', 'Tag data'),
  cipsoMalformed: none('cipso.malformed', 'Malformed CIPSO tag', { hidden: true }),
  invalidOption: none('opt.invalid', 'Invalid option'),
  invalidLength: none('opt.len.invalid', 'Invalid length for option', { hidden: true }),
  beforeAddress: none('opt.ptr.before_address', 'Pointer points before first address', { hidden: true }),
  middleAddress: none('opt.ptr.middle_address', 'Pointer points to middle of address', { hidden: true }),
  suboptionTooLong: none('subopt_too_long', 'Suboption would go past end of option', { hidden: true }),
  fourNops: none('nop', '4 NOP in a row', { hidden: true }),
} satisfies Record<string, FieldSpec>;

export type OptionFields = Readonly<Record<keyof typeof optionFields | 'destination', Field>>;

const EOL = 0;
const NOP = 1;
const LOOSE_ROUTE = 131;
const STRICT_ROUTE = 137;

/** An option with a length: its heading, its fixed length or 0, and what follows type and length. */
type OptionDecoder = readonly [
  field: keyof typeof optionFields,
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

/**
 * Position of the last address of a source route that is not used up yet: it, and not the header's destination, is where
 * the packet goes (RFC 791 section 3.1). 0 when there is none, or not all of it was captured.
 */
export function finalDestination(c: Cursor, start: number, end: number): number {
  const stop = Math.min(end, c.end);
  let at = start;
  while (at < stop) {
    const type = c.peek8(at);
    if (type === EOL) return 0;
    if (type === NOP) {
      at++;
      continue;
    }
    if (at + 3 > stop) return 0;
    const length = c.peek8(at + 1);
    if (length < 2 || at + length > stop) return 0;
    if (type === LOOSE_ROUTE || type === STRICT_ROUTE) {
      const pointer = c.peek8(at + 2);
      return pointer < 4 || pointer & 3 || pointer > length ? 0 : at + length - 4;
    }
    at += length;
  }
  return 0;
}

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

/** Reads the pointer of a route; false when it cannot point to an address. */
function routePointer(c: Cursor, f: OptionFields): number {
  const pointer = c.u8(f.pointer);
  if (pointer >= 4 && (pointer & 3) === 0) return pointer;
  c.nest();
  if (pointer < 4) c.expert(WARN, 'Protocol', 'Pointer points before first address', f.beforeAddress);
  else c.expert(WARN, 'Protocol', 'Pointer points to middle of address', f.middleAddress);
  c.unnest();
  return 0;
}

function suboptionTooLong(c: Cursor, f: OptionFields): void {
  c.nest();
  c.expert(WARN, 'Protocol', 'Suboption would go past end of option', f.suboptionTooLong);
  c.unnest();
}

/** Reads an address of a route; `next` marks the one that the pointer points to. */
function routeAddress(c: Cursor, field: Field, next: boolean): void {
  const value = c.ipv4(field);
  if (next && c.wants(field)) {
    const address = [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
    c.label(c.tape.count - 1, `${field.title}: ${address} <- (next)`);
  }
}

function sourceRoute(c: Cursor, f: OptionFields, _heading: number, length: number): void {
  const pointer = routePointer(c, f);
  if (pointer === 0) return;
  for (let at = 3; at < length; at += 4) {
    if (length - at < 4) suboptionTooLong(c, f);
    else if (pointer > length) routeAddress(c, f.recordedRoute, false);
    else if (at === length - 4) c.ipv4(f.destination);
    else if (at + 1 < pointer) routeAddress(c, f.recordedRoute, false);
    else routeAddress(c, f.sourceRoute, at + 1 === pointer);
  }
}

function recordRoute(c: Cursor, f: OptionFields, _heading: number, length: number): void {
  const pointer = routePointer(c, f);
  if (pointer === 0) return;
  for (let at = 3; at < length; at += 4) {
    if (length - at < 4) suboptionTooLong(c, f);
    else if (pointer > length || at + 1 < pointer) routeAddress(c, f.recordedRoute, false);
    else routeAddress(c, f.emptyRoute, at + 1 === pointer);
  }
}

function timestamp(c: Cursor, f: OptionFields): void {
  const pointer = c.u8(f.pointer);
  if (c.wants(f.pointer)) {
    const remark =
      pointer === 1
        ? ' (header is full)'
        : pointer < 5
          ? ' (points before first address)'
          : (pointer - 1) & 3
            ? ' (points to middle of field)'
            : '';
    c.label(c.tape.count - 1, `Pointer: ${pointer}${remark}`);
  }
  const flag = c.u8(f.overflow);
  c.bits(f.timestampFlag, flag);
  const withAddress = (flag & 0x0f) === 1 || (flag & 0x0f) === 3;
  const size = withAddress ? 8 : 4;
  while (c.remaining > 0) {
    if (c.remaining < size) {
      c.label(c.at(f.invalidOption, c.pos, c.remaining, 0), 'Suboption would go past end of option');
      suboptionTooLong(c, f);
      return;
    }
    if (withAddress) {
      const address = c.ipv4(f.timeAddress);
      if (address === 0 && c.wants(f.timeAddress)) c.label(c.tape.count - 1, 'Address: -');
    }
    c.u32(f.time);
  }
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
