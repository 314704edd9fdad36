import type { Cursor } from '../../model/cursor.ts';
import { ether, type Field, type FieldSpec, ipv4, octets, uint16 } from '../../model/field.ts';

/** Addresses of other kinds that an IPv6 address is made of; one set for the source, one for the destination. */
export function embeddedSpecs(side: 'Source' | 'Destination') {
  const prefix = side === 'Source' ? 'src' : 'dst';
  return {
    slaac: ether(`${prefix}_slaac_mac`, `${side} SLAAC MAC`, {
      also: ['ipv6.slaac_mac'],
      rfc: 'RFC 4291 appendix A',
      help: 'The Ethernet address that the lower half of the address was made of.',
    }),
    isatap: ipv4(`${prefix}_isatap_ipv4`, `${side} ISATAP IPv4`, {
      also: ['ipv6.isatap_ipv4'],
      rfc: 'RFC 5214 section 6.1',
    }),
    gateway: ipv4(`${prefix}_6to4_gw_ipv4`, `${side} 6to4 Gateway IPv4`, {
      also: ['ipv6.6to4_gw_ipv4'],
      rfc: 'RFC 3056 section 2',
    }),
    subnet: uint16(`${prefix}_6to4_sla_id`, `${side} 6to4 SLA ID`, { also: ['ipv6.6to4_sla_id'] }),
    teredoServer: ipv4(`${prefix}_ts_ipv4`, `${side} Teredo Server IPv4`, {
      also: ['ipv6.ts_ipv4'],
      rfc: 'RFC 4380 section 4',
    }),
    teredoPort: uint16(`${prefix}_tc_port`, `${side} Teredo Port`, { also: ['ipv6.tc_port'] }),
    teredoClient: ipv4(`${prefix}_tc_ipv4`, `${side} Teredo Client IPv4`, { also: ['ipv6.tc_ipv4'] }),
    embedded: ipv4(`${prefix}_embed_ipv4`, `${side} Embedded IPv4`, { rfc: 'RFC 6052 section 2.1' }),
    embeddedPrefix: octets('embed_ipv4_prefix', 'Embedded IPv4 Prefix'),
    embeddedAddress: ipv4('embed_ipv4', 'Embedded IPv4'),
  } satisfies Record<string, FieldSpec>;
}

export type EmbeddedFields = Readonly<Record<keyof ReturnType<typeof embeddedSpecs>, Field>>;

/** Notes what the address at `at` was made of. */
export function noteEmbedded(c: Cursor, f: EmbeddedFields, at: number): void {
  const first = c.peek32(at);
  if (first >>> 16 === 0x2002) {
    c.derived(f.gateway, at + 2, 4, c.peek32(at + 2));
    c.derived(f.subnet, at + 6, 2, c.peek16(at + 6));
  }
  if (first === 0x20010000) {
    c.derived(f.teredoServer, at + 4, 4, c.peek32(at + 4));
    c.derived(f.teredoPort, at + 10, 2, c.peek16(at + 10) ^ 0xffff);
    c.derived(f.teredoClient, at + 12, 4, ~c.peek32(at + 12) >>> 0);
  }
  const third = c.peek32(at + 8);
  if (c.peek8(at + 8) & 0x02 && c.peek16(at + 11) === 0xfffe && c.wants(f.slaac)) {
    const mac = Uint8Array.of(
      c.peek8(at + 8) & ~0x02,
      c.peek8(at + 9),
      c.peek8(at + 10),
      c.peek8(at + 13),
      c.peek8(at + 14),
      c.peek8(at + 15),
    );
    c.derived(f.slaac, at + 8, 8, 0, mac);
  }
  if ((third & 0xfcffffff) >>> 0 === 0x00005efe) c.derived(f.isatap, at + 12, 4, c.peek32(at + 12));
  if (first === 0x0064ff9b && c.peek32(at + 4) === 0 && third === 0) {
    c.derived(f.embedded, at + 12, 4, c.peek32(at + 12));
    c.nest();
    c.derived(f.embeddedPrefix, at, 12, 0);
    c.derived(f.embeddedAddress, at + 12, 4, c.peek32(at + 12));
    c.unnest();
  }
}
