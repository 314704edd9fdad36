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
];
