import {
  authentication,
  destinationOptions,
  fragmentHeader,
  hopByHop,
  type Ipv6Options,
  ipv6,
  option6,
  routingHeader,
} from '../../builders/network.ts';
import {
  ascii,
  bytes,
  ethernet,
  ip6,
  ipv4,
  join,
  type Part,
  packet,
  u8,
  u16,
  u32,
  udp,
} from '../../builders/packet.ts';
import type { Fixture, FixtureFrame } from '../listing.ts';

const payload = bytes('00 01 02 03');

const plain = (o: Ipv6Options): FixtureFrame => ({ bytes: packet(ethernet(), ipv6(o), udp(4000, 4001), payload) });
const chain = (...parts: (Part | Uint8Array)[]): FixtureFrame => ({ bytes: packet(ethernet(), ipv6(), ...parts) });

const text = ascii('The quick brown fox jumps over the lazy dog, and over the next one, too.'.repeat(3));
const datagram = packet(udp(4000, 4001), text);
const end = datagram.length;

function piece(from: number, to: number, o: { more?: boolean; ident?: number; next?: number } = {}): FixtureFrame {
  const header = fragmentHeader({
    offset: from,
    more: o.more ?? to < end,
    ident: o.ident ?? 0x1234,
    next: o.next ?? 17,
  });
  return chain(header, datagram.subarray(from, to));
}

const route = join(u32(0), ip6('2001:db8::11'), ip6('2001:db8::12'));

export const ipv6Fixtures: readonly Fixture[] = [
  {
    name: 'network/ipv6-header',
    frames: [
      plain({ trafficClass: 0xb9, flow: 0x12345, hops: 1 }),
      plain({ version: 7 }),
      plain({ length: 0 }),
      plain({ length: 100 }),
      plain({ next: 59 }),
      plain({ next: 253 }),
      chain(ipv4(), udp(1, 2), payload),
    ],
  },
  {
    name: 'network/ipv6-addresses',
    frames: [
      plain({ src: 'fe80::211:22ff:fe33:4455', dst: '2002:c000:201:7::1' }),
      plain({ src: '2001:0:4136:e378:8000:63bf:3fff:fdd2', dst: '64:ff9b::c000:201' }),
      plain({ src: 'fe80::200:5efe:c000:201', dst: '::ffff:c000:201' }),
    ],
  },
  {
    name: 'network/ipv6-hop-by-hop',
    frames: [
      chain(hopByHop(option6(5, u16(0)), option6(1, u16(0))), udp(4000, 4001), payload),
      chain(hopByHop(option6(0x30, u16(1500, 1281)), u8(0), u8(0)), udp(4000, 4001), payload),
      chain(hopByHop(option6(0x26, bytes('05 40 00000007'))), udp(4000, 4001), payload),
      chain(hopByHop(option6(0x26, bytes('86 00 0000000b'))), udp(4000, 4001), payload),
      chain(hopByHop(option6(0x63, bytes('e0 1e 0100'))), udp(4000, 4001), payload),
      chain(hopByHop(option6(0x6d, bytes('60 07 0102')), option6(0x6d, bytes('00 07'))), udp(4000, 4001), payload),
      chain(hopByHop(option6(7, bytes('00000001 01 02 0304 00000005'))), udp(4000, 4001), payload),
      chain(hopByHop(option6(8, bytes('30 0a010001 0001')), option6(8, bytes('81 0203'))), udp(4000, 4001), payload),
      chain(hopByHop(option6(0xee, bytes('b0 0001'))), udp(4000, 4001), payload),
      chain(hopByHop(option6(0xc2, u32(70_000))), udp(4000, 4001), payload),
      chain(hopByHop(option6(0x31, bytes('00 00 0001 0c01 a00000 00 00000001 00000002'))), udp(4000, 4001), payload),
      chain(hopByHop(option6(0x1e, bytes('0102')), option6(0x8a, bytes('03'))), udp(4000, 4001), payload),
      chain(hopByHop(option6(0x77, bytes('0102')), option6(4, u8(3))), udp(4000, 4001), payload),
      chain(hopByHop(option6(5, bytes('00000000'))), udp(4000, 4001), payload),
      { bytes: packet(ethernet(), ipv6({ length: 0 }), hopByHop(option6(0xc2, u32(70_000))), udp(1, 2), payload) },
      { bytes: packet(ethernet(), ipv6({ length: 0 }), hopByHop(option6(5, u16(0))), udp(1, 2), payload) },
    ],
  },
  {
    name: 'network/ipv6-destination-options',
    frames: [
      chain(destinationOptions(option6(4, u8(4))), udp(4000, 4001), payload),
      chain(destinationOptions(option6(0xc9, ip6('2001:db8::99'))), udp(4000, 4001), payload),
      chain(destinationOptions(option6(0x0f, bytes('01 02 0003 0004 0005 0006'))), udp(4000, 4001), payload),
      chain(destinationOptions(option6(0x8b, bytes('01020304'))), udp(4000, 4001), payload),
      chain(destinationOptions(option6(0x8c, bytes('03 414243'))), udp(4000, 4001), payload),
      chain(destinationOptions(option6(0x41, u32(7))), udp(4000, 4001), payload),
      chain(destinationOptions(option6(4, u8(4))), hopByHop(option6(1, u32(0))), udp(4000, 4001), payload),
      chain(destinationOptions(option6(1, u32(0)))),
    ],
  },
  {
    name: 'network/ipv6-routing',
    frames: [
      chain(routingHeader(0, 1, route), udp(4000, 4001), payload),
      chain(routingHeader(0, 0, route), udp(4000, 4001), payload),
      chain(routingHeader(0, 5, join(u32(0), ip6('ff02::1'), u32(0, 0))), udp(4000, 4001), payload),
      chain(routingHeader(2, 1, join(u32(0), ip6('2001:db8::21'))), udp(4000, 4001), payload),
      chain(routingHeader(3, 2, bytes('ee000000 0011 0012 00000000')), udp(4000, 4001), payload),
      chain(routingHeader(4, 1, join(bytes('01 00 0007'), ip6('2001:db8::31'), ip6('2001:db8::32'))), udp(1, 2)),
      chain(
        routingHeader(4, 0, join(bytes('00 00 0007'), ip6('2001:db8::31'), bytes('0406 00000000 0000'))),
        udp(1, 2),
      ),
      chain(routingHeader(5, 1, bytes('0007 0008 0009 0000 0000 0000')), udp(1, 2), payload),
      chain(routingHeader(6, 1, bytes('00000007 00000008 00000000')), udp(1, 2), payload),
      chain(routingHeader(253, 0, bytes('01020304')), udp(1, 2), payload),
    ],
  },
  { name: 'network/ipv6-fragments', frames: [piece(0, 80), piece(160, end), piece(80, 160)] },
  {
    name: 'network/ipv6-fragments-special',
    frames: [
      piece(0, end, { more: false }),
      piece(0, 80, { ident: 7 }),
      piece(80, end, { ident: 7, next: 6 }),
      piece(0, 80, { ident: 8, next: 253 }),
      piece(80, end, { ident: 8, next: 253 }),
      piece(0, 80, { ident: 9 }),
    ],
  },
  {
    name: 'network/ipv6-fragments-after-options',
    frames: [
      chain(
        destinationOptions(option6(1, u32(0))),
        fragmentHeader({ more: true, next: 60 }),
        bytes('1100 0104 00000000'),
      ),
      chain(
        destinationOptions(option6(1, u32(0))),
        fragmentHeader({ offset: 8, next: 60 }),
        packet(udp(4000, 4001), payload),
      ),
    ],
  },
  {
    name: 'network/ipv6-authentication',
    frames: [chain(authentication(0x100, 7, bytes('000102030405060708090a0b')), udp(4000, 4001), payload)],
  },
  {
    name: 'network/ipv6-mobility',
    frames: [
      {
        bytes: packet(ethernet(), ipv6({ next: 135 }), bytes('3b 01 05 00 6a59 0001 c000 0004 0100 0000')),
      },
    ],
  },
  { name: 'network/ipv6-link', frames: [{ bytes: packet(ipv6(), udp(1, 2), payload), linkType: 229 }] },
];
