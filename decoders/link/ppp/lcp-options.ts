import type { Cursor } from '../../model/cursor.ts';
import {
  bool,
  ether,
  type Field,
  fields,
  ipv4,
  octets,
  text,
  uint8,
  uint16,
  uint24,
  uint32,
} from '../../model/field.ts';
import { hex } from '../../tree/bytes-text.ts';
import { ouiNames } from '../llc/snap-organizations.ts';
import { bitsLabel } from './bits-label.ts';
import { characterMapText, readCharacterMap } from './character-map.ts';
import { type OptionList, type OptionSpec, optionNames } from './options.ts';
import { pppProtocolNames } from './ppp-protocols.ts';

const CHAP = 0xc223;
const LINK_QUALITY_REPORT = 0xc025;

const whole = (abbreviation: string, title: string) => octets(`opt.${abbreviation}`, title);
const flag = (mask: number) => ({ mask, truth: ['True', 'False'] as const });

/** Fields that stand for whole options. */
const w = fields('lcp', {
  vendor: whole('vendor', 'Vendor Specific'),
  mru: whole('mtu_bytes', 'Maximum Receive Unit'),
  map: whole('asyncmap_bytes', 'Async Control Character Map'),
  authentication: whole('auth_protocol_bytes', 'Authentication Protocol'),
  quality: whole('quality_protocol_bytes', 'Quality Protocol'),
  magic: whole('magic_number_bytes', 'Magic Number'),
  monitoring: whole('linkqualmon', 'Link Quality Monitoring'),
  protocolCompression: whole('field_compress', 'Protocol Field Compression'),
  addressCompression: whole('addr_field_compress', 'Address and Control Field Compression'),
  fcs: whole('fcs_alternatives_bytes', 'FCS Alternatives'),
  pad: whole('self_desc_pad', 'Self Describing Pad'),
  numbered: whole('numbered_mode', 'Numbered Mode'),
  callback: whole('callback', 'Callback'),
  compound: whole('compound_frames', 'Compound Frames (Deprecated)'),
  nominal: whole('nomdataencap', 'Nominal Data Encapsulation (Deprecated)'),
  mrru: whole('multilink_mrru', 'Multilink MRRU'),
  shortSequence: whole('multilink_ssnh', 'Multilink Short Sequence Number Header'),
  discriminator: whole('multilink_ep_disc', 'Multilink Endpoint Discriminator'),
  dce: whole('dce_identifier', 'DCE Identifier'),
  multiLinkPlus: whole('multilink_pp', 'Multi Link Plus Procedure'),
  linkDiscriminator: whole('link_discrim_bytes', 'Link Discriminator for BACP'),
  authOption: whole('auth', 'Authentication Option'),
  cobs: whole('cobs', 'Consistent Overhead Byte Stuffing (COBS)'),
  prefixElision: whole('prefix_elision', 'Prefix Elision'),
  header: whole('multilink_hdr_fmt', 'Multilink header format'),
  internationalization: whole('internationalization', 'Internationalization'),
  sonet: whole('sonet_sdh', 'Simple Data Link on SONET/SDH'),
});

const f = fields('lcp', {
  length: uint8('opt.length', 'Length'),
  oui: uint24('opt.oui', 'OUI', { base: 'oui', names: ouiNames }),
  kind: uint8('opt.kind', 'Kind', { base: 'dec-hex' }),
  data: octets('opt.data', 'Data'),
  mru: uint16('opt.mru', 'Maximum Receive Unit', {
    help: 'Longest packet, in bytes, that the sender of this option can take.',
    rfc: 'RFC 1661 section 6.1',
  }),
  authentication: uint16('opt.auth_protocol', 'Authentication Protocol', {
    base: 'hex',
    names: pppProtocolNames,
    help: 'How the other end shall prove who it is.',
  }),
  algorithm: uint8('opt.algorithm', 'Algorithm', {
    names: (value) =>
      value < 5
        ? 'Reserved'
        : ({ 5: 'CHAP with MD5', 6: 'CHAP with SHA-1', 128: 'MS-CHAP', 129: 'MS-CHAP-2' } as Record<number, string>)[
            value
          ],
  }),
  quality: uint16('opt.quality_protocol', 'Quality Protocol', { base: 'hex', names: pppProtocolNames }),
  magic: uint32('opt.magic_number', 'Magic Number', {
    base: 'hex',
    help: 'A random number: who receives its own one is talking to itself, over a looped-back link.',
  }),
  period: uint32('opt.reporting_period', 'Reporting Period', { unit: 'micro-seconds' }),
  fcs: uint8('opt.fcs_alternatives', 'FCS Alternatives', { base: 'hex' }),
  fcs32: bool('opt.fcs_alternatives.ccitt32', 'CCITT 32-bit', flag(0x4)),
  fcs16: bool('opt.fcs_alternatives.ccitt16', 'CCITT 16-bit', flag(0x2)),
  fcsNone: bool('opt.fcs_alternatives.null', 'NULL FCS', flag(0x1)),
  maximum: uint8('opt.maximum', 'Maximum', { unit: 'octets' }),
  window: uint8('opt.window', 'Window', { unit: 'frames' }),
  address: octets('opt.hdlc_address', 'Address'),
  operation: uint8('opt.operation', 'Operation', {
    names: {
      0: 'Location is determined by user authentication',
      1: 'Message is dialing string',
      2: 'Message is location identifier',
      3: 'Message is E.164',
      4: 'Message is distinguished name',
      5: 'unassigned',
      6: 'Location is determined during CBCP negotiation',
    },
  }),
  message: octets('opt.message', 'Message'),
  mrru: uint16('opt.mrru', 'MRRU', { help: 'Longest packet that may be put together from several links.' }),
  discriminatorClass: uint8('opt.ep_disc_class', 'Class', {
    names: {
      0: 'Null',
      1: 'Locally assigned address',
      2: 'Internet Protocol (IP) address',
      3: 'IEEE 802.1 globally assigned MAC address',
      4: 'PPP magic-number block',
      5: 'Public switched network directory number',
    },
  }),
  ip: ipv4('opt.ip_address', 'IP Address'),
  mac: ether('opt.802_1_address', 'IEEE 802.1 Address'),
  magicBlock: octets('opt.magic_block', 'PPP Magic-Number Block'),
  directoryNumber: octets('opt.psndn', 'Public Switched Network Directory Number'),
  mode: uint8('opt.mode', 'Mode', {
    names: { 1: 'Mode-1 (No Additional Negotiation)', 2: 'Mode-2 (Full PPP Negotiation and State Machine)' },
  }),
  unused: octets('opt.unused', 'Unused'),
  linkDiscriminator: uint16('opt.link_discrim', 'Link Discriminator', { base: 'dec-hex' }),
  id: octets('opt.id', 'Identification'),
  flags: uint8('opt.flags', 'Flags', { base: 'hex' }),
  flagsReserved: uint8('opt.flags.reserved', 'Reserved', { base: 'hex', mask: 0xfc }),
  preemption: bool('opt.flags.pre', 'PRE', { mask: 0x02 }),
  zeroElimination: bool('opt.flags.zxe', 'ZXE', { mask: 0x01 }),
  suspendableClass: uint8('opt.class', 'Class'),
  prefix: octets('opt.prefix', 'Prefix'),
  code: uint8('opt.code', 'Code', {
    names: {
      2: 'Long sequence number fragment format with classes',
      6: 'Short sequence number fragment format with classes',
    },
  }),
  classes: uint8('opt.max_susp_classes', 'Max suspendable classes'),
  charset: uint32('opt.MIBenum', 'MIBenum', { help: 'Number of a character set (IANA).' }),
  language: text('opt.language_tag', 'Language-Tag'),
});

const fcsBits: readonly Field[] = [f.fcs32, f.fcs16, f.fcsNone];

/** Takes what is left of the option. */
function rest(c: Cursor, field: Field): void {
  if (c.remaining > 0) c.take(field, c.remaining);
}

function word(c: Cursor, at: number): string {
  return `0x${c.peek32(at).toString(16).padStart(8, '0')}`;
}

function protocolText(c: Cursor, at: number): string {
  const number = c.peek16(at);
  return `: ${pppProtocolNames[number] ?? 'Unknown'} (0x${number.toString(16).padStart(4, '0')})`;
}

const option = (field: Field, length: number, more: Partial<OptionSpec> = {}): OptionSpec => ({
  title: field.title,
  field,
  length,
  ...more,
});

const options: Readonly<Record<number, OptionSpec>> = {
  0: option(w.vendor, 6, {
    open: true,
    read(c) {
      c.u24(f.oui);
      c.u8(f.kind);
      rest(c, f.data);
    },
  }),
  1: option(w.mru, 4, {
    read: (c) => void c.u16(f.mru),
    text: (c, at) => `: ${c.peek16(at)}`,
  }),
  2: option(w.map, 6, {
    read: readCharacterMap,
    text: (c, at) => `: ${word(c, at)} (${characterMapText(c.peek32(at))})`,
  }),
  3: option(w.authentication, 4, {
    open: true,
    read(c) {
      if (c.u16(f.authentication) === CHAP && c.remaining > 0) c.u8(f.algorithm);
      rest(c, f.data);
    },
    text: protocolText,
  }),
  4: option(w.quality, 4, {
    open: true,
    read(c) {
      if (c.u16(f.quality) === LINK_QUALITY_REPORT && c.remaining >= 4) c.u32(f.period);
      rest(c, f.data);
    },
    text: protocolText,
  }),
  5: option(w.magic, 6, { read: (c) => void c.u32(f.magic), text: (c, at) => `: ${word(c, at)}` }),
  6: option(w.monitoring, 6, { read: (c) => rest(c, f.data) }),
  7: option(w.protocolCompression, 2),
  8: option(w.addressCompression, 2),
  9: option(w.fcs, 3, {
    read(c) {
      const at = c.pos;
      c.skip(1);
      const value = c.peek8(at);
      const entry = c.at(f.fcs, at, 1, value);
      if (entry >= 0) c.label(entry, bitsLabel(f.fcs, value, 2, fcsBits));
      c.nest();
      for (const bit of fcsBits) c.at(bit, at, 1, (value & bit.mask) >>> bit.shift);
      c.unnest();
    },
    text: (c, at) => `: 0x${hex(c.bytes, at, at + 1)}`,
  }),
  10: option(w.pad, 3, { read: (c) => void c.u8(f.maximum), text: (c, at) => `: ${c.peek8(at)} octets` }),
  11: option(w.numbered, 4, {
    open: true,
    read(c) {
      c.u8(f.window);
      rest(c, f.address);
    },
    text: (c, at) => `: ${c.peek8(at)} frames`,
  }),
  13: option(w.callback, 3, {
    open: true,
    read(c) {
      c.u8(f.operation);
      rest(c, f.message);
    },
    text: (c, at) => `: ${(f.operation.names as Record<number, string>)[c.peek8(at)] ?? 'Unknown'}`,
  }),
  15: option(w.compound, 2),
  16: option(w.nominal, 2),
  17: option(w.mrru, 4, { read: (c) => void c.u16(f.mrru), text: (c, at) => `: ${c.peek16(at)}` }),
  18: option(w.shortSequence, 2),
  19: option(w.discriminator, 3, { open: true, read: discriminator, text: discriminatorText }),
  21: option(w.dce, 3, { read: (c) => void c.u8(f.mode) }),
  22: option(w.multiLinkPlus, 4, { read: (c) => rest(c, f.unused) }),
  23: option(w.linkDiscriminator, 4, {
    read: (c) => void c.u16(f.linkDiscriminator),
    text: (c, at) => `: ${c.peek16(at)} (0x${hex(c.bytes, at, at + 2)})`,
  }),
  24: option(w.authOption, 3, { open: true, read: (c) => rest(c, f.id) }),
  25: option(w.cobs, 3, {
    read(c) {
      const flags = c.u8(f.flags);
      c.nest();
      c.bits(f.flagsReserved, flags);
      c.bits(f.preemption, flags);
      c.bits(f.zeroElimination, flags);
      c.unnest();
    },
  }),
  26: option(w.prefixElision, 3, {
    open: true,
    read(c) {
      c.u8(f.suspendableClass);
      rest(c, f.prefix);
    },
  }),
  27: option(w.header, 4, {
    read(c) {
      c.u8(f.code);
      c.u8(f.classes);
    },
  }),
  28: option(w.internationalization, 6, {
    open: true,
    read(c) {
      c.u32(f.charset);
      rest(c, f.language);
    },
  }),
  29: option(w.sonet, 2),
};

/** Options of the Link Control Protocol (RFC 1661 section 6 and the RFCs of the IANA list). */
export const lcpOptions: OptionList = {
  type: fields('lcp', { type: uint8('opt.type', 'Type', { names: optionNames(options) }) }).type,
  length: f.length,
  options,
};

/** Names of the ends of a multilink bundle (RFC 1990 section 5.1.3). */
function discriminator(c: Cursor): void {
  const kind = c.u8(f.discriminatorClass);
  if (kind === 2 && c.remaining === 4) c.ipv4(f.ip);
  else if (kind === 3 && c.remaining === 6) c.take(f.mac, 6);
  else if (kind === 4) magicBlock(c);
  else if (kind === 5) rest(c, f.directoryNumber);
  else rest(c, f.data);
}

function magicBlock(c: Cursor): void {
  const at = c.pos;
  rest(c, f.magicBlock);
  c.nest();
  for (let i = at; i + 4 <= c.pos; i += 4) c.at(f.magic, i, 4, c.peek32(i));
  c.unnest();
}

function discriminatorText(c: Cursor, at: number): string {
  return `: Class: ${(f.discriminatorClass.names as Record<number, string>)[c.peek8(at)] ?? 'Unknown'}`;
}
