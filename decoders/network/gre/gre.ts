import { etherTypes, ipProtocols } from '../../dispatch/tables.ts';
import { checksumStatusNames, internetChecksum } from '../../model/checksum.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { WARN } from '../../model/expert.ts';
import { bool, fields, none, octets, uint8, uint16, uint32 } from '../../model/field.ts';
import type { Protocol } from '../../model/protocol.ts';
import { readChecksum, UNVERIFIED } from '../checksum.ts';

const truth = ['Yes', 'No'] as const;

/** Protocol types (EtherTypes and some of their own), as Wireshark names them for GRE. */
const protocolNames: Readonly<Record<number, string>> = {
  0: 'Possible GRE keepalive packet',
  254: 'OSI',
  2048: 'IP',
  2054: 'ARP',
  8192: 'CDP (Cisco)',
  8193: 'NHRP',
  8939: 'ERSPAN III',
  25600: 'MIKROTIK EoIP',
  25944: 'Transparent Ethernet bridging',
  25945: 'Frame Relay',
  33079: 'IPX',
  34525: 'IPv6',
  34827: 'PPP',
  34878: 'WCCP',
  34887: 'MPLS label switched packet',
  34945: 'CDMA2000 A10 Unstructured byte stream',
  35006: 'ERSPAN',
  35026: 'CDMA2000 A10 3GPP2 Packet',
  35081: 'CiscoMetaData',
  35151: 'Network Service Header',
  47082: 'Huawei GRE bonding',
  65198: 'AIROHIVE AP AP',
};

const f = fields('gre', {
  flags: uint16('flags_and_version', 'Flags and Version', { base: 'hex' }),
  hasChecksum: bool('flags.checksum', 'Checksum Bit', { mask: 0x8000, truth }),
  hasRouting: bool('flags.routing', 'Routing Bit', { mask: 0x4000, truth, rfc: 'RFC 1701' }),
  hasKey: bool('flags.key', 'Key Bit', { mask: 0x2000, truth, rfc: 'RFC 2890' }),
  hasSequence: bool('flags.sequence_number', 'Sequence Number Bit', { mask: 0x1000, truth }),
  strictRoute: bool('flags.strict_source_route', 'Strict Source Route Bit', { mask: 0x0800, truth }),
  recursion: uint16('flags.recursion_control', 'Recursion control', { mask: 0x0700 }),
  hasAcknowledgment: bool('flags.ack', 'Acknowledgment', { mask: 0x0080, truth, rfc: 'RFC 2637 section 4.1' }),
  reservedEnhanced: uint16('flags.reserved', 'Flags (Reserved)', { mask: 0x0078 }),
  reserved: uint16('flags.reserved', 'Flags (Reserved)', { mask: 0x00f8 }),
  version: uint16('flags.version', 'Version', { mask: 0x0007, names: { 0: 'GRE', 1: 'Enhanced GRE' } }),
  protocol: uint16('proto', 'Protocol Type', {
    base: 'hex',
    names: protocolNames,
    help: 'What the tunnel carries, mostly an EtherType.',
  }),
  checksum: uint16('checksum', 'Checksum', { base: 'hex', help: 'Over the header and what it carries.' }),
  checksumStatus: uint8('checksum.status', 'Checksum Status', { base: 'name', names: checksumStatusNames }),
  checksumBad: none('checksum.incorrect', 'Incorrect GRE Checksum', { hidden: true }),
  offset: uint16('offset', 'Offset'),
  key: uint32('key', 'Key', { base: 'hex', help: 'Tells the tunnels or flows between two hosts apart.' }),
  payloadLength: uint16('key.payload_length', 'Payload Length', { help: 'Without the GRE header, in bytes.' }),
  callId: uint16('key.call_id', 'Call ID', { help: "The peer's number for this PPTP session." }),
  sequence: uint32('sequence_number', 'Sequence Number'),
  acknowledgment: uint32('ack_number', 'Acknowledgment Number', {
    help: 'The highest sequence number that the sender has received.',
  }),
  routing: none('routing', 'Routing'),
  addressFamily: uint16('routing.address_family', 'Address Family'),
  entryOffset: uint8('routing.sre_offset', 'SRE Offset'),
  entryLength: uint8('routing.src_length', 'SRE Length'),
  information: octets('routing.information', 'Routing Information'),
  redirect: none('wccp.redirect_header', 'Redirect Header'),
  dynamicService: bool('wccp.dynamic_service', 'Dynamic Service', {
    mask: 0x01,
    truth: ['Dynamic service', 'Well-known service'],
  }),
  alternativeUsed: bool('wccp.alternative_bucket_used', 'Alternative bucket used', {
    mask: 0x02,
    truth: ['Alternative bucket used', 'Primary bucket used'],
  }),
  redirectValid: bool('wccp.redirect_header_valid', 'WCCP Redirect header is valid', {
    mask: 0x04,
    truth: ['Header is present, but ignore contents', 'Header contents are valid'],
  }),
  serviceId: uint8('wccp.service_id', 'Service ID', { names: { 0: 'HTTP' } }),
  alternativeBucket: uint8('wccp.alternative_bucket', 'Alternative Bucket'),
  primaryBucket: uint8('wccp.primary_bucket', 'Primary Bucket'),
});

const CHECKSUM = 0x8000;
const ROUTING = 0x4000;
const KEY = 0x2000;
const SEQUENCE = 0x1000;
const ACKNOWLEDGMENT = 0x0080;

const PPP = 0x880b;
const BRIDGING = 0x6558;
const WCCP = 0x883e;

const incorrect = { severity: WARN, group: 'Protocol', text: 'Incorrect GRE Checksum' } as const;

export const gre = protocol({
  name: 'gre',
  title: 'Generic Routing Encapsulation',
  short: 'GRE',
  osi: 3,
  rule: 'carries packets of any protocol inside IP packets, as a link between two routers',
  unit: 'packet',
  rfc: [2784, 2890, 2637, 1701],
  fields: f,
  claims: [[ipProtocols, 47]],
  decode(c) {
    const start = c.pos;
    const flags = c.u16(f.flags);
    if (c.available < 2) c.short(2);
    const type = c.peek16(c.pos);
    const enhanced = type === PPP && (flags & 7) === 1;
    if (c.noting) noteFlags(c, flags, enhanced);
    c.u16(f.protocol);
    if (flags & (CHECKSUM | ROUTING)) {
      const whole = flags & CHECKSUM && c.limit <= c.captured && !c.frame.fragmented && !c.frame.quoted;
      readChecksum(c, f, whole ? internetChecksum(c.bytes, start, c.limit) : UNVERIFIED, '', incorrect);
      c.u16(f.offset);
    }
    if (flags & KEY) {
      if (enhanced) {
        c.u16(f.payloadLength);
        c.u16(f.callId);
      } else c.u32(f.key);
    }
    if (flags & SEQUENCE) c.u32(f.sequence);
    if (enhanced && flags & ACKNOWLEDGMENT) c.u32(f.acknowledgment);
    if (flags & ROUTING) routing(c);
    if (type === WCCP && c.available >= 4 && c.peek8(c.pos) >>> 4 !== 4) redirect(c);
    if (c.remaining > 0) c.hand(carried(c, type));
  },
  heading: (v) => {
    const name = v.name(f.protocol) ?? `0x${hex4(v.num(f.protocol))} - unknown`;
    return `Generic Routing Encapsulation (${name})`;
  },
  info: (v) => `Encapsulated ${v.name(f.protocol) ?? `0x${hex4(v.num(f.protocol))} (unknown)`}`,
  infoFields: [f.protocol],
  story: (v) => {
    const what = v.name(f.protocol) ?? `protocol 0x${hex4(v.num(f.protocol))}`;
    return v.payloadLength > 0
      ? `Carries a packet of ${what} through a tunnel between two routers.`
      : 'Carries no packet: it only acknowledges earlier ones or keeps the tunnel alive.';
  },
});

function hex4(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, '0');
}

function noteFlags(c: Cursor, flags: number, enhanced: boolean): void {
  c.nest();
  for (const field of [f.hasChecksum, f.hasRouting, f.hasKey, f.hasSequence, f.strictRoute, f.recursion]) {
    c.bits(field, flags);
  }
  if (enhanced) {
    c.bits(f.hasAcknowledgment, flags);
    c.bits(f.reservedEnhanced, flags);
  } else c.bits(f.reserved, flags);
  c.bits(f.version, flags);
  c.unnest();
}

/** Source route entries (RFC 1701), ended by one without family and length. */
function routing(c: Cursor): void {
  for (;;) {
    const entry = c.open(f.routing);
    const family = c.u16(f.addressFamily);
    c.u8(f.entryOffset);
    const length = c.u8(f.entryLength);
    if (length > 0) c.take(f.information, length);
    c.close(entry);
    if (family === 0 && length === 0) return;
  }
}

function redirect(c: Cursor): void {
  const entry = c.open(f.redirect);
  const flags = c.u8(f.dynamicService);
  c.bits(f.alternativeUsed, flags);
  c.bits(f.redirectValid, flags);
  c.u8(f.serviceId);
  c.u8(f.alternativeBucket);
  c.u8(f.primaryBucket);
  c.close(entry);
}

function carried(c: Cursor, type: number): Protocol | undefined {
  const { registry } = c.frame;
  if (type === PPP) return registry.protocol('ppp');
  if (type === BRIDGING) return registry.protocol('eth');
  return registry.lookup(etherTypes, type === WCCP ? 0x0800 : type);
}
