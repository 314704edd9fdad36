import { ascii, bytes, join, u8, u16, u32 } from './packet.ts';

/** A domain name: `domain('www.example.org')`; the empty name is the root. */
export function domain(name: string): Uint8Array {
  const labels = name === '' ? [] : name.split('.');
  return join(...labels.map((label) => counted(label)), u8(0));
}

/** A name that goes on at `offset` of the message: `pointer(12, 'www')` is `www.` and what stands at byte 12. */
export function pointer(offset: number, ...labels: string[]): Uint8Array {
  return join(...labels.map((label) => counted(label)), u16(0xc000 | offset));
}

export const types = {
  A: 1,
  NS: 2,
  MD: 3,
  MF: 4,
  CNAME: 5,
  SOA: 6,
  MB: 7,
  MG: 8,
  MR: 9,
  NULL: 10,
  WKS: 11,
  PTR: 12,
  HINFO: 13,
  MINFO: 14,
  MX: 15,
  TXT: 16,
  RP: 17,
  AFSDB: 18,
  X25: 19,
  ISDN: 20,
  RT: 21,
  NSAP: 22,
  NSAP_PTR: 23,
  SIG: 24,
  KEY: 25,
  PX: 26,
  GPOS: 27,
  AAAA: 28,
  LOC: 29,
  NXT: 30,
  SRV: 33,
  NAPTR: 35,
  KX: 36,
  CERT: 37,
  A6: 38,
  DNAME: 39,
  OPT: 41,
  APL: 42,
  DS: 43,
  SSHFP: 44,
  IPSECKEY: 45,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  DHCID: 49,
  NSEC3: 50,
  NSEC3PARAM: 51,
  TLSA: 52,
  HIP: 55,
  CDS: 59,
  CDNSKEY: 60,
  OPENPGPKEY: 61,
  CSYNC: 62,
  ZONEMD: 63,
  SVCB: 64,
  HTTPS: 65,
  SPF: 99,
  NID: 104,
  L32: 105,
  L64: 106,
  LP: 107,
  EUI48: 108,
  EUI64: 109,
  TKEY: 249,
  TSIG: 250,
  IXFR: 251,
  AXFR: 252,
  ANY: 255,
  URI: 256,
  CAA: 257,
  DLV: 32769,
  WINS: 65281,
  WINS_R: 65282,
  XPF: 65422,
} as const;
export type RecordType = keyof typeof types;

const number = (type: RecordType | number) => (typeof type === 'number' ? type : types[type]);

export function question(name: string | Uint8Array, type: RecordType | number, rrClass = 1): Uint8Array {
  return join(typeof name === 'string' ? domain(name) : name, u16(number(type), rrClass));
}

export interface RecordOptions {
  readonly name?: string | Uint8Array;
  readonly class?: number;
  readonly ttl?: number;
  /** Data length, default that of the data. */
  readonly length?: number;
}

export function record(type: RecordType | number, data: Uint8Array, o: RecordOptions = {}): Uint8Array {
  const name = o.name ?? 'r.example';
  const owner = typeof name === 'string' ? domain(name) : name;
  return join(owner, u16(number(type), o.class ?? 1), u32(o.ttl ?? 300), u16(o.length ?? data.length), data);
}

/** The OPT pseudo-record (RFC 6891) with options of code and data. */
export function opt(...options: (readonly [code: number, data: Uint8Array])[]): Uint8Array {
  const data = join(...options.map(([code, value]) => join(u16(code, value.length), value)));
  return join(u8(0), u16(41, 1232), u32(0x8000), u16(data.length), data);
}

/** A character string with its length in front. */
export function counted(text: string): Uint8Array {
  const value = ascii(text);
  return join(u8(value.length), value);
}

export interface DnsOptions {
  readonly id?: number;
  readonly flags?: number;
  readonly questions?: readonly Uint8Array[];
  readonly answers?: readonly Uint8Array[];
  readonly authorities?: readonly Uint8Array[];
  readonly additionals?: readonly Uint8Array[];
  /** Counts in place of those of the lists. */
  readonly counts?: readonly [number, number, number, number];
}

export const QUERY = 0x0100;
export const RESPONSE = 0x8180;

export function dns(o: DnsOptions = {}): Uint8Array {
  const lists = [o.questions ?? [], o.answers ?? [], o.authorities ?? [], o.additionals ?? []];
  return join(
    u16(o.id ?? 0x1234, o.flags ?? (lists[1].length > 0 ? RESPONSE : QUERY)),
    u16(...(o.counts ?? lists.map((list) => list.length))),
    ...lists.flat(),
  );
}

/** Data for a record of every type that is decoded. */
export const everyRecord: readonly (readonly [RecordType | number, Uint8Array, RecordOptions?])[] = [
  ['A', u8(192, 0, 2, 1)],
  ['NS', domain('ns.example')],
  ['MD', domain('md.example')],
  ['MF', domain('mf.example')],
  ['CNAME', domain('c.example')],
  ['SOA', join(domain('ns.example'), domain('admin.example'), u32(2024010101, 7200, 3600, 1209600, 86400))],
  ['MB', domain('mb.example')],
  ['MG', domain('mg.example')],
  ['MR', domain('mr.example')],
  ['NULL', bytes('01 02')],
  ['WKS', join(u8(192, 0, 2, 2, 6), bytes('00 00 00 40'))],
  ['PTR', domain('ptr.example')],
  ['HINFO', join(counted('PDP-11'), counted('UNIX'))],
  ['MINFO', join(domain('r.example'), domain('e.example'))],
  ['MX', join(u16(10), domain('mail.example'))],
  ['TXT', join(counted('v=1 \t"x"'), counted('second \\ part'))],
  ['RP', join(domain('box.example'), domain('txt.example'))],
  ['AFSDB', join(u16(1), domain('afs.example'))],
  ['X25', counted('311061700956')],
  ['ISDN', join(counted('150862028003217'), counted('004'))],
  ['RT', join(u16(2), domain('relay.example'))],
  ['NSAP', bytes('47 0005 80')],
  ['NSAP_PTR', domain('nsap.example')],
  ['SIG', join(u16(1), u8(5, 2), u32(300, 1700000000, 1690000000), u16(4711), domain('example'), bytes('aa bb'))],
  ['KEY', join(u16(0x0202), u8(3, 5), bytes('01 03 aa bb cc'))],
  ['PX', join(u16(5), domain('m822.example'), domain('x400.example'))],
  ['GPOS', join(counted('-32.6882'), counted('116.8652'), counted('10.0'))],
  ['AAAA', bytes('2001 0db8 0000 0000 0000 0000 0000 0001')],
  ['LOC', join(u8(0, 0x12, 0x16, 0x13), u32(0x89176b88, 0x70beca65, 0x00989c48))],
  ['NXT', join(domain('next.example'), bytes('40 00 00 01'))],
  ['SRV', join(u16(1, 5, 8080), domain('srv.example')), { name: '_http._tcp.example' }],
  ['NAPTR', join(u16(100, 50), counted('s'), counted('SIP+D2U'), counted('!^.*$!sip:x@example!'), domain('n.example'))],
  ['KX', join(u16(3), domain('kx.example'))],
  ['CERT', join(u16(1, 0x1234), u8(8), bytes('30 03 01 02 03'))],
  ['A6', join(u8(64), bytes('0011 2233 4455 6677'), domain('net.example'))],
  ['DNAME', domain('d.example')],
  ['APL', bytes('0001 18 03 c0 00 02 | 0002 20 84 20 01 0d b8 | 0009 08 01 aa')],
  ['DS', join(u16(60485), u8(5, 1), bytes('2bb183af5f22588179a53b0a98631fad1a292118'))],
  ['SSHFP', join(u8(4, 2), bytes('cafe babe'))],
  ['IPSECKEY', join(u8(10, 3, 2), domain('gw.example'), bytes('01 02'))],
  ['IPSECKEY', join(u8(10, 1, 2), u8(192, 0, 2, 38), bytes('0a 0b'))],
  [
    'RRSIG',
    join(u16(1), u8(13, 2), u32(86400, 1700000000, 1690000000), u16(34505), domain('example'), bytes('0102 0304')),
  ],
  ['NSEC', join(domain('host.example'), bytes('00 06 40 01 00 00 00 03 | 01 01 40'))],
  ['DNSKEY', join(u16(0x0101), u8(3, 13), bytes('99db2cc14cabdc33d6d77da63a2f15f7'))],
  ['DHCID', bytes('000201636f')],
  ['NSEC3', join(u8(1, 1), u16(12), u8(4), bytes('aabbccdd'), u8(5), bytes('174eb2409f'), bytes('00 01 40'))],
  ['NSEC3PARAM', join(u8(1, 0), u16(10), u8(2), bytes('abcd'))],
  ['TLSA', join(u8(3, 1, 1), bytes('d2abde240d7cd3ee'))],
  ['HIP', join(u8(2, 2), u16(3), bytes('2001'), bytes('030100'), domain('rvs.example'))],
  ['CDS', join(u16(0), u8(0, 0), bytes('00'))],
  ['OPENPGPKEY', ascii('abc')],
  ['CSYNC', join(u32(66), u16(3), bytes('00 04 60 00 00 08'))],
  ['ZONEMD', join(u32(2018031500), u8(1, 1), bytes('feed'))],
  [
    'SVCB',
    join(
      u16(1),
      domain('svc.example'),
      bytes('0000 0004 0001 0003'),
      bytes('0001 0006 02 6832 02 6833'),
      bytes('0002 0000'),
      bytes('0003 0002 20fb'),
      bytes('0004 0008 c0000201 c0000202'),
      bytes('0005 0004 00010203'),
      bytes('0006 0010 20010db8000000000000000000000001'),
      bytes('029b 0003 616263'),
    ),
  ],
  ['HTTPS', join(u16(0), domain('alias.example'))],
  ['SPF', counted('v=spf1 -all')],
  ['NID', bytes('000a 0014 4fff ff20 ee64')],
  ['L32', bytes('000a 0a01 0200')],
  ['L64', bytes('000a 2001 0db8 1140 1000')],
  ['LP', join(u16(10), domain('l64.example'))],
  ['EUI48', bytes('00 00 5e 00 53 2a')],
  ['EUI64', bytes('00 00 5e ef 10 00 00 2a')],
  [
    'TKEY',
    join(domain('gss-tsig'), u32(1690000000, 1700000000), u16(2, 0, 3), bytes('aabbcc'), u16(2), bytes('ddee')),
    { class: 255 },
  ],
  [
    'TSIG',
    join(
      domain('hmac-sha256'),
      bytes('0000 6553f100'),
      u16(300, 4),
      bytes('01020304'),
      u16(0x1234, 18, 2),
      bytes('beef'),
    ),
    { class: 255, ttl: 0 },
  ],
  ['CAA', join(u8(0x80), counted('issue'), ascii('ca.example'))],
  ['CAA', join(u8(0), counted('tbs'), ascii('Unknown'))],
  ['URI', join(u16(10, 1), ascii('https://example/'))],
  ['WINS', bytes('00000001 00000002 00000384 00000002 c0000201 c0000202')],
  ['WINS_R', join(bytes('00000000 00000002 00000384'), domain('wins.example'))],
  ['XPF', bytes('04 11 c0000201 c0000202 0035 d431')],
  [40, bytes('dead')],
];
