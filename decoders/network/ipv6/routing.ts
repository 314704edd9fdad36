import { ipProtocols } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { ERROR, expertFields, NOTE, WARN } from '../../model/expert.ts';
import { type Field, fields, int32, ipv6, none, octets, uint8, uint16, uint32, valueName } from '../../model/field.ts';
import type { Packet } from '../../model/packet.ts';
import { ipv6Text } from '../../tree/bytes-text.ts';
import { ipProtocolName } from '../ip-protocols.ts';
import { routingTypeNames } from './ipv6-names.ts';
import { chainInfo, followNext } from './next-header.ts';

const f = fields('ipv6.routing', {
  next: uint8('nxt', 'Next Header', { names: ipProtocolName }),
  length: uint8('len', 'Length', { help: 'Of this header, in units of eight bytes, less one.' }),
  octets: uint16('len_oct', 'Length', { unit: 'bytes' }),
  type: uint8('type', 'Type', { names: routingTypeNames }),
  left: uint8('segleft', 'Segments Left', { help: 'Stops on the route that are still to be visited.' }),
  unknown: octets('unknown_data', 'Type-Specific Data'),
  sourceReserved: octets('src.reserved', 'Reserved'),
  sourceAddress: ipv6('src.addr', 'Address', { rfc: 'RFC 5095' }),
  homeReserved: octets('mipv6.reserved', 'Reserved'),
  homeAddress: ipv6('mipv6.home_address', 'Home Address', { rfc: 'RFC 6275 section 6.4' }),
  compressedInner: uint32('rpl.cmprI', 'Compressed Internal Octets (CmprI)', {
    mask: 0xf0000000,
    rfc: 'RFC 6554',
    help: 'Bytes left out of all addresses but the last: those of the destination address.',
  }),
  compressedLast: uint32('rpl.cmprE', 'Compressed Final Octets (CmprE)', { mask: 0x0f000000 }),
  padding: uint32('rpl.pad', 'Padding Bytes', { mask: 0x00f00000 }),
  rplReserved: uint32('rpl.reserved', 'Reserved', { mask: 0x000fffff }),
  addressCount: int32('rpl.addr_count', 'Total Address Count'),
  rplAddress: octets('rpl.address', 'Address'),
  fullAddress: ipv6('rpl.full_address', 'Full Address'),
  lastEntry: uint8('srh.last_entry', 'Last Entry', {
    rfc: 'RFC 8754 section 2',
    help: 'Index of the last segment; the list runs backwards.',
  }),
  segmentFlags: uint8('srh.flags', 'Flags', { base: 'hex' }),
  tag: octets('srh.tag', 'Tag'),
  segment: ipv6('srh.addr', 'Address'),
  current16: uint16('crh16.current_sid', 'Current SID'),
  current32: uint32('crh32.current_sid', 'Current SID'),
  segments: none('crh.sids', 'Segment Identifiers'),
  segment16: uint16('crh16.sid', 'Segment ID'),
  segment32: uint32('crh32.sid', 'Segment ID'),
  deprecated: none('deprecated', 'Routing header type is deprecated', { hidden: true }),
  undecoded: none('undecoded', 'Undecoded IPv6 routing header field', { hidden: true }),
  invalidLength: none('invalid_length', 'Invalid IPv6 Routing header length', { hidden: true }),
  invalidLeft: none('invalid_segleft', 'Segments left field must not exceed address count', { hidden: true }),
});

const notes = fields('ipv6', {
  multicast: none('src_route_list.multicast_addr', 'Multicast addresses must not appear in the source route list', {
    hidden: true,
  }),
});

const SOURCE_ROUTE = 0;
const MOBILE = 2;
const RPL = 3;
const SEGMENT_ROUTING = 4;
const COMPACT_16 = 5;
const COMPACT_32 = 6;
const NO_LIST = 255;

export const routing = protocol({
  name: 'ipv6.routing',
  title: 'Routing Header for IPv6',
  short: '',
  osi: 3,
  rule: 'names stops that the packet makes on its way',
  unit: 'header',
  rfc: ['8200 section 4.4'],
  fields: { ...f, ...notes },
  claims: [[ipProtocols, 43]],
  decode(c) {
    const start = c.pos;
    const next = c.u8(f.next);
    const units = c.u8(f.length);
    const length = (units + 1) * 8;
    c.derived(f.octets, c.pos - 1, 1, length);
    const type = c.u8(f.type);
    if (type === SOURCE_ROUTE) {
      c.nest();
      c.expert(NOTE, 'Deprecated', 'Routing header type is deprecated', f.deprecated);
      c.unnest();
    }
    const left = c.u8(f.left);
    const outer = c.scope(length - 4);
    specific(c, type, units, left);
    c.undecoded(expertFields.undecoded);
    c.leave(outer);
    if (c.pos < start + length) c.skip(start + length - c.pos);
    followNext(c, next);
  },
  heading: (v) => {
    const type = v.num(f.type);
    return `Routing Header for IPv6 (${valueName(routingTypeNames, type) ?? `Unknown type ${type}`})`;
  },
  info: (v) => chainInfo(v, f.next, 'IPv6 routing'),
  infoFields: [f.next],
  story: (v) => {
    const left = v.num(f.left);
    if (left === 0) return 'Names the stops of the packet; it has made them all.';
    return `Names the stops of the packet; ${left} ${left === 1 ? 'is' : 'are'} still to come.`;
  },
});

function specific(c: Cursor, type: number, units: number, left: number): void {
  switch (type) {
    case SOURCE_ROUTE:
      sourceRoute(c, units, left);
      break;
    case MOBILE:
      mobile(c, units, left);
      break;
    case RPL:
      rpl(c, units, left);
      break;
    case SEGMENT_ROUTING:
      segmentRouting(c, left);
      break;
    case COMPACT_16:
    case COMPACT_32:
      compact(
        c,
        type === COMPACT_16 ? f.segment16 : f.segment32,
        type === COMPACT_16 ? f.current16 : f.current32,
        left,
      );
      break;
    default:
      c.take(f.unknown, c.remaining);
      c.nest();
      c.expert(NOTE, 'Undecoded', 'Undecoded IPv6 routing header field', f.undecoded);
      c.unnest();
  }
}

function lengthNote(c: Cursor, reason: string): void {
  c.nest();
  c.expert(ERROR, 'Malformed', reason, f.invalidLength);
  c.unnest();
}

function leftNote(c: Cursor, reason: string): void {
  c.nest();
  c.expert(WARN, 'Protocol', reason, f.invalidLeft);
  c.unnest();
}

/** Reads an address of the list, labelled with its number. */
function address(c: Cursor, field: Field, number: number): number {
  const at = c.take(field, 16);
  if (c.wants(field)) c.label(c.tape.count - 1, `Address[${number}]: ${ipv6Text(c.bytes, at)}`);
  return at;
}

function multicastNote(c: Cursor, first: number): void {
  if (first !== 0xff) return;
  c.nest();
  c.expert(WARN, 'Protocol', 'Multicast addresses must not appear in the source route list', notes.multicast);
  c.unnest();
}

/** The route's end is where the packet goes, as long as stops are left. */
function goTo(c: Cursor, at: number): void {
  c.frame.registers.ipv6Target(c.peek32(at), c.peek32(at + 4), c.peek32(at + 8), c.peek32(at + 12));
}

function sourceRoute(c: Cursor, units: number, left: number): void {
  const count = units >>> 1;
  if (units & 1) lengthNote(c, 'IPv6 Routing Header extension header length must not be odd');
  if (left > count) {
    const reason = 'IPv6 Type 0 Routing Header segments left field must not exceed address count';
    leftNote(c, c.noting ? `${reason} (${count})` : reason);
  }
  c.take(f.sourceReserved, 4);
  let last = -1;
  for (let i = 1; i <= count; i++) {
    last = address(c, f.sourceAddress, i);
    multicastNote(c, c.peek8(last));
  }
  if (last >= 0 && left > 0) goTo(c, last);
}

function mobile(c: Cursor, units: number, left: number): void {
  if (units !== 2) lengthNote(c, 'IPv6 Type 2 Routing Header extension header length must equal 2');
  if (left !== 1) leftNote(c, 'IPv6 Type 2 Routing Header segments left field must equal 1');
  c.take(f.homeReserved, 4);
  const at = address(c, f.homeAddress, 1);
  multicastNote(c, c.peek8(at));
  if (left > 0) goTo(c, at);
}

function rpl(c: Cursor, units: number, left: number): void {
  const word = c.u32(f.compressedInner);
  if (c.noting) for (const field of [f.compressedLast, f.padding, f.rplReserved]) c.bits(field, word);
  const inner = 16 - (word >>> 28);
  const final = 16 - ((word >>> 24) & 15);
  const pad = (word >>> 20) & 15;
  const count = units === 0 ? 0 : Math.trunc((units * 8 - pad - final) / inner) + 1;
  c.derived(f.addressCount, c.pos, 0, count);
  if (count >= 0 && left > count) {
    const reason = 'IPv6 RPL Routing Header segments left field must not exceed address count';
    leftNote(c, c.noting ? `${reason} (${count})` : reason);
  }
  const full = registersTarget(c.frame.registers);
  for (let i = 1; i <= count; i++) {
    const size = i === count ? final : inner;
    const at = c.take(f.rplAddress, size);
    // The bytes left out are those of the destination address
    const whole = c.noting ? full.slice() : full;
    for (let k = 0; k < size; k++) whole[16 - size + k] = c.peek8(at + k);
    if (c.noting) {
      c.label(c.derived(f.fullAddress, at, size, 0, whole), `[Address[${i}]: ${ipv6Text(whole, 0)}]`);
    }
    multicastNote(c, whole[0]);
    if (i === count && left > 0) setTarget(c.frame.registers, whole);
  }
}

const scratch = new Uint8Array(16);
const scratchView = new DataView(scratch.buffer);

function registersTarget(p: Packet): Uint8Array {
  scratchView.setUint32(0, p.target0);
  scratchView.setUint32(4, p.target1);
  scratchView.setUint32(8, p.target2);
  scratchView.setUint32(12, p.target3);
  return scratch;
}

function setTarget(p: Packet, bytes: Uint8Array): void {
  scratch.set(bytes);
  p.ipv6Target(scratchView.getUint32(0), scratchView.getUint32(4), scratchView.getUint32(8), scratchView.getUint32(12));
}

function segmentRouting(c: Cursor, left: number): void {
  const last = c.u8(f.lastEntry);
  c.u8(f.segmentFlags);
  c.take(f.tag, 2);
  if (last === NO_LIST) return;
  if (left > last + 1) {
    const reason = 'IPv6 Type 4 Routing Header segments left field must not exceed address count';
    leftNote(c, c.noting ? `${reason} (${last + 1})` : reason);
  }
  const first = c.pos;
  for (let i = 0; i <= last; i++) address(c, f.segment, i);
  if (left > 0) goTo(c, first);
}

/** Compact routing headers: segment identifiers of two or four bytes up to one that is zero. */
function compact(c: Cursor, segment: Field, current: Field, left: number): void {
  const size = segment === f.segment16 ? 2 : 4;
  const start = c.pos;
  const at = start + size * left;
  if (at + size <= c.end) c.derived(current, at, size, size === 2 ? c.peek16(at) : c.peek32(at));
  const list = c.open(f.segments);
  for (let i = 0; c.available >= size; i++) {
    if ((size === 2 ? c.peek16(c.pos) : c.peek32(c.pos)) === 0) break;
    const value = size === 2 ? c.u16(segment) : c.u32(segment);
    if (c.wants(segment)) c.label(c.tape.count - 1, `SID[${i}] = ${value}`);
  }
  c.close(list);
}
