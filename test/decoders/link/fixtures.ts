import { bytes, ethernet, ipv4, packet, udp } from '../../builders/packet.ts';
import type { Fixture } from '../listing.ts';

export const linkFixtures: readonly Fixture[] = [
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
  { name: 'link/ethernet-unknown-type', frames: [{ bytes: packet(ethernet({ type: 0x88b5 }), bytes('ca fe')) }] },
];
