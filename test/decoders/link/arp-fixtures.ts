import { arp } from '../../builders/link.ts';
import { bytes, ethernet, packet } from '../../builders/packet.ts';
import type { Fixture } from '../listing.ts';

const A = '02:00:00:00:00:0a';
const B = '02:00:00:00:00:0b';
const ALL = 'ff:ff:ff:ff:ff:ff';

const between = (o: Parameters<typeof arp>[0], src = A, dst = ALL) => ({
  bytes: packet(ethernet({ src, dst }), arp(o)),
});

export const arpFixtures: readonly Fixture[] = [
  {
    name: 'link/arp',
    frames: [
      between({ senderMac: A }),
      between({ operation: 2, senderMac: B, senderIp: '10.0.0.2', targetMac: A, targetIp: '10.0.0.1' }, B, A),
      between({ senderMac: A, targetIp: '10.0.0.1' }),
      between({ senderMac: A, targetMac: ALL, targetIp: '10.0.0.1' }),
      between({ operation: 2, senderMac: A, targetMac: A, targetIp: '10.0.0.1' }),
      between({ senderMac: A, senderIp: '0.0.0.0', targetIp: '10.0.0.9' }),
      between({ operation: 3, senderMac: A, targetMac: B }),
      between({ operation: 4, senderMac: A, targetMac: B }),
      between({ operation: 7, senderMac: A, targetMac: B }),
      between({ operation: 8, senderMac: A, targetMac: B }),
      between({ operation: 9, senderMac: A, targetMac: B }),
      between({ operation: 14, senderMac: A }),
      between({ operation: 99, senderMac: A }),
    ],
  },
  {
    name: 'link/arp-other-sizes',
    frames: [
      { bytes: packet(ethernet({ type: 0x0806 }), bytes('0007 1234 02 01 0001 0102 aa 0304 bb')) },
      { bytes: packet(ethernet({ type: 0x0806 }), bytes('0007 1234 00 00 0002')) },
      {
        bytes: packet(
          ethernet({ type: 0x0806 }),
          bytes('0020 0800 08 04 0002 0102030405060708 0a000001 0102030405060709 0a000002'),
        ),
      },
      { bytes: packet(ethernet({ type: 0x0806 }), bytes('0013 0800 14 00 0001 04 00 00 00')) },
      { bytes: packet(ethernet({ type: 0x0806 }), bytes('0001 0800 06 04 0001 020000000001 0a00')) },
    ],
  },
  {
    name: 'link/arp-duplicate-address',
    frames: [
      { time: 0, ...between({ senderMac: A }) },
      { time: 5, ...between({ senderMac: B }, B) },
      {
        time: 7.5,
        ...between({ operation: 2, senderMac: B, senderIp: '10.0.0.1', targetMac: B, targetIp: '10.0.0.1' }, B),
      },
      {
        time: 9,
        ...between({ operation: 2, senderMac: B, senderIp: '10.0.0.2', targetMac: A, targetIp: '10.0.0.1' }, B, A),
      },
      { time: 10, ...between({ operation: 2, senderMac: A, targetMac: A, targetIp: '10.0.0.2' }) },
    ],
  },
];
