import { ipProtocols } from '../../dispatch/tables.ts';
import { EchoLinks } from '../../facts/echo-links.ts';
import { checksumStatusNames, internetChecksum } from '../../model/checksum.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { bool, duration, fields, int32, ipv4, none, octets, time, uint8, uint16, uint32 } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { IPV4 } from '../../model/packet.ts';
import { durationWords } from '../../tree/duration-words.ts';
import { readChecksum, UNVERIFIED } from '../checksum.ts';
import { echoSpecs, echoStory, echoText, linkEcho } from '../echo.ts';
import { probeStateNames } from '../icmp-extension-names.ts';
import { decodeExtensions, extensionFields } from '../icmp-extensions.ts';
import { codeName, typeName } from './icmp-names.ts';
import { decodeMobileExtensions, mobileFields } from './mobile-ip.ts';
import { noteTimeOfDay } from './time-of-day.ts';

const f = fields('icmp', {
  type: uint8('type', 'Type', { help: 'What the message is about.' }),
  code: uint8('code', 'Code', { help: 'The type in detail.' }),
  checksum: uint16('checksum', 'Checksum', { base: 'hex', help: 'Protects the whole message.' }),
  checksumStatus: uint8('checksum.status', 'Checksum Status', { base: 'name', names: checksumStatusNames }),
  checksumBad: none('checksum_bad', 'Bad checksum', { hidden: true }),
  unused: octets('unused', 'Unused'),
  identifier: uint16('ident', 'Identifier (BE)', {
    base: 'dec-hex',
    help: 'Tells the requests of one program from those of others; big-endian as on the wire.',
  }),
  identifierLittle: uint16('ident_le', 'Identifier (LE)', {
    base: 'dec-hex',
    help: 'The identifier as a little-endian number, as Windows sends it.',
  }),
  sequence: uint16('seq', 'Sequence Number (BE)', { base: 'dec-hex', help: 'Counts the requests of one program.' }),
  sequenceLittle: uint16('seq_le', 'Sequence Number (LE)', { base: 'dec-hex' }),
  mtu: uint16('mtu', 'MTU of next hop', {
    rfc: 'RFC 1191 section 4',
    help: 'The largest packet that the next link carries, in bytes: what the sender should try.',
  }),
  addressCount: uint8('num_addrs', 'Number of addresses'),
  addressSize: uint8('addr_entry_size', 'Address entry size', { help: 'In units of four bytes.' }),
  lifetime: uint16('lifetime', 'Lifetime', {
    remark: durationWords,
    help: 'How long the addresses are valid, in seconds.',
  }),
  pointer: uint32('pointer', 'Pointer', { help: 'The byte of the quoted packet that was found wrong.' }),
  routerAddress: ipv4('router_address', 'Router address', { rfc: 'RFC 1256 section 3' }),
  preference: int32('pref_level', 'Preference level', { help: 'The higher, the better.' }),
  originate: uint32('originate_timestamp', 'Originate Timestamp', {
    help: 'When the request was sent, in milliseconds since midnight, universal time.',
  }),
  receive: uint32('receive_timestamp', 'Receive Timestamp', { help: 'When the request arrived.' }),
  transmit: uint32('transmit_timestamp', 'Transmit Timestamp', { help: 'When the reply was sent.' }),
  addressMask: ipv4('address_mask', 'Address Mask', { rfc: 'RFC 950' }),
  gateway: ipv4('redir_gw', 'Gateway Address', { help: 'The router to use for the quoted destination.' }),
  dataTime: time('data_time', 'Timestamp from icmp data', {
    help: 'The first eight bytes of the data, where they are a time near the one of the capture: ping puts it there.',
  }),
  dataTimeRelative: duration('data_time_relative', 'Timestamp from icmp data (relative)'),
  length: uint8('length', 'Length', {
    rfc: 'RFC 4884 section 4.1',
    help: 'Of the quoted packet, in units of four bytes; extensions follow it.',
  }),
  quotedLength: uint8('length.original_datagram', 'Length of original datagram'),
  extendedSequence: uint8('ext.echo.seq', 'Sequence Number', { base: 'dec-hex', rfc: 'RFC 8335 section 2' }),
  requestReserved: uint8('ext.echo.req.res', 'Reserved', { base: 'hex', mask: 0xfe }),
  requestLocal: bool('ext.echo.req.local', 'Local bit', { mask: 0x01 }),
  replyState: uint8('ext.echo.rsp.state', 'State', { mask: 0xe0, names: probeStateNames }),
  replyReserved: uint8('ext.echo.rsp.res', 'Reserved', { base: 'hex', mask: 0x18 }),
  replyActive: bool('ext.echo.rsp.active', 'Active bit', { mask: 0x04 }),
  replyIpv4: bool('ext.echo.rsp.ipv4', 'IPv4 bit', { mask: 0x02 }),
  replyIpv6: bool('ext.echo.rsp.ipv6', 'IPv6 bit', { mask: 0x01 }),
  ...echoSpecs(['Response frame', 'Request frame', 'Response time']),
  ...mobileFields,
});

const ECHO_REPLY = 0;
const UNREACHABLE = 3;
const SOURCE_QUENCH = 4;
const REDIRECT = 5;
const ECHO_REQUEST = 8;
const ROUTER_ADVERTISEMENT = 9;
const TIME_EXCEEDED = 11;
const PARAMETER_PROBLEM = 12;
const TIMESTAMP = 13;
const TIMESTAMP_REPLY = 14;
const ADDRESS_MASK = 17;
const ADDRESS_MASK_REPLY = 18;
const EXTENDED_ECHO = 42;
const EXTENDED_ECHO_REPLY = 43;
const FRAGMENTATION_NEEDED = 4;

/** Bytes of the quoted packet behind which extensions begin, where its length is not told (RFC 4884 section 5.5). */
const LEGACY_QUOTE = 128;

export const icmp = protocol<EchoLinks>({
  name: 'icmp',
  title: 'Internet Control Message Protocol',
  short: 'ICMP',
  osi: 3,
  rule: 'reports about the delivery of IP packets and is part of IP, although carried in it',
  unit: 'message',
  rfc: [792, 1191, 1256, 4884, 8335],
  fields: { ...f, ...extensionFields },
  claims: [[ipProtocols, 1]],
  createState: () => new EchoLinks(),
  decode(c) {
    const start = c.pos;
    if (c.available < 4) c.short(4);
    const type = c.peek8(start);
    const code = c.peek8(start + 1);
    if (c.noting) noteType(c, type, code);
    c.pos = start + 2;
    const d = c.frame;
    const whole = c.limit <= c.captured && !d.fragmented && !d.quoted;
    const reason = d.quoted ? ' [in ICMP error packet]' : ' [fragmented datagram]';
    const found = c.peek16(c.pos);
    readChecksum(c, f, whole ? internetChecksum(c.bytes, start, c.limit) : UNVERIFIED, whole ? '' : reason);
    switch (type) {
      case ECHO_REPLY:
      case ECHO_REQUEST:
        echo(c, type === ECHO_REQUEST, found);
        break;
      case TIMESTAMP:
      case TIMESTAMP_REPLY:
        identification(c);
        noteTimeOfDay(c, f.originate);
        noteTimeOfDay(c, f.receive);
        noteTimeOfDay(c, f.transmit);
        break;
      case ADDRESS_MASK:
      case ADDRESS_MASK_REPLY:
        identification(c);
        c.ipv4(f.addressMask);
        break;
      case 15:
      case 16:
        identification(c);
        break;
      case ROUTER_ADVERTISEMENT:
        routerAdvertisement(c, code);
        return;
      case UNREACHABLE:
      case SOURCE_QUENCH:
      case REDIRECT:
      case TIME_EXCEEDED:
      case PARAMETER_PROBLEM:
        errorMessage(c, type, code);
        return;
      case EXTENDED_ECHO:
      case EXTENDED_ECHO_REPLY:
        extendedEcho(c, type === EXTENDED_ECHO);
        return;
      default:
        break;
    }
    if (c.remaining > 0) c.rest();
  },
  info,
  infoFields: [f.type, f.code, f.identifier, f.sequence, f.sequenceLittle, f.responseIn, f.responseTo, f.noResponse],
  story,
});

function noteType(c: Cursor, type: number, code: number): void {
  c.label(c.at(f.type, c.pos, 1, type), `Type: ${type} (${typeName(type, code)})`);
  const name = codeName(type, code);
  c.label(c.at(f.code, c.pos + 1, 1, code), name === undefined ? `Code: ${code}` : `Code: ${code} (${name})`);
}

function identification(c: Cursor): void {
  identifier(c);
  c.u16(f.sequence);
  c.pos -= 2;
  c.u16le(f.sequenceLittle);
}

function identifier(c: Cursor): void {
  c.u16(f.identifier);
  c.pos -= 2;
  c.u16le(f.identifierLittle);
}

function echo(c: Cursor, request: boolean, checksum: number): void {
  identification(c);
  if (!c.frame.quoted) {
    // A request has 0x0800 where its reply has 0, so its checksum is lower by that.
    const sum = request ? checksum + 0x0800 : checksum;
    const key = ((sum & 0xffff) + (sum >>> 16)) % 0xffff;
    linkEcho(c, f, c.state(icmp), request, key, c.peek32(c.pos - 4) | 0, expected(c) ? NO_RESPONSE : '');
  }
  if (c.available >= 8) dataTime(c);
}

const NO_RESPONSE = 'No response seen to ICMP request';

/** Replies are expected from single hosts only. */
function expected(c: Cursor): boolean {
  const { packet } = c.frame;
  return !(packet.targetKind === IPV4 && (packet.target0 >>> 28 === 0xe || packet.target0 === -1));
}

const DAY = 86_400;

const BIG_ENDIAN = 0;
const LITTLE_ENDIAN = 1;
const NO_TIME = -1;

/** In which byte order the eight bytes are a time, seconds and microseconds, within a day of the frame's. */
function timeAt(c: Cursor, at: number): number {
  const now = c.frame.record.seconds;
  if (near(c.peek32(at), now) && c.peek32(at + 4) < 1_000_000) return BIG_ENDIAN;
  return near(little(c, at), now) && little(c, at + 4) < 1_000_000 ? LITTLE_ENDIAN : NO_TIME;
}

function near(seconds: number, now: number): boolean {
  return Math.abs((seconds | 0) - (now | 0)) < DAY;
}

function little(c: Cursor, at: number): number {
  return (c.peek8(at) | (c.peek8(at + 1) << 8) | (c.peek8(at + 2) << 16) | (c.peek8(at + 3) << 24)) >>> 0;
}

function dataTime(c: Cursor): void {
  const order = timeAt(c, c.pos);
  if (order === NO_TIME) return;
  const at = c.pos;
  if (c.wants(f.dataTime) || c.wants(f.dataTimeRelative)) {
    const seconds = order === BIG_ENDIAN ? c.peek32(at) : little(c, at);
    const microseconds = order === BIG_ENDIAN ? c.peek32(at + 4) : little(c, at + 4);
    const { record } = c.frame;
    const sent = BigInt(seconds) * 1_000_000_000n + BigInt(microseconds) * 1000n;
    const now = BigInt(record.seconds) * 1_000_000_000n + BigInt(record.nanoseconds);
    c.at(f.dataTime, at, 8, 0, sent);
    c.generated(f.dataTimeRelative, Number(now - sent) / 1e9, now - sent);
  }
  c.pos = at + 8;
}

function routerAdvertisement(c: Cursor, code: number): void {
  const count = c.u8(f.addressCount);
  const size = c.u8(f.addressSize);
  c.u16(f.lifetime);
  if (size !== 2) {
    c.rest();
    return;
  }
  for (let i = 0; i < count; i++) {
    c.ipv4(f.routerAddress);
    if (c.available < 4) c.short(4);
    c.at(f.preference, c.pos, 4, c.peek32(c.pos) | 0);
    c.pos += 4;
  }
  if (code === 0 || code === 16) decodeMobileExtensions(c, f);
}

function errorMessage(c: Cursor, type: number, code: number): void {
  const at = c.pos;
  if (c.available < 4) c.short(4);
  const length = type === SOURCE_QUENCH || type === REDIRECT ? 0 : c.peek8(at + 1) * 4;
  if (c.noting) errorFields(c, type, code, length);
  c.pos = at + 4;
  quotePacket(c, type, length);
}

/** The four bytes before the quoted packet: unused but for a gateway, a pointer, a length or an MTU. */
function errorFields(c: Cursor, type: number, code: number, length: number): void {
  const at = c.pos;
  if (type === REDIRECT) {
    c.ipv4(f.gateway);
    return;
  }
  if (type === SOURCE_QUENCH) return;
  const mtu = type === UNREACHABLE && code === FRAGMENTATION_NEEDED;
  const pointer = type === PARAMETER_PROBLEM;
  if (pointer) c.at(f.pointer, at, 1, c.peek8(at));
  if (length > 0) {
    if (!pointer) c.at(f.unused, at, 1, 0);
    c.at(f.length, at + 1, 1, length / 4);
    c.label(c.at(f.quotedLength, at + 1, 1, length), `[Length of original datagram: ${length}]`);
  }
  if (mtu) {
    if (length === 0) c.at(f.unused, at, 2, 0);
    c.at(f.mtu, at + 2, 2, c.peek16(at + 2));
  } else if (length > 0) c.at(f.unused, at + 2, 2, 0);
  else c.at(f.unused, pointer ? at + 1 : at, pointer ? 3 : 4, 0);
}

/** Hands over the packet that the error message quotes and reads the extensions behind it. */
function quotePacket(c: Cursor, type: number, length: number): void {
  const start = c.pos;
  const total = c.remaining;
  if (c.available < 4) {
    if (total > 0) c.quote(ipProtocols, 4);
    return;
  }
  const version = c.peek8(start) >>> 4;
  const original = c.peek16(start + 2);
  let quoted = total;
  let extension = 0;
  if (type === REDIRECT) quoted = Math.min(total, (c.peek8(start) & 0x0f) * 4 + 8);
  else if (length > 0 && total > length) {
    quoted = length;
    extension = length;
  } else if (total > LEGACY_QUOTE && original <= LEGACY_QUOTE) extension = LEGACY_QUOTE;
  c.quote(ipProtocols, version === 6 ? 41 : 4, quoted);
  if (extension > 0) {
    c.skip(extension);
    decodeExtensions(c);
  }
}

function extendedEcho(c: Cursor, request: boolean): void {
  identifier(c);
  c.u8(f.extendedSequence);
  if (request) {
    const flags = c.u8(f.requestReserved);
    c.bits(f.requestLocal, flags);
    if (c.remaining > 0) decodeExtensions(c);
    return;
  }
  const state = c.u8(f.replyState);
  if (c.noting) for (const field of [f.replyReserved, f.replyActive, f.replyIpv4, f.replyIpv6]) c.bits(field, state);
  if (c.remaining > 0) c.rest();
}

function info(v: LayerView): string {
  const type = v.num(f.type);
  const code = codeName(type, v.num(f.code));
  let text = typeName(type, v.num(f.code)).padEnd(20);
  if (code !== undefined) text += ` (${code})`;
  if (!v.has(f.sequence)) return text;
  const { packet } = v.frame;
  text += ` id=0x${v.num(f.identifier).toString(16).padStart(4, '0')}`;
  text += `, seq=${v.num(f.sequence)}/${v.num(f.sequenceLittle)}`;
  if (packet.sourceKind === IPV4) text += `, ttl=${packet.hopLimit}`;
  if (type !== ECHO_REQUEST) return text + echoText(v, f);
  const link = echoText(v, f);
  if (link !== '' || packet.targetKind !== IPV4 || v.frame.learning) return text + link;
  if (packet.target0 === -1) return `${text} (broadcast)`;
  return packet.target0 >>> 28 === 0xe ? `${text} (multicast)` : text;
}

function story(v: LayerView): string {
  const type = v.num(f.type);
  const number = v.num(f.sequence);
  if (type === ECHO_REQUEST) return `Asks the host whether it can be reached, request ${number}${echoStory(v, f)}.`;
  if (type === ECHO_REPLY) return `Answers that the host can be reached, reply ${number}${echoStory(v, f)}.`;
  if (type === REDIRECT) return `Tells the sender of the quoted packet to use the router ${v.text(f.gateway)} instead.`;
  if (v.has(f.mtu)) return `Tells the sender of the quoted packet to send at most ${v.num(f.mtu)} bytes at once.`;
  const code = codeName(type, v.num(f.code));
  const name = typeName(type, v.num(f.code)).toLowerCase();
  if (type === UNREACHABLE || type === TIME_EXCEEDED || type === PARAMETER_PROBLEM) {
    return `Tells the sender of the quoted packet why it was not delivered: ${(code ?? name).toLowerCase()}.`;
  }
  return `Carries a control message of IP: ${name}.`;
}
