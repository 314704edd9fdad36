import { ipProtocols } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { ERROR, NOTE } from '../../model/expert.ts';
import {
  bool,
  ether,
  type Field,
  fields,
  ipv6,
  none,
  octets,
  text,
  time,
  uint8,
  uint16,
  uint32,
  valueName,
} from '../../model/field.ts';
import { hex, ipv6Text } from '../../tree/bytes-text.ts';
import { noteFlags } from '../flag-word.ts';
import { takeDomainName } from './domain-name.ts';
import * as names from './icmpv6-names.ts';

const f = fields('icmpv6', {
  option: none('opt', 'ICMPv6 Option'),
  type: uint8('opt.type', 'Type', { names: names.optionNames, rfc: 'RFC 4861 section 4.6' }),
  length: uint8('opt.length', 'Length', { help: 'In units of eight bytes.' }),
  reserved: none('opt.reserved', 'Reserved'),
  padding: none('opt.padding', 'Padding'),
  link: ether('opt.linkaddr', 'Link-layer address', { help: 'The address of the sender or target on this link.' }),
  linkBytes: octets('opt.linkaddr', 'Link-layer address'),
  sourceLink: ether('opt.src_linkaddr', 'Source Link-layer address', { hidden: true }),
  sourceLinkBytes: octets('opt.src_linkaddr', 'Source Link-layer address', { hidden: true }),
  targetLink: ether('opt.target_linkaddr', 'Target Link-layer address', { hidden: true }),
  targetLinkBytes: octets('opt.target_linkaddr', 'Target Link-layer address', { hidden: true }),
  linkEui64: ether('opt.linkaddr_eui64', 'Link-layer address'),
  sourceEui64: ether('opt.src_linkaddr_eui64', 'Source Link-layer address', { hidden: true }),
  targetEui64: ether('opt.target_linkaddr_eui64', 'Target Link-layer address', { hidden: true }),
  prefixLength: uint8('opt.prefix.length', 'Prefix Length'),
  prefixFlags: uint8('opt.prefix.flag', 'Flag', { base: 'hex' }),
  onLink: bool('opt.prefix.flag.l', 'On-link flag(L)', {
    mask: 0x80,
    help: 'Addresses of the prefix are on this link.',
  }),
  autonomous: bool('opt.prefix.flag.a', 'Autonomous address-configuration flag(A)', {
    mask: 0x40,
    help: 'Hosts may make themselves addresses of the prefix.',
  }),
  routerAddress: bool('opt.prefix.flag.r', 'Router address flag(R)', { mask: 0x20 }),
  prefixReserved: uint8('opt.prefix.flag.reserved', 'Reserved', { mask: 0x1f }),
  validLifetime: uint32('opt.prefix.valid_lifetime', 'Valid Lifetime', { help: 'In seconds.' }),
  preferredLifetime: uint32('opt.prefix.preferred_lifetime', 'Preferred Lifetime', { help: 'In seconds.' }),
  prefix: ipv6('opt.prefix', 'Prefix'),
  redirected: none('opt.redirected_packet', 'Redirected Packet'),
  mtu: uint32('opt.mtu', 'MTU', { help: 'The largest packet to send on this link, in bytes.' }),
  shortcut: uint8('opt.nbma.shortcut_limit', 'Shortcut Limit'),
  advertisementInterval: uint32('opt.advertisement_interval', 'Advertisement Interval'),
  agentPreference: uint16('opt.home_agent_preference', 'Home Agent Preference'),
  agentLifetime: uint16('opt.home_agent_lifetime', 'Home Agent Preference'),
  address: ipv6('opt.ipv6_address', 'IPv6 Address'),
  padLength: uint8('opt.cga.pad_length', 'Pad Length', { rfc: 'RFC 3971 section 5.1' }),
  cga: octets('opt.cga', 'CGA', { help: 'What the address was made of: modifier, prefix, count and public key.' }),
  keyHash: octets('opt.rsa.key_hash', 'Key Hash', { rfc: 'RFC 3971 section 5.2' }),
  signature: none('opt.digital_signature_padding', 'Digital Signature and Padding'),
  proxyKeyHash: octets('opt.ps.key_hash', 'Key Hash'),
  timestamp: time('opt.timestamp', 'Timestamp', { rfc: 'RFC 3971 section 5.3.1' }),
  nonce: octets('opt.nonce', 'Nonce', { rfc: 'RFC 3971 section 5.3.2' }),
  nameType: uint8('opt.name_type', 'Name Type', { names: names.nameTypeNames }),
  name: text('opt.name_type.fqdn', 'FQDN'),
  nameX501: octets('opt.name_x501', 'DER Encoded X.501 Name'),
  certificate: none('opt.certificate_padding', 'Certificate and Padding'),
  addressCode: uint8('opt.ipa.option_code', 'Option-code', { names: names.addressCodeNames, rfc: 'RFC 5568' }),
  addressPrefix: uint8('opt.ipa.prefix_len', 'Prefix Length'),
  handoverAddress: ipv6('opt.ipa.ipv6_address', 'IPv6 Address'),
  linkCode: uint8('opt.lla.option_code', 'Option-code', { names: names.linkCodeNames }),
  handoverLink: octets('opt.lla.bytes', 'Link-Layer Address'),
  ackCode: uint8('opt.naack.option_code', 'Option-Code'),
  ackStatus: uint8('opt.naack.status', 'Status', { names: names.acknowledgmentNames }),
  suppliedAddress: ipv6('opt.naack.supplied_ncoa', 'Supplied NCoA'),
  mapDistance: uint8('opt.map.distance', 'Distance', { mask: 0xf0, rfc: 'RFC 5380' }),
  mapPreference: uint8('opt.map.preference', 'Preference', { mask: 0x0f }),
  mapFlags: uint8('opt.map.flag', 'Flag', { base: 'hex' }),
  mapBound: bool('opt.map.flag.r', 'RCoA Flag', { mask: 0x80 }),
  mapReserved: uint8('opt.map.flag.reserved', 'Reserved', { mask: 0x7f }),
  mapLifetime: uint32('opt.map.valid_lifetime', 'Valid Lifetime'),
  mapAddress: ipv6('opt.map.global_address', 'Global Address'),
  routeFlags: uint8('opt.route_info.flag', 'Flag', { base: 'hex', rfc: 'RFC 4191 section 2.3' }),
  routePreference: uint8('opt.route_info.flag.route_preference', 'Route Preference', {
    mask: 0x18,
    names: names.preferenceNames,
  }),
  routeReserved: uint8('opt.route_info.flag.reserved', 'Reserved', { mask: 0xe7 }),
  routeLifetime: uint32('opt.route_lifetime', 'Route Lifetime', { help: 'In seconds.' }),
  dnsLifetime: uint32('opt.rdnss.lifetime', 'Lifetime', { rfc: 'RFC 8106 section 5.1', help: 'In seconds.' }),
  dnsServer: ipv6('opt.rdnss', 'Recursive DNS Servers'),
  flagsExpansion: uint16('opt.efo', 'Flags Expansion Option', { base: 'hex', rfc: 'RFC 5175' }),
  searchLifetime: uint32('opt.dnssl.lifetime', 'Lifetime', { rfc: 'RFC 8106 section 5.2', help: 'In seconds.' }),
  searchDomain: text('opt.dnssl', 'Domain Names'),
  assistCode: uint8('opt.hai.option_code', 'Option-Code', { names: names.assistCodeNames, rfc: 'RFC 5271' }),
  assistLength: uint8('opt.hai.length', 'HAI-Length'),
  assistValue: octets('opt.hai.value', 'HAI-Value'),
  nodeCode: uint8('opt.mn.option_code', 'Option-Code', { names: names.mobileCodeNames }),
  nodeLength: uint8('opt.mn.length', 'MN-Length'),
  nodeValue: octets('opt.mn.value', 'MN-Value'),
  registrationStatus: uint8('opt.aro.status', 'Status', { names: names.registrationNames, rfc: 'RFC 6775' }),
  registrationLifetime: uint16('opt.aro.registration_lifetime', 'Registration  Lifetime'),
  registrationEui64: ether('opt.aro.eui64', 'EUI-64'),
  contextLength: uint8('opt.6co.context_length', 'Context Length', { rfc: 'RFC 6775 section 4.2' }),
  contextFlags: uint8('opt.6co.flag', 'Flag', { base: 'hex' }),
  contextCompression: bool('opt.6co.flag.c', 'Compression Flag', { mask: 0x10 }),
  contextId: uint8('opt.6co.flag.cid', 'CID', { mask: 0x0f }),
  contextReserved: uint8('opt.6co.flag.reserved', 'Reserved', { mask: 0xe0 }),
  contextLifetime: uint16('opt.6co.valid_lifetime', 'Lifetime'),
  contextPrefix: ipv6('opt.6co.context_prefix', 'Context Prefix'),
  borderLow: uint16('opt.abro.version_low', 'Version Low', { rfc: 'RFC 6775 section 4.3' }),
  borderHigh: uint16('opt.abro.version_high', 'Version'),
  borderLifetime: uint16('opt.abro.valid_lifetime', 'Valid Lifetime'),
  borderAddress: ipv6('opt.abro.6lbr_address', '6LBR Address'),
  capabilityUnassigned: uint16('opt.6cio.unassigned1', 'Unassigned', { base: 'hex', mask: 0xfffe, rfc: 'RFC 7400' }),
  capabilityG: uint16('opt.6cio.flag_g', 'G', { base: 'hex', mask: 0x0001 }),
  capabilityRest: uint32('opt.6cio.unassigned2', 'Unassigned', { base: 'hex' }),
  captivePortal: text('opt.captive_portal', 'Captive Portal', { rfc: 'RFC 8910' }),
  scaledLifetime: uint16('opt.pref64.scaled_lifetime', 'Scaled Lifetime', { mask: 0xfff8, rfc: 'RFC 8781' }),
  prefixCode: uint16('opt.pref64.plc', 'PLC (Prefix Length Code)', {
    base: 'hex',
    mask: 0x0007,
    names: names.prefixCodeNames,
  }),
  pref64: ipv6('opt.pref64.prefix', 'Prefix', { help: 'The prefix for IPv4 addresses, for NAT64.' }),
  data: octets('opt.data', 'Data'),
  unknownData: octets('unknown_data', 'Unknown Data'),
  invalidLength: none('invalid_option_length', 'Invalid Option Length', { hidden: true }),
  undecodedOption: none('undecoded.option', 'Undecoded option', { hidden: true }),
  unknownNote: none('unknown_data.expert', 'Unknown Data (not interpreted)', { hidden: true }),
});

export const optionFields = f;

/**
 * What follows type and length of an option. Returns what the heading says behind the option's name; the text matters
 * only when notes are taken.
 */
type OptionDecoder = (c: Cursor, length: number) => string;

const decoders: Readonly<Record<number, OptionDecoder>> = {
  1: (c, length) => linkAddress(c, length, f.sourceLink, f.sourceLinkBytes, f.sourceEui64),
  2: (c, length) => linkAddress(c, length, f.targetLink, f.targetLinkBytes, f.targetEui64),
  3: prefixInformation,
  4: redirectedHeader,
  5: (c) => {
    reserved(c, 2);
    return ` : ${c.u32(f.mtu)}`;
  },
  6: (c) => {
    const limit = c.u8(f.shortcut);
    reserved(c, 1);
    reserved(c, 4);
    return ` : ${limit}`;
  },
  7: (c) => {
    reserved(c, 2);
    return ` : ${c.u32(f.advertisementInterval)}`;
  },
  8: (c) => {
    reserved(c, 2);
    c.u16(f.agentPreference);
    c.u16(f.agentLifetime);
    return '';
  },
  9: addressList,
  10: addressList,
  11: cga,
  12: (c) => {
    reserved(c, 2);
    c.take(f.keyHash, 16);
    c.take(f.signature, c.remaining);
    return '';
  },
  13: timestamp,
  14: (c) => {
    c.take(f.nonce, c.remaining);
    return '';
  },
  15: trustAnchor,
  16: (c) => {
    c.u8(f.nameType);
    reserved(c, 1);
    c.take(f.certificate, c.remaining);
    return '';
  },
  17: handoverAddress,
  18: handoverAddress,
  19: (c) => {
    c.u8(f.linkCode);
    c.take(f.handoverLink, c.remaining);
    return '';
  },
  20: (c) => {
    c.u8(f.ackCode);
    if (c.u8(f.ackStatus) === 2) c.take(f.suppliedAddress, 16);
    else reserved(c, c.remaining);
    return '';
  },
  23: anchorPoint,
  24: routeInformation,
  25: dnsServers,
  26: (c) => {
    c.u16(f.flagsExpansion);
    reserved(c, 4);
    return '';
  },
  29: (c) => sized(c, f.assistCode, f.assistLength, f.assistValue),
  30: (c) => sized(c, f.nodeCode, f.nodeLength, f.nodeValue),
  31: searchList,
  32: (c) => {
    reserved(c, 2);
    c.take(f.proxyKeyHash, 16);
    c.take(f.signature, c.remaining);
    return '';
  },
  33: registration,
  34: context,
  35: borderRouter,
  36: (c) => {
    c.bits(f.capabilityG, c.u16(f.capabilityUnassigned));
    c.u32(f.capabilityRest);
    return '';
  },
  37: (c) => {
    const at = c.take(f.captivePortal, c.remaining);
    return c.noting ? ` ${asciiText(c, at, c.pos)}` : '';
  },
  38: nat64Prefix,
};

/** Reads options up to the layer's end. */
export function decodeOptions(c: Cursor): void {
  while (c.remaining > 0) {
    if (c.available < 2) c.short(2);
    const type = c.peek8(c.pos);
    const units = c.peek8(c.pos + 1);
    const length = units * 8;
    const entry = c.open(f.option);
    const name = c.noting ? (valueName(names.optionNames, type) ?? `Unknown ${type}`) : '';
    c.label(entry, `ICMPv6 Option (${name}`);
    c.u8(f.type);
    c.u8(f.length);
    if (c.wants(f.length)) c.label(c.tape.count - 1, `Length: ${units} (${length} bytes)`);
    if (length === 0) {
      c.nest();
      c.expert(ERROR, 'Malformed', 'Invalid option length (Zero)', f.invalidLength);
      c.unnest();
      c.close(entry);
      return;
    }
    const outer = c.scope(length - 2);
    const decoder = Object.hasOwn(decoders, type) ? decoders[type] : undecoded;
    const tail = decoder(c, length);
    if (entry >= 0) c.label(entry, `ICMPv6 Option (${name}${tail})`);
    if (c.remaining > 0) {
      c.take(f.unknownData, c.remaining);
      c.nest();
      c.expert(NOTE, 'Undecoded', 'Unknown Data (not interpreted)', f.unknownNote);
      c.unnest();
    }
    c.close(entry);
    c.leave(outer);
  }
}

function undecoded(c: Cursor): string {
  c.expert(NOTE, 'Undecoded', 'The option is of no type that is decoded', f.undecodedOption);
  c.take(f.data, c.remaining);
  return '';
}

function reserved(c: Cursor, length: number): void {
  c.take(f.reserved, length);
}

function asciiText(c: Cursor, start: number, end: number): string {
  let out = '';
  for (let i = start; i < end && c.peek8(i) !== 0; i++) out += String.fromCharCode(c.peek8(i));
  return out;
}

/** Reads a lifetime; all ones are infinity, zero may have a meaning of its own. */
function lifetime(c: Cursor, field: Field, zero = ''): void {
  const value = c.u32(field);
  if (!c.wants(field)) return;
  const last = c.tape.count - 1;
  if (value === 0xffffffff) c.label(last, `${field.title}: Infinity (4294967295)`);
  else if (value === 0 && zero !== '') c.label(last, `${field.title}: ${zero} (0)`);
}

function linkAddress(c: Cursor, length: number, mac: Field, bytes: Field, eui64: Field): string {
  const at = c.pos;
  if (length === 8) {
    c.take(f.link, 6);
    c.at(mac, at, 6, 0);
    return c.noting ? ` : ${hex(c.bytes, at, at + 6, ':')}` : '';
  }
  const zeros = length === 16 && c.available >= 14 && c.peek32(at + 8) === 0 && c.peek16(at + 12) === 0;
  if (zeros) {
    c.take(f.linkEui64, 8);
    c.at(eui64, at, 8, 0);
    c.take(f.padding, 6);
    return c.noting ? ` : ${hex(c.bytes, at, at + 8, ':')}` : '';
  }
  c.take(f.linkBytes, c.remaining);
  c.at(bytes, at, c.pos - at, 0);
  return '';
}

function prefixInformation(c: Cursor): string {
  const bits = c.u8(f.prefixLength);
  const parts = [f.onLink, f.autonomous, f.routerAddress, f.prefixReserved];
  noteFlags(c, f.prefixFlags, c.u8(f.prefixFlags), 2, parts);
  lifetime(c, f.validLifetime);
  lifetime(c, f.preferredLifetime);
  reserved(c, 4);
  const at = c.take(f.prefix, 16);
  return c.noting ? ` : ${ipv6Text(c.bytes, at)}/${bits}` : '';
}

function redirectedHeader(c: Cursor): string {
  reserved(c, 6);
  c.at(f.redirected, c.pos, c.available, 0);
  c.quote(ipProtocols, 41, c.remaining);
  c.skip(c.available);
  return '';
}

function addressList(c: Cursor): string {
  reserved(c, 6);
  let tail = '';
  while (c.remaining > 0) {
    const at = c.take(f.address, 16);
    if (c.noting) tail += ` ${ipv6Text(c.bytes, at)}`;
  }
  return tail;
}

function cga(c: Cursor): string {
  const pad = c.u8(f.padLength);
  reserved(c, 1);
  if (pad > c.remaining) c.short(pad);
  c.take(f.cga, c.remaining - pad);
  c.take(f.padding, pad);
  return '';
}

function timestamp(c: Cursor): string {
  reserved(c, 6);
  if (c.available < 8) c.short(8);
  const at = c.pos;
  if (c.wants(f.timestamp)) {
    const seconds = BigInt(c.peek16(at)) * 0x1_0000_0000n + BigInt(c.peek32(at + 2));
    const fraction = (BigInt(c.peek16(at + 6)) * 1_000_000_000n) / 65_536n;
    c.at(f.timestamp, at, 8, 0, seconds * 1_000_000_000n + fraction);
  }
  c.pos += 8;
  return '';
}

function trustAnchor(c: Cursor): string {
  const type = c.u8(f.nameType);
  const pad = c.u8(f.padLength);
  if (pad > c.remaining) c.short(pad);
  if (type === 2) c.take(f.name, c.remaining - pad);
  else c.take(f.nameX501, c.remaining - pad);
  c.take(f.padding, pad);
  return '';
}

function handoverAddress(c: Cursor): string {
  c.u8(f.addressCode);
  const bits = c.u8(f.addressPrefix);
  reserved(c, 4);
  const at = c.take(f.handoverAddress, 16);
  return c.noting ? ` ${ipv6Text(c.bytes, at)}/${bits}` : '';
}

function anchorPoint(c: Cursor): string {
  c.bits(f.mapPreference, c.u8(f.mapDistance));
  noteFlags(c, f.mapFlags, c.u8(f.mapFlags), 2, [f.mapBound, f.mapReserved]);
  c.u32(f.mapLifetime);
  c.take(f.mapAddress, 16);
  return '';
}

/** Reads a prefix of up to 16 bytes; what is left out is zero. */
function shortPrefix(c: Cursor, field: Field, length: number): string {
  const at = c.pos;
  c.skip(length);
  if (!c.noting) return '';
  const whole = new Uint8Array(16);
  whole.set(c.bytes.subarray(at, at + length));
  c.at(field, at, length, 0, whole);
  return ipv6Text(whole, 0);
}

function routeInformation(c: Cursor, length: number): string {
  const bits = c.u8(f.prefixLength);
  const flags = c.u8(f.routeFlags);
  noteFlags(c, f.routeFlags, flags, 2, [f.routePreference, f.routeReserved]);
  lifetime(c, f.routeLifetime);
  const preference = c.noting ? names.preferenceNames[(flags >>> 3) & 3] : '';
  if (length !== 8 && length !== 16 && length !== 24) {
    c.expert(ERROR, 'Malformed', 'Invalid Option Length', f.invalidLength);
    return ` : ${preference}`;
  }
  const text = length === 8 ? '::' : shortPrefix(c, f.prefix, length - 8);
  return c.noting ? ` : ${preference} ${text}/${bits}` : '';
}

function dnsServers(c: Cursor): string {
  reserved(c, 2);
  lifetime(c, f.dnsLifetime, 'RDNSS address MUST no longer be used');
  let tail = '';
  while (c.remaining > 0) {
    const at = c.take(f.dnsServer, 16);
    if (c.noting) tail += ` ${ipv6Text(c.bytes, at)}`;
  }
  return tail;
}

function searchList(c: Cursor): string {
  reserved(c, 2);
  lifetime(c, f.searchLifetime, 'DNSSL domain name MUST no longer be used');
  let tail = '';
  while (c.available > 0) {
    if (c.peek8(c.pos) === 0) {
      c.take(f.padding, c.remaining);
      break;
    }
    tail += ` ${takeDomainName(c, f.searchDomain)}`;
  }
  return tail;
}

function sized(c: Cursor, code: Field, size: Field, value: Field): string {
  c.u8(code);
  c.take(value, c.u8(size));
  if (c.remaining > 0) c.take(f.padding, c.remaining);
  return '';
}

function registration(c: Cursor): string {
  const status = c.u8(f.registrationStatus);
  reserved(c, 3);
  c.u16(f.registrationLifetime);
  const at = c.take(f.registrationEui64, 8);
  if (!c.noting) return '';
  return ` : Register ${hex(c.bytes, at, at + 8, ':')} ${valueName(names.registrationNames, status) ?? `Unknown ${status}`}`;
}

function context(c: Cursor, length: number): string {
  const bits = c.u8(f.contextLength);
  const parts = [f.contextCompression, f.contextId, f.contextReserved];
  noteFlags(c, f.contextFlags, c.u8(f.contextFlags), 2, parts);
  reserved(c, 2);
  c.u16(f.contextLifetime);
  if (length !== 8 && length !== 16 && length !== 24) return '';
  const text = length === 8 ? '::' : shortPrefix(c, f.contextPrefix, length - 8);
  return c.noting ? ` : ${text}/${bits}` : '';
}

function borderRouter(c: Cursor): string {
  const low = c.u16(f.borderLow);
  const high = c.u16(f.borderHigh);
  const lifetimeValue = c.u16(f.borderLifetime);
  const at = c.take(f.borderAddress, 16);
  if (!c.noting) return '';
  return ` : Version ${high}.${low}, Valid Lifetime : ${lifetimeValue}, 6LBR : ${ipv6Text(c.bytes, at)}`;
}

/** Prefix lengths by code (RFC 8781 section 4). */
const PREFIX_LENGTHS = [96, 64, 56, 48, 40, 32];

function nat64Prefix(c: Cursor): string {
  const word = c.u16(f.scaledLifetime);
  if (c.wants(f.scaledLifetime)) c.tape.value[c.tape.count - 1] = word & 0xfff8;
  c.bits(f.prefixCode, word);
  const text = shortPrefix(c, f.pref64, 12);
  const bits = PREFIX_LENGTHS[word & 7];
  return c.noting && bits !== undefined ? ` ${text}/${bits}` : '';
}
