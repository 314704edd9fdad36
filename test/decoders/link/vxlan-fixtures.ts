import { arp } from '../../builders/link.ts';
import { ascii, bytes, ethernet, ipv4, packet, udp } from '../../builders/packet.ts';
import { SYN, tcp } from '../../builders/tcp.ts';
import type { Fixture } from '../listing.ts';

const outer = { src: '192.0.2.1', dst: '192.0.2.2' };
const inner = packet(ethernet(), ipv4(), udp(4000, 5000), ascii('inside'));
const connection = packet(ethernet(), ipv4(), tcp(40_000, 53, { flags: SYN }));

export const vxlanFixtures: readonly Fixture[] = [
  {
    name: 'link/vxlan',
    frames: [
      { bytes: packet(ethernet(), ipv4(outer), udp(50_000, 4789), bytes('0800 0000 00002a 00'), inner) },
      { bytes: packet(ethernet(), ipv4(outer), udp(50_000, 4789), bytes('0800 0000 000001 00'), connection) },
      {
        bytes: packet(
          ethernet(),
          ipv4(outer),
          udp(50_000, 4789),
          bytes('8848 0007 000001 01'),
          packet(ethernet(), arp()),
        ),
      },
    ],
  },
];
