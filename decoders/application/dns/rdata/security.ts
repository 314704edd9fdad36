import type { Cursor } from '../../../model/cursor.ts';
import { bool, fields, octets, text, uint8, uint16, uint32 } from '../../../model/field.ts';
import type { DnsMessage, RecordData } from '../message.ts';
import { typeTitles } from '../record-types.ts';
import {
  algorithmNames,
  certificateTypeNames,
  digestNames,
  hipAlgorithmNames,
  nsec3HashNames,
  sshAlgorithmNames,
  sshFingerprintNames,
  tlsaMatchingNames,
  tlsaSelectorNames,
  tlsaUsageNames,
} from '../security-names.ts';

const yes: readonly [string, string] = ['True', 'False'];
const zonemdSchemeNames = (value: number) =>
  value === 1 ? 'SIMPLE' : value === 0 || value === 255 ? 'Reserved' : value < 240 ? 'Unassigned' : 'Private Use';
const zonemdHashNames = (value: number) =>
  value === 2 ? 'SHA-512' : value === 1 ? 'SHA-384' : zonemdSchemeNames(value);

export const securityFields = fields('dns', {
  dsKeyId: uint16('ds.key_id', 'Key id', { base: 'hex', rfc: 'RFC 4034 section 5.1' }),
  dsAlgorithm: uint8('ds.algorithm', 'Algorithm', { names: algorithmNames }),
  dsDigestType: uint8('ds.digest_type', 'Digest Type', { names: digestNames }),
  dsDigest: octets('ds.digest', 'Digest', { help: "Digest of the child zone's key." }),
  sshAlgorithm: uint8('sshfp.algorithm', 'Algorithm', { names: sshAlgorithmNames, rfc: 'RFC 4255 section 3.1' }),
  sshType: uint8('sshfp.fingerprint.type', 'Fingerprint type', { names: sshFingerprintNames }),
  sshFingerprint: octets('sshfp.fingerprint', 'Fingerprint'),
  nextName: text('nsec.next_domain_name', 'Next Domain Name', {
    rfc: 'RFC 4034 section 4.1',
    help: 'No name exists between the owner of the record and this one.',
  }),
  nxtName: text('nxt.next_domain_name', 'Next Domain Name', { rfc: 'RFC 2535 section 5.2' }),
  bitmapType: uint16('resp.type', 'RR type in bit map', { base: 'name', names: typeTitles }),
  nsec3Hash: uint8('nsec3.algo', 'Hash algorithm', { names: nsec3HashNames, rfc: 'RFC 5155 section 3.1' }),
  nsec3Flags: uint8('nsec3.flags', 'NSEC3 flags'),
  nsec3OptOut: bool('nsec3.flags.opt_out', 'NSEC3 Opt-out flag', {
    mask: 0x01,
    truth: ['Additional insecure delegations allowed', 'Additional insecure delegations forbidden'],
  }),
  nsec3Iterations: uint16('nsec3.iterations', 'NSEC3 iterations'),
  nsec3SaltLength: uint8('nsec3.salt_length', 'Salt length'),
  nsec3Salt: octets('nsec3.salt_value', 'Salt value'),
  nsec3HashLength: uint8('nsec3.hash_length', 'Hash length'),
  nsec3NextOwner: text('nsec3.hash_value', 'Next hashed owner'),
  tlsaUsage: uint8('tlsa.certificate_usage', 'Certificate Usage', {
    names: tlsaUsageNames,
    rfc: 'RFC 6698 section 2.1',
  }),
  tlsaSelector: uint8('tlsa.selector', 'Selector', { names: tlsaSelectorNames }),
  tlsaMatching: uint8('tlsa.matching_type', 'Matching Type', { names: tlsaMatchingNames }),
  tlsaData: octets('tlsa.certificate_association_data', 'Certificate Association Data'),
  certType: uint16('cert.type', 'Type', { names: certificateTypeNames, rfc: 'RFC 4398 section 2' }),
  certKeyTag: uint16('cert.key_tag', 'Key Tag', { base: 'hex' }),
  certAlgorithm: uint8('cert.algorithm', 'Algorithm', { names: algorithmNames }),
  certificate: octets('cert.certificate', 'Certificate (or CRL)'),
  dhcid: octets('dhcid.rdata', 'DHCID Data', { rfc: 'RFC 4701' }),
  hitLength: uint8('hip.hit.length', 'HIT length', { rfc: 'RFC 8005 section 5' }),
  hitAlgorithm: uint8('hip.hit.pk.algo', 'HIT length', { names: hipAlgorithmNames }),
  hipKeyLength: uint16('hip.pk.length', 'PK length'),
  hit: octets('hip.hit', 'Host Identity Tag'),
  hipKey: octets('hip.pk', 'HIP Public Key'),
  rendezvous: text('hip.rendezvous_server', 'Rendezvous Server'),
  csyncSerial: uint32('csync.soa', 'SOA', { rfc: 'RFC 7477 section 2.1' }),
  csyncFlags: uint16('csync.flags', 'Flags', { base: 'hex' }),
  csyncImmediate: bool('csync.flags.immediate', 'immediate', { mask: 0x0001, truth: yes }),
  csyncSoaMinimum: bool('csync.flags.soaminimum', 'soaminimum', { mask: 0x0002, truth: yes }),
  csyncBitmap: octets('csync.type_bitmap', 'Type Bitmap'),
  zonemdSerial: uint32('zonemd.serial', 'Serial', { rfc: 'RFC 8976 section 2.2' }),
  zonemdScheme: uint8('zonemd.scheme', 'Scheme', { names: zonemdSchemeNames }),
  zonemdHash: uint8('zonemd.hash_algo', 'Hash Algorithm', { names: zonemdHashNames }),
  zonemdDigest: octets('zonemd.digest', 'Digest'),
});
const f = securityFields;

/** Records that tie names to digests, certificates and hosts, and prove that names do not exist. */
export const securityRecords: Readonly<Record<number, RecordData>> = {
  30: (c, m) => {
    m.headedDomain(c, f.nxtName, ', next domain name ');
    let type = 0;
    while (c.remaining > 0) {
      bitmapByte(c, type);
      type += 8;
    }
  },
  37: (c) => {
    c.u16(f.certType);
    c.u16(f.certKeyTag);
    c.u8(f.certAlgorithm);
    if (c.remaining > 0) c.take(f.certificate, c.remaining);
  },
  43: delegation,
  44: (c) => {
    c.u8(f.sshAlgorithm);
    c.u8(f.sshType);
    if (c.remaining > 0) c.take(f.sshFingerprint, c.remaining);
  },
  47: (c, m) => {
    m.headedDomain(c, f.nextName, ', next domain name ');
    typeBitmap(c);
  },
  49: (c) => c.take(f.dhcid, c.remaining),
  50: (c) => {
    nsec3Parameters(c, true);
    const length = c.u8(f.nsec3HashLength);
    const at = c.pos;
    c.skip(length);
    if (length > 0 && c.wants(f.nsec3NextOwner))
      c.derived(f.nsec3NextOwner, at, length, 0, base32Hex(c.bytes, at, c.pos));
    typeBitmap(c);
  },
  51: (c) => nsec3Parameters(c, false),
  52: (c) => {
    c.u8(f.tlsaUsage);
    c.u8(f.tlsaSelector);
    c.u8(f.tlsaMatching);
    c.take(f.tlsaData, c.remaining);
  },
  55: hostIdentity,
  59: delegation,
  62: (c) => {
    c.u32(f.csyncSerial);
    const flags = c.u16(f.csyncFlags);
    c.nest();
    c.bits(f.csyncImmediate, flags);
    c.bits(f.csyncSoaMinimum, flags);
    c.unnest();
    c.at(f.csyncBitmap, c.pos, Math.min(c.remaining, c.available), 0);
    typeBitmap(c);
  },
  63: (c) => {
    c.u32(f.zonemdSerial);
    c.u8(f.zonemdScheme);
    c.u8(f.zonemdHash);
    c.take(f.zonemdDigest, c.remaining);
  },
  32769: delegation,
};

function delegation(c: Cursor): void {
  c.u16(f.dsKeyId);
  c.u8(f.dsAlgorithm);
  c.u8(f.dsDigestType);
  c.take(f.dsDigest, c.remaining);
}

function nsec3Parameters(c: Cursor, optOut: boolean): void {
  c.u8(f.nsec3Hash);
  const flags = c.u8(f.nsec3Flags);
  if (optOut) {
    c.nest();
    c.bits(f.nsec3OptOut, flags);
    c.unnest();
  }
  c.u16(f.nsec3Iterations);
  c.take(f.nsec3Salt, c.u8(f.nsec3SaltLength));
}

/** Types that exist at a name, in windows of 256 (RFC 4034 section 4.1.2). */
function typeBitmap(c: Cursor): void {
  while (c.remaining > 0) {
    if (c.available < 2) c.short(2);
    const window = c.peek8(c.pos) * 256;
    const length = c.peek8(c.pos + 1);
    c.skip(2);
    for (let i = 0; i < length; i++) bitmapByte(c, window + i * 8);
  }
}

/** Eight types from `first` on, the highest bit first. */
function bitmapByte(c: Cursor, first: number): void {
  const at = c.pos;
  c.skip(1);
  if (!c.wants(f.bitmapType)) return;
  const bits = c.peek8(at);
  for (let i = 0; i < 8; i++) if (bits & (0x80 >>> i)) c.at(f.bitmapType, at, 1, first + i);
}

function hostIdentity(c: Cursor, m: DnsMessage): void {
  const tagLength = c.u8(f.hitLength);
  c.u8(f.hitAlgorithm);
  const keyLength = c.u16(f.hipKeyLength);
  c.take(f.hit, tagLength);
  c.take(f.hipKey, keyLength);
  while (c.remaining > 1) m.domain(c, f.rendezvous);
}

const BASE32_HEX = '0123456789abcdefghijklmnopqrstuv';

/** Base 32 with extended hex alphabet, without padding (RFC 5155 section 1.3). */
function base32Hex(bytes: Uint8Array, start: number, end: number): string {
  let out = '';
  let group = 0;
  let bits = 0;
  for (let at = start; at < end; at++) {
    group = ((group << 8) | bytes[at]) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += BASE32_HEX[(group >>> bits) & 31];
    }
  }
  return bits > 0 ? out + BASE32_HEX[(group << (5 - bits)) & 31] : out;
}
