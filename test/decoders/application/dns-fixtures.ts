import {
  counted,
  dns,
  domain,
  everyRecord,
  opt,
  pointer,
  question,
  RESPONSE,
  record,
  types,
} from '../../builders/dns.ts';
import { bytes, ethernet, ipv4, join, packet, u8, u16, u32, udp } from '../../builders/packet.ts';
import type { Fixture, FixtureFrame } from '../listing.ts';

const client = { src: '10.0.0.1', dst: '10.0.0.53' };
const server = { src: '10.0.0.53', dst: '10.0.0.1' };

export function query(message: Uint8Array, time?: number): FixtureFrame {
  return { bytes: packet(ethernet(), ipv4(client), udp(40000, 53), message), time };
}

export function response(message: Uint8Array, time?: number): FixtureFrame {
  return { bytes: packet(ethernet(), ipv4(server), udp(53, 40000), message), time };
}

function multicast(message: Uint8Array, time?: number): FixtureFrame {
  return { bytes: packet(ethernet(), ipv4({ dst: '224.0.0.251' }), udp(5353, 5353), message), time };
}

const asked = question('www.example', 'A');

/** Every record type, a few in a message so that the goldens stay readable. */
const recordFixtures: readonly Fixture[] = ['addresses and names', 'texts and services', 'security'].map(
  (title, part) => ({
    name: `application/dns-records-${title.replaceAll(' ', '-')}`,
    frames: [
      response(
        dns({
          questions: [question('r.example', 'ANY')],
          answers: everyRecord
            .filter(([type]) => partOf(typeof type === 'number' ? type : types[type]) === part)
            .map(([type, data, options]) => record(type, data, { name: pointer(12), ...options })),
        }),
      ),
    ],
  }),
);

function partOf(type: number): number {
  if ([13, 16, 19, 20, 27, 33, 35, 61, 64, 65, 99, 256, 257].includes(type)) return 1;
  return [24, 25, 30, 37, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 55, 59, 62, 63, 249, 250].includes(type) ? 2 : 0;
}

const list: readonly Fixture[] = [
  {
    name: 'application/dns-query-and-response',
    frames: [
      query(dns({ questions: [asked] }), 0),
      query(dns({ questions: [asked] }), 1),
      response(
        dns({
          questions: [asked],
          answers: [
            record('CNAME', join(u8(3), bytes('77 65 62'), pointer(16)), { name: pointer(12) }),
            record('A', u8(192, 0, 2, 80), { name: pointer(40) }),
          ],
          authorities: [record('NS', domain('ns.example'), { name: pointer(16), ttl: 168_307 })],
          additionals: [opt()],
        }),
        1.25,
      ),
      response(dns({ flags: RESPONSE, questions: [asked] }), 1.5),
      query(dns({ questions: [asked] }), 8),
      response(dns({ flags: RESPONSE | 3, questions: [asked] }), 8.001),
      response(dns({ id: 0x9999, flags: RESPONSE | 15, questions: [question('', 'NS')] }), 9),
    ],
  },
  ...recordFixtures,
  {
    name: 'application/dns-options',
    frames: [
      query(
        dns({
          questions: [asked],
          additionals: [
            opt(
              [3, new Uint8Array(0)],
              [5, u8(8, 13)],
              [6, u8(1, 2)],
              [7, u8(1)],
              [8, join(u16(1), u8(24, 0), u8(192, 0, 2))],
              [8, join(u16(2), u8(56, 48), bytes('20010db8000100'))],
              [8, join(u16(9), u8(8, 0), u8(1))],
              [10, bytes('0102030405060708')],
              [10, bytes('01020304050607080a0b0c0d0e0f1011')],
              [11, u16(300)],
              [12, new Uint8Array(5)],
              [13, domain('example')],
              [15, join(u16(18), bytes('626c6f636b6564'))],
              [65001, bytes('cafe')],
              [0x50fa, join(u16(1), u8(8, 0), u8(10))],
            ),
          ],
        }),
      ),
    ],
  },
  {
    name: 'application/dns-update-and-zone-transfer',
    frames: [
      query(
        dns({
          id: 1,
          flags: 0x2800,
          questions: [question('example', 'SOA')],
          answers: [record('ANY', new Uint8Array(0), { name: 'old.example', class: 255, ttl: 0 })],
          authorities: [record('A', u8(192, 0, 2, 9), { name: 'new.example' })],
        }),
      ),
      query(dns({ id: 2, questions: [question('example', 'AXFR')] })),
      response(dns({ id: 2, questions: [question('example', 'AXFR')], answers: [record('A', u8(1, 2, 3, 4))] })),
      response(dns({ id: 2, questions: [question('example', 'AXFR')], answers: [record('A', u8(1, 2, 3, 5))] })),
    ],
  },
  {
    name: 'application/dns-stateful-operation',
    frames: [
      query(join(dns({ flags: 0x3000 }), bytes('0001 0008 00003a98 00003a98 | 0003 0003 000000 | 0041 0002 abcd'))),
    ],
  },
  {
    name: 'application/mdns',
    frames: [
      multicast(
        dns({ id: 0, flags: 0, questions: [question('_http._tcp.local', 'PTR'), question('h.local', 'ANY', 0x8001)] }),
      ),
      multicast(
        dns({
          id: 0,
          flags: 0x8400,
          answers: [
            record('PTR', domain('Büro._http._tcp.local'), { name: '_http._tcp.local', ttl: 4500 }),
            record('TXT', counted('path=/é'), { name: 'Büro._http._tcp.local', class: 0x8001 }),
          ],
          additionals: [opt([4, bytes('0000')])],
        }),
      ),
    ],
  },
  {
    name: 'application/llmnr',
    frames: [
      {
        bytes: packet(
          ethernet(),
          ipv4({ dst: '224.0.0.252' }),
          udp(50000, 5355),
          dns({ flags: 0, questions: [question('printer', 'A')] }),
        ),
      },
      {
        bytes: packet(
          ethernet(),
          ipv4({ src: '10.0.0.9' }),
          udp(5355, 50000),
          dns({ flags: 0x8000, questions: [question('printer', 'A')], answers: [record('A', u8(10, 0, 0, 9))] }),
        ),
      },
    ],
  },
  {
    name: 'application/dns-odd-names',
    frames: [
      response(dns({ questions: [question(pointer(12), 'A')] })),
      response(dns({ questions: [question(pointer(14), 'A'), question(pointer(12), 'A')] })),
      response(dns({ questions: [question(domain(`${'long-label.'.repeat(25)}example`), 'A')] })),
      response(dns({ questions: [question(bytes('41 04 a0 | 03 61 00 62 | 00'), 'A')] })),
      response(dns({ questions: [question(bytes('42 04'), 'A')] })),
      response(dns({ questions: [question(bytes('03 c3 28 0a 00'), 'A')] })),
      response(dns({ questions: [question(bytes('03 80 81 82 80 01'), 'A')] })),
    ],
  },
  {
    name: 'application/dns-damage',
    frames: [
      response(dns({ counts: [1, 5, 0, 0], questions: [asked] })),
      response(dns({ questions: [asked], answers: [record('A', u8(192, 0))] })),
      response(dns({ questions: [asked], answers: [record('TXT', bytes('05 61 62'))] })),
      response(join(dns({ questions: [asked] }), bytes('00 01 02'))),
      response(dns({ questions: [asked], answers: [record('A', u8(1, 2, 3, 4, 5, 6), { ttl: 0x8000_0001 })] })),
      query(dns({ flags: 0x7800 })),
      query(join(u16(1), u32(0))),
    ],
  },
];

export const dnsFixtures: readonly Fixture[] = list.map((fixture) => ({ ...fixture, from: 5 }));
