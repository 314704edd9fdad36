import type { Cursor } from '../../model/cursor.ts';
import type { Field } from '../../model/field.ts';
import { hex, ipv4Text } from '../../tree/bytes-text.ts';
import { agentInformation } from './agent-information.ts';
import { f } from './dhcp-fields.ts';
import { optionName } from './dhcp-names.ts';
import { readDomainName } from './domain-name.ts';

const DUID_TIMED = 1;
const DUID_ENTERPRISE = 2;
const DUID_HARDWARE = 3;
const LAST_HARDWARE_TYPE = 47;
const NODE_SPECIFIC = 255;
const UUID = 16;

/** Options whose value is of several parts; each reads up to the scope's end, and leaves what it does not understand. */
export const specialOptions: Readonly<Record<number, (c: Cursor) => void>> = {
  21: (c) => pairs(c, f.policyAddress, f.policyMask),
  25: (c) => {
    while (c.remaining >= 2) c.u16(f.mtuPlateau);
  },
  33: (c) => pairs(c, f.staticDestination, f.staticRouter),
  55: requestList,
  61: clientIdentifier,
  77: userClasses,
  81: qualifiedName,
  82: agentInformation,
  90: authentication,
  93: (c) => {
    while (c.remaining >= 2) c.u16(f.architecture);
  },
  94: (c) => {
    if (c.remaining < 3) return;
    c.skip(1);
    c.u8(f.interfaceMajor);
    c.u8(f.interfaceMinor);
  },
  97: (c) => {
    if (c.remaining !== UUID + 1) return;
    c.skip(1);
    uuid(c);
  },
  119: (c) => {
    const start = c.pos;
    while (c.remaining > 0) domainName(c, f.searchDomain, start);
  },
  120: sipServers,
  121: classlessRoutes,
  124: enterprises,
  125: enterprises,
  249: classlessRoutes,
};

function pairs(c: Cursor, first: Field, second: Field): void {
  while (c.remaining >= 8) {
    c.ipv4(first);
    c.ipv4(second);
  }
}

function requestList(c: Cursor): void {
  while (c.remaining > 0) {
    if (c.available < 1) c.short(1);
    const type = c.peek8(c.pos);
    const entry = c.at(f.requested, c.pos, 1, type);
    if (c.labels(entry)) c.label(entry, `Parameter Request List Item: (${type}) ${optionName(type)}`);
    c.skip(1);
  }
}

/** A hardware address, a UUID, the identifier of RFC 4361 section 6.1, a text, or anything else. */
function clientIdentifier(c: Cursor): void {
  const length = c.remaining;
  if (length < 2 || c.available < length) return;
  const type = c.peek8(c.pos);
  if (length === 7 && type > 0 && type <= LAST_HARDWARE_TYPE) {
    c.u8(f.hardwareType);
    c.take(f.mac, 6);
  } else if (length === UUID + 1 && type === 0) {
    c.skip(1);
    uuid(c);
  } else if (type === NODE_SPECIFIC && length >= 7) nodeIdentifier(c);
  else if (type === 0) {
    c.u8(f.identifierType);
    c.take(f.identifier, c.remaining);
  } else c.take(f.duidIdentifier, length);
}

function nodeIdentifier(c: Cursor): void {
  c.skip(1);
  const at = c.pos;
  c.skip(4);
  if (c.wants(f.association)) c.at(f.association, at, 4, 0, hex(c.bytes, at, at + 4));
  const type = c.u16(f.duidType);
  if (type === DUID_TIMED && c.remaining >= 6) {
    c.u16(f.duidTimedHardware);
    c.u32(f.duidTime);
    linkAddress(c);
  } else if (type === DUID_HARDWARE && c.remaining >= 2) {
    c.u16(f.duidHardware);
    linkAddress(c);
  } else if (type === DUID_ENTERPRISE && c.remaining >= 4) {
    c.u32(f.duidEnterprise);
    if (c.remaining > 0) c.take(f.duidIdentifier, c.remaining);
  }
}

function linkAddress(c: Cursor): void {
  const at = c.pos;
  const length = c.remaining;
  c.skip(length);
  if (length > 0 && c.wants(f.duidAddress)) c.at(f.duidAddress, at, length, 0, hex(c.bytes, at, at + length, ':'));
}

/** A UUID whose first three parts are in little-endian order, as firmware sends it (RFC 4578 section 2.3). */
function uuid(c: Cursor): void {
  const at = c.pos;
  c.skip(UUID);
  if (!c.wants(f.uuid)) return;
  const digits = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map((i) => hex(c.bytes, at + i, at + i + 1));
  const text = digits.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  c.label(c.at(f.uuid, at, UUID, 0, text), `${f.uuid.title}: ${text}`);
}

/** User classes with a length each (RFC 3004); some clients send a bare text instead, which is left to be shown as bytes. */
function userClasses(c: Cursor): void {
  if (c.available < c.remaining) return;
  let at = c.pos;
  while (at < c.limit) at += 1 + c.peek8(at);
  if (at !== c.limit) return;
  for (let i = 0; c.remaining > 0; i++) {
    const start = c.pos;
    const length = c.peek8(start);
    const entry = c.at(f.userClass, start, length + 1, i);
    if (c.labels(entry)) c.label(entry, `${f.userClass.title}: [${i}]`);
    c.nest();
    c.u8(f.userClassLength);
    c.take(f.userClassData, length);
    c.unnest();
  }
}

function qualifiedName(c: Cursor): void {
  if (c.remaining < 3) return;
  const flags = c.u8(f.fqdnFlags);
  if (c.noting) {
    const parts = [f.fqdnNoUpdates, f.fqdnEncoding, f.fqdnOverrides, f.fqdnServer];
    if (c.wants(f.fqdnFlags)) {
      const set = parts.filter((part) => flags & part.mask).map((part) => `, ${part.title}`);
      c.label(c.tape.count - 1, `Flags: 0x${flags.toString(16).padStart(2, '0')}${set.join('')}`);
    }
    c.nest();
    for (const part of [f.fqdnReserved, ...parts]) c.bits(part, flags);
    c.unnest();
  }
  c.u8(f.fqdnAddressResult);
  c.u8(f.fqdnPointerResult);
  if (c.remaining === 0) return;
  if (flags & f.fqdnEncoding.mask) domainName(c, f.fqdnName, c.pos);
  else c.take(f.fqdnName, c.remaining);
}

function domainName(c: Cursor, field: Field, start: number): void {
  const at = c.pos;
  const text = readDomainName(c, start);
  if (c.wants(field)) c.at(field, at, c.pos - at, 0, text);
}

function authentication(c: Cursor): void {
  if (c.remaining < 11) return;
  c.u8(f.authenticationProtocol);
  c.u8(f.authenticationAlgorithm);
  c.u8(f.replayMethod);
  c.u64(f.replayValue);
  if (c.remaining > 0) c.take(f.authenticationInformation, c.remaining);
}

function sipServers(c: Cursor): void {
  if (c.remaining < 2) return;
  const start = c.pos + 1;
  const encoding = c.u8(f.sipEncoding);
  if (encoding === 0) while (c.remaining > 0) domainName(c, f.sipName, start);
  else if (encoding === 1) while (c.remaining >= 4) c.ipv4(f.sipAddress);
}

/** Destinations of as many bytes as their mask has, and routers (RFC 3442). */
function classlessRoutes(c: Cursor): void {
  while (c.remaining > 0 && c.available > 0) {
    const at = c.pos;
    const width = c.peek8(at);
    const significant = (width + 7) >>> 3;
    if (width > 32 || c.remaining < 5 + significant) return;
    c.skip(5 + significant);
    if (!c.wants(f.classlessRoute)) continue;
    let destination = 0;
    for (let i = 0; i < 4; i++) destination = destination * 256 + (i < significant ? c.peek8(at + 1 + i) : 0);
    const network = width === 0 ? 'default' : `${ipv4Text(destination)}/${width}`;
    const text = `${network}-${ipv4Text(c.peek32(at + 1 + significant))}`;
    c.label(c.at(f.classlessRoute, at, 5 + significant, 0, text), ` ${text}`);
  }
}

/** Values of enterprises, each with its number and a length (RFC 3925). */
function enterprises(c: Cursor): void {
  while (c.remaining >= 5) {
    c.u32(f.enterprise);
    c.nest();
    const length = c.u8(f.enterpriseLength);
    if (length > 0) c.take(f.enterpriseData, Math.min(length, c.remaining));
    c.unnest();
  }
}
