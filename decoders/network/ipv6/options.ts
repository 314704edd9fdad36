import type { Cursor } from '../../model/cursor.ts';
import { COMMENT, ERROR, NOTE, WARN } from '../../model/expert.ts';
import { bool, fields, ipv6, none, octets, text, uint8, uint16, uint32, valueName } from '../../model/field.ts';
import { noteFlags } from '../flag-word.ts';
import { decodeIoam, ioamFields } from './ioam.ts';
import * as names from './ipv6-names.ts';

const truth = ['True', 'False'] as const;
const f = fields('ipv6', {
  option: none('opt', 'IPv6 Option'),
  type: uint8('opt.type', 'Type', { base: 'hex', names: names.optionTypeNames, rfc: 'RFC 8200 section 4.2' }),
  action: uint8('opt.type.action', 'Action', {
    mask: 0xc0,
    names: names.optionActionNames,
    help: 'What a node does that does not know the option.',
  }),
  change: bool('opt.type.change', 'May Change', { mask: 0x20, truth: ['Yes', 'No'] }),
  rest: uint8('opt.type.rest', 'Low-Order Bits', { base: 'hex', mask: 0x1f }),
  length: uint8('opt.length', 'Length'),
  pad1: none('opt.pad1', 'Pad1'),
  padN: octets('opt.padn', 'PadN'),
  pathMtu: uint16('opt.pmtu.min', 'Minimum Reported PMTU', { rfc: 'RFC 9268' }),
  returnMtu: uint16('opt.pmtu.rtn', 'Return Minimum PMTU'),
  returnFlag: bool('opt.pmtu.r_flag', 'Return Flag', { truth }),
  routerAlert: uint16('opt.router_alert', 'Router Alert', {
    names: names.routerAlertNames,
    rfc: 'RFC 2711',
    help: 'Asks routers to look closer at the packet, and why.',
  }),
  encapsulationLimit: uint8('opt.tel', 'Tunnel Encapsulation Limit', { rfc: 'RFC 2473 section 4.1.1' }),
  jumbo: uint32('opt.jumbo', 'Payload Length', { rfc: 'RFC 2675', help: 'Of a packet of 64 KiB or more, in bytes.' }),
  doi: uint32('opt.calipso.doi', 'CALIPSO Domain of Interpretation', { rfc: 'RFC 5570' }),
  compartmentLength: uint8('opt.calipso.cmpt.length', 'Compartment Length'),
  sensitivity: uint8('opt.calipso.sens_level', 'Sensitivity Level'),
  calipsoChecksum: uint16('opt.calipso.checksum', 'Checksum', { base: 'hex' }),
  compartments: octets('opt.calipso.cmpt_bitmap', 'Compartment Bitmap'),
  hashBit: bool('opt.smf_dpd.hash_bit', 'H-bit', { mask: 0x80, rfc: 'RFC 6621', truth }),
  taggerType: uint8('opt.smf_dpd.tid_type', 'TaggerID Type', { mask: 0x70, names: names.taggerTypeNames }),
  taggerLength: uint8('opt.smf_dpd.tid_len', 'TaggerID Length', { mask: 0x0f }),
  taggerId: octets('opt.smf_dpd.tagger_id', 'TaggerID'),
  identifier: octets('opt.smf_dpd.ident', 'Identifier'),
  hashAssist: octets('opt.smf_dpd.hav', 'Hash Assist Value'),
  scaleReceived: uint8('opt.pdm.scale_dtlr', 'Scale DTLR', { rfc: 'RFC 8250' }),
  scaleSent: uint8('opt.pdm.scale_dtls', 'Scale DTLS'),
  psnThis: uint16('opt.pdm.psn_this_pkt', 'PSN This Packet'),
  psnLast: uint16('opt.pdm.psn_last_recv', 'PSN Last Received'),
  deltaReceived: uint16('opt.pdm.delta_last_recv', 'Delta Time Last Received'),
  deltaSent: uint16('opt.pdm.delta_last_sent', 'Delta Time Last Sent'),
  qsFunction: uint8('opt.qs_func', 'Function', {
    mask: 0xf0,
    names: names.quickStartFunctionNames,
    rfc: 'RFC 4782',
  }),
  qsRate: uint8('opt.qs_rate', 'Rate', { mask: 0x0f, names: names.quickStartRateNames }),
  qsTtl: uint8('opt.qs_ttl', 'QS TTL'),
  qsTtlDifference: uint8('opt.qs_ttl_diff', 'TTL Diff'),
  qsUnused: uint8('opt.qs_unused', 'Not Used'),
  qsNonce: uint32('opt.qs_nonce', 'QS Nonce', { base: 'hex', mask: 0xfffffffc }),
  qsReserved: uint32('opt.qs_reserved', 'Reserved', { base: 'hex', mask: 0x3 }),
  tpf: uint32('opt.tpf_information', 'TPF Information', { base: 'hex' }),
  homeAddress: ipv6('opt.mipv6.home_address', 'MIPv6 Home Address', {
    rfc: 'RFC 6275 section 6.3',
    help: 'The address of a mobile node, in place of the one it has at the moment.',
  }),
  rplFlag: uint8('opt.rpl.flag', 'Flag', { base: 'hex', rfc: 'RFC 6553' }),
  rplDown: bool('opt.rpl.flag.o', 'Down', { mask: 0x80, truth }),
  rplRankError: bool('opt.rpl.flag.r', 'Rank Error', { mask: 0x40, truth }),
  rplForwardingError: bool('opt.rpl.flag.f', 'Forwarding Error', { mask: 0x20, truth }),
  rplReserved: uint8('opt.rpl.flag.rsv', 'Reserved', { base: 'hex', mask: 0x1f }),
  rplInstance: uint8('opt.rpl.instance_id', 'RPLInstanceID', { base: 'hex' }),
  rplRank: uint16('opt.rpl.sender_rank', 'Sender Rank', { base: 'hex' }),
  ilnpNonce: octets('opt.ilnp_nonce', 'ILNP Nonce', { rfc: 'RFC 6744' }),
  lineLength: uint8('opt.lio.length', 'LineIDLen', { rfc: 'RFC 6788' }),
  lineId: text('opt.lio.line_id', 'Line ID'),
  mplFlag: uint8('opt.mpl.flag', 'Flag', { base: 'hex', rfc: 'RFC 7731' }),
  mplSeedLength: uint8('opt.mpl.flag.s', 'Seed ID Length', { mask: 0xc0, names: names.seedLengthNames }),
  mplLargest: bool('opt.mpl.flag.m', 'Largest Sequence', { mask: 0x20, truth }),
  mplVersion: bool('opt.mpl.flag.v', 'Version', { mask: 0x10, truth }),
  mplReserved: uint8('opt.mpl.flag.rsv', 'Reserved', { base: 'hex', mask: 0x0f }),
  mplSequence: uint8('opt.mpl.sequence', 'Sequence', { base: 'hex' }),
  mplSeed: octets('opt.mpl.seed_id', 'Seed ID'),
  dffFlags: uint8('opt.dff.flags', 'Flags', { base: 'hex', rfc: 'RFC 6971' }),
  dffVersion: uint8('opt.dff.flag.ver', 'Version (VER)', { mask: 0xc0 }),
  dffDuplicate: bool('opt.dff.flag.dup', 'Duplicate (DUP)', { mask: 0x20, truth }),
  dffReturn: bool('opt.dff.flag.ret', 'Return (RET)', { mask: 0x10, truth }),
  dffReserved: uint8('opt.dff.flag.rsv', 'Reserved', { base: 'hex', mask: 0x0f }),
  dffSequence: uint16('opt.dff.sequence_number', 'Sequence Number', { base: 'dec-hex' }),
  experimental: octets('opt.experimental', 'Experimental Option'),
  unknown: octets('opt.unknown', 'Unknown Option Payload'),
  unknownData: octets('opt_unknown_data', 'Unknown Data'),
  invalidLength: none('opt.invalid_len', 'Invalid IPv6 option length', { hidden: true }),
  unknownNote: none('opt.unknown_data.expert', 'Unknown Data (not interpreted)', { hidden: true }),
  mismatch: none('opt.header_mismatch', 'Wrong options extension header for type', { hidden: true }),
  deprecated: none('opt.deprecated', 'Option type is deprecated', { hidden: true }),
  jumboProhibited: none('opt.jumbo.prohibited', 'Jumbo Payload option must not be present', { hidden: true }),
  jumboTruncated: none('opt.jumbo.truncated', 'Jumbo Payload option present and jumbo length < 65536', {
    hidden: true,
  }),
  seedIsSource: none('opt.mpl.ipv6_src_seed_id', 'Seed ID is the IPv6 Source Address', { hidden: true }),
  ...ioamFields,
});

export const optionFields = f;

/** A kind of option: the header it belongs to, its length or 0, and what follows type and length. */
interface OptionKind {
  readonly hopByHop?: boolean;
  readonly length?: number;
  readonly least?: number;
  decode(c: Cursor, heading: number): void;
}

const kinds: Readonly<Record<number, OptionKind>> = {
  4: { hopByHop: false, length: 1, decode: (c) => c.u8(f.encapsulationLimit) },
  5: { hopByHop: true, length: 2, decode: (c) => c.u16(f.routerAlert) },
  7: { hopByHop: true, least: 8, decode: calipso },
  8: { hopByHop: true, decode: duplicateDetection },
  15: { hopByHop: false, length: 10, decode: performanceMetrics },
  38: { hopByHop: true, length: 6, decode: quickStart },
  48: { hopByHop: true, length: 4, decode: pathMtu },
  49: { hopByHop: true, least: 2, decode: (c) => decodeIoam(c, f) },
  65: { hopByHop: false, length: 4, decode: (c) => c.u32(f.tpf) },
  99: { hopByHop: true, least: 4, decode: rpl },
  109: { hopByHop: true, decode: mpl },
  138: { decode: deprecated },
  139: { hopByHop: false, decode: (c) => c.take(f.ilnpNonce, c.remaining) },
  140: { hopByHop: false, decode: lineIdentification },
  194: { hopByHop: true, length: 4, decode: jumbo },
  201: { hopByHop: false, length: 16, decode: homeAddress },
  238: { hopByHop: true, length: 3, decode: depthFirst },
};

const lengthNames: Readonly<Record<number, string>> = {
  4: 'Tunnel Encapsulation Limit',
  5: 'Router alert',
  7: 'CALIPSO',
  15: 'PDM',
  38: 'Quick-Start',
  48: 'PMTU Option',
  49: 'IOAM Option',
  65: 'TPF',
  99: 'RPL Option',
  194: 'Jumbo Payload',
  201: 'Home Address',
  238: 'IPv6 DFF',
};

const PAD1 = 0;
const PADN = 1;

/** The eight types for experiments (RFC 4727): their low five bits are 30. */
function isExperimental(type: number): boolean {
  return (type & 0x1f) === 0x1e;
}

/** Reads options up to the layer's end. */
export function decodeOptions(c: Cursor, hopByHop: boolean): void {
  while (c.remaining > 0) {
    if (c.available < 1) c.short(1);
    const type = c.peek8(c.pos);
    const entry = c.open(f.option);
    const name = c.noting ? (valueName(names.optionTypeNames, type) ?? `Unknown IPv6 Option (${type})`) : '';
    c.label(entry, name);
    c.u8(f.type);
    if (type === PAD1) c.at(f.pad1, c.pos - 1, 1, 0);
    else decodeOption(c, type, name, entry, hopByHop);
    c.close(entry);
  }
}

function decodeOption(c: Cursor, type: number, name: string, heading: number, hopByHop: boolean): void {
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  c.nest();
  if (kind?.hopByHop !== undefined && kind.hopByHop !== hopByHop) {
    const reason = `${name} must use a ${hopByHop ? 'destination' : 'hop-by-hop'} options header`;
    c.expert(WARN, 'Protocol', c.noting ? reason : '', f.mismatch);
  }
  c.bits(f.action, type);
  c.bits(f.change, type);
  c.bits(f.rest, type);
  c.unnest();
  const length = c.u8(f.length);
  if (length > c.remaining) c.short(length);
  if (kind) checkLength(c, type, kind, length);
  const outer = c.scope(length);
  if (type === PADN) padding(c, length);
  else if (kind && length >= (kind.length ?? kind.least ?? 0)) kind.decode(c, heading);
  else if (isExperimental(type)) c.take(f.experimental, length);
  else unknown(c);
  if (c.remaining > 0) {
    c.take(f.unknownData, c.remaining);
    unknownNote(c);
  }
  c.leave(outer);
}

function padding(c: Cursor, length: number): void {
  c.take(f.padN, length);
  if (length === 0 && c.wants(f.padN)) c.label(c.tape.count - 1, 'PadN: <none>');
}

function checkLength(c: Cursor, type: number, kind: OptionKind, length: number): void {
  if (kind.length === undefined ? length >= (kind.least ?? 0) : length === kind.length) return;
  c.nest();
  const reason = c.noting ? `${lengthNames[type]}: Invalid Length (${length} bytes)` : '';
  c.expert(ERROR, 'Malformed', reason, f.invalidLength);
  c.unnest();
}

function unknown(c: Cursor): void {
  c.take(f.unknown, c.remaining);
  unknownNote(c);
}

function unknownNote(c: Cursor): void {
  c.nest();
  c.expert(NOTE, 'Undecoded', 'Unknown Data (not interpreted)', f.unknownNote);
  c.unnest();
}

function deprecated(c: Cursor): void {
  c.expert(NOTE, 'Deprecated', 'Option type is deprecated', f.deprecated);
  unknown(c);
}

function calipso(c: Cursor): void {
  c.u32(f.doi);
  const words = c.u8(f.compartmentLength);
  c.u8(f.sensitivity);
  c.u16(f.calipsoChecksum);
  if (words > 0) c.take(f.compartments, words * 4);
}

function duplicateDetection(c: Cursor): void {
  if (c.available < 1) c.short(1);
  const first = c.peek8(c.pos);
  if (first & 0x80) {
    c.at(f.hashBit, c.pos, 1, 1);
    c.take(f.hashAssist, c.remaining);
    return;
  }
  c.u8(f.hashBit);
  c.bits(f.taggerType, first);
  c.bits(f.taggerLength, first);
  if (first & 0x70) c.take(f.taggerId, (first & 0x0f) + 1);
  if (c.remaining > 0) c.take(f.identifier, c.remaining);
}

function performanceMetrics(c: Cursor): void {
  c.u8(f.scaleReceived);
  c.u8(f.scaleSent);
  c.u16(f.psnThis);
  c.u16(f.psnLast);
  c.u16(f.deltaReceived);
  c.u16(f.deltaSent);
}

function quickStart(c: Cursor, heading: number): void {
  const command = c.u8(f.qsFunction);
  const kind = command >>> 4;
  if (kind !== 0 && kind !== 8) return;
  c.bits(f.qsRate, command);
  const rate = c.noting ? names.quickStartRateNames[command & 0x0f] : '';
  if (kind === 0) {
    const ttl = c.u8(f.qsTtl);
    const difference = (c.frame.registers.hopLimit - ttl) & 0xff;
    c.label(heading, `Quick-Start, ${rate}, QS TTL ${ttl}, QS TTL diff ${difference}`);
    c.derived(f.qsTtlDifference, c.pos - 1, 1, difference);
  } else {
    c.label(heading, `Quick-Start, ${rate}`);
    c.u8(f.qsUnused);
  }
  c.bits(f.qsReserved, c.u32(f.qsNonce));
}

function pathMtu(c: Cursor): void {
  c.u16(f.pathMtu);
  if (c.available < 2) c.short(2);
  const value = c.peek16(c.pos);
  c.at(f.returnMtu, c.pos, 2, value & 0xfffe);
  c.at(f.returnFlag, c.pos + 1, 1, value & 1);
  c.pos += 2;
}

function rpl(c: Cursor): void {
  const flags = c.u8(f.rplFlag);
  noteFlags(c, f.rplFlag, flags, 2, [f.rplDown, f.rplRankError, f.rplForwardingError, f.rplReserved]);
  c.u8(f.rplInstance);
  c.u16(f.rplRank);
}

const SEED_LENGTHS = [0, 2, 8, 16];

function mpl(c: Cursor): void {
  const flags = c.u8(f.mplFlag);
  noteFlags(c, f.mplFlag, flags, 2, [f.mplSeedLength, f.mplLargest, f.mplVersion, f.mplReserved]);
  c.u8(f.mplSequence);
  const seed = SEED_LENGTHS[flags >>> 6];
  if (seed > 0) c.take(f.mplSeed, seed);
  else c.expert(COMMENT, 'Protocol', 'Seed ID is the IPv6 Source Address', f.seedIsSource);
}

function lineIdentification(c: Cursor): void {
  const length = c.u8(f.lineLength);
  c.take(f.lineId, Math.min(length, c.remaining));
}

function jumbo(c: Cursor): void {
  if (payloadLength(c) > 0) {
    c.expert(WARN, 'Protocol', PROHIBITED, f.jumboProhibited);
  }
  const length = c.u32(f.jumbo);
  if (length < 0x10000) {
    c.nest();
    c.expert(ERROR, 'Malformed', 'Jumbo Payload option present and jumbo length < 65536', f.jumboTruncated);
    c.unnest();
  }
}

const PROHIBITED = 'When IPv6 payload length does not equal 0 a Jumbo Payload option must not be present';

/** The payload length in the IPv6 header right before this one, 0 when it is elsewhere. */
function payloadLength(c: Cursor): number {
  const { layers, registry } = c.frame;
  const below = c.layer - 1;
  if (below < 0 || layers.source(below) !== c.source) return 0;
  return registry.byIndex(layers.protocol(below)).name === 'ipv6' ? c.peek16(c.base + layers.start(below) + 4) : 0;
}

function homeAddress(c: Cursor): void {
  const at = c.take(f.homeAddress, 16);
  c.frame.registers.ipv6Source(c.peek32(at), c.peek32(at + 4), c.peek32(at + 8), c.peek32(at + 12));
}

function depthFirst(c: Cursor): void {
  const flags = c.u8(f.dffFlags);
  noteFlags(c, f.dffFlags, flags, 2, [f.dffVersion, f.dffDuplicate, f.dffReturn, f.dffReserved]);
  c.u16(f.dffSequence);
}
