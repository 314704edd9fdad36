import { ipProtocols } from '../../dispatch/tables.ts';
import { EchoLinks } from '../../facts/echo-links.ts';
import { internetChecksum, pseudoHeaderSum } from '../../model/checksum.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { expertFields, NOTE } from '../../model/expert.ts';
import { together } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { IPV6, type Packet } from '../../model/packet.ts';
import { readChecksum, UNVERIFIED } from '../checksum.ts';
import { echoStory, echoText, linkEcho } from '../echo.ts';
import { decodeExtensions, extensionFields } from '../icmp-extensions.ts';
import { f } from './fields.ts';
import { codeName, typeNames } from './icmpv6-names.ts';
import { decodeMessage } from './messages.ts';
import { optionFields } from './option-fields.ts';

const UNREACHABLE = 1;
const TOO_BIG = 2;
const TIME_EXCEEDED = 3;
const PARAMETER_PROBLEM = 4;
const ECHO_REQUEST = 128;
const ECHO_REPLY = 129;
const QUERY = 130;
const REPORT = 131;
const DONE = 132;
const ROUTER_SOLICITATION = 133;
const ROUTER_ADVERTISEMENT = 134;
const NEIGHBOR_SOLICITATION = 135;
const NEIGHBOR_ADVERTISEMENT = 136;
const REDIRECT = 137;
const REPORT_V2 = 143;
const HANDOVER = 154;
const EXTENDED_ECHO = 160;
const EXTENDED_ECHO_REPLY = 161;

const ICMPV6 = 58;

export const icmpv6 = protocol<EchoLinks>({
  name: 'icmpv6',
  title: 'Internet Control Message Protocol v6',
  short: 'ICMPv6',
  osi: 3,
  rule: 'reports about IPv6 packets, finds neighbors and routers, and is part of IPv6, although carried in it',
  unit: 'message',
  rfc: [4443, 4861, 2710, 3810, 4620],
  fields: together(f, optionFields, extensionFields),
  claims: [[ipProtocols, ICMPV6]],
  createState: () => new EchoLinks(),
  decode(c) {
    const start = c.pos;
    const type = c.u8(f.type);
    const code = c.u8(f.code);
    const name = c.noting ? codeName(type, code) : undefined;
    if (name !== undefined && c.wants(f.code)) c.label(c.tape.count - 1, `Code: ${code} (${name})`);
    if (c.available < 2) c.short(2);
    const found = c.peek16(c.pos);
    checksum(c, start);
    switch (type) {
      case ECHO_REQUEST:
      case ECHO_REPLY:
        echo(c, type === ECHO_REQUEST, found);
        break;
      case UNREACHABLE:
      case TOO_BIG:
      case TIME_EXCEEDED:
      case PARAMETER_PROBLEM:
        errorMessage(c, type);
        break;
      case EXTENDED_ECHO:
      case EXTENDED_ECHO_REPLY:
        extendedEcho(c, type === EXTENDED_ECHO);
        break;
      default:
        if (decodeMessage(c, type, code)) c.undecoded(expertFields.undecoded);
        else undecoded(c, type);
    }
  },
  info,
  infoFields: [
    f.type,
    f.code,
    f.identifier,
    f.sequence,
    f.responseIn,
    f.responseTo,
    f.noResponse,
    f.nsTarget,
    f.naFlags,
    f.naTarget,
    f.handoverType,
    optionFields.sourceLink,
    optionFields.sourceEui64,
    optionFields.targetEui64,
    optionFields.targetLink,
  ],
  story,
});

function checksum(c: Cursor, start: number): void {
  const { frame } = c;
  const length = c.limit - start;
  if (frame.quoted || frame.fragmented || c.limit > c.captured) {
    readChecksum(c, f, UNVERIFIED, frame.quoted ? ' [in ICMP error packet]' : ' [fragmented datagram]');
    return;
  }
  const sum = pseudoHeaderSum(frame.packet, ICMPV6, length);
  readChecksum(c, f, internetChecksum(c.bytes, start, c.limit, sum));
}

function undecoded(c: Cursor, type: number): void {
  c.expert(NOTE, 'Undecoded', c.noting ? `ICMPv6 type ${type} is not decoded` : '', f.undecodedType);
  c.take(f.data, c.remaining);
}

function echo(c: Cursor, request: boolean, checksumFound: number): void {
  const identifier = c.u16(f.identifier);
  const sequence = c.u16(f.sequence);
  if (!c.frame.quoted) {
    // A reply has 0x8100 where its request has 0x8000, so its checksum is lower by 0x0100.
    const sum = request ? checksumFound : checksumFound + 0x0100;
    const key = ((sum & 0xffff) + (sum >>> 16)) % 0xffff;
    const missing = isMulticast(c.frame.packet) ? '' : c.noting ? noResponse(c.frame.record.number) : NO_RESPONSE;
    linkEcho(c, f, c.state(icmpv6), request, key, (identifier << 16) | sequence, missing);
  }
  if (c.remaining > 0) c.rest();
}

const NO_RESPONSE = 'No response seen to ICMPv6 request';

function noResponse(frame: number): string {
  return `${NO_RESPONSE} in frame ${frame}`;
}

function isMulticast(p: Packet): boolean {
  return p.targetKind === IPV6 && p.target0 >>> 24 === 0xff;
}

/** An error message: four bytes that depend on the type, the quoted packet and what a router adds to it. */
function errorMessage(c: Cursor, type: number): void {
  let quoted = 0;
  if (type === TOO_BIG) c.u32(f.mtu);
  else if (type === PARAMETER_PROBLEM) c.u32(f.pointer);
  else {
    if (c.available < 4) c.short(4);
    quoted = c.peek8(c.pos) * 8;
    if (quoted > 0) {
      c.u8(f.length);
      c.take(f.reserved, 3);
    } else c.take(f.reserved, 4);
  }
  const total = c.remaining;
  if (total === 0) c.short(1);
  const extended = quoted > 0 && total > quoted;
  if (c.available > 0 && c.peek8(c.pos) >>> 4 !== 6) {
    c.rest();
    return;
  }
  c.quote(ipProtocols, 41, extended ? quoted : total);
  if (extended) {
    c.skip(quoted);
    decodeExtensions(c);
  }
}

function extendedEcho(c: Cursor, request: boolean): void {
  c.u16(f.identifier);
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
  let text = v.name(f.type) ?? `Unknown (${type})`;
  if (code !== undefined) text += ` (${code})`;
  if (type === ECHO_REQUEST || type === ECHO_REPLY) {
    if (!v.has(f.sequence)) return text;
    const id = v.num(f.identifier).toString(16).padStart(4, '0');
    text += ` id=0x${id}, seq=${v.num(f.sequence)}, hop limit=${v.frame.packet.hopLimit}`;
    const link = echoText(v, f);
    const multicast = link === '' && type === ECHO_REQUEST && !v.frame.learning && isMulticast(v.frame.packet);
    return text + (multicast ? ' (multicast)' : link);
  }
  if (type === NEIGHBOR_SOLICITATION && v.has(f.nsTarget)) text += ` for ${v.text(f.nsTarget)}`;
  if (type === NEIGHBOR_ADVERTISEMENT && v.has(f.naTarget)) {
    const flags = v.num(f.naFlags);
    const set = [flags >>> 31 && 'rtr', (flags >>> 30) & 1 && 'sol', (flags >>> 29) & 1 && 'ovr'].filter(Boolean);
    text += ` ${v.text(f.naTarget)} (${set.join(', ') || 'none'})`;
  }
  if (type === HANDOVER && v.has(f.handoverType))
    text += ` (${v.name(f.handoverType) ?? `Unknown (${v.num(f.handoverType)})`})`;
  const { sourceLink, sourceEui64, targetLink, targetEui64 } = optionFields;
  for (const field of [sourceLink, sourceEui64, targetEui64]) if (v.has(field)) text += ` from ${v.text(field)}`;
  if (v.has(targetLink)) text += ` is at ${v.text(targetLink)}`;
  return text;
}

function story(v: LayerView): string {
  const type = v.num(f.type);
  switch (type) {
    case ECHO_REQUEST:
      return `Asks the host whether it can be reached, request ${v.num(f.sequence)}${echoStory(v, f)}.`;
    case ECHO_REPLY:
      return `Answers that the host can be reached, reply ${v.num(f.sequence)}${echoStory(v, f)}.`;
    case NEIGHBOR_SOLICITATION:
      return `Asks which link-layer address belongs to ${v.text(f.nsTarget)}.`;
    case NEIGHBOR_ADVERTISEMENT:
      return `Tells the link-layer address of ${v.text(f.naTarget)}.`;
    case ROUTER_SOLICITATION:
      return 'Asks the routers of this link to announce themselves.';
    case ROUTER_ADVERTISEMENT:
      return v.num(f.routerLifetime) > 0
        ? `A router announces itself as default router for ${v.num(f.routerLifetime)} seconds.`
        : 'A router announces what holds on this link, but is no default router.';
    case REDIRECT:
      return `Tells the host to send packets for ${v.text(f.redirectDestination)} to ${v.text(f.redirectTarget)} instead.`;
    case TOO_BIG:
      return `Tells the sender of the quoted packet to send at most ${v.num(f.mtu)} bytes at once.`;
    case UNREACHABLE:
    case TIME_EXCEEDED:
    case PARAMETER_PROBLEM:
      return `Tells the sender of the quoted packet why it was not delivered: ${codeName(type, v.num(f.code))}.`;
    case QUERY:
      return 'A router asks the hosts of this link which multicast groups they want.';
    case REPORT:
      return `Tells routers that the host wants the group ${v.text(f.group)}.`;
    case DONE:
      return `Tells routers that the host no longer wants the group ${v.text(f.group)}.`;
    case REPORT_V2:
      return `Tells routers about ${v.num(f.recordCount)} multicast groups that the host joins, keeps or leaves.`;
    default:
      return `Carries a control message of IPv6: ${(typeNames[type] ?? `type ${type}`).toLowerCase()}.`;
  }
}
