import { etherTypes } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { WARN } from '../../model/expert.ts';
import { bool, type Field, fields, none, octets, text, uint8, uint16, uint32 } from '../../model/field.ts';
import { DSL_FORUM, readAccessLine } from './access-line-tags.ts';
import { headerFields, readHeader } from './header.ts';

const END = 0x0000;
const AC_NAME = 0x0102;
const VENDOR = 0x0105;
const CREDITS = 0x0106;
const METRICS = 0x0107;
const SEQUENCE = 0x0108;
const SCALE = 0x0109;
const RATES = ['kilobits per second', 'megabits per second', 'gigabits per second', 'terabits per second'];

const f = fields('pppoed', {
  tags: none('tags', 'PPPoE Tags'),
  tag: uint16('tag', 'Tag', {
    base: 'hex',
    names: {
      0: 'End-Of-List',
      257: 'Service-Name',
      258: 'AC-Name',
      259: 'Host-Uniq',
      260: 'AC-Cookie',
      261: 'Vendor-Specific',
      262: 'Credits',
      263: 'Metrics',
      264: 'Sequence Number',
      265: 'Credit Scale Factor',
      272: 'Relay-Session-Id',
      273: 'HURL',
      274: 'MOTM',
      288: 'PPP-Max-Payload',
      289: 'IP Route Add',
      513: 'Service-Name-Error',
      514: 'AC-System-Error',
      515: 'Generic-Error',
    },
    rfc: 'RFC 2516 appendix A',
  }),
  tagLength: uint16('tag_length', 'Tag Length'),
  badLength: none('tag_length.invalid', 'Wrong length', { hidden: true }),
  unknown: octets('tag.unknown_data', 'Unknown Data'),
  service: text('tags.service_name', 'Service-Name', { help: 'The service wanted or offered; empty for any.' }),
  concentrator: text('tags.ac_name', 'AC-Name', { help: 'Name of the access concentrator.' }),
  unique: octets('tags.host_uniq', 'Host-Uniq', { help: "The host's own mark; every answer carries it back." }),
  cookie: octets('tags.ac_cookie', 'AC-Cookie', {
    help: 'Must be sent back, so that only hosts that are really there get a session.',
  }),
  vendor: uint32('tags.vendor_id', 'Vendor id'),
  vendorData: octets('tags.vendor_unspecified', 'Vendor unspecified'),
  credits: octets('tags.credits', 'Credits'),
  forward: uint16('tags.credits.fcn', 'FCN', { rfc: 'RFC 5578' }),
  backward: uint16('tags.credits.bcn', 'BCN', { rfc: 'RFC 5578' }),
  metrics: octets('tags.metrics', 'Metrics'),
  maximumUnits: uint16('tags.metrics.mdr_units', 'MDR Units', { base: 'hex', mask: 0x18, names: RATES }),
  currentUnits: uint16('tags.metrics.cdr_units', 'CDR Units', { base: 'hex', mask: 0x06, names: RATES }),
  receiveOnly: bool('tags.metrics.r', 'Receive Only', { mask: 0x01, truth: ['True', 'False'] }),
  quality: uint8('tags.metrics.rlq', 'Relative Link Quality'),
  resource: uint8('tags.metrics.resource', 'Resource'),
  latency: uint16('tags.metrics.latency', 'Latency'),
  currentRate: uint16('tags.metrics.curr_drate', 'Curr. datarate'),
  maximumRate: uint16('tags.metrics.max_drate', 'Max. datarate'),
  sequence: uint16('tags.seq_num', 'Sequence Number', { base: 'hex' }),
  scale: uint16('tags.credit_scale', 'Credit Scale Factor'),
  relay: octets('tags.relay_session_id', 'Relay-Session-Id'),
  url: octets('tags.hurl', 'HURL'),
  messageOfTheMinute: octets('tags.motm', 'MOTM'),
  maxPayload: octets('tags.max_payload', 'PPP-Max-Payload', { rfc: 'RFC 4638' }),
  route: octets('tags.ip_route_add', 'IP Route Add'),
  serviceError: text('tags.service_name_error', 'Service-Name-Error'),
  systemError: text('tags.ac_system_error', 'AC-System-Error'),
  genericError: text('tags.generic_error', 'Generic-Error'),
});

/** Tags whose value is one field. */
const simple: Readonly<Record<number, Field>> = {
  257: f.service,
  258: f.concentrator,
  259: f.unique,
  260: f.cookie,
  272: f.relay,
  273: f.url,
  274: f.messageOfTheMinute,
  288: f.maxPayload,
  289: f.route,
  513: f.serviceError,
  514: f.systemError,
  515: f.genericError,
};

export const pppoeDiscovery = protocol({
  name: 'pppoed',
  title: 'PPP-over-Ethernet Discovery',
  short: 'PPPoED',
  osi: 2,
  rule: 'finds the station at the other end of a link to be made on an Ethernet',
  unit: 'message',
  rfc: [2516],
  fields: f,
  claims: [[etherTypes, 0x8863]],
  decode(c) {
    const length = readHeader(c);
    const missing = length - c.remaining;
    c.scope(length);
    if (length === 0) return;
    const entry = c.open(f.tags);
    while (c.remaining > 0 && one(c));
    // The packet says it is longer than it is.
    if (missing > 0) c.skip(c.remaining + missing);
    c.close(entry);
  },
  info(v) {
    if (!v.has(headerFields.code)) return '';
    const names = [...v.all(f.concentrator)].map((entry) => ` AC-Name='${v.textAt(entry, f.concentrator)}'`);
    return (v.name(headerFields.code) ?? 'Unknown') + names.join('');
  },
  infoFields: [headerFields.code, f.concentrator],
  story(v) {
    switch (v.num(headerFields.code)) {
      case 0x09:
        return 'Asks all stations on the Ethernet which of them gives access.';
      case 0x07:
        return `${v.text(f.concentrator) || 'A station'} offers access.`;
      case 0x19:
        return `Asks ${v.text(f.concentrator) || 'one of them'} for a session.`;
      case 0x65:
        return `Gives the session its number, ${v.text(headerFields.session)}.`;
      case 0xa7:
        return `Ends session ${v.text(headerFields.session)}.`;
    }
    return 'A message about a PPPoE session.';
  },
});

/** Reads one tag; false after the end of the list. */
function one(c: Cursor): boolean {
  const tag = c.u16(f.tag);
  const length = c.u16(f.tagLength);
  if (tag === END) return false;
  if (length > c.remaining) c.skip(length);
  const outer = c.scope(length);
  const field = Object.hasOwn(simple, tag) ? simple[tag] : undefined;
  // An empty name of the concentrator is one too.
  if (field) {
    if (length > 0 || tag === AC_NAME) c.take(field, length);
  } else if (tag === VENDOR) vendor(c);
  else if (tag === CREDITS) credits(c);
  else if (tag === METRICS) metrics(c);
  else if (tag === SEQUENCE) number(c, f.sequence, 'Sequence Number tag');
  else if (tag === SCALE) number(c, f.scale, 'Credit Scale Factor tag');
  else if (length > 0) c.take(f.unknown, length);
  c.skip(c.remaining);
  c.leave(outer);
  return true;
}

function vendor(c: Cursor): void {
  if (c.remaining < 4) return;
  const id = c.u32(f.vendor);
  if (c.remaining === 0) return;
  if (id === DSL_FORUM) readAccessLine(c, f.badLength);
  else c.take(f.vendorData, c.remaining);
}

function credits(c: Cursor): void {
  if (c.remaining === 4) {
    c.u16(f.forward);
    c.u16(f.backward);
  } else c.take(f.credits, c.remaining);
}

/** Quality of a radio link (RFC 5578 section 8.3). */
function metrics(c: Cursor): void {
  if (c.remaining !== 10) {
    c.take(f.metrics, c.remaining);
    return;
  }
  const flags = c.u16(f.maximumUnits);
  c.bits(f.currentUnits, flags);
  c.bits(f.receiveOnly, flags);
  c.u8(f.quality);
  c.u8(f.resource);
  c.u16(f.latency);
  rate(c, f.currentRate, (flags >>> 1) & 3);
  rate(c, f.maximumRate, (flags >>> 3) & 3);
}

function rate(c: Cursor, field: Field, scale: number): void {
  const at = c.pos;
  c.skip(2);
  const value = c.peek16(at);
  const entry = c.at(field, at, 2, value);
  if (entry >= 0) c.label(entry, `${field.title}: ${value} ${['kbps', 'mbps', 'gbps', 'tbps'][scale]}`);
}

function number(c: Cursor, field: Field, what: string): void {
  if (c.remaining === 2) {
    c.u16(field);
    return;
  }
  const reason = c.noting ? `${what}: Wrong length: ${c.remaining} (expected 2)` : '';
  c.expert(WARN, 'Protocol', reason, f.badLength);
}
