import { echo, icmp } from '../../builders/network.ts';
import {
  ascii,
  bytes,
  checksum,
  ethernet,
  ip4,
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

const there = { src: '10.0.0.1', dst: '10.0.0.2' };
const back = { src: '10.0.0.2', dst: '10.0.0.1' };

const message = (...parts: (Part | Uint8Array)[]): FixtureFrame => ({ bytes: packet(ethernet(), ipv4(), ...parts) });
const at = (time: number, o: { src: string; dst: string }, ...parts: (Part | Uint8Array)[]): FixtureFrame => ({
  time,
  bytes: packet(ethernet(), ipv4(o), ...parts),
});

const data = ascii('abcdefghijklmnopqrstuvwabcdefghi');
const quoted = packet(ipv4({ src: '10.0.0.2', dst: '10.0.0.1', ttl: 1 }), udp(4000, 33_434), bytes('0001020304050607'));
const long = packet(ipv4({ src: '10.0.0.2', dst: '10.0.0.1' }), udp(4000, 33_434), new Uint8Array(200));

/** The extension structure (RFC 4884 section 7) with its checksum. */
function extensions(...objects: Uint8Array[]): Uint8Array {
  const all = join(u8(0x20, 0), u16(0), ...objects);
  all.set(u16(checksum(all)), 2);
  return all;
}

const object = (kind: number, type: number, content: Uint8Array): Uint8Array =>
  join(u16(4 + content.length), u8(kind, type), content);

const padded = (content: Uint8Array, length: number): Uint8Array =>
  join(content, new Uint8Array(length - content.length));

/** Seconds and microseconds of a frame's time, as ping writes them. */
const now = join(u32(1_700_000_000, 250_000));
const nowLittle = now.slice();
for (const start of [0, 4]) nowLittle.subarray(start, start + 4).reverse();

export const icmpFixtures: readonly Fixture[] = [
  {
    name: 'network/icmp-echo',
    frames: [
      at(0, there, echo(8, 1, 1), data),
      at(0.0125, back, echo(0, 1, 1), data),
      at(1, there, echo(8, 1, 2), data),
      at(2, there, echo(8, 1, 3), data),
      at(3, there, echo(8, 1, 3), data),
      at(3.001, back, echo(0, 1, 3), data),
      at(3.002, back, echo(0, 1, 3), data),
      at(4, { src: '10.0.0.1', dst: '224.0.0.1' }, echo(8, 1, 4), data),
      at(5, { src: '10.0.0.1', dst: '255.255.255.255' }, echo(8, 1, 5), data),
      at(6, back, echo(0, 9, 9), data),
    ],
  },
  {
    name: 'network/icmp-echo-times',
    frames: [
      at(0.5, there, echo(8, 2, 1), now, data),
      at(0.5, there, echo(8, 2, 2), nowLittle, data),
      at(0.5, there, echo(8, 2, 3), bytes('01020304')),
      at(0.5, there, echo(8, 2, 4)),
    ],
  },
  {
    name: 'network/icmp-errors',
    frames: [
      message(icmp(3, 3, u32(0)), quoted),
      message(icmp(3, 4, u16(0, 1400)), quoted),
      message(icmp(3, 77, u32(0)), quoted),
      message(icmp(4, 0, u32(0)), quoted),
      message(icmp(5, 1, ip4('10.0.0.254')), quoted),
      message(icmp(11, 0, u32(0)), quoted.subarray(0, 28)),
      message(icmp(11, 1, u32(0)), quoted.subarray(0, 24)),
      message(icmp(12, 0, u32(0x14000000)), quoted),
      message(icmp(3, 1, u32(0))),
      message(icmp(3, 1, u32(0)), bytes('45')),
      message(icmp(3, 3, u32(0)), packet(ipv4(back), echo(8, 1, 1), data)),
      message(icmp(3, 3, u32(0)), packet(ipv4({ ...back, fragment: 0x2000 }), udp(1, 2), data)),
      message(icmp(11, 0, u32(0)), packet(ipv4(back), icmp(11, 0, u32(0)), quoted)),
    ],
  },
  {
    name: 'network/icmp-extensions',
    frames: [
      message(icmp(11, 0, u32(0)), padded(quoted, 128), extensions(object(1, 1, bytes('00016101 00020140')))),
      message(
        icmp(11, 0, u32(0x00200000)),
        long.subarray(0, 128),
        extensions(object(2, 0x0e, join(bytes('0000000f 0001 0000 0a0a0a0a 06 65746830'), new Uint8Array(3)))),
      ),
      message(
        icmp(3, 3, u32(0)),
        padded(quoted, 128),
        extensions(
          object(2, 0x05, bytes('0002 0000 20010db8000000000000000000000001 000005dc')),
          object(9, 9, bytes('01020304')),
        ),
      ),
      message(icmp(12, 0, u32(0x14200000)), padded(quoted, 128), extensions(object(0, 1, bytes('0102')))),
      message(icmp(11, 0, u32(0)), padded(quoted, 128), bytes('20 00 1234 0002 01 01')),
      message(icmp(11, 0, u32(0)), padded(quoted, 128), bytes('30 00 0000 0008 01 01 00000000')),
      message(
        icmp(11, 0, u32(0)),
        padded(quoted, 128),
        extensions(object(2, 0x0c, bytes('1122')), bytes('dead be ef cafe')),
      ),
    ],
  },
  {
    name: 'network/icmp-queries',
    frames: [
      at(0.5, there, icmp(13, 0, u16(1, 1)), u32(80_000_000, 0, 0)),
      at(0.5, back, icmp(14, 0, u16(1, 1)), u32(80_000_000, 80_000_500, 0x00b4c404)),
      message(icmp(15, 0, u16(1, 2))),
      message(icmp(16, 0, u16(1, 2))),
      message(icmp(17, 0, u16(1, 3)), u32(0)),
      message(icmp(18, 0, u16(1, 3)), ip4('255.255.255.0')),
      message(icmp(10, 0, u32(0))),
      message(icmp(9, 0, bytes('02 02 0708')), ip4('10.0.0.254'), u32(0), ip4('10.0.0.253'), u32(0x80000000)),
      message(
        icmp(9, 16, bytes('01 02 0e10')),
        ip4('10.0.0.254'),
        u32(1),
        bytes('10 0a 0001 0708 b000 0a0000fe | 13 01 18 | 00 | 18 02 0102 | 63 02 0304'),
      ),
      message(icmp(9, 5, bytes('01 03 0001')), bytes('010203040506')),
      message(icmp(6, 0, u32(0)), bytes('0102')),
      message(icmp(40, 3, u32(0))),
      message(icmp(99, 1, u32(0)), data),
    ],
  },
  {
    name: 'network/icmp-extended-echo',
    frames: [
      message(icmp(42, 0, bytes('0001 02 01')), extensions(object(3, 1, ascii('eth0')))),
      message(icmp(42, 0, bytes('0001 03 00')), extensions(object(3, 2, u32(7)))),
      message(icmp(42, 0, bytes('0001 04 01')), extensions(object(3, 3, bytes('0001 04 00 0a000001')))),
      message(icmp(43, 0, bytes('0001 02 46'))),
    ],
  },
  {
    name: 'network/icmp-checksums',
    frames: [
      message(icmp(8, 0, u16(1, 1), { checksum: 0x1234 }), data),
      { bytes: packet(ethernet(), ipv4(), echo(8, 1, 1), data).subarray(0, 50), originalLength: 74 },
    ],
  },
];
