import type { Cursor } from '../../../model/cursor.ts';
import { bool, fields, ipv4, ipv6, octets, text, uint8, uint16 } from '../../../model/field.ts';
import type { DnsMessage, RecordData } from '../message.ts';
import { algorithmNames, gatewayAlgorithmNames, gatewayTypeNames } from '../security-names.ts';

const yes: readonly [string, string] = ['Yes', 'No'];
const allowed: readonly [string, string] = ['Not Allowed', 'Allowed'];
const valid: readonly [string, string] = ['Valid', 'Invalid'];

export const keyFields = fields('dns', {
  flags: uint16('dnskey.flags', 'Flags', { base: 'hex', rfc: 'RFC 4034 section 2.1.1' }),
  zoneKey: bool('dnskey.flags.zone_key', 'Zone Key', {
    mask: 0x0100,
    truth: ['This is the zone key for specified zone', 'This it not a zone key'],
  }),
  revoked: bool('dnskey.flags.key_revoked', 'Key Revoked', { mask: 0x0080, truth: yes, rfc: 'RFC 5011 section 7' }),
  entryPoint: bool('dnskey.flags.secure_entry_point', 'Key Signing Key', { mask: 0x0001, truth: yes }),
  reserved: uint16('dnskey.flags.reserved', 'Key Signing Key', { base: 'hex', mask: 0xfe7e }),
  protocol: uint8('dnskey.protocol', 'Protocol', { help: 'Must be 3.' }),
  algorithm: uint8('dnskey.algorithm', 'Algorithm', { names: algorithmNames }),
  keyId: uint16('dnskey.key_id', 'Key id', { rfc: 'RFC 4034 appendix B' }),
  publicKey: octets('dnskey.public_key', 'Public Key'),
  oldFlags: uint16('key.flags', 'Flags', { base: 'hex', rfc: 'RFC 2535 section 3.1.2' }),
  authentication: bool('key.flags.authentication', 'Key allowed for authentication', { mask: 0x8000, truth: allowed }),
  confidentiality: bool('key.flags.confidentiality', 'Key allowed for confidentiality', {
    mask: 0x4000,
    truth: allowed,
  }),
  required: bool('key.flags.required', 'Key required', {
    mask: 0x2000,
    truth: ['Experimental or optional', 'Required'],
  }),
  user: bool('key.flags.associated_user', 'Key is associated with a user', { mask: 0x0400, truth: yes }),
  entity: bool('key.flags.associated_named_entity', 'Key is associated with the named entity', {
    mask: 0x0200,
    truth: yes,
  }),
  ipsec: bool('key.flags.ipsec', 'Key use with IPSEC', { mask: 0x0080, truth: valid }),
  mime: bool('key.flags.mime', 'Key use with MIME security multiparts', { mask: 0x0040, truth: valid }),
  signatory: uint16('key.flags.signatory', 'Signatory', { mask: 0x000f }),
  oldProtocol: uint8('key.protocol', 'Protocol'),
  oldAlgorithm: uint8('key.algorithm', 'Algorithm', { names: algorithmNames }),
  oldKeyId: uint16('key.key_id', 'Key ID'),
  oldPublicKey: octets('key.public_key', 'Public Key'),
  precedence: uint8('ipseckey.gateway_precedence', 'Gateway Precedence', { rfc: 'RFC 4025 section 2.1' }),
  gatewayType: uint8('ipseckey.gateway_type', 'Gateway Type', { names: gatewayTypeNames }),
  gatewayAlgorithm: uint8('ipseckey.gateway_algorithm', 'Gateway Algorithm', { names: gatewayAlgorithmNames }),
  gateway4: ipv4('ipseckey.gateway_ipv4', 'IPv4 Gateway'),
  gateway6: ipv6('ipseckey.gateway_ipv6', 'IPv6 Gateway'),
  gatewayName: text('ipseckey.gateway_dns', 'DNS Gateway'),
  ipsecKey: octets('ipseckey.public_key', 'Public Key'),
});
const f = keyFields;

const RSA_MD5 = 1;

/** Public keys of zones, hosts and gateways. */
export const keyRecords: Readonly<Record<number, RecordData>> = {
  25: oldKey,
  45: ipsecKey,
  48: zoneKey,
  60: zoneKey,
};

function zoneKey(c: Cursor): void {
  const start = c.pos;
  const flags = c.u16(f.flags);
  c.nest();
  c.bits(f.zoneKey, flags);
  c.bits(f.revoked, flags);
  c.bits(f.entryPoint, flags);
  c.bits(f.reserved, flags);
  c.unnest();
  c.u8(f.protocol);
  const algorithm = c.u8(f.algorithm);
  if (c.wants(f.keyId) && c.available === c.remaining) {
    c.generated(f.keyId, keyTag(c.bytes, start, c.end, algorithm));
  }
  c.take(f.publicKey, c.remaining);
}

function oldKey(c: Cursor): void {
  const start = c.pos;
  const flags = c.u16(f.oldFlags);
  c.nest();
  c.bits(f.authentication, flags);
  c.bits(f.confidentiality, flags);
  if ((flags & 0xc000) !== 0xc000) {
    c.bits(f.required, flags);
    c.bits(f.user, flags);
    c.bits(f.entity, flags);
    c.bits(f.ipsec, flags);
    c.bits(f.mime, flags);
    c.bits(f.signatory, flags);
  }
  c.unnest();
  c.u8(f.oldProtocol);
  const algorithm = c.u8(f.oldAlgorithm);
  if (c.wants(f.oldKeyId) && c.available === c.remaining) {
    c.generated(f.oldKeyId, keyTag(c.bytes, start, c.end, algorithm));
  }
  if (c.remaining > 0) c.take(f.oldPublicKey, c.remaining);
}

/** The key tag by which signatures name a key (RFC 4034 appendix B). */
function keyTag(bytes: Uint8Array, start: number, end: number, algorithm: number): number {
  if (algorithm === RSA_MD5) return end - start < 7 ? 0 : (bytes[end - 3] << 8) | bytes[end - 2];
  let sum = 0;
  for (let at = start; at < end; at++) sum += (at - start) & 1 ? bytes[at] : bytes[at] << 8;
  return (sum + (sum >>> 16)) & 0xffff;
}

function ipsecKey(c: Cursor, m: DnsMessage): void {
  c.u8(f.precedence);
  const type = c.u8(f.gatewayType);
  c.u8(f.gatewayAlgorithm);
  if (type === 1) c.ipv4(f.gateway4);
  else if (type === 2) c.take(f.gateway6, 16);
  else if (type === 3) m.domain(c, f.gatewayName);
  if (c.remaining > 0) c.take(f.ipsecKey, c.remaining);
}
