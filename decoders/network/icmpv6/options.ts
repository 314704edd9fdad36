import { ipProtocols } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { ERROR, NOTE } from '../../model/expert.ts';
import { type Field, valueName } from '../../model/field.ts';
import { hex, ipv6Text } from '../../tree/bytes-text.ts';
import { noteFlags } from '../flag-word.ts';
import { takeDomainName } from './domain-name.ts';
import { takeEui64 } from './eui64.ts';
import * as names from './icmpv6-names.ts';
import { optionFields as f } from './option-fields.ts';

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
    noteFlags(c, f.flagsExpansion, c.u16(f.flagsExpansion), 4, [
      f.expansionManaged,
      f.expansionOther,
      f.expansionHome,
      f.expansionPreference,
      f.expansionProxy,
      f.expansionReserved,
    ]);
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
    c.take(f.captivePortal, c.remaining);
    return '';
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
      c.expert(ERROR, 'Malformed', 'Unknown Data (not interpreted)', f.unknownNote);
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
    takeEui64(c, f.linkEui64);
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
  if (c.remaining - pad < 25) c.short(25);
  c.at(f.cga, c.pos, c.remaining - pad, 0);
  c.nest();
  c.take(f.cgaModifier, 16);
  c.take(f.cgaPrefix, 8);
  c.take(f.cgaCount, 1);
  c.take(f.cgaKey, c.remaining - pad);
  c.unnest();
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
  const at = takeEui64(c, f.registrationEui64);
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
  return c.noting ? ` ${text}/${bits}` : '';
}

function borderRouter(c: Cursor): string {
  const low = c.u16(f.borderLow);
  const high = c.u16(f.borderHigh);
  const lifetimeValue = c.u16(f.borderLifetime);
  const at = c.take(f.borderAddress, 16);
  if (!c.noting) return '';
  return ` : Version ${high}.${low}, Valid Lifetime : ${lifetimeValue}, 6LBR : ${ipv6Text(c.bytes, at)}`;
}

function nat64Prefix(c: Cursor): string {
  const word = c.u16(f.scaledLifetime);
  c.bits(f.prefixCode, word);
  shortPrefix(c, f.pref64, 12);
  return '';
}
