import type { Cursor } from '../../model/cursor.ts';
import { bool, type Field, fields, octets, uint8, uint16, uint24, uint32 } from '../../model/field.ts';
import { ouiNames } from '../llc/snap-organizations.ts';
import { bitsLabel } from './bits-label.ts';
import { type OptionList, type OptionSpec, optionNames } from './options.ts';

const w = fields('ccp', {
  oui: octets('opt_oui', 'OUI'),
  predictor1: octets('opt.predict1', 'Predictor type 1'),
  predictor2: octets('opt.predict2', 'Predictor type 2'),
  puddle: octets('opt.puddle', 'Puddle Jumper'),
  hp: octets('opt.hpppc', 'Hewlett-Packard PPC'),
  stac: octets('opt.stac', 'Stac Electronics LZS'),
  stacAscend: octets('opt.stac_ascend', 'Stac Electronics LZS (Ascend Proprietary version)'),
  mppe: octets('opt.mppe', 'Microsoft PPE/PPC'),
  gandalf: octets('opt.gfza', 'Gandalf FZA'),
  v42bis: octets('opt.v42bis', 'V.42bis compression'),
  bsd: octets('opt.bsdcomp', 'BSD LZW Compress'),
  lzsDcp: octets('opt.lzsdcp', 'LZS-DCP'),
  mvrca: octets('opt.mvrca', 'MVRCA (Magnalink)'),
  dce: octets('opt.dce', 'PPP for Data Compression in Data Circuit-Terminating Equipment (DCE)'),
  deflate: octets('opt.deflate', 'Deflate'),
  v44: octets('opt.v44lzjh', 'V.44/LZJH compression'),
});

const f = fields('ccp', {
  length: uint8('opt.length', 'Length'),
  oui: uint24('opt.oui', 'OUI', { base: 'oui', names: ouiNames }),
  subtype: uint8('opt.subtype', 'Subtype', { base: 'dec-hex' }),
  data: octets('opt.data', 'Data'),
  historyCount: uint16('opt.history_count', 'History Count', { help: 'Most compression histories kept at once.' }),
  checkField: uint8('opt.cm', 'Check Mode Field'),
  checkReserved: uint8('opt.cm.reserved', 'Reserved', { mask: 0xf8 }),
  checkStac: uint8('opt.cm.check_mode', 'Check Mode', {
    mask: 0x07,
    names: { 0: 'None', 1: 'LCB', 2: 'CRC', 3: 'Sequence Number', 4: 'Extended Mode' },
  }),
  bits: uint32('opt.supported_bits', 'Supported Bits', {
    base: 'hex',
    help: 'Microsoft Point-to-Point Encryption and Compression.',
    rfc: 'RFC 3078 section 2.1',
  }),
  stateless: bool('opt.supported_bits.h', 'H', {
    mask: 0x0100_0000,
    truth: ['Stateless mode ON', 'Stateless mode OFF'],
  }),
  bits56: bool('opt.supported_bits.m', 'M', { mask: 0x80, truth: ['56-bit encryption ON', '56-bit encryption OFF'] }),
  bits128: bool('opt.supported_bits.s', 'S', {
    mask: 0x40,
    truth: ['128-bit encryption ON', '128-bit encryption OFF'],
  }),
  bits40: bool('opt.supported_bits.l', 'L', { mask: 0x20, truth: ['40-bit encryption ON', '40-bit encryption OFF'] }),
  obsolete: bool('opt.supported_bits.d', 'D', {
    mask: 0x10,
    truth: ['Obsolete (should NOT be 1)', 'Obsolete (should ALWAYS be 0)'],
  }),
  compression: bool('opt.supported_bits.c', 'C', {
    mask: 0x01,
    truth: ['Desire to negotiate MPPC', 'No desire to negotiate MPPC'],
  }),
  history: uint8('opt.history', 'History', { help: 'Size of the history as a power of two.' }),
  version: octets('opt.version', 'Version'),
  versionDictionary: uint8('opt.vd', 'Vers/Dict', { base: 'hex' }),
  bsdVersion: uint8('opt.vd.vers', 'Vers', { mask: 0xe0 }),
  bsdDictionary: uint8('opt.vd.dict', 'Dict', { mask: 0x1f, help: 'Bits of the longest code.' }),
  checkMode: uint8('opt.check_mode', 'Check Mode', {
    names: { 0: 'None', 1: 'LCB', 2: 'Sequence Number', 3: 'Sequence Number + LCB (default)' },
  }),
  processMode: uint8('opt.process_mode', 'Process Mode', { names: { 0: 'None (default)', 1: 'Process-Uncompressed' } }),
  features: uint8('opt.fe', 'Features', { mask: 0xc0 }),
  packetByPacket: bool('opt.p', 'Packet by Packet flag', { mask: 0x20, truth: ['Enabled', 'Disabled'] }),
  magnalinkHistory: uint8('opt.History', 'History', { mask: 0x1f }),
  contexts: uint8('opt.contexts', '# Contexts'),
  mode: uint8('opt.mode', 'Mode', {
    names: { 1: 'No Additional Negotiation', 2: 'Full PPP Negotiation and State Machine' },
  }),
  window: uint8('opt.window', 'Window', {
    mask: 0xf0,
    base: 'name',
    names: (value) => String(2 ** (value + 8)),
    help: 'Bytes that can be referred back to.',
  }),
  method: uint8('opt.method', 'Method', { mask: 0x0f, names: { 8: 'zlib compression' } }),
  zero: uint8('opt.mbz', 'MBZ', { mask: 0xfc }),
  check: uint8('opt.chk', 'Chk', { mask: 0x03, names: { 0: 'sequence number check method' } }),
  modeOrCount: uint16('opt.mode_dictcount', 'Mode/Dictionary Count', {
    names: (value) =>
      ['Datagram Mode (one dictionary and no history)', 'Multi-Datagram Mode (one dictionary with history)'][value] ??
      'Individual Link Mode',
  }),
  dictionarySize: uint16('opt.dict_size', 'Dictionary Size'),
  historyLength: uint16('opt.history_length', 'History Length'),
});

const mppeBits: readonly Field[] = [f.stateless, f.bits56, f.bits128, f.bits40, f.obsolete, f.compression];

function rest(c: Cursor): void {
  if (c.remaining > 0) c.take(f.data, c.remaining);
}

const option = (field: Field, length: number, read?: (c: Cursor) => void, open = false): OptionSpec => ({
  title: field.title,
  field,
  length,
  open,
  read,
});

const options: Readonly<Record<number, OptionSpec>> = {
  0: option(
    w.oui,
    6,
    (c) => {
      c.u24(f.oui);
      c.u8(f.subtype);
      rest(c);
    },
    true,
  ),
  1: option(w.predictor1, 2),
  2: option(w.predictor2, 2),
  3: option(w.puddle, 2),
  16: option(w.hp, 2),
  17: option(w.stac, 5, stac, true),
  18: option(w.mppe, 6, mppe),
  19: option(
    w.gandalf,
    3,
    (c) => {
      c.u8(f.history);
      if (c.remaining > 0) c.take(f.version, c.remaining);
    },
    true,
  ),
  20: option(w.v42bis, 2, rest, true),
  21: option(w.bsd, 3, (c) => {
    const value = c.u8(f.versionDictionary);
    c.nest();
    c.bits(f.bsdVersion, value);
    c.bits(f.bsdDictionary, value);
    c.unnest();
  }),
  23: option(w.lzsDcp, 6, (c) => {
    c.u16(f.historyCount);
    c.u8(f.checkMode);
    c.u8(f.processMode);
  }),
  24: option(w.mvrca, 4, (c) => {
    const value = c.u8(f.features);
    c.bits(f.packetByPacket, value);
    c.bits(f.magnalinkHistory, value);
    c.u8(f.contexts);
  }),
  25: option(w.dce, 3, (c) => void c.u8(f.mode)),
  26: option(w.deflate, 4, deflate),
  27: option(
    w.v44,
    4,
    (c) => {
      c.u16(f.modeOrCount);
      if (c.remaining >= 2) c.u16(f.dictionarySize);
      if (c.remaining >= 2) c.u16(f.historyLength);
    },
    true,
  ),
};

/** Options of the Compression Control Protocol (RFC 1962 section 5 and the RFCs of the IANA list). */
export const ccpOptions: OptionList = {
  type: fields('ccp', { type: uint8('opt.type', 'Type', { names: optionNames(options) }) }).type,
  length: f.length,
  options,
};

/** Stac LZS (RFC 1974); one byte more is Ascend's own version. */
function stac(c: Cursor): void {
  if (c.remaining > 3) {
    rest(c);
    return;
  }
  c.u16(f.historyCount);
  const check = c.u8(f.checkField);
  c.nest();
  c.bits(f.checkReserved, check);
  c.bits(f.checkStac, check);
  c.unnest();
}

function mppe(c: Cursor): void {
  const at = c.pos;
  c.skip(4);
  const bits = c.peek32(at);
  if (!c.noting) return;
  c.label(c.at(f.bits, at, 4, bits), bitsLabel(f.bits, bits, 8, mppeBits));
  c.nest();
  for (const bit of mppeBits) c.at(bit, at, 4, (bits & bit.mask) !== 0 ? 1 : 0);
  c.unnest();
}

/** Deflate (RFC 1979): the window is a power of two. */
function deflate(c: Cursor): void {
  const at = c.pos;
  c.skip(1);
  const first = c.peek8(at);
  c.at(f.window, at, 1, first >>> 4);
  c.at(f.method, at, 1, first & 0x0f);
  const second = c.u8(f.zero);
  c.bits(f.check, second);
}
