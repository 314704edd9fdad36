import { fragmentWord, icmp, type Piece, udpWithChecksum } from '../../builders/network.ts';
import {
  ascii,
  bytes,
  ethernet,
  type Ipv4Options,
  ip4,
  ipv4,
  join,
  packet,
  u8,
  u16,
  u32,
  udp,
} from '../../builders/packet.ts';
import type { Fixture, FixtureFrame } from '../listing.ts';

const payload = bytes('00 01 02 03');

function withOptions(options: Uint8Array, o: Ipv4Options = {}): FixtureFrame {
  const padded = join(options, new Uint8Array((4 - (options.length % 4)) % 4));
  return { bytes: packet(ethernet(), ipv4({ ...o, options: padded }), udp(4000, 4001), payload) };
}

/** A packet whose bytes are changed after it was built. */
function changed(at: number, to: Uint8Array, o: Ipv4Options = {}): FixtureFrame {
  const frame = packet(ethernet(), ipv4(o), udp(4000, 4001), payload);
  frame.set(to, 14 + at);
  return { bytes: frame };
}

const plain = (o: Ipv4Options): FixtureFrame => ({
  bytes: packet(ethernet(), ipv4(o), udp(4000, 4001), payload),
});

/** Frames with pieces of one datagram in the order given. */
export function fragments(datagram: Uint8Array, pieces: readonly Piece[], o: Ipv4Options = {}): FixtureFrame[] {
  return pieces.map((piece) => ({
    bytes: packet(
      ethernet(),
      ipv4({ id: 0x1234, protocol: 17, ...o, fragment: fragmentWord(piece, datagram.length) }),
      datagram.subarray(piece.from, piece.to),
    ),
  }));
}

const text = ascii('The quick brown fox jumps over the lazy dog, and over the next one, too.'.repeat(3));
export const datagram = udpWithChecksum(4000, 4001, text);
const other = udpWithChecksum(
  4000,
  4001,
  text.map((value) => value ^ 0x20),
);
const end = datagram.length;

function cut(frames: FixtureFrame[], index: number, length: number): FixtureFrame[] {
  return frames.map((frame, i) =>
    i === index ? { bytes: frame.bytes.subarray(0, length), originalLength: frame.bytes.length } : frame,
  );
}

export const ipv4Fixtures: readonly Fixture[] = [
  {
    name: 'network/ipv4-header',
    frames: [
      plain({ tos: 0xb8, ttl: 3 }),
      plain({ tos: 0x03, dst: '224.0.0.1', ttl: 64 }),
      plain({ dst: '224.0.0.251', ttl: 255, fragment: 0x8000 }),
      plain({ dst: '239.1.2.3', ttl: 1, protocol: 200 }),
      { bytes: packet(ethernet(), ipv4({ protocol: 17 })) },
      plain({ protocol: 103, ttl: 1 }),
    ],
  },
  {
    name: 'network/ipv4-broken',
    frames: [
      changed(0, u8(0x55)),
      changed(0, u8(0x43)),
      changed(2, u16(10)),
      changed(2, u16(0)),
      changed(2, u16(100)),
      { bytes: packet(ethernet({ type: 0x0800 }), bytes('65 00 00 00')) },
    ],
  },
  {
    name: 'network/ipv4-routes',
    frames: [
      withOptions(join(bytes('83 0b 04'), ip4('10.1.0.1'), ip4('10.1.0.2'), u8(1))),
      withOptions(join(bytes('89 0b 08'), ip4('10.1.0.1'), ip4('10.1.0.2'), u8(1))),
      withOptions(join(bytes('89 0b 0c'), ip4('10.1.0.1'), ip4('10.1.0.2'), u8(1))),
      withOptions(join(bytes('07 0f 08'), ip4('10.1.0.1'), ip4('0.0.0.0'), ip4('0.0.0.0'), u8(0))),
      withOptions(bytes('83 07 02 0a010001 00')),
      withOptions(bytes('07 07 06 0a010001 00')),
      withOptions(bytes('07 09 04 0a010001 0a01')),
    ],
  },
  {
    name: 'network/ipv4-options',
    frames: [
      withOptions(bytes('44 0c 0d 00 | 00000001 00000002')),
      withOptions(bytes('44 14 05 11 | 0a010001 00000001 00000000 00000002')),
      withOptions(bytes('44 0e 01 33 | 0a010001 00000001 0000')),
      withOptions(bytes('82 0b 6bc5 0001 4142 434445')),
      withOptions(bytes('82 05 5a f1 82 00')),
      withOptions(bytes('85 06 02 010203 0000')),
      withOptions(bytes('88 04 0102 | 0b 04 05dc | 0c 04 0240')),
      withOptions(bytes('52 0c 0001 0002 0003 0a010001')),
      withOptions(bytes('94 04 0000 | 94 04 0001')),
      withOptions(bytes('95 0c 0a0100ff 0a0200ff 0102')),
      withOptions(bytes('19 08 05 40 00000007 | 19 08 86 00 0000000b')),
      withOptions(bytes('01 01 01 01 00 00 00 00')),
      withOptions(bytes('1e 06 01020304 9a 02')),
    ],
  },
  {
    name: 'network/ipv4-labels',
    frames: [
      withOptions(bytes('86 0c 00000001 01 06 00 05 8001')),
      withOptions(bytes('86 0e 00000001 02 08 00 07 0001 0102')),
      withOptions(bytes('86 10 00000001 05 0a 00 07 0009 0003 0001')),
      withOptions(bytes('86 10 00000001 06 04 0102 07 05 030405 00')),
      withOptions(bytes('86 0a 00000001 01 03 00 05')),
      withOptions(bytes('86 0a 00000001 09 04 01 02')),
    ],
  },
  {
    name: 'network/ipv4-options-broken',
    frames: [
      withOptions(bytes('07 01 00 00')),
      withOptions(bytes('07 28 04 00')),
      withOptions(bytes('01 01 01 07')),
      withOptions(bytes('94 06 0000 0102')),
      withOptions(bytes('44 03 05 00')),
    ],
  },
  {
    name: 'network/ipv4-fragments',
    frames: fragments(datagram, [
      { from: 0, to: 80 },
      { from: 80, to: 160 },
      { from: 160, to: end },
    ]),
  },
  {
    name: 'network/ipv4-fragments-out-of-order',
    frames: fragments(datagram, [
      { from: 160, to: end },
      { from: 80, to: 160 },
      { from: 0, to: 80 },
    ]),
  },
  {
    name: 'network/ipv4-fragments-overlap',
    frames: [
      ...fragments(datagram, [
        { from: 0, to: 96 },
        { from: 80, to: 160 },
        { from: 80, to: 160 },
      ]),
      ...fragments(other, [{ from: 88, to: 168 }]),
      ...fragments(datagram, [{ from: 160, to: end }]),
    ],
  },
  {
    name: 'network/ipv4-fragments-tails',
    frames: [
      ...fragments(datagram, [
        { from: 80, to: 160, more: false },
        { from: 160, to: end },
        { from: 120, to: 200, more: true },
        { from: 0, to: 80 },
        { from: 80, to: 160, more: true },
      ]),
    ],
  },
  {
    name: 'network/ipv4-fragments-incomplete',
    frames: [
      ...fragments(datagram, [{ from: 0, to: 80 }]),
      ...fragments(datagram, [{ from: 80, to: end }], { id: 0x1235 }),
      ...fragments(datagram, [{ from: 80, to: end }], { protocol: 6 }),
      ...fragments(datagram, [{ from: 80, to: end }], { src: '10.0.0.3' }),
    ],
  },
  {
    name: 'network/ipv4-fragments-id-again',
    frames: [
      ...fragments(datagram, [
        { from: 0, to: 80 },
        { from: 80, to: end },
        { from: 80, to: end },
      ]),
      ...fragments(other, [
        { from: 0, to: 80 },
        { from: 80, to: end },
      ]),
    ],
  },
  {
    name: 'network/ipv4-fragments-cut',
    frames: cut(
      fragments(datagram, [
        { from: 0, to: 80 },
        { from: 80, to: end },
      ]),
      0,
      60,
    ),
  },
  {
    name: 'network/ipv4-fragments-unknown',
    frames: fragments(
      datagram,
      [
        { from: 0, to: 80 },
        { from: 80, to: end },
      ],
      { protocol: 253 },
    ),
  },
  {
    name: 'network/ipv4-fragments-two-levels',
    frames: twoLevels(),
  },
  {
    name: 'network/ipv4-fragments-of-echo',
    frames: fragments(
      packet(icmp(8, 0, u32(0x00010001)), text),
      [
        { from: 0, to: 80 },
        { from: 80, to: 8 + text.length },
      ],
      { protocol: 1 },
    ),
  },
];

/** Fragments in packets that are fragments themselves: a tunnel over a link with a smaller limit. */
function twoLevels(): FixtureFrame[] {
  const inner = fragments(datagram, [
    { from: 0, to: 120 },
    { from: 120, to: end },
  ]).map((frame) => frame.bytes.subarray(14));
  return inner.flatMap((piece, i) =>
    fragments(
      piece,
      [
        { from: 0, to: 80 },
        { from: 80, to: piece.length },
      ],
      { id: 0x5000 + i, protocol: 4, src: '192.0.2.1', dst: '192.0.2.2' },
    ),
  );
}
