import { ascii, ethernet, ipv4, join, packet, u8, u16, u32, udp } from '../../builders/packet.ts';
import type { Fixture, FixtureFrame } from '../listing.ts';

const mac = u8(0x02, 0, 0, 0, 0, 0x07);
const address = (...octets: number[]): Uint8Array => u8(...octets);
const option = (type: number, ...parts: Uint8Array[]): Uint8Array => {
  const value = join(...parts);
  return join(u8(type, value.length), value);
};
const COOKIE = u32(0x63825363);

interface Head {
  readonly operation: number;
  readonly flags?: number;
  readonly your?: Uint8Array;
  readonly hardware?: number;
}

/** A message of BOOTP (RFC 951 section 3), up to its vendor area. */
function head({ operation, flags = 0, your = u32(0), hardware = 1 }: Head): Uint8Array {
  const names = join(ascii(operation === 2 ? 'boot.example.org' : ''), new Uint8Array(operation === 2 ? 48 : 64));
  return join(
    u8(operation, hardware, 6, 0),
    u32(0x3d1d),
    u16(0, flags),
    u32(0),
    your,
    u32(0, 0),
    mac,
    new Uint8Array(10),
    names,
    new Uint8Array(128),
  );
}

const up = (...parts: Uint8Array[]): FixtureFrame => ({
  bytes: packet(ethernet(), ipv4({ src: '0.0.0.0', dst: '255.255.255.255' }), udp(68, 67), join(...parts)),
});
const down = (...parts: Uint8Array[]): FixtureFrame => ({
  bytes: packet(ethernet(), ipv4(), udp(67, 68), join(...parts)),
});

export const dhcpFixtures: readonly Fixture[] = [
  {
    name: 'application/dhcp',
    from: 5,
    frames: [
      up(
        head({ operation: 1, flags: 0x8000 }),
        COOKIE,
        option(53, u8(1)),
        option(61, u8(1), mac),
        option(12, ascii('seven')),
        option(55, u8(1, 3, 6, 42, 224)),
        u8(255, 0, 0, 0),
      ),
      down(
        head({ operation: 2, your: address(10, 0, 0, 7) }),
        COOKIE,
        option(53, u8(2)),
        option(1, address(255, 255, 255, 0)),
        option(3, address(10, 0, 0, 1)),
        option(6, address(10, 0, 0, 1), address(10, 0, 0, 2)),
        option(51, u32(3600)),
        option(58, u32(0xffffffff)),
        option(54, address(10, 0, 0, 1)),
        option(26, u16(1500)),
        option(200, u8(1, 2, 3)),
        u8(255),
      ),
      down(head({ operation: 2 }), COOKIE, option(53, u8(6)), option(56, ascii('taken')), u8(255)),
    ],
  },
  {
    name: 'application/bootp',
    from: 5,
    frames: [up(head({ operation: 1 })), up(head({ operation: 1, hardware: 6 }), u32(1, 2))],
  },
  {
    name: 'application/dhcp-broken',
    from: 5,
    frames: [
      up(head({ operation: 1 }), COOKIE, option(53, u8(1, 1)), option(6, u8(10, 0, 0)), u8(50, 40, 1)),
      up(head({ operation: 1 }).subarray(0, 60)),
    ],
  },
  {
    name: 'application/dhcp-options',
    from: 5,
    frames: [
      up(
        head({ operation: 1 }),
        COOKIE,
        option(53, u8(1)),
        option(61, u8(0), ascii('name')),
        option(61, u8(255), u32(7), u16(1, 1), u32(0x1020304), mac),
        option(61, u8(255), u32(7), u16(3, 1), mac),
        option(61, u8(255), u32(7), u16(2), u32(311), ascii('x')),
        option(61, u8(0), new Uint8Array(15), u8(9)),
        option(61, u8(64, 1)),
        option(77, u8(2), ascii('ab'), u8(1), ascii('c')),
        option(77, ascii('MSFT')),
        option(81, u8(0, 0, 0), ascii('seven.example')),
        option(81, u8(5, 0, 255), u8(5), ascii('seven'), u8(0)),
        option(90, u8(1, 1, 0), u32(0, 1), ascii('token')),
        option(93, u16(7, 99)),
        option(94, u8(1, 3, 16)),
        option(97, u8(0), u32(0x10203, 0x4050607, 0x8090a0b, 0xc0d0e0f)),
        option(124, u32(9), u8(2), ascii('ab')),
        option(125, u32(70_000), u8(1, 1), u32(311), u8(9, 1)),
        option(116, u8(1)),
        u8(255),
      ),
      down(
        head({ operation: 2 }),
        COOKIE,
        option(53, u8(5)),
        option(2, u32(-3600 >>> 0)),
        option(19, u8(0)),
        option(27, u8(1)),
        option(21, address(10, 0, 0, 0), address(255, 0, 0, 0)),
        option(25, u16(68, 1492)),
        option(33, address(10, 0, 0, 9), address(10, 0, 0, 1), u8(1)),
        option(82, u8(1, 2, 0, 9, 5, 4), address(10, 0, 0, 1), u8(6, 1), ascii('s'), u8(9, 1, 7, 250, 0), u8(2, 40, 1)),
        option(119, u8(3), ascii('eng'), u8(7), ascii('example'), u8(0, 2), ascii('hr'), u8(0xc0, 4, 0xc0, 40)),
        option(120, u8(0, 3), ascii('sip'), u8(0)),
        option(120, u8(1), address(10, 0, 0, 5), u8(1)),
        option(121, u8(24, 10, 1, 2), address(10, 0, 0, 1), u8(0), address(10, 0, 0, 2), u8(40, 1)),
        option(249, u8(32, 10, 1, 2, 3), address(10, 0, 0, 1)),
        option(100, ascii('EST5EDT')),
        option(118, address(10, 0, 0, 0)),
        option(138, address(10, 0, 0, 8)),
        u8(255),
      ),
    ],
  },
];
