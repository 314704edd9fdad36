import { cooked, cooked2, llc, ppp, vlan } from '../../builders/link.ts';
import { bytes, ethernet, packet } from '../../builders/packet.ts';
import type { Fixture } from '../listing.ts';

const UNKNOWN = 0x88b5;
const SLL = 113;
const SLL2 = 276;
const NULL = 0;
const LOOP = 108;
const payload = bytes('01 02 03 04');

export const cookedFixtures: readonly Fixture[] = [
  {
    name: 'link/linux-cooked',
    frames: [
      { linkType: SLL, bytes: packet(cooked({ protocol: UNKNOWN }), payload) },
      {
        linkType: SLL,
        bytes: packet(cooked({ packetType: 4, hardwareType: 772, addressLength: 0 }), vlan(5), payload),
      },
      {
        linkType: SLL,
        bytes: packet(
          cooked({ hardwareType: 778, addressLength: 4, address: 'c0 a8 00 01 c0 a8 00 02', protocol: UNKNOWN }),
          payload,
        ),
      },
      {
        linkType: SLL,
        bytes: packet(
          cooked({ hardwareType: 32, addressLength: 20, address: '01 02 03 04 05 06 07 08', protocol: UNKNOWN }),
          payload,
        ),
      },
      { linkType: SLL, bytes: packet(cooked({ protocol: 4 }), llc(0xf0, 0xf0, '03'), payload) },
      { linkType: SLL, bytes: packet(cooked({ protocol: 3 }), ethernet({ type: UNKNOWN }), payload) },
      { linkType: SLL, bytes: packet(cooked({ protocol: 7 }), ppp(0x7e08, { hdlc: true }), payload) },
      { linkType: SLL, bytes: packet(cooked({ protocol: 12 }), payload) },
    ],
  },
  {
    name: 'link/linux-cooked-2',
    frames: [
      { linkType: SLL2, bytes: packet(cooked2({ protocol: UNKNOWN, packetType: 1 }), payload) },
      { linkType: SLL2, bytes: packet(cooked2({ protocol: 4, addressLength: 1 }), llc(0xf0, 0xf0, '03'), payload) },
    ],
  },
  {
    name: 'link/loopback',
    frames: [
      ...['07 00 00 00', '00 00 00 07', '00 07 00 00', '00 00 07 00', '00 00 88 b5', 'b5 88 00 00', 'ff ff ff ff'].map(
        (family) => ({ linkType: NULL, bytes: packet(bytes(family), payload) }),
      ),
      { linkType: NULL, bytes: packet(ppp(0x7e08, { hdlc: true }), payload) },
      { linkType: LOOP, bytes: packet(bytes('00 00 00 07'), payload) },
      { linkType: LOOP, bytes: packet(bytes('07 00 00 00'), payload) },
    ],
  },
  {
    name: 'link/raw-ip',
    frames: [
      { linkType: 101, bytes: bytes('11 22 33') },
      { linkType: 12, bytes: packet(ppp(0x7e08, { hdlc: true }), payload) },
    ],
  },
];
