import { hopByHop, icmpv6, ipv6, labels, ndOption, option6 } from '../../builders/network.ts';
import {
  ascii,
  bytes,
  ethernet,
  ip4,
  ip6,
  join,
  mac,
  type Part,
  packet,
  u8,
  u16,
  u32,
  udp,
} from '../../builders/packet.ts';
import type { Fixture, FixtureFrame } from '../listing.ts';

const there = { src: '2001:db8::1', dst: '2001:db8::2' };
const back = { src: '2001:db8::2', dst: '2001:db8::1' };

const message = (...parts: (Part | Uint8Array)[]): FixtureFrame => ({
  bytes: packet(ethernet(), ipv6({ hops: 255 }), ...parts),
});
const at = (time: number, o: { src: string; dst: string }, type: number, body: Uint8Array): FixtureFrame => ({
  time,
  bytes: packet(ethernet(), ipv6(o), icmpv6(type, 0, body, o)),
});

const data = ascii('abcdefghijklmnop');
const quoted = packet(ipv6(back), udp(4000, 33_434), bytes('0001020304050607'));
const target = ip6('fe80::211:22ff:fe33:4455');
const linkAddress = mac('02:11:22:33:44:55');

const options: readonly Uint8Array[] = [
  ndOption(1, linkAddress),
  ndOption(2, linkAddress),
  ndOption(1, bytes('0211223344556677')),
  ndOption(2, bytes('0102030405060708090a0b0c0d0e')),
  ndOption(3, u8(64, 0xc0), u32(0xffffffff, 604_800, 0), ip6('2001:db8::')),
  ndOption(5, u16(0), u32(1500)),
  ndOption(6, u8(4)),
  ndOption(7, u16(0), u32(1000)),
  ndOption(8, u16(0, 1, 1800)),
  ndOption(9, new Uint8Array(6), ip6('2001:db8::11'), ip6('2001:db8::12')),
  ndOption(11, u8(0, 0), new Uint8Array(36)),
  ndOption(12, u16(0), new Uint8Array(16), new Uint8Array(12)),
  ndOption(13, new Uint8Array(6), u16(0), u32(1_700_000_000), u16(0x8000)),
  ndOption(14, bytes('010203040506')),
  ndOption(15, u8(2, 1), ascii('host.example'), u8(0)),
  ndOption(17, u8(1, 64), u32(0), ip6('2001:db8::21')),
  ndOption(19, u8(2), bytes('0102030405')),
  ndOption(20, u8(0, 2), new Uint8Array(4), ip6('2001:db8::22')),
  ndOption(23, u8(0x19, 0x80), u32(100), ip6('2001:db8::23')),
  ndOption(24, u8(48, 0x08), u32(1800), bytes('20010db800010000')),
  ndOption(24, u8(0, 0x18), u32(0xffffffff)),
  ndOption(24, u8(128, 0x00), u32(0), ip6('2001:db8::24')),
  ndOption(25, u16(0), u32(3600), ip6('2001:db8::53'), ip6('2001:db8::54')),
  ndOption(25, u16(0), u32(0), ip6('2001:db8::55')),
  ndOption(26, u16(0xc000), u32(0)),
  ndOption(29, u8(1, 2), bytes('0102')),
  ndOption(30, u8(1, 4), ascii('node')),
  ndOption(31, u16(0), u32(3600), labels('example.com'), labels('lan')),
  ndOption(33, u8(0, 0, 0, 0), u16(60), bytes('0211223344556677')),
  ndOption(34, u8(64, 0x11), u16(0, 100), bytes('20010db800010000')),
  ndOption(35, u16(1, 2, 3), ip6('2001:db8::66')),
  ndOption(36, u16(1), u32(0)),
  ndOption(37, ascii('https://portal.example/')),
  ndOption(38, u16(0x0258), bytes('0064ff9b0000000000000000')),
  ndOption(99, bytes('010203040506')),
];

export const icmpv6Fixtures: readonly Fixture[] = [
  {
    name: 'network/icmpv6-echo',
    frames: [
      at(0, there, 128, join(u16(1, 1), data)),
      at(0.0125, back, 129, join(u16(1, 1), data)),
      at(1, there, 128, join(u16(1, 2), data)),
      at(2, there, 128, u16(1, 3)),
      at(3, { src: '2001:db8::1', dst: 'ff02::1' }, 128, join(u16(1, 4), data)),
    ],
  },
  {
    name: 'network/icmpv6-errors',
    frames: [
      message(icmpv6(1, 4, u32(0)), quoted),
      message(icmpv6(2, 0, u32(1280)), quoted),
      message(icmpv6(3, 0, u32(0)), quoted.subarray(0, 48)),
      message(icmpv6(4, 1, u32(40)), quoted),
      message(icmpv6(1, 99, u32(0)), bytes('45000014')),
      message(
        icmpv6(3, 0, u32(0x10000000)),
        join(quoted, new Uint8Array(128 - quoted.length)),
        bytes('2000 ddf3 0008 01 01 00016101'),
      ),
      message(icmpv6(1, 3, u32(0))),
      message(icmpv6(1, 3, u32(0)), packet(ipv6(back), icmpv6(128, 0, u16(7, 8), back), data)),
    ],
  },
  {
    name: 'network/icmpv6-neighbors',
    frames: [
      message(icmpv6(135, 0, join(u32(0), target, ndOption(1, linkAddress)))),
      message(icmpv6(136, 0, join(u32(0xe0000000), target, ndOption(2, linkAddress)))),
      message(icmpv6(136, 0, join(u32(0), target))),
      message(icmpv6(133, 0, join(u32(0), ndOption(1, linkAddress)))),
      message(
        icmpv6(
          134,
          0,
          join(bytes('40 c8 0708 00007530 000003e8'), ndOption(1, linkAddress), ndOption(5, u16(0), u32(1500))),
        ),
      ),
      message(
        icmpv6(
          137,
          0,
          join(u32(0), target, ip6('2001:db8::9'), ndOption(2, linkAddress), ndOption(4, new Uint8Array(6), quoted)),
        ),
      ),
      message(icmpv6(141, 0, join(u32(0), ndOption(1, linkAddress)))),
      message(icmpv6(135, 0, join(u32(0), target, bytes('01 00')))),
    ],
  },
  {
    name: 'network/icmpv6-options',
    frames: options.map((option) => message(icmpv6(134, 0, join(bytes('40 00 0708 00000000 00000000'), option)))),
  },
  {
    name: 'network/icmpv6-multicast',
    frames: [
      {
        bytes: packet(
          ethernet(),
          ipv6({ hops: 1 }),
          hopByHop(option6(5, u16(0)), option6(1)),
          icmpv6(131, 0, join(u16(0, 0), ip6('ff02::fb'))),
        ),
      },
      message(icmpv6(130, 0, join(u16(10_000, 0), ip6('::')))),
      message(icmpv6(130, 0, join(u16(0x8123, 0), ip6('ff02::fb'), bytes('0a 8f 0001'), ip6('2001:db8::5')))),
      message(icmpv6(132, 0, join(u16(0, 0), ip6('ff02::fb')))),
      message(
        icmpv6(
          143,
          0,
          join(
            u16(0, 3),
            bytes('04 00 0000'),
            ip6('ff02::fb'),
            bytes('05 01 0001'),
            ip6('ff02::5'),
            ip6('2001:db8::5'),
            u32(7),
            bytes('09 00 0000'),
            ip6('ff02::6'),
          ),
        ),
      ),
    ],
  },
  {
    name: 'network/icmpv6-node-information',
    frames: [
      message(icmpv6(139, 0, join(u16(3, 0x003e), bytes('0102030405060708'), target))),
      message(icmpv6(139, 1, join(u16(2, 0), bytes('0102030405060708'), labels('host.example')))),
      message(icmpv6(139, 2, join(u16(4, 0), bytes('0102030405060708'), ip4('10.0.0.1')))),
      message(icmpv6(140, 0, join(u16(2, 0), bytes('0102030405060708'), u32(60), labels('host.example'), u8(0)))),
      message(icmpv6(140, 0, join(u16(3, 1), bytes('0102030405060708'), u32(60), target))),
      message(icmpv6(140, 0, join(u16(4, 0), bytes('0102030405060708'), u32(60), ip4('10.0.0.1')))),
      message(icmpv6(140, 2, join(u16(0, 0), bytes('0102030405060708')))),
    ],
  },
  {
    name: 'network/icmpv6-others',
    frames: [
      message(icmpv6(144, 0, u16(7, 0))),
      message(icmpv6(145, 0, join(u16(7, 0), target))),
      message(icmpv6(146, 0, u16(7, 0))),
      message(icmpv6(147, 0, join(u16(7, 0xc000), ndOption(5, u16(0), u32(1500))))),
      message(icmpv6(148, 0, join(u16(7, 1), ndOption(14, bytes('010203040506'))))),
      message(icmpv6(149, 0, join(u16(7, 1, 0, 0), ndOption(14, bytes('010203040506'))))),
      message(icmpv6(154, 0, join(u8(2, 0), u16(7)))),
      message(icmpv6(151, 20, u16(125, 2))),
      message(icmpv6(152, 0, new Uint8Array(0))),
      message(icmpv6(156, 0, join(u8(1, 0), u16(0), bytes('20010db800010000'), u16(1, 60)))),
      message(icmpv6(157, 0, join(u8(0, 0), u16(60), bytes('0211223344556677'), target))),
      message(icmpv6(138, 0, join(u32(1), u8(1, 0x80), u16(0), u32(0)))),
      message(icmpv6(155, 1, bytes('1e 01 0100 88 f0 00 00'), {}), target),
      message(icmpv6(160, 0, bytes('0001 02 01')), bytes('20 00 0000 0008 03 02 00000007')),
      message(icmpv6(161, 2, bytes('0001 02 46'))),
      message(icmpv6(200, 0, bytes('01020304'))),
      message(icmpv6(128, 0, u16(1, 1), { checksum: 0x1234 })),
    ],
  },
];
