import { etherTypes, ipProtocols, linkTypes } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { bool, fields, ipv4 as ipv4Field, uint8, uint16 } from '../../model/field.ts';
import { ipProtocolNames } from './ip-protocols.ts';

const f = fields('ip', {
  version: uint8('version', 'Version', { mask: 0xf0 }),
  headerLength: uint8('hdr_len', 'Header Length', { unit: 'bytes', help: 'In bytes; on the wire in units of four.' }),
  dsField: uint8('dsfield', 'Differentiated Services Field', { base: 'hex', rfc: 'RFC 2474' }),
  dscp: uint8('dsfield.dscp', 'Differentiated Services Codepoint', { mask: 0xfc }),
  ecn: uint8('dsfield.ecn', 'Explicit Congestion Notification', { mask: 0x03, rfc: 'RFC 3168' }),
  length: uint16('len', 'Total Length'),
  id: uint16('id', 'Identification', { base: 'hex-dec' }),
  flags: uint8('flags', 'Flags', { base: 'hex', mask: 0xe0 }),
  reserved: bool('flags.rb', 'Reserved bit', { mask: 0x80 }),
  dontFragment: bool('flags.df', "Don't fragment", { mask: 0x40 }),
  moreFragments: bool('flags.mf', 'More fragments', { mask: 0x20 }),
  offset: uint16('frag_offset', 'Fragment Offset', { mask: 0x1fff }),
  ttl: uint8('ttl', 'Time to Live', { help: 'Routers that the packet may still cross.' }),
  protocol: uint8('proto', 'Protocol', { names: ipProtocolNames }),
  checksum: uint16('checksum', 'Header Checksum', { base: 'hex' }),
  source: ipv4Field('src', 'Source Address', { also: ['ip.addr', 'ip.src_host'] }),
  destination: ipv4Field('dst', 'Destination Address', { also: ['ip.addr', 'ip.dst_host'] }),
});

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
    [ipProtocols, 4],
  ],
  decode(c) {
    const start = c.pos;
    const first = c.u8(f.version);
    const headerLength = (first & 0x0f) * 4;
    c.at(f.headerLength, start, 1, headerLength);
    if (headerLength < 20) c.malformed('header length is below 20 bytes');
    const ds = c.u8(f.dsField);
    if (c.noting) {
      c.nest();
      c.bits(f.dscp, ds);
      c.bits(f.ecn, ds);
      c.unnest();
    }
    const length = c.u16(f.length);
    if (length >= headerLength) c.scope(length - 4);
    c.u16(f.id);
    const flags = c.available >= 1 ? c.peek8(c.pos) : 0;
    if (c.noting && c.available >= 1) {
      c.at(f.flags, c.pos, 1, flags >>> 5);
      c.nest();
      c.at(f.reserved, c.pos, 1, flags >>> 7);
      c.at(f.dontFragment, c.pos, 1, (flags >>> 6) & 1);
      c.at(f.moreFragments, c.pos, 1, (flags >>> 5) & 1);
      c.unnest();
    }
    const word = c.u16(f.offset);
    c.u8(f.ttl);
    const next = c.u8(f.protocol);
    c.u16(f.checksum);
    const source = c.ipv4(f.source);
    const destination = c.ipv4(f.destination);
    if (!c.frame.quoted) c.frame.packet.ipv4(source, destination);
    c.skip(headerLength - 20);
    if (word & 0x3fff) c.rest();
    else c.next(ipProtocols, next);
  },
  heading: (v) => `Internet Protocol Version 4, Src: ${v.text(f.source)}, Dst: ${v.text(f.destination)}`,
  info: (v) => v.name(f.protocol) ?? v.text(f.protocol),
  infoFields: [f.protocol],
  story: (v) =>
    `Addresses the packet from ${v.text(f.source)} to ${v.text(f.destination)}; ${v.num(f.ttl)} more hops are allowed.`,
});
