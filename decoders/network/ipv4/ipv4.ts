import { etherTypes, ipProtocols, linkTypes, llcSaps, pppProtocols } from '../../dispatch/tables.ts';
import {
  CHECKSUM_BAD,
  CHECKSUM_GOOD,
  CHECKSUM_UNVERIFIED,
  checksumStatusNames,
  correctChecksum,
  internetChecksum,
} from '../../model/checksum.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { ERROR, expertFields, NOTE } from '../../model/expert.ts';
import { bool, fields, ipv4 as ipv4Field, none, uint8, uint16 } from '../../model/field.ts';
import { FieldGroup } from '../../model/field-group.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { codePointNames, congestionNames, servicesText } from '../differentiated-services.ts';
import { ipProtocolName } from '../ip-protocols.ts';
import { fragmentSpecs, reassemble, reassembledText } from '../reassembly.ts';
import { optionFields } from './ipv4-option-fields.ts';
import { decodeOptions } from './ipv4-options.ts';
import { finalDestination } from './ipv4-routes.ts';

const f = fields('ip', {
  version: uint8('version', 'Version', { mask: 0xf0 }),
  headerLength: uint8('hdr_len', 'Header Length', { help: 'In bytes; on the wire in units of four.' }),
  services: uint8('dsfield', 'Differentiated Services Field', {
    base: 'hex',
    rfc: 'RFC 2474',
    help: 'How routers should treat the packet: its class and whether it may be marked instead of dropped.',
  }),
  codePoint: uint8('dsfield.dscp', 'Differentiated Services Codepoint', {
    mask: 0xfc,
    names: codePointNames,
    help: 'The class of service that the packet asks routers for.',
  }),
  congestion: uint8('dsfield.ecn', 'Explicit Congestion Notification', {
    mask: 0x03,
    names: congestionNames,
    rfc: 'RFC 3168',
    help: 'Routers mark a packet here when they are congested, if both hosts understand it.',
  }),
  length: uint16('len', 'Total Length', { help: 'Header and payload of this packet, in bytes.' }),
  id: uint16('id', 'Identification', { base: 'hex-dec', help: 'The same in all fragments of one datagram.' }),
  flags: uint8('flags', 'Flags', { base: 'hex', mask: 0xe0 }),
  reserved: bool('flags.rb', 'Reserved bit', { mask: 0x80, help: 'Must be zero.' }),
  dontFragment: bool('flags.df', "Don't fragment", {
    mask: 0x40,
    help: 'Routers must drop the packet and tell the sender rather than cut it into fragments.',
  }),
  moreFragments: bool('flags.mf', 'More fragments', { mask: 0x20, help: 'Set in all fragments but the last one.' }),
  offset: uint16('frag_offset', 'Fragment Offset', {
    mask: 0x1fff,
    help: 'Where the payload belongs in the datagram, on the wire in units of eight bytes.',
  }),
  ttl: uint8('ttl', 'Time to Live', { help: 'Routers that the packet may still cross.' }),
  ttlTooSmall: none('ttl.too_small', 'Time To Live', { hidden: true }),
  ttlLocal: none('ttl.lncb', 'Time To Live', { hidden: true }),
  protocol: uint8('proto', 'Protocol', { names: ipProtocolName, help: 'What the packet carries.' }),
  checksum: uint16('checksum', 'Header Checksum', {
    base: 'hex',
    rfc: 'RFC 1071',
    help: 'Protects the header only; every router computes it anew.',
  }),
  checksumStatus: uint8('checksum.status', 'Header checksum status', { base: 'name', names: checksumStatusNames }),
  checksumCalculated: uint16('checksum_calculated', 'Calculated Checksum', { base: 'hex' }),
  checksumBad: none('checksum_bad.expert', 'Bad checksum', { hidden: true }),
  source: ipv4Field('src', 'Source Address', {
    also: ['ip.addr', 'ip.src_host', 'ip.host'],
    help: 'The host that sent the packet.',
  }),
  destination: ipv4Field('dst', 'Destination Address', {
    also: ['ip.addr', 'ip.dst_host', 'ip.host'],
    help: 'The host or group that the packet is for.',
  }),
  currentRoute: ipv4Field('cur_rt', 'Current Route', {
    help: 'The next stop of a source route; the destination is the last address of the route.',
  }),
  bogusVersion: none('bogus_ip_version', 'Bogus IP version', { hidden: true }),
  bogusHeaderLength: none('bogus_header_length', 'Bogus IP header length', { hidden: true }),
  bogusLength: none('bogus_ip_length', 'Bogus IP length', { hidden: true }),
  ...optionFields,
  ...fragmentSpecs('IPv4'),
});

const servicesGroup = new FieldGroup([f.services, f.codePoint, f.congestion]);
const fragmentGroup = new FieldGroup([f.flags, f.reserved, f.dontFragment, f.moreFragments, f.offset]);
const MORE_FRAGMENTS = 0x2000;
const OFFSET = 0x1fff;
const MIN_HEADER = 20;

const IGMP = 2;
const OSPF = 89;
const PIM = 103;

export const ipv4 = protocol({
  name: 'ip',
  title: 'Internet Protocol Version 4',
  short: 'IPv4',
  osi: 3,
  rule: 'carries packets across networks to a host address',
  unit: 'packet',
  rfc: [791],
  fields: f,
  claims: [
    [etherTypes, 0x0800],
    [linkTypes, 228],
    [llcSaps, 0x06],
    [pppProtocols, 0x0021],
    [ipProtocols, 4],
  ],
  decode(c) {
    const start = c.pos;
    const reported = c.remaining;
    const first = c.u8(f.version);
    if (first >>> 4 !== 4) return otherVersion(c, first >>> 4);
    const headerLength = (first & 0x0f) * 4;
    if (c.wants(f.headerLength)) noteHeaderLength(c, start, headerLength);
    if (headerLength < MIN_HEADER) {
      const text = c.noting ? bogusHeaderText(headerLength) : 'Bogus IP header length';
      c.nest();
      c.expert(ERROR, 'Protocol', text, f.bogusHeaderLength);
      c.unnest();
      return stop(c);
    }
    const ds = c.u8(f.services);
    if (c.wantsAny(servicesGroup)) noteServices(c, ds);
    if (!length(c, headerLength, reported)) return stop(c);
    const id = c.u16(f.id);
    if (c.available < 2) c.short(2);
    const word = c.peek16(c.pos);
    const offset = (word & OFFSET) * 8;
    if (c.wantsAny(fragmentGroup)) noteFragment(c, word, offset);
    c.pos += 2;
    const ttl = c.u8(f.ttl);
    if (c.end - start >= MIN_HEADER) checkTtl(c, start, headerLength, ttl);
    const next = c.u8(f.protocol);
    const intact = checksum(c, start, headerLength);
    const source = c.ipv4(f.source);
    const via = headerLength > MIN_HEADER ? finalDestination(c, start + MIN_HEADER, start + headerLength) : 0;
    const destination = c.ipv4(via ? f.currentRoute : f.destination);
    const { registers } = c.frame;
    registers.ipv4(source, via ? c.peek32(via) : destination);
    registers.hopLimit = ttl;
    if (headerLength > MIN_HEADER) decodeOptions(c, f, start + headerLength, ttl);
    payload(c, id, word, offset, next, intact);
  },
  heading: (v) => {
    if (!v.has(f.destination)) return 'Internet Protocol Version 4';
    const via = v.has(f.currentRoute) ? `, Via: ${v.text(f.currentRoute)}` : '';
    return `Internet Protocol Version 4, Src: ${v.text(f.source)}, Dst: ${v.text(f.destination)}${via}`;
  },
  info,
  infoFields: [
    f.version,
    f.headerLength,
    f.length,
    f.id,
    f.moreFragments,
    f.offset,
    f.protocol,
    f.fragmentCount,
    f.reassembledIn,
  ],
  story,
});

/** Shows the bytes that are left as undecoded: nothing after this can be trusted. */
function stop(c: Cursor): void {
  c.undecoded(expertFields.undecoded);
}

/** Another version: IPv6 under IPv4's number is decoded as such. */
function otherVersion(c: Cursor, version: number): void {
  c.nest();
  c.expert(ERROR, 'Protocol', 'Bogus IPv4 version', f.bogusVersion);
  c.unnest();
  if (version === 6) {
    c.pos--;
    c.hand(c.frame.registry.protocol('ipv6'));
  } else stop(c);
}

function bogusHeaderText(length: number): string {
  return `Bogus IP header length (${length}, must be at least ${MIN_HEADER})`;
}

function noteHeaderLength(c: Cursor, start: number, length: number): void {
  const words = length / 4;
  const entry = c.at(f.headerLength, start, 1, length);
  if (c.labels(entry)) {
    c.label(entry, `.... ${words.toString(2).padStart(4, '0')} = Header Length: ${length} bytes (${words})`);
  }
}

function noteServices(c: Cursor, ds: number): void {
  const last = c.tape.count - 1;
  if (c.wants(f.services) && c.labels(last)) {
    const digits = ds.toString(16).padStart(2, '0');
    c.label(last, `Differentiated Services Field: 0x${digits} ${servicesText(ds)}`);
  }
  c.nest();
  c.bits(f.codePoint, ds);
  c.bits(f.congestion, ds);
  c.unnest();
}

/** Reads the total length and narrows the layer to it. False when it is shorter than the header. */
function length(c: Cursor, headerLength: number, reported: number): boolean {
  const at = c.pos;
  if (c.available < 2) c.short(2);
  const value = c.peek16(at);
  c.pos += 2;
  if (value >= headerLength) {
    c.at(f.length, at, 2, value);
    if (value > reported && !c.frame.quoted) {
      const text = c.noting ? `IPv4 total length exceeds packet length (${reported} bytes)` : 'Bogus IP length';
      c.nest();
      c.expert(ERROR, 'Protocol', text, f.bogusLength);
      c.unnest();
    } else c.scope(value - 4);
    return true;
  }
  if (value === 0) {
    const reason = 'presumed to be because of "TCP segmentation offload" (TSO)';
    c.label(c.at(f.length, at, 2, reported), `[Total Length: ${reported} bytes (reported as 0, ${reason})]`);
    return true;
  }
  c.label(
    c.at(f.length, at, 2, value),
    `Total Length: ${value} bytes (bogus, less than header length ${headerLength})`,
  );
  c.nest();
  c.expert(ERROR, 'Protocol', 'Bogus IP length', f.bogusLength);
  c.unnest();
  return false;
}

function noteFragment(c: Cursor, word: number, offset: number): void {
  const at = c.pos;
  const flags = word >>> 13;
  const entry = c.at(f.flags, at, 1, flags);
  if (c.labels(entry)) c.label(entry, flagsText(flags));
  c.nest();
  c.at(f.reserved, at, 1, flags >>> 2);
  c.at(f.dontFragment, at, 1, (flags >>> 1) & 1);
  c.at(f.moreFragments, at, 1, flags & 1);
  c.unnest();
  const offsetEntry = c.at(f.offset, at, 2, word & OFFSET);
  if (c.labels(offsetEntry)) c.label(offsetEntry, offsetText(word & OFFSET, offset));
}

function flagsText(flags: number): string {
  let names = '';
  if (flags & 4) names += ', Reserved bit';
  if (flags & 2) names += ", Don't fragment";
  if (flags & 1) names += ', More fragments';
  return `${flags.toString(2).padStart(3, '0')}. .... = Flags: 0x${flags.toString(16)}${names}`;
}

function offsetText(units: number, offset: number): string {
  const bits = units.toString(2).padStart(13, '0');
  const pattern = `...${bits[0]} ${bits.slice(1, 5)} ${bits.slice(5, 9)} ${bits.slice(9)}`;
  return `${pattern} = Fragment Offset: ${offset}`;
}

/** RFC 5771 section 4: 224.0.0.0/24 stays on its link, so its packets are sent with one fixed time to live. */
function localTtl(destination: number, protocolNumber: number): number {
  if (protocolNumber === IGMP) return 1;
  switch (destination & 0xff) {
    case 18: // VRRP
    case 102: // GLBP
    case 251: // multicast DNS
      return 255;
    case 252: // LLMNR: any
      return -1;
    default:
      return 1;
  }
}

function checkTtl(c: Cursor, start: number, headerLength: number, ttl: number): void {
  const via = headerLength > MIN_HEADER ? finalDestination(c, start + MIN_HEADER, start + headerLength) : 0;
  const destination = c.peek32(via || start + 16);
  const next = c.peek8(start + 9);
  if (destination >>> 8 === 0xe00000) {
    const expected = localTtl(destination, next);
    if (expected < 0 || ttl === expected) return;
    const reason = `"Time To Live" != ${expected} for a packet sent to the Local Network Control Block (see RFC 3171)`;
    c.nest();
    c.expert(NOTE, 'Sequence', reason, f.ttlLocal);
    c.unnest();
  } else if (ttl < 5 && destination >>> 28 !== 0xe && next !== PIM && next !== OSPF) {
    c.nest();
    c.expert(NOTE, 'Sequence', c.noting ? `"Time To Live" only ${ttl}` : 'Time To Live', f.ttlTooSmall);
    c.unnest();
  }
}

/** Reads the header checksum; verified on demand only. False when it was verified and is wrong. */
function checksum(c: Cursor, start: number, headerLength: number): boolean {
  const at = c.pos;
  const found = c.u16(f.checksum);
  const wanted = c.frame.session.preferences['ip.check_checksum'];
  if (!wanted || start + headerLength > c.captured) {
    if (c.noting) {
      const reason = wanted ? 'not all data available' : 'validation disabled';
      relabel(c, found, `[${reason}]`);
      c.generated(f.checksumStatus, CHECKSUM_UNVERIFIED);
    }
    return true;
  }
  const computed = internetChecksum(c.bytes, start, start + headerLength);
  const correct = correctChecksum(found, computed);
  const digits = c.noting ? `0x${correct.toString(16).padStart(4, '0')}` : '';
  if (computed === 0) relabel(c, found, '[correct]');
  else {
    relabel(c, found, `incorrect, should be ${digits}(may be caused by "IP checksum offload"?)`);
    c.nest();
    c.expert(ERROR, 'Checksum', c.noting ? `Bad checksum [should be ${digits}]` : 'Bad checksum', f.checksumBad);
    c.unnest();
  }
  if (c.noting) {
    c.generated(f.checksumStatus, computed === 0 ? CHECKSUM_GOOD : CHECKSUM_BAD);
    const entry = c.at(f.checksumCalculated, at, 2, correct);
    c.label(entry, `[Calculated Checksum: ${digits}]`);
  }
  return computed === 0;
}

/** Labels the checksum, when it is the entry noted last. */
function relabel(c: Cursor, found: number, remark: string): void {
  const last = c.tape.count - 1;
  if (!c.wants(f.checksum) || !c.labels(last)) return;
  c.label(last, `Header Checksum: 0x${found.toString(16).padStart(4, '0')} ${remark}`);
}

function payload(c: Cursor, id: number, word: number, offset: number, next: number, intact: boolean): void {
  const d = c.frame;
  const length = c.remaining;
  const fragment = (word & (MORE_FRAGMENTS | OFFSET)) !== 0;
  if (!fragment) {
    d.fragmented = false;
    if (length > 0) c.next(ipProtocols, next);
    return;
  }
  const whole = length > 0 && c.limit <= c.captured;
  if (d.session.preferences['ip.defragment'] && whole && intact && !d.quoted) {
    const upper = d.registry.lookup(ipProtocols, next);
    d.layers.choose(c.layer, ipProtocols.index, next);
    d.fragmented = false;
    const more = (word & MORE_FRAGMENTS) !== 0;
    if (reassemble(c, f, 'Reassembled IPv4', id, next, offset, more, upper)) return;
    c.rest();
  } else if (offset > 0) c.rest();
  else {
    d.fragmented = true;
    if (length > 0) c.next(ipProtocols, next);
  }
}

function info(v: LayerView): string {
  const version = v.num(f.version, 4);
  if (version !== 4) return `Bogus IPv4 version (${version}, must be 4)`;
  const headerLength = v.num(f.headerLength);
  if (headerLength < MIN_HEADER) return bogusHeaderText(headerLength);
  const length = v.num(f.length);
  if (length < headerLength) return `Bogus IP length (${length}, less than header length ${headerLength})`;
  const number = v.num(f.protocol);
  const name = v.name(f.protocol) ?? 'Unknown';
  const offset = v.num(f.offset) * 8;
  if ((offset > 0 || v.num(f.moreFragments) === 1) && !v.has(f.fragmentCount)) {
    const id = v.num(f.id).toString(16).padStart(4, '0');
    return `Fragmented IP protocol (proto=${name} ${number}, off=${offset}, ID=${id})${reassembledText(v, f)}`;
  }
  return v.has(f.protocol) ? `${name} (${number})` : '';
}

function story(v: LayerView): string {
  if (!v.has(f.destination)) return 'The header is broken; nothing can be said of what the packet is for.';
  const hops = v.num(f.ttl);
  const routers = hops === 1 ? 'no router may pass it on' : `it may cross ${hops - 1} more routers`;
  const from = `${v.text(f.source)} to ${v.text(f.destination)}`;
  if (v.has(f.fragmentCount)) {
    return `Carries the last fragment to arrive from ${from}; with it ${v.num(f.fragmentCount)} fragments make a datagram of ${v.num(f.reassembledLength)} bytes.`;
  }
  const offset = v.num(f.offset) * 8;
  if (offset > 0 || v.num(f.moreFragments) === 1) {
    const part = v.has(f.reassembledIn)
      ? `the whole is in frame ${v.num(f.reassembledIn)}`
      : 'the rest was not captured or not put together';
    return `Carries a fragment, bytes from ${offset} on, of a datagram from ${from}; ${part}.`;
  }
  return `Addresses the packet from ${from}; ${routers}.`;
}
