import { etherTypes, linkTypes, named } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { ether, fields, ipv4, octets, uint16, uint32 } from '../../model/field.ts';
import { etherTypeNames } from '../ethernet/ether-types.ts';
import { hardwareTypeNames } from '../hardware-types.ts';
import { IPX, LLC, PPP } from '../named-protocols.ts';
import { noteTrailer } from '../trailer.ts';

const VERSION_1 = 113;
const VERSION_2 = 276;
const ADDRESS = 8;
/** Linux numbers up to this are its own (ETH_P_802_3_MIN), greater ones EtherTypes. */
const MAX_INTERNAL = 1536;
const ARPHRD_IPGRE = 778;

/** Values of the protocol field that are no EtherTypes (linux/if_ether.h). */
const internalTypes = {
  1: 'Raw 802.3',
  3: 'Ethernet',
  4: '802.2 LLC',
  7: 'PPP (HDLC)',
  12: 'CAN',
  13: 'CAN FD',
  23: 'IrDA LAP',
  245: 'ISI',
  246: 'IEEE 802.15.4',
};

const f = fields('sll', {
  packetType: uint16('pkttype', 'Packet type', {
    names: { 0: 'Unicast to us', 1: 'Broadcast', 2: 'Multicast', 3: 'Unicast to another host', 4: 'Sent by us' },
    help: 'Which way the packet went, as the capturing host saw it.',
  }),
  hardwareType: uint16('hatype', 'Link-layer address type', {
    names: hardwareTypeNames,
    help: 'Kind of interface: an ARPHRD value of Linux.',
  }),
  addressLength: uint16('halen', 'Link-layer address length'),
  sourceEthernet: ether('src.eth', 'Source', {
    help: 'Link-layer address of the sender; the receiver is not recorded.',
  }),
  sourceIpv4: ipv4('src.ipv4', 'Source'),
  sourceOther: octets('src.other', 'Source'),
  unused: octets('unused', 'Unused'),
  reserved: octets('reserved', 'Reserved'),
  interfaceIndex: uint32('ifindex', 'Interface index', {
    help: "Number of the interface on the capturing host's Linux.",
  }),
  etherType: uint16('etype', 'Protocol', { base: 'hex', names: etherTypeNames }),
  internalType: uint16('ltype', 'Protocol', { base: 'hex', names: internalTypes }),
  greType: uint16('gretype', 'Protocol', { base: 'hex', names: etherTypeNames }),
  trailer: octets('trailer', 'Trailer'),
});

/** The header that Linux puts in front of packets captured on interfaces of any kind, for example on "any". */
export const linuxCooked = protocol({
  name: 'sll',
  title: 'Linux cooked-mode capture',
  short: 'SLL',
  osi: 2,
  rule: "stands in for the link layer's header, which Linux did not keep",
  unit: 'frame',
  rfc: ['LINKTYPE_LINUX_SLL', 'LINKTYPE_LINUX_SLL2'],
  fields: f,
  claims: [[linkTypes, VERSION_1, VERSION_2]],
  decode(c) {
    if (c.frame.record.linkType === VERSION_2 && c.layer === 1) version2(c);
    else version1(c);
  },
  lateFields: [f.trailer],
  after(c) {
    if (c.frame.layers.table(c.layer) === etherTypes.index) noteTrailer(c, f.trailer, 0);
  },
  heading: (v) => `Linux cooked capture ${v.has(f.interfaceIndex) ? 'v2' : 'v1'}`,
  column: (v) => (v.has(f.etherType) ? `0x${v.num(f.etherType).toString(16).padStart(4, '0')}` : 'SLL'),
  info: (v) => v.name(f.etherType) ?? v.name(f.packetType) ?? '',
  infoFields: [f.packetType, f.etherType],
  story(v) {
    const how = v.name(f.packetType)?.toLowerCase() ?? 'unknown';
    return `Linux noted how the packet passed the host (${how}) instead of keeping the link's own header.`;
  },
});

function version1(c: Cursor): void {
  c.u16(f.packetType);
  const hardwareType = c.u16(f.hardwareType);
  source(c, c.u16(f.addressLength));
  if (c.available < 2) c.short(2);
  const type = c.peek16(c.pos);
  c.skip(2);
  follow(c, noteType(c, type, hardwareType), type);
}

function version2(c: Cursor): void {
  if (c.available < 10) c.short(10);
  const start = c.pos;
  const type = c.peek16(start);
  c.skip(2);
  const kind = noteType(c, type, c.peek16(start + 8));
  c.take(f.reserved, 2);
  c.u32(f.interfaceIndex);
  c.u16(f.hardwareType);
  c.u8(f.packetType);
  source(c, c.u8(f.addressLength));
  follow(c, kind, type);
}

/** Reads the eight bytes of the sender's address, of which `length` are in use. */
function source(c: Cursor, length: number): void {
  const used = Math.min(length, ADDRESS);
  const { packet } = c.frame;
  if (length === 4) {
    const address = c.ipv4(f.sourceIpv4);
    packet.ipv4(address, 0);
    packet.targetKind = 0;
    packet.targetId = -1;
  } else if (length === 6) packet.ether(c, c.take(f.sourceEthernet, 6), -1);
  else {
    if (used > 0) c.take(f.sourceOther, used);
    packet.ether(c, -1, -1);
  }
  if (used < ADDRESS) c.take(f.unused, ADDRESS - used);
}

const ETHERTYPE = 0;
const INTERNAL = 1;
const GRE = 2;

/** Notes the protocol number just read and returns of which kind it is. */
function noteType(c: Cursor, type: number, hardwareType: number): number {
  const kind = type <= MAX_INTERNAL ? INTERNAL : hardwareType === ARPHRD_IPGRE ? GRE : ETHERTYPE;
  c.at(kind === INTERNAL ? f.internalType : kind === GRE ? f.greType : f.etherType, c.pos - 2, 2, type);
  return kind;
}

function follow(c: Cursor, kind: number, type: number): void {
  const { registry } = c.frame;
  if (kind === ETHERTYPE) c.next(etherTypes, type);
  else if (kind === GRE) c.hand(registry.lookup(etherTypes, type));
  else if (type === 1) c.next(named, IPX);
  else if (type === 3) c.hand(registry.protocol('eth'));
  else if (type === 4) c.next(named, LLC);
  else if (type === 7) c.next(named, PPP);
  else c.rest();
}
