import { authentication, encryption, gre, igmp, ipv6 } from '../../builders/network.ts';
import { bytes, ethernet, ip4, ipv4, join, type Part, packet, u16, u32, udp } from '../../builders/packet.ts';
import type { Fixture, FixtureFrame } from '../listing.ts';

const payload = bytes('00 01 02 03');
const group = (dst: string, ...parts: (Part | Uint8Array)[]): FixtureFrame => ({
  bytes: packet(ethernet(), ipv4({ dst, ttl: 1 }), ...parts),
});
const over = (...parts: (Part | Uint8Array)[]): FixtureFrame => ({ bytes: packet(ethernet(), ipv4(), ...parts) });
const inner = packet(ipv4({ src: '192.168.1.1', dst: '192.168.1.2' }), udp(4000, 4001), payload);

export const otherNetworkFixtures: readonly Fixture[] = [
  {
    name: 'network/igmp-versions',
    frames: [
      group('224.0.0.1', igmp(0x11, 0, ip4('0.0.0.0'))),
      group('239.1.2.3', igmp(0x12, 0, ip4('239.1.2.3'))),
      group('224.0.0.1', igmp(0x11, 100, ip4('0.0.0.0'))),
      group('239.1.2.3', igmp(0x11, 10, ip4('239.1.2.3'))),
      group('239.1.2.3', igmp(0x16, 0, ip4('239.1.2.3'))),
      group('224.0.0.2', igmp(0x17, 0, ip4('239.1.2.3'))),
      group('224.0.0.1', igmp(0x11, 100, join(ip4('0.0.0.0'), bytes('02 7d 0000')))),
      group(
        '239.1.2.3',
        igmp(0x11, 0x9c, join(ip4('239.1.2.3'), bytes('0a 8f 0002'), ip4('10.0.0.5'), ip4('10.0.0.6'))),
      ),
    ],
  },
  {
    name: 'network/igmp-reports',
    frames: [
      group(
        '224.0.0.22',
        igmp(
          0x22,
          0,
          join(
            u16(0, 4),
            bytes('04 00 0000'),
            ip4('239.1.2.3'),
            bytes('03 00 0000'),
            ip4('239.1.2.4'),
            bytes('01 00 0001'),
            ip4('239.1.2.5'),
            ip4('10.0.0.5'),
            bytes('02 01 0002'),
            ip4('239.1.2.6'),
            ip4('10.0.0.6'),
            ip4('10.0.0.7'),
            u32(7),
          ),
        ),
      ),
      group(
        '224.0.0.22',
        igmp(
          0x22,
          0,
          join(
            u16(0, 4),
            bytes('05 00 0001'),
            ip4('239.1.2.3'),
            ip4('10.0.0.5'),
            bytes('06 00 0000'),
            ip4('239.1.2.4'),
            bytes('05 00 0000'),
            ip4('239.1.2.5'),
            bytes('09 00 0001'),
            ip4('239.1.2.6'),
            ip4('10.0.0.6'),
          ),
        ),
      ),
      group('224.0.0.22', igmp(0x22, 0, u16(0, 0))),
    ],
  },
  {
    name: 'network/igmp-others',
    frames: [
      group('224.0.0.1', igmp(1, 1, join(u32(7), ip4('239.1.2.3'), bytes('0102030405060708')))),
      group('224.0.0.1', igmp(2, 1, join(u32(7), ip4('239.1.2.3'), bytes('0102030405060708')))),
      group('224.0.0.1', igmp(4, 9, join(u32(7), ip4('239.1.2.3'), bytes('0102030405060708')))),
      group(
        '224.0.0.1',
        igmp(0x1f, 3, join(ip4('239.1.2.3'), ip4('10.0.0.1'), ip4('10.0.0.2'), ip4('10.0.0.3'), bytes('40 000007'))),
      ),
      group(
        '224.0.0.1',
        igmp(
          0x1e,
          3,
          join(
            ip4('239.1.2.3'),
            ip4('10.0.0.1'),
            ip4('10.0.0.2'),
            ip4('10.0.0.3'),
            bytes('40 000007'),
            u32(1),
            ip4('10.0.0.4'),
            ip4('10.0.0.5'),
            ip4('10.0.0.6'),
            u32(10, 20, 30),
            bytes('03 40 58 00'),
          ),
        ),
      ),
      group('224.0.0.1', igmp(0x55, 0, bytes('01020304'))),
      group('239.1.2.3', igmp(0x16, 0, ip4('239.1.2.3'), { checksum: 0x1234 }), bytes('0102')),
    ],
  },
  {
    name: 'network/gre',
    frames: [
      over(gre(0, 0x0800), inner),
      over(gre(0xb000, 0x0800, bytes('0000 0000'), u32(7), u32(9)), inner),
      over(gre(0, 0x86dd), packet(ipv6(), udp(1, 2), payload)),
      over(gre(0, 0x6558), packet(ethernet(), ipv4(), udp(1, 2), payload)),
      over(gre(0x3081, 0x880b, u16(4, 7), u32(1), u32(2)), bytes('ff 03 00 21')),
      over(gre(0x2001, 0x880b, u16(0, 7))),
      over(gre(0x2081, 0x880b, u16(0, 7), u32(3))),
      over(gre(0x2000, 0x880b, u32(7)), bytes('ff 03 00 21')),
      over(gre(0x4000, 0x0800, u16(0, 0), bytes('0800 00 04 0a000001'), bytes('0000 00 00')), inner),
      over(gre(0, 0x883e, bytes('07 01 02 03')), inner),
      over(gre(0, 0x883e), inner),
      over(gre(0, 0x1234), payload),
      over(gre(0, 0x0000)),
    ],
  },
  {
    name: 'network/tunnels',
    frames: [
      { bytes: packet(ethernet(), ipv4({ protocol: 4 }), inner) },
      { bytes: packet(ethernet(), ipv4({ protocol: 41 }), packet(ipv6(), udp(1, 2), payload)) },
      { bytes: packet(ethernet(), ipv6(), ipv4(), ipv6(), udp(1, 2), payload) },
      { bytes: packet(ipv4(), udp(1, 2), payload), linkType: 228 },
    ],
  },
  {
    name: 'network/ipsec',
    frames: [
      over(authentication(0x100, 7, bytes('000102030405060708090a0b')), udp(1, 2), payload),
      over(encryption(0x12345678, 1), bytes('000102030405060708090a0b0c0d0e0f')),
      over(encryption(0x12345678, 2), bytes('000102030405060708090a0b0c0d0e0f')),
      over(encryption(0x12345678, 4)),
    ],
  },
];
