import { ascii, ethernet, ipv4, join, packet, u16, udp } from '../../builders/packet.ts';
import type { Fixture, FixtureFrame } from '../listing.ts';

const asked = (...parts: Uint8Array[]): FixtureFrame => ({
  bytes: packet(ethernet(), ipv4(), udp(40_000, 69), join(...parts)),
});

export const tftpFixtures: readonly Fixture[] = [
  {
    name: 'application/tftp',
    from: 5,
    frames: [
      asked(u16(1), ascii('boot/kernel\0octet\0blksize\x001432\0')),
      asked(u16(2), ascii('report\0netascii\0')),
      asked(u16(3, 7), ascii('seventh block')),
      asked(u16(4, 7)),
      asked(u16(5, 1), ascii('no such file\0')),
      asked(u16(6), ascii('blksize\x001432\0')),
      asked(u16(9), ascii('?')),
      asked(u16(1), ascii('never ends')),
    ],
  },
];
