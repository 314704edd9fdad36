import { ieee8023, llc, mpls, snap, vlan } from '../../builders/link.ts';
import { bytes, ethernet, ipv4, join, packet, u16, udp } from '../../builders/packet.ts';
import type { Fixture } from '../listing.ts';

const UNKNOWN = 0x88b5;
const bridge = (extension: string, address: string) => bytes(`80 ${extension} ${address}`);
const timers = bytes('01 00 14 00 02 80 0f 00');
const spanning = join(
  bridge('64', '02 00 00 00 0a aa'),
  bytes('00 00 00 04'),
  bridge('65', '02 00 00 00 0b bb'),
  bytes('80 01'),
);

export const ethernetFixtures: readonly Fixture[] = [
  {
    name: 'link/ethernet-padding',
    frames: [
      {
        bytes: packet(
          ethernet({ dst: 'ff:ff:ff:ff:ff:ff' }),
          ipv4(),
          udp(40000, 40001),
          bytes('01 02 03'),
          bytes('00'.repeat(15)),
        ),
      },
    ],
  },
  {
    name: 'link/ethernet-trailers',
    frames: [
      // Padding, then a frame check sequence
      {
        bytes: packet(
          ieee8023({ pad: bytes(`${'00'.repeat(41)} a1 b2 c3 d4`) }),
          llc(0xf0, 0xf0, '03'),
          bytes('01 02'),
        ),
      },
      // No padding of zeros: all of it is a trailer
      { bytes: packet(ieee8023({ pad: bytes('00 ff'.repeat(20)) }), llc(0xf0, 0xf0, '03'), bytes('01 02 03')) },
      // Shorter than any padding
      { bytes: packet(ieee8023({ pad: bytes('00 00') }), llc(0xf0, 0xf0, '03'), bytes('01 02 03')) },
    ],
  },
  { name: 'link/ethernet-unknown-type', frames: [{ bytes: packet(ethernet({ type: UNKNOWN }), bytes('ca fe')) }] },
  {
    name: 'link/ethernet-odd-types',
    frames: [
      { bytes: packet(ethernet({ type: 1504 }), bytes('ca fe')) },
      { bytes: packet(ethernet({ type: 0 }), bytes('ca fe')) },
      { bytes: packet(ethernet({ type: UNKNOWN, src: '03:00:00:00:00:01' }), bytes('ca fe')) },
      { bytes: packet(ieee8023({ length: 40 }), llc(0xf0, 0xf0, '03'), bytes('01')) },
      { bytes: packet(ieee8023(), bytes('ff ff 00 04')) },
    ],
  },
  {
    name: 'link/llc-control',
    frames: ['03', '13', '7f', '73', 'e3', '87', '43', '01 0a', '05 09', '0d 08', '06 08', '00 0b'].map((field, i) => ({
      bytes: packet(ieee8023(), llc(0xf0, 0xf0 | (i & 1), field), bytes('aa bb')),
    })),
  },
  {
    name: 'link/llc-exchange-identification',
    frames: [
      { bytes: packet(ieee8023(), llc(0x00, 0x01, 'af'), bytes('81 03 04')) },
      { bytes: packet(ieee8023(), llc(0x00, 0x00, 'bf'), bytes('82 03 04')) },
    ],
  },
  {
    name: 'link/llc-snap',
    frames: [
      { bytes: packet(ieee8023(), snap(0x000000, UNKNOWN), bytes('01 02')) },
      { bytes: packet(ieee8023(), snap(0x00000c, 0x2000), bytes('01 02')) },
      { bytes: packet(ieee8023(), snap(0x00aabb, 0x1234), bytes('01 02')) },
      { bytes: packet(ieee8023(), snap(0x0080c2, 7), ethernet({ type: UNKNOWN }), bytes('01 02')) },
      { bytes: packet(ieee8023(), bytes('aa aa b3 00 00 00 08 00 01 02')) },
    ],
  },
  {
    name: 'link/vlan',
    frames: [
      { bytes: packet(ethernet(), vlan(100, { priority: 5, dei: true, type: UNKNOWN }), bytes('01 02')) },
      {
        bytes: packet(
          ethernet(),
          vlan(1),
          vlan(4095, { type: 4 }),
          llc(0xf0, 0xf0, '03'),
          bytes(`05${'00'.repeat(34)}`),
        ),
      },
      { bytes: packet(ethernet(), vlan(7, { type: 50 }), llc(0xf0, 0xf0, '03'), bytes('05')) },
    ],
  },
  {
    name: 'link/vlan-provider',
    frames: [
      { bytes: packet(ethernet(), vlan(200, { tag: 0x88a8 }), vlan(2001, { type: UNKNOWN }), bytes('01 02')) },
      {
        bytes: packet(
          ethernet(),
          vlan(200, { tag: 0x88a8, priority: 3 }),
          vlan(300, { tag: 0x88a8, dei: true, type: UNKNOWN }),
          bytes('01 02'),
        ),
      },
    ],
  },
  {
    name: 'link/mpls',
    frames: [
      { bytes: packet(ethernet(), mpls(100, { exp: 5, more: true }), mpls(200, { ttl: 63 }), bytes('00 01 02 03')) },
      { bytes: packet(ethernet(), mpls(0), bytes('ab cd')) },
      { bytes: packet(ethernet(), mpls(13), bytes('10 00 00 21')) },
      { bytes: packet(ethernet(), mpls(15), bytes('ab cd')) },
    ],
  },
  {
    name: 'link/spanning-tree',
    frames: [
      { bytes: packet(ieee8023(), llc(0x42, 0x42, '03'), bytes('0000 00 00 81'), spanning, timers) },
      { bytes: packet(ieee8023(), llc(0x42, 0x42, '03'), bytes('0000 00 80')) },
      { bytes: packet(ieee8023(), llc(0x42, 0x42, '03'), bytes('0000 02 02 7e'), spanning, timers, bytes('00')) },
      { bytes: packet(ieee8023(), llc(0x42, 0x42, '03'), bytes('0000 00 05 77')) },
      {
        bytes: packet(
          ieee8023(),
          llc(0x42, 0x42, '03'),
          bytes('0000 03 02 7c'),
          spanning,
          timers,
          bytes('00 00 50 00'),
          bytes(`${Buffer.from('region').toString('hex')}${'00'.repeat(26)} 0001 ${'ab'.repeat(16)} 00 00 00 00`),
          bridge('65', '02 00 00 00 0b bb'),
          bytes(`14 ${'cd'.repeat(16)}`),
        ),
      },
      {
        bytes: packet(
          ieee8023(),
          snap(0x00000c, 0x010b),
          bytes('0000 02 02 3c'),
          spanning,
          timers,
          bytes('00'),
          u16(0, 2, 100),
        ),
      },
    ],
  },
];
