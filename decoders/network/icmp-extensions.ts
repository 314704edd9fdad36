import { checksumStatusNames, internetChecksum } from '../model/checksum.ts';
import type { Cursor } from '../model/cursor.ts';
import {
  bool,
  type Field,
  fields,
  ipv4,
  ipv6,
  none,
  octets,
  text,
  uint8,
  uint16,
  uint24,
  uint32,
  valueName,
} from '../model/field.ts';
import { MALFORMED } from '../model/signal.ts';
import { NOT_PRESENT, readChecksum } from './checksum.ts';
import {
  addressFamilyNames,
  extensionClassNames,
  identificationNames,
  interfaceRoleNames,
} from './icmp-extension-names.ts';

/** Fields of the extension structure (RFC 4884) and its objects (RFC 4950, 5837, 8335), the same in ICMP and ICMPv6. */
export const extensionFields = fields('icmp', {
  extension: none('ext', 'ICMP Multi-Part Extensions', {
    rfc: 'RFC 4884 section 7',
    help: 'What a router adds to an error message about the packet that it quotes.',
  }),
  extensionVersion: uint8('ext.version', 'Version'),
  extensionReserved: uint16('ext.res', 'Reserved', { base: 'hex', mask: 0x0fff }),
  extensionChecksum: uint16('ext.checksum', 'Checksum', { base: 'hex' }),
  extensionChecksumStatus: uint8('ext.checksum.status', 'Checksum Status', {
    base: 'name',
    names: checksumStatusNames,
  }),
  extensionChecksumBad: none('ext.checksum_bad', 'Bad checksum', { hidden: true }),
  object: none('ext.object', 'Object'),
  objectLength: uint16('ext.length', 'Length', { help: 'Of the object with its header, in bytes.' }),
  objectClass: uint8('ext.class', 'Class', { names: extensionClassNames }),
  objectType: uint8('ext.ctype', 'C-Type'),
  objectData: octets('ext.data', 'Data'),
  mplsEntry: none('mpls.entry', 'Entry'),
  mplsLabel: uint24('mpls.label', 'Label', { mask: 0xfffff0, rfc: 'RFC 4950' }),
  mplsExperimental: uint24('mpls.exp', 'Experimental', { mask: 0x0e }),
  mplsBottom: bool('mpls.s', 'Stack bit', { mask: 0x01 }),
  mplsTtl: uint8('mpls.ttl', 'Time to live'),
  mplsData: octets('mpls.data', 'Data'),
  role: uint8('int_info.role', 'Interface Role', { mask: 0xc0, names: interfaceRoleNames, rfc: 'RFC 5837' }),
  roleReserved: uint8('int_info.reserved', 'Reserved', { mask: 0x30 }),
  hasIndex: bool('int_info.ifindex', 'ifIndex', { mask: 0x08, truth: ['True', 'False'] }),
  hasAddress: bool('int_info.ipaddr', 'IP Address', { mask: 0x04, truth: ['Present', 'Not Present'] }),
  hasName: bool('int_info.name_present', 'Interface Name', { mask: 0x02, truth: ['Present', 'Not Present'] }),
  hasMtu: bool('int_info.mtu_present', 'MTU', { mask: 0x01, truth: ['Present', 'Not Present'] }),
  interfaceIndex: uint32('int_info.index', 'Interface Index'),
  addressObject: none('int_info.address_object', 'IP Address Sub-Object'),
  interfaceFamily: uint16('int_info.afi', 'Address Family Identifier', { help: '1: IPv4, 2: IPv6.' }),
  interfaceReserved: octets('reserved', 'Reserved'),
  interfaceIpv4: ipv4('int_info.ipv4', 'Source'),
  interfaceIpv6: ipv6('int_info.ipv6', 'Source'),
  interfaceUnknown: octets('int_info.ipunknown', 'Source'),
  nameObject: none('int_info.name_object', 'Interface Name Sub-Object'),
  interfaceNameLength: uint8('int_info.name_length', 'Name Length'),
  interfaceName: text('int_info.name', 'Name'),
  interfaceMtu: uint32('int_info.mtu', 'Maximum Transmission Unit'),
  identName: text('int_ident.name', 'Name', { rfc: 'RFC 8335 section 2.1' }),
  identIndex: uint32('int_ident.index', 'Interface Index'),
  identFamily: uint16('int_ident.afi', 'Address Family Identifier', { names: addressFamilyNames }),
  identLength: uint8('int_ident.addr_length', 'Address Length'),
  identReserved: octets('int_ident.reserved', 'Reserved'),
  identIpv4: ipv4('int_ident.ipv4', 'Address'),
  identIpv6: ipv6('int_ident.ipv6', 'Address'),
  identAddress: octets('int_ident.address', 'Address'),
});

const f = extensionFields;

const MPLS_PAYLOAD = 0;
const MPLS_STACK = 1;
const INTERFACE_INFORMATION = 2;
const INTERFACE_IDENTIFICATION = 3;

const HEADER = 4;

/** Reads the extension structure up to the layer's end. */
export function decodeExtensions(c: Cursor): void {
  const heading = c.open(f.extension);
  if (c.remaining < HEADER) {
    c.pos = c.end;
    c.close(heading);
    return;
  }
  if (c.available < HEADER) c.short(HEADER);
  const start = c.pos;
  const version = c.peek8(start) >>> 4;
  c.at(f.extensionVersion, start, 1, version);
  c.at(f.extensionReserved, start, 2, c.peek16(start) & 0x0fff);
  c.pos += 2;
  const whole = c.limit <= c.captured;
  const found = c.peek16(c.pos);
  readChecksum(
    c,
    { checksum: f.extensionChecksum, checksumStatus: f.extensionChecksumStatus, checksumBad: f.extensionChecksumBad },
    found === 0 ? NOT_PRESENT : whole ? internetChecksum(c.bytes, start, c.limit) : -1,
  );
  if (version === 1 || version === 2) {
    while (c.remaining >= HEADER) if (!decodeObject(c)) break;
  } else c.label(heading, `${f.extension.title} (unsupported version)`);
  c.close(heading);
}

/** False when the object's length makes no sense. */
function decodeObject(c: Cursor): boolean {
  if (c.available < HEADER) c.short(HEADER);
  const left = c.remaining;
  const entry = c.open(f.object);
  const length = c.u16(f.objectLength);
  const kind = c.u8(f.objectClass);
  const type = c.peek8(c.pos);
  if (length < HEADER) {
    c.label(entry, 'Object with bad length');
    c.close(entry);
    return false;
  }
  const title = objectTitle(kind, type);
  if (entry >= 0) c.label(entry, left < length ? `${title} (truncated)` : title);
  const outer = c.scope(length - 3);
  if (!readBody(c, kind, type) && entry >= 0) c.label(entry, `${title} (truncated)`);
  c.pos = Math.min(c.limit, c.captured);
  c.close(entry);
  c.leave(outer);
  return c.pos < c.end;
}

function objectTitle(kind: number, type: number): string {
  if (kind === MPLS_STACK && type === 1) return 'MPLS Stack Entry';
  if (kind === INTERFACE_INFORMATION) return 'Interface Information Object';
  if (kind === INTERFACE_IDENTIFICATION) return 'Interface Identification Object';
  if (kind === MPLS_PAYLOAD && type === 1) return 'Extended Payload';
  return `Unknown object (${kind}/${type})`;
}

/** Reads type and content of an object. False when it ends before its content does: the rest is then shown by its bytes. */
function readBody(c: Cursor, kind: number, type: number): boolean {
  const { depth } = c;
  try {
    objectBody(c, kind, type);
    return true;
  } catch (signal) {
    if (signal !== MALFORMED) throw signal;
    c.depth = depth;
    if (c.pos < c.end) c.take(f.objectData, c.end - c.pos);
    return false;
  }
}

/** Reads type and content of an object. */
function objectBody(c: Cursor, kind: number, type: number): void {
  if (kind === INTERFACE_INFORMATION) interfaceInformation(c);
  else if (kind === INTERFACE_IDENTIFICATION) interfaceIdentification(c, type);
  else {
    c.u8(f.objectType);
    if (kind === MPLS_STACK && type === 1) mplsStack(c);
    else if (c.remaining > 0) c.take(f.objectData, c.remaining);
  }
}

function mplsStack(c: Cursor): void {
  while (c.remaining >= 4) {
    if (c.available < 4) c.short(4);
    const word = c.peek32(c.pos);
    const entry = c.open(f.mplsEntry);
    if (entry >= 0) {
      const exp = (word >>> 9) & 7;
      c.label(entry, `Label: ${word >>> 12}, Exp: ${exp}, S: ${(word >>> 8) & 1}, TTL: ${word & 0xff}`);
    }
    const label = c.u24(f.mplsLabel);
    c.bits(f.mplsExperimental, label);
    c.bits(f.mplsBottom, label);
    c.u8(f.mplsTtl);
    c.close(entry);
  }
  if (c.remaining > 0) c.take(f.mplsData, c.remaining);
}

function interfaceInformation(c: Cursor): void {
  const type = c.u8(f.objectType);
  if (c.noting) {
    if (c.wants(f.objectType)) {
      const present = [f.hasIndex, f.hasAddress, f.hasName, f.hasMtu].filter((field) => type & field.mask);
      const parts = [`Interface Role: ${interfaceRoleNames[type >>> 6]}`, ...present.map((field) => field.title)];
      c.label(c.tape.count - 1, `C-Type: ${type}, ${parts.join(', ')}`);
    }
    c.nest();
    for (const field of [f.role, f.roleReserved, f.hasIndex, f.hasAddress, f.hasName, f.hasMtu]) c.bits(field, type);
    c.unnest();
  }
  if (type & 0x08) c.u32(f.interfaceIndex);
  if (type & 0x04 && c.remaining >= 2) {
    const entry = c.open(f.addressObject);
    const family = c.u16(f.interfaceFamily);
    c.take(f.interfaceReserved, 2);
    if (family === 1) c.ipv4(f.interfaceIpv4);
    else if (family === 2) c.take(f.interfaceIpv6, 16);
    else c.take(f.interfaceUnknown, c.remaining);
    c.close(entry);
  }
  if (type & 0x02 && c.remaining >= 1) {
    const entry = c.open(f.nameObject);
    const length = c.u8(f.interfaceNameLength);
    // The length counts itself; the name is padded with zeros.
    if (length > 1) paddedText(c, f.interfaceName, Math.min(length - 1, c.remaining));
    c.close(entry);
  }
  if (type & 0x01 && c.remaining >= 4) c.u32(f.interfaceMtu);
}

/** Takes text without the zeros that pad it. */
function paddedText(c: Cursor, field: Field, length: number): void {
  const start = c.pos;
  c.skip(length);
  let end = start;
  while (end < start + length && c.peek8(end) !== 0) end++;
  c.at(field, start, end - start, 0);
}

function interfaceIdentification(c: Cursor, type: number): void {
  c.u8(f.objectType);
  if (c.wants(f.objectType)) {
    const name = valueName(identificationNames, type) ?? `Unknown C-Type ${type}`;
    c.label(c.tape.count - 1, `C-Type: ${type} (${name})`);
  }
  if (type === 1) paddedText(c, f.identName, c.remaining);
  else if (type === 2) c.u32(f.identIndex);
  else if (type === 3) {
    const family = c.u16(f.identFamily);
    const length = c.u8(f.identLength);
    c.take(f.identReserved, 1);
    const end = c.remaining - length;
    if (family === 1) while (c.remaining >= 4 && c.remaining > end) c.ipv4(f.identIpv4);
    else if (family === 2) while (c.remaining >= 16 && c.remaining > end) c.take(f.identIpv6, 16);
    else if (c.remaining > 0) c.take(f.identAddress, c.remaining);
  }
}
