import type { Cursor } from '../../../model/cursor.ts';
import { bool, fields, ipv4, ipv6, octets, text, uint8, uint16, uint32 } from '../../../model/field.ts';
import { ipProtocolName } from '../../../network/ip-protocols.ts';
import { ipv4Text } from '../../../tree/bytes-text.ts';
import type { DnsMessage, RecordData } from '../message.ts';

const ipVersions: Readonly<Record<number, string>> = {
  0: 'Reserved',
  4: 'IPv4',
  5: 'ST Datagram',
  6: 'IPv6',
  7: 'TP/IX',
  8: 'PIP',
  9: 'TUBA',
};
const local: readonly [string, string] = ['True', 'False'];

/** A precision in metres: a digit and a power of ten of centimetres (RFC 1876 section 2). */
const metres = (value: number) => `${((value >>> 4) * 10 ** (value & 15)) / 100} m`;
const altitude = (value: number) => `${(value - 10_000_000) / 100} m`;

export const otherFields = fields('dns', {
  nothing: octets('null', 'Null (data)', { rfc: 'RFC 1035 section 3.3.10' }),
  wksAddress: ipv4('wks.address', 'Address', { rfc: 'RFC 1035 section 3.4.2' }),
  wksProtocol: uint8('wks.protocol', 'Protocol', { names: ipProtocolName }),
  wksBits: uint8('wks.bits', 'Bits', { base: 'hex' }),
  locVersion: uint8('loc.version', 'Version', { rfc: 'RFC 1876 section 2' }),
  locSize: uint8('loc.size', 'Size', { remark: metres }),
  locHorizontal: uint8('loc.horizontal_precision', 'Horizontal Precision', { remark: metres }),
  locVertical: uint8('loc.vertical_precision', 'Vertical Precision', { remark: metres }),
  locLatitude: uint32('loc.latitude', 'Latitude', { remark: (value) => angle(value, 'N', 'S', 324_000_000) }),
  locLongitude: uint32('loc.longitude', 'Longitude', { remark: (value) => angle(value, 'E', 'W', 648_000_000) }),
  locAltitude: uint32('loc.altitude', 'Altitude', { remark: altitude }),
  locUnknown: octets('loc.unknown_data', 'Unknown data'),
  winsLocal: bool('wins.local_flag', 'Local Flag', { mask: 0x01, truth: local }),
  winsLookup: uint32('wins.lookup_timeout', 'Lookup timeout', { help: 'In seconds.' }),
  winsCache: uint32('wins.cache_timeout', 'Cache timeout', { help: 'In seconds.' }),
  winsCount: uint32('wins.nb_wins_servers', 'Number of WINS servers'),
  winsServer: ipv4('wins.wins_server', 'WINS Server Address'),
  winsrLocal: bool('winsr.local_flag', 'Local Flag', { mask: 0x01, truth: local }),
  winsrLookup: uint32('winsr.lookup_timeout', 'Lookup timeout', { help: 'In seconds.' }),
  winsrCache: uint32('winsr.cache_timeout', 'Cache timeout', { help: 'In seconds.' }),
  winsrDomain: text('winsr.name_result_domain', 'Name Result Domain'),
  xpfVersion: uint8('xpf.ip_version', 'IP Version', { names: ipVersions }),
  xpfProtocol: uint8('xpf.protocol', 'Protocol', { names: ipProtocolName }),
  xpfSource4: ipv4('xpf.source_ipv4', 'IPv4 Source'),
  xpfDestination4: ipv4('xpf.destination_ipv4', 'IPv4 Destination'),
  xpfSource6: ipv6('xpf.source_ipv6', 'IPv6 Source'),
  xpfDestination6: ipv6('xpf.destination_ipv6', 'IPv6 Destination'),
  xpfSourcePort: uint16('xpf.sport', 'Source port'),
  xpfDestinationPort: uint16('xpf.dport', 'Destination port'),
});
const f = otherFields;

/** What fits nowhere else: places, services of a host, Microsoft's and a proxy's records. */
export const otherRecords: Readonly<Record<number, RecordData>> = {
  10: (c) => c.take(f.nothing, c.remaining),
  11: wellKnownServices,
  29: location,
  65281: (c) => {
    c.u32(f.winsLocal);
    c.u32(f.winsLookup);
    c.u32(f.winsCache);
    const servers = c.u32(f.winsCount);
    for (let i = 0; i < servers && c.remaining > 0; i++) c.ipv4(f.winsServer);
  },
  65282: (c, m) => {
    c.u32(f.winsrLocal);
    c.u32(f.winsrLookup);
    c.u32(f.winsrCache);
    m.headedDomain(c, f.winsrDomain, ', name result domain ');
  },
  65422: proxiedPeer,
};

function wellKnownServices(c: Cursor, m: DnsMessage): void {
  const address = c.ipv4(f.wksAddress);
  if (m.heading !== undefined) m.heading += `, addr ${ipv4Text(address)}`;
  c.u8(f.wksProtocol);
  for (let port = 0; c.remaining > 0; port += 8) servicesByte(c, port);
}

/** Eight ports from `first` on, the highest bit first; bytes without a service are not shown. */
function servicesByte(c: Cursor, first: number): void {
  const at = c.pos;
  c.skip(1);
  if (!c.wants(f.wksBits)) return;
  const bits = c.peek8(at);
  if (bits === 0) return;
  const ports: number[] = [];
  for (let i = 0; i < 8; i++) if (bits & (0x80 >>> i)) ports.push(first + i);
  c.label(c.at(f.wksBits, at, 1, bits), `Bits: 0x${bits.toString(16).padStart(2, '0')} (${ports.join(', ')})`);
}

function location(c: Cursor): void {
  const start = c.pos;
  if (c.u8(f.locVersion) !== 0) {
    c.pos = start;
    c.take(f.locUnknown, c.remaining);
    return;
  }
  c.u8(f.locSize);
  c.u8(f.locHorizontal);
  c.u8(f.locVertical);
  c.u32(f.locLatitude);
  c.u32(f.locLongitude);
  c.u32(f.locAltitude);
}

/** Thousandths of a second of arc, 2^31 being the equator or the prime meridian. */
function angle(value: number, above: string, below: string, most: number): string {
  const size = Math.abs(value - 0x8000_0000);
  if (size > most) return 'Value out of range';
  const seconds = Math.floor(size / 1000);
  const rest = `${seconds % 60}.${String(size % 1000).padStart(3, '0')}`;
  const direction = value < 0x8000_0000 ? below : above;
  return `${Math.floor(seconds / 3600)} deg ${Math.floor(seconds / 60) % 60} min ${rest} sec ${direction}`;
}

/** Who asked a proxy (draft-bellis-dnsop-xpf). */
function proxiedPeer(c: Cursor): void {
  const version = c.u8(f.xpfVersion);
  if (version !== 4 && version !== 6) return;
  c.u8(f.xpfProtocol);
  if (version === 4) {
    c.ipv4(f.xpfSource4);
    c.ipv4(f.xpfDestination4);
  } else {
    c.take(f.xpfSource6, 16);
    c.take(f.xpfDestination6, 16);
  }
  c.u16(f.xpfSourcePort);
  c.u16(f.xpfDestinationPort);
}
