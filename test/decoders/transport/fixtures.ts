import { ascii, bytes, ipv4, join, packet, u8, u16, udp } from '../../builders/packet.ts';
import {
  ACK,
  Dialogue,
  FIN,
  mss,
  nop,
  option,
  options,
  PSH,
  RST,
  SYN,
  sack,
  sackPermitted,
  tcp,
  timestamps,
  URG,
  windowScale,
} from '../../builders/tcp.ts';
import type { Fixture, FixtureFrame } from '../listing.ts';

/** LINKTYPE_IPV4: the network layer at once. */
const IPV4 = 228;

const segment = (o: Parameters<typeof tcp>[2], payload = ''): FixtureFrame => ({
  bytes: packet(ipv4(), tcp(40_000, 7777, o), ascii(payload)),
  linkType: IPV4,
});

const datagram = (source: number, destination: number, payload: string, o?: Parameters<typeof udp>[2]) => ({
  bytes: packet(ipv4(), udp(source, destination, o), ascii(payload)),
  linkType: IPV4,
});

/** An ICMP error: a port is unreachable, with the packet that was sent there. */
const unreachable = (quoted: Uint8Array): FixtureFrame => ({
  bytes: packet(ipv4({ protocol: 1, src: '10.0.0.2', dst: '10.0.0.1' }), join(u8(3, 3), u16(0, 0, 0)), quoted),
  linkType: IPV4,
});

const linux = options(mss(1460), sackPermitted, timestamps(1000, 0), nop, windowScale(7));

export const transportFixtures: readonly Fixture[] = [
  {
    name: 'transport/tcp-connection',
    frames: new Dialogue()
      .open(linux, options(mss(1400), nop, nop, sackPermitted, nop, windowScale(2)))
      .client('hello')
      .ack(1)
      .server('world')
      .ack(0)
      .close().frames,
  },
  {
    name: 'transport/tcp-options',
    frames: [
      segment({ seq: 100, flags: SYN, options: options(mss(536), option(34), option(254, 'f989')) }),
      segment({ seq: 101, ack: 9, options: sack(50, 60, 70, 90) }, 'x'),
      segment({ seq: 102, ack: 9, options: options(sack(5, 8), nop, nop) }),
      segment({ seq: 102, ack: 9, options: option(19, '000102030405060708090a0b0c0d0e0f') }),
      segment({ seq: 102, ack: 9, options: option(29, '0102aabbccdd') }),
      segment({ seq: 102, ack: 9, options: option(28, '8005') }),
      segment({ seq: 102, flags: SYN, options: options(mss(1460), option(34, '0102030405060708')) }, 'early'),
      segment({ seq: 102, ack: 9, options: options(option(253, '12340506'), option(27, '03280000 0000')) }),
      segment({ seq: 102, ack: 9, options: option(174, '000001 000002 000003') }),
      segment({ seq: 102, ack: 9, options: options(option(6, '00000001'), option(11, '00000002')) }),
      segment({ seq: 102, ack: 9, options: option(30, '01 81 0102030405060708') }),
      segment({ seq: 102, ack: 9, options: option(30, '10 01 01020304 05060708') }),
      segment({ seq: 102, ack: 9, options: option(30, '20 05 01020304 05060708 090a0b0c 0d0e 0f10') }),
      segment({ seq: 102, ack: 9, options: options(option(30, '34 01 0a000001'), option(30, '80 01 02')) }),
      segment({ seq: 102, ack: 9, options: options(option(69, 'cafe'), u8(0, 0, 0, 0)) }),
    ],
  },
  {
    name: 'transport/tcp-faults',
    frames: [
      segment({ seq: 1, flags: SYN, ack: 7, urgent: 3, options: options(u8(2, 3, 5), windowScale(15)) }),
      segment({ seq: 2, ack: 1, options: u8(1, 1, 1, 1) }),
      segment({ seq: 2, ack: 1, options: u8(2, 0, 0, 0) }),
      segment({ seq: 2, ack: 1, options: u8(8, 200, 0, 0) }),
      segment({ seq: 2, ack: 1, options: u8(1, 1, 1, 8) }),
      segment({ seq: 2, ack: 1, options: u8(0, 1, 2, 3) }),
      segment({ seq: 2, ack: 1, options: u8(5, 7, 0, 0, 0, 9, 1) }),
      segment({ seq: 2, ack: 1, options: options(mss(99), u8(253, 2)) }),
      segment({ seq: 2, ack: 1, words: 4 }),
      segment({ seq: 2, ack: 1, words: 15 }),
      segment({ seq: 2, ack: 1, flags: RST | ACK }, 'go away'),
      segment({ seq: 2, ack: 1, flags: 0xe00 | URG | PSH | FIN | ACK, urgent: 4 }, 'odd'),
      segment({ seq: 9, flags: 0 }),
    ],
  },
  {
    name: 'transport/tcp-analysis',
    frames: (() => {
      const d = new Dialogue({ pace: 0.001 });
      d.open(options(mss(1460), nop, windowScale(0)), options(mss(1460), nop, windowScale(0)));
      d.client('aaaa')
        .ack(1)
        .unseen(() => d.client('bbbb'));
      d.client('cccc');
      const behind = { ack: d.sides[1].expected - 8 };
      d.ack(1, behind).ack(1, behind).ack(1, behind);
      d.again(0, 4, 'bbbb').ack(1);
      d.client('dddd').wait(0.4).again(0, 12, 'dddd').ack(1).again(0, 0, 'aaaa');
      d.ack(1, { window: 0 })
        .client('e')
        .ack(1, { window: 0, ack: d.sides[1].expected - 1 })
        .ack(1, { window: 100 });
      d.wait(30).again(0, 16, '').ack(1, { window: 100 });
      d.unseen(() => d.client('ffff'))
        .ack(1, { window: 4 })
        .client('gggg');
      return d.frames;
    })(),
  },
  {
    name: 'transport/udp',
    frames: [
      datagram(40_000, 40_001, 'hello'),
      datagram(40_001, 40_000, ''),
      datagram(40_000, 40_001, 'again'),
      datagram(40_000, 33_440, 'probe'),
      datagram(40_000, 40_001, 'short', { length: 9 }),
      datagram(40_000, 40_001, 'long', { length: 90 }),
      datagram(40_000, 40_001, 'tiny', { length: 4 }),
      datagram(40_000, 40_001, 'zero', { length: 0 }),
    ],
  },
  {
    name: 'transport/udp-lite',
    frames: [
      {
        linkType: IPV4,
        bytes: packet(ipv4({ protocol: 136 }), u16(40_000, 40_001, 8, 0x1234), ascii('partly covered')),
      },
      { linkType: IPV4, bytes: packet(ipv4({ protocol: 136 }), u16(40_000, 40_001, 0, 0), ascii('covered')) },
      { linkType: IPV4, bytes: packet(ipv4({ protocol: 136 }), u16(40_000, 40_001, 4, 1), ascii('wrong')) },
    ],
  },
  {
    name: 'transport/quoted',
    frames: [
      datagram(40_000, 40_001, 'hello'),
      unreachable(packet(ipv4(), udp(40_000, 40_001), ascii('hello'))),
      unreachable(packet(ipv4(), udp(40_002, 40_003), ascii('never seen'))),
      unreachable(packet(ipv4(), tcp(40_000, 7777, { seq: 77, flags: SYN, options: mss(1460) }))),
      unreachable(packet(ipv4({ length: 40, protocol: 6 }), bytes('9c40 1e61 0000004d'))),
    ],
  },
];
