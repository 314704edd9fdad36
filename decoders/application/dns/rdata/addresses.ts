import type { Cursor } from '../../../model/cursor.ts';
import { bool, ether, fields, ipv4, ipv6, octets, text, uint8, uint16 } from '../../../model/field.ts';
import { hex, ipv4Text, ipv6Text } from '../../../tree/bytes-text.ts';
import type { DnsMessage, RecordData } from '../message.ts';

const families: Readonly<Record<number, string>> = { 1: 'IPv4', 2: 'IPv6' };

export const addressFields = fields('dns', {
  a: ipv4('a', 'Address', { rfc: 'RFC 1035 section 3.4.1' }),
  aaaa: ipv6('aaaa', 'AAAA Address', { rfc: 'RFC 3596 section 2.2' }),
  a6PrefixLength: uint8('a6.prefix_len', 'Prefix len', { rfc: 'RFC 2874 section 3.1' }),
  a6Suffix: ipv6('a6.address_suffix', 'Address Suffix'),
  a6Prefix: text('a6.prefix_name', 'Prefix name'),
  aplFamily: uint16('apl.address_family', 'Address Family', { names: families, rfc: 'RFC 3123 section 4' }),
  aplPrefix: uint8('apl.coded_prefix', 'Prefix Length'),
  aplNegation: bool('apl.negation', 'Negation Flag', { mask: 0x80, truth: ['Yes (!)', 'No (0)'] }),
  aplLength: uint8('apl.afdlength', 'Address Length', { mask: 0x7f }),
  aplIpv4: ipv4('apl.afdpart.ipv4', 'Address'),
  aplIpv6: ipv6('apl.afdpart.ipv6', 'Address'),
  aplData: octets('apl.afdpart.data', 'Address'),
  nodePreference: uint16('ilnp.nid.preference', 'Preference', { rfc: 'RFC 6742 section 2.1' }),
  nodeId: octets('ilnp.nid', 'NodeID'),
  locator32Preference: uint16('ilnp.l32.preference', 'Preference', { rfc: 'RFC 6742 section 2.2' }),
  locator32: ipv4('ilnp.l32', 'Locator32'),
  locator64Preference: uint16('ilnp.l64.preference', 'Preference', { rfc: 'RFC 6742 section 2.3' }),
  locator64: octets('ilnp.l64', 'Locator64'),
  eui48: ether('eui48', 'EUI48 Address', { rfc: 'RFC 7043 section 3.1' }),
  eui64: ether('eui64', 'EUI64 Address', { rfc: 'RFC 7043 section 4.1' }),
  nsap: octets('nsap.rdata', 'NSAP Data', { rfc: 'RFC 1706' }),
});
const f = addressFields;

/** Records that hold addresses. */
export const addressRecords: Readonly<Record<number, RecordData>> = {
  1: (c, m) => {
    const address = c.ipv4(f.a);
    if (m.heading !== undefined) m.heading += `, addr ${ipv4Text(address)}`;
  },
  22: (c) => c.take(f.nsap, c.remaining),
  28: (c, m) => {
    const at = c.take(f.aaaa, 16);
    if (m.heading !== undefined) m.heading += `, addr ${ipv6Text(c.bytes, at)}`;
  },
  38: a6,
  42: (c) => {
    while (c.remaining > 0) prefix(c);
  },
  104: (c) => {
    c.u16(f.nodePreference);
    c.take(f.nodeId, 8);
  },
  105: (c) => {
    c.u16(f.locator32Preference);
    c.ipv4(f.locator32);
  },
  106: (c) => {
    c.u16(f.locator64Preference);
    c.take(f.locator64, 8);
  },
  108: (c) => c.take(f.eui48, 6),
  109: (c) => {
    const at = c.take(f.eui64, 8);
    if (!c.wants(f.eui64)) return;
    const text = hex(c.bytes, at, c.pos, ':');
    c.label(c.tape.count - 1, `EUI64 Address: ${text} (${text})`);
  },
};

/** The low bits of an IPv6 address, and the name under which the high bits stand. */
function a6(c: Cursor, m: DnsMessage): void {
  const prefixLength = c.u8(f.a6PrefixLength);
  if (prefixLength > 128) c.malformed('an A6 prefix is longer than an address');
  const octetCount = (128 - prefixLength + 7) >>> 3;
  const at = c.pos;
  c.skip(octetCount);
  let suffix = '';
  if (c.noting) {
    const address = new Uint8Array(16);
    address.set(c.bytes.subarray(at, at + octetCount), 16 - octetCount);
    if (octetCount > 0) c.at(f.a6Suffix, at, octetCount, 0, address);
    suffix = ipv6Text(address, 0);
  }
  if (prefixLength > 0) m.domain(c, f.a6Prefix);
  if (m.heading !== undefined)
    m.heading += `, addr ${prefixLength} ${suffix} ${prefixLength > 0 ? m.name.shown() : ''}`;
}

/** One address prefix; zero bytes at the end of the address are left out. */
function prefix(c: Cursor): void {
  const family = c.u16(f.aplFamily);
  c.u8(f.aplPrefix);
  const length = c.u8(f.aplNegation) & 0x7f;
  c.bits(f.aplLength, length);
  const at = c.pos;
  c.skip(length);
  shortAddress(c, family, at, length, f.aplIpv4, f.aplIpv6, f.aplData);
}

/** Notes an address whose last bytes are left out where they are zero. `family`: 1 IPv4, 2 IPv6. */
export function shortAddress(
  c: Cursor,
  family: number,
  at: number,
  length: number,
  four: typeof f.aplIpv4,
  six: typeof f.aplIpv6,
  other: typeof f.aplData,
): void {
  if (!c.noting) return;
  if (family === 1 && length <= 4) {
    let address = 0;
    for (let i = 0; i < 4; i++) address = address * 256 + (i < length ? c.bytes[at + i] : 0);
    c.at(four, at, length, address);
  } else if (family === 2 && length <= 16) {
    const address = new Uint8Array(16);
    address.set(c.bytes.subarray(at, at + length));
    c.at(six, at, length, 0, address);
  } else c.at(other, at, length, 0);
}
