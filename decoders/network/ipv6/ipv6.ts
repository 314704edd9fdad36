import { etherTypes, ipProtocols, linkTypes, pppProtocols } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { CHAT, ERROR, expertFields, WARN } from '../../model/expert.ts';
import { fields, ipv6 as ipv6Field, none, uint8, uint16, uint24, uint32 } from '../../model/field.ts';
import { codePointNames, congestionNames, servicesText } from '../differentiated-services.ts';
import { ipProtocolName } from '../ip-protocols.ts';
import { embeddedSpecs, noteEmbedded } from './embedded-addresses.ts';
import { chainInfo, followNext } from './next-header.ts';

const f = fields('ipv6', {
  version: uint8('version', 'Version'),
  ipVersion: uint8('/ip.version', 'Version', { mask: 0xf0, hidden: true }),
  trafficClass: uint32('tclass', 'Traffic Class', {
    base: 'hex',
    mask: 0x0ff00000,
    rfc: 'RFC 8200 section 7',
    help: 'How routers should treat the packet: its class and whether it may be marked instead of dropped.',
  }),
  codePoint: uint32('tclass.dscp', 'Differentiated Services Codepoint', {
    mask: 0x0fc00000,
    names: codePointNames,
    rfc: 'RFC 2474',
    help: 'The class of service that the packet asks routers for.',
  }),
  congestion: uint32('tclass.ecn', 'Explicit Congestion Notification', {
    mask: 0x00300000,
    names: congestionNames,
    rfc: 'RFC 3168',
    help: 'Routers mark a packet here when they are congested, if both hosts understand it.',
  }),
  flow: uint24('flow', 'Flow Label', {
    base: 'hex',
    mask: 0x0fffff,
    rfc: 'RFC 6437',
    help: 'The same for all packets of one flow, so that routers can keep them on one path.',
  }),
  payloadLength: uint16('plen', 'Payload Length', { help: 'All behind this header, extension headers too, in bytes.' }),
  next: uint8('nxt', 'Next Header', {
    names: ipProtocolName,
    help: 'What follows: an extension header or the protocol that the packet carries.',
  }),
  hopLimit: uint8('hlim', 'Hop Limit', { help: 'Routers that the packet may still cross.' }),
  source: ipv6Field('src', 'Source Address', {
    also: ['ipv6.addr', 'ipv6.src_host', 'ipv6.host'],
    help: 'The host that sent the packet.',
  }),
  destination: ipv6Field('dst', 'Destination Address', {
    also: ['ipv6.addr', 'ipv6.dst_host', 'ipv6.host'],
    help: 'The host or group that the packet is for.',
  }),
  bogusVersion: none('bogus_ipv6_version', 'Bogus IP version', { hidden: true }),
  invalidHeader: none('invalid_header', 'Invalid IPv6 header', { hidden: true }),
  lengthZero: none('plen_zero', 'IPv6 payload length equals 0', { hidden: true }),
  lengthExceeds: none('plen_exceeds_framing', 'IPv6 payload length does not match expected framing length', {
    hidden: true,
  }),
  jumboMissing: none('opt.jumbo.missing', 'Jumbo Payload option missing', { hidden: true }),
});

const sourceFields = fields('ipv6', embeddedSpecs('Source'));
const destinationFields = fields('ipv6', embeddedSpecs('Destination'));

const HEADER = 40;
const HOP_BY_HOP = 0;
const NO_NEXT = 59;
const JUMBO = 194;

export const ipv6 = protocol({
  name: 'ipv6',
  title: 'Internet Protocol Version 6',
  short: 'IPv6',
  osi: 3,
  rule: 'carries packets across networks to a host address',
  unit: 'packet',
  rfc: [8200],
  fields: {
    ...f,
    sourceSlaac: sourceFields.slaac,
    sourceIsatap: sourceFields.isatap,
    sourceGateway: sourceFields.gateway,
    sourceSubnet: sourceFields.subnet,
    sourceTeredoServer: sourceFields.teredoServer,
    sourceTeredoPort: sourceFields.teredoPort,
    sourceTeredoClient: sourceFields.teredoClient,
    sourceEmbedded: sourceFields.embedded,
    sourceEmbeddedPrefix: sourceFields.embeddedPrefix,
    sourceEmbeddedAddress: sourceFields.embeddedAddress,
    destinationSlaac: destinationFields.slaac,
    destinationIsatap: destinationFields.isatap,
    destinationGateway: destinationFields.gateway,
    destinationSubnet: destinationFields.subnet,
    destinationTeredoServer: destinationFields.teredoServer,
    destinationTeredoPort: destinationFields.teredoPort,
    destinationTeredoClient: destinationFields.teredoClient,
    destinationEmbedded: destinationFields.embedded,
    destinationEmbeddedPrefix: destinationFields.embeddedPrefix,
    destinationEmbeddedAddress: destinationFields.embeddedAddress,
  },
  claims: [
    [etherTypes, 0x86dd],
    [linkTypes, 229],
    [pppProtocols, 0x0057],
    [ipProtocols, 41],
  ],
  decode(c) {
    const start = c.pos;
    if (c.available < 1) c.short(1);
    const version = c.peek8(start) >>> 4;
    if (c.noting) noteVersion(c, version);
    if (version !== 6) {
      c.nest();
      c.expert(ERROR, 'Malformed', 'Bogus IPv6 version', f.bogusVersion);
      c.unnest();
      c.undecoded(expertFields.undecoded);
      return;
    }
    if (c.remaining < HEADER) {
      c.expert(ERROR, 'Malformed', 'IPv6 header must be exactly 40 bytes', f.invalidHeader);
    }
    const word = c.u32(f.trafficClass);
    if (c.noting) noteTrafficClass(c, word);
    const length = payloadLength(c, start);
    const next = c.u8(f.next);
    const hops = c.u8(f.hopLimit);
    c.take(f.source, 16);
    const destination = c.take(f.destination, 16);
    const { registers } = c.frame;
    registers.ipv6(c, start + 8);
    registers.hopLimit = hops;
    if (c.noting) {
      noteEmbedded(c, sourceFields, start + 8);
      noteEmbedded(c, destinationFields, destination);
    }
    c.frame.fragmented = false;
    if (length < c.remaining) c.scope(length);
    followNext(c, next);
  },
  heading: (v) =>
    v.has(f.destination)
      ? `Internet Protocol Version 6, Src: ${v.text(f.source)}, Dst: ${v.text(f.destination)}`
      : 'Internet Protocol Version 6',
  info: (v) => {
    const version = v.num(f.version);
    if (version !== 6) return `Bogus IPv6 version (${version}, must be 6)`;
    return v.has(f.next) ? chainInfo(v, f.next, `${v.name(f.next) ?? 'Unknown'} (${v.num(f.next)})`) : '';
  },
  infoFields: [f.version, f.next],
  story: (v) => {
    if (!v.has(f.destination)) return 'The header is broken; nothing can be said of what the packet is for.';
    const hops = v.num(f.hopLimit);
    const routers = hops <= 1 ? 'no router may pass it on' : `it may cross ${hops - 1} more routers`;
    return `Addresses the packet from ${v.text(f.source)} to ${v.text(f.destination)}; ${routers}.`;
  },
});

function noteVersion(c: Cursor, version: number): void {
  const bits = version.toString(2).padStart(4, '0');
  c.label(c.at(f.version, c.pos, 1, version), `${bits} .... = Version: ${version}`);
  c.at(f.ipVersion, c.pos, 1, version);
}

function noteTrafficClass(c: Cursor, word: number): void {
  const octet = (word >>> 20) & 0xff;
  if (c.wants(f.trafficClass)) {
    const bits = octet.toString(2).padStart(8, '0');
    const digits = octet.toString(16).padStart(2, '0');
    c.label(
      c.tape.count - 1,
      `.... ${bits.slice(0, 4)} ${bits.slice(4)} .... .... .... .... .... = Traffic Class: 0x${digits} ${servicesText(octet)}`,
    );
  }
  c.nest();
  c.bits(f.codePoint, word);
  c.bits(f.congestion, word);
  c.unnest();
  c.at(f.flow, c.pos - 3, 3, word & 0x0fffff);
}

/** Reads the payload length, of a jumbogram from its option (RFC 2675). Bytes behind the header. */
function payloadLength(c: Cursor, start: number): number {
  const framing = c.limit - start - HEADER;
  let length = c.u16(f.payloadLength);
  const next = c.available > 0 ? c.peek8(c.pos) : NO_NEXT;
  c.nest();
  if (length === 0 && next === HOP_BY_HOP) {
    length = jumboLength(c, start + HEADER);
    if (length === 0) {
      const reason = 'IPv6 payload length equals 0 and Hop-By-Hop present and Jumbo Payload option missing';
      c.expert(ERROR, 'Malformed', reason, f.jumboMissing);
    } else if (c.wants(f.payloadLength)) c.label(c.tape.count - 1, 'Payload Length: 0 (Jumbogram)');
  } else if (length === 0 && next !== NO_NEXT) {
    const reason = 'IPv6 payload length equals 0 (maybe because of "TCP segmentation offload" (TSO))';
    c.expert(CHAT, 'Protocol', reason, f.lengthZero);
  }
  if (length > framing && !c.frame.quoted) {
    const reason = c.noting ? `IPv6 payload length exceeds framing length (${framing} bytes)` : '';
    c.expert(WARN, 'Protocol', reason, f.lengthExceeds);
  }
  c.unnest();
  return length;
}

/** The length in the jumbo payload option of the hop-by-hop header at `at`, 0 without one. */
function jumboLength(c: Cursor, at: number): number {
  if (at + 2 > c.end) return 0;
  const end = Math.min(c.end, at + (c.peek8(at + 1) + 1) * 8);
  for (let i = at + 2; i + 6 <= end; ) {
    const type = c.peek8(i);
    if (type === 0) {
      i++;
      continue;
    }
    const length = c.peek8(i + 1);
    if (type === JUMBO && length === 4) {
      const jumbo = c.peek32(i + 2);
      return jumbo > 0xffff ? jumbo : 0;
    }
    i += 2 + length;
  }
  return 0;
}
