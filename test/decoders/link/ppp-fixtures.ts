import { control, counted, lineTag, option, ppp, pppoe, tag } from '../../builders/link.ts';
import { ascii, bytes, ethernet, join, packet, u32 } from '../../builders/packet.ts';
import type { Fixture, FixtureFrame } from '../listing.ts';

const PPP = 9;
const LCP = 0xc021;
const IPCP = 0x8021;
const IPV6CP = 0x8057;
const CCP = 0x80fd;
const PAP = 0xc023;
const CHAP = 0xc223;

const frame = (...parts: Parameters<typeof packet>): FixtureFrame => ({ linkType: PPP, bytes: packet(...parts) });
const request = (protocol: number, ...options: Uint8Array[]) => frame(ppp(protocol), control(1), join(...options));
const short = (protocol: number, type: number) =>
  [option(type, 'aa'), option(type, '', 1), option(type, '', 9), bytes(type.toString(16).padStart(2, '0'))].map((o) =>
    request(protocol, o),
  );

export const pppFixtures: readonly Fixture[] = [
  {
    name: 'link/ppp-framing',
    frames: [
      frame(ppp(0x7e08), bytes('01 02')),
      frame(ppp(0x7e08, { hdlc: true }), bytes('01 02')),
      frame(ppp(0x2d, { compressed: true }), bytes('01 02')),
      frame(ppp(0x2d, { hdlc: true, compressed: true }), bytes('01 02')),
      { linkType: 204, bytes: packet(bytes('00'), ppp(0x7e08, { hdlc: true }), bytes('01 02')) },
      { linkType: 50, bytes: packet(bytes('0f 00 ab cd 01 02')) },
    ],
  },
  {
    name: 'link/ppp-lcp-codes',
    frames: [
      ...[1, 2, 3, 4].map((code) => frame(ppp(LCP), control(code), option(1, '05d4'), option(5, '12345678'))),
      frame(ppp(LCP), control(5), ascii('bye')),
      frame(ppp(LCP), control(6)),
      frame(ppp(LCP), control(7), bytes('4d 01 00 06 61 62')),
      frame(ppp(LCP), control(8), bytes('8021'), control(1), option(3, '0a000001')),
      frame(ppp(LCP), control(9), u32(0x12345678), ascii('data')),
      frame(ppp(LCP), control(10), u32(0x12345678)),
      frame(ppp(LCP), control(11), u32(0x12345678)),
      frame(ppp(LCP), control(12), u32(0x12345678), ascii('a modem\n')),
      frame(ppp(LCP), control(13), u32(0x12345678), u32(3600), ascii('soon')),
      frame(ppp(LCP), control(0), u32(0x12345678), bytes('00 00 0c 01 aa bb')),
      frame(ppp(LCP), control(77), ascii('abc')),
      frame(ppp(LCP), control(1, { length: 3 })),
      frame(ppp(LCP), control(1, { length: 40 }), option(1, '05d4')),
      frame(ppp(LCP), control(1, { length: 8 }), option(1, '05d4'), bytes('00'.repeat(6))),
    ],
  },
  {
    name: 'link/ppp-lcp-options',
    frames: [
      request(
        LCP,
        option(0, '00 00 0c 01 aa bb'),
        option(1, '05d4'),
        option(2, '000a0000'),
        option(3, 'c223 05'),
        option(4, 'c025 00000bb8'),
        option(5, '12345678'),
        option(6, 'ffff 0001'),
        option(7),
        option(8),
        option(9, '07'),
        option(10, '08'),
        option(11, '07 0304'),
      ),
      request(
        LCP,
        option(13, '01 41 54 44 54'),
        option(15),
        option(16),
        option(17, '05dc'),
        option(18),
        option(19, '02 0a000001'),
        option(19, '03 020000000001'),
        option(19, '04 01020304 05060708'),
        option(19, '05 31 32 33'),
        option(19, '01 aa'),
        option(21, '01'),
        option(22, '0304'),
        option(23, '0007'),
        option(24, 'aa'),
        option(25, '07'),
        option(26, '02 01 04'),
        option(27, '02 04'),
        option(28, '00000003 65 6e'),
        option(29),
        option(99, 'aa bb'),
      ),
      ...short(LCP, 1),
    ],
  },
  {
    name: 'link/ppp-ipcp',
    frames: [
      request(
        IPCP,
        option(1, '0a000001 0a000002'),
        option(2, '002d 0f 01'),
        option(3, '0a000001'),
        option(4, '0a000001'),
        option(129, '08080808'),
        option(130, '0a000001'),
        option(131, '08080404'),
        option(132, '0a000002'),
        option(144, 'ffffff00'),
      ),
      request(IPCP, option(2, '0061 0010 0011 0012 0013 00a8 0102 0303 01 0102')),
      request(IPCP, option(2, '0003 000f 0000 00a8 0106 0002 0003')),
      request(IPCP, option(2, '1234 aabb')),
      frame(ppp(IPCP), control(9), ascii('x')),
    ],
  },
  {
    name: 'link/ppp-ipv6cp',
    frames: [request(IPV6CP, option(1, '0200000000000001'), option(2, '0061 0010 0011 0012 0013 00a8'))],
  },
  {
    name: 'link/ppp-ccp',
    frames: [
      request(
        CCP,
        option(0, '00 aa bb 01 cc dd'),
        option(1),
        option(2),
        option(3),
        option(16),
        option(17, '0001 03'),
        option(17, '0001 03 02'),
        option(18, '01000060'),
        option(19, '05 aa bb'),
        option(20, '20 aa'),
        option(21, '2c'),
        option(23, '0001 03 01'),
        option(24, '65 01'),
        option(25, '02'),
        option(26, '78 00'),
        option(27, '0002 0800 1000'),
      ),
      frame(ppp(CCP), control(14)),
      frame(ppp(CCP), control(15), ascii('x')),
    ],
  },
  {
    name: 'link/ppp-pap',
    frames: [
      frame(ppp(PAP), control(1), counted('user'), counted('pass')),
      frame(ppp(PAP), control(2), counted('hi')),
      frame(ppp(PAP), control(3), counted('')),
      frame(ppp(PAP), control(9), ascii('x')),
      frame(ppp(PAP), control(1), bytes('09'), ascii('user')),
    ],
  },
  {
    name: 'link/ppp-chap',
    frames: [
      frame(ppp(CHAP), control(1), bytes('04 01 02 03 04'), ascii('server')),
      frame(ppp(CHAP), control(2), bytes('02 05 06'), ascii('client')),
      frame(ppp(CHAP), control(3), ascii('welcome')),
      frame(ppp(CHAP), control(4)),
      frame(ppp(CHAP), control(9), ascii('x')),
      frame(ppp(CHAP), control(1), bytes('09 01')),
    ],
  },
  {
    name: 'link/pppoe-discovery',
    frames: [
      frameOf(0x09, tag(0x101), tag(0x103, bytes('01 02 03 04'))),
      frameOf(0x07, tag(0x101, ascii('inet')), tag(0x102, ascii('BRAS')), tag(0x104, bytes('aa bb'))),
      frameOf(
        0x19,
        tag(
          0x105,
          join(
            u32(3561),
            lineTag(1, ascii('circuit')),
            lineTag(0x81, u32(1000)),
            lineTag(0x82, bytes('aa bb')),
            lineTag(0x90, bytes('01 02 03')),
            lineTag(0x55, bytes('aa')),
          ),
        ),
        tag(0x105, join(u32(9), ascii('own'))),
        tag(0x110, bytes('cc')),
      ),
      frameOf(
        0x65,
        tag(0x120, bytes('05 dc')),
        tag(0x111, ascii('http://x')),
        tag(0x112, ascii('m')),
        tag(0x121, bytes('00')),
      ),
      frameOf(0x0a, tag(0x106, bytes('0001 0002')), tag(0x106, bytes('00'))),
      frameOf(0x0c, tag(0x107, bytes('001f 50 40 000a 0064 0c80')), tag(0x107, bytes('0010'))),
      frameOf(0x0b, tag(0x108, bytes('0007')), tag(0x108, bytes('00 00 07')), tag(0x109, bytes('0008'))),
      frameOf(0xa7, tag(0x201, ascii('no')), tag(0x202, ascii('full')), tag(0x203, ascii('oops'))),
      frameOf(0x77, tag(0x999, ascii('abc')), tag(0), tag(0x102, ascii('behind'))),
      { bytes: packet(ethernet(), pppoe(0x09, { length: 30 }), tag(0x101)) },
    ],
  },
  {
    name: 'link/pppoe-session',
    frames: [
      {
        bytes: packet(ethernet(), pppoe(0, { session: 5, length: 4 }), ppp(0x7e08), bytes(`01 02 ${'00'.repeat(36)}`)),
      },
      {
        bytes: packet(ethernet(), pppoe(0, { session: 5 }), bytes('0106 0004 0001 0002'), ppp(0x7e08), bytes('01 02')),
      },
      { bytes: packet(ethernet(), pppoe(0, { session: 5, length: 20 }), ppp(0x7e08), bytes('01'.repeat(60))) },
      { linkType: 51, bytes: packet(pppoe(0, { session: 5 }), ppp(0x7e08), bytes('01 02')) },
    ],
  },
  {
    name: 'link/cisco-hdlc',
    frames: [
      { linkType: 104, bytes: bytes('8f 00 80 35 00000002 00000005 00000002 ffff') },
      { linkType: 104, bytes: bytes('8f 00 80 35 00000002 00000005 00000002 0fff') },
      { linkType: 104, bytes: bytes('8f 00 80 35 00000001 0a000001 ffffff00') },
      { linkType: 104, bytes: bytes('8f 00 80 35 00000007 aabb') },
      { linkType: 104, bytes: bytes('0f 00 fe fe 03 81 aa') },
      { linkType: 104, bytes: bytes('0f 00 20 00 01 02') },
    ],
  },
];

function frameOf(code: number, ...tags: Uint8Array[]): FixtureFrame {
  return { bytes: packet(ethernet(), pppoe(code), join(...tags)) };
}
