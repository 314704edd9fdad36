import { LONGEST_FRAME, longestFrame } from './record-limits.ts';

/** Bytes of a pcap file header. */
export const PCAP_HEADER_LENGTH = 24;

/**
 * How records are laid out. standard: 16-byte record header. modified: Alexey Kuznetzov's 24 bytes (interface index,
 * protocol, packet type follow the lengths). modified-1999: the same with 28 bytes. nokia: 20 bytes.
 */
export type PcapVariant = 'standard' | 'modified' | 'modified-1999' | 'nokia';

export interface PcapHeader {
  readonly littleEndian: boolean;
  readonly nanoseconds: boolean;
  /** Magic number a1b2cd34: one of the modified layouts. */
  readonly modifiedMagic: boolean;
  /** Magic numbers of Ixia's captures: four more header bytes. */
  readonly headerLength: number;
  readonly versionMajor: number;
  readonly versionMinor: number;
  readonly snapLength: number;
  readonly linkType: number;
  /** Bytes of frame check sequence, or -1 when not told. */
  readonly fcsLength: number;
  /** Reserved bits of the link type field, zero in a valid file. */
  readonly reserved: number;
  /** Captured and original length stand in this order from version 2.3 on. */
  readonly lengths: 'ordered' | 'swapped' | 'swapped-if-odd';
  /** Written by AIX: interface types instead of link types, nanoseconds, FDDI frames with three bytes before them. */
  readonly aix: boolean;
}

interface Magic {
  readonly nanoseconds: boolean;
  readonly modified: boolean;
  readonly ixia: boolean;
}

const MAGIC = new Map<number, Magic>([
  [0xa1b2c3d4, { nanoseconds: false, modified: false, ixia: false }],
  [0xa1b23c4d, { nanoseconds: true, modified: false, ixia: false }],
  [0xa1b2cd34, { nanoseconds: false, modified: true, ixia: false }],
  [0x1c0001ac, { nanoseconds: true, modified: false, ixia: true }],
  [0x1c0001ab, { nanoseconds: false, modified: false, ixia: true }],
]);

/** AIX's interface types and the link types that they stand for. */
const AIX_LINK_TYPES = new Map([
  [6, 1],
  [9, 6],
  [15, 10],
  [24, 0],
]);

/** Whether the four bytes at `at` begin a pcap file. */
export function isPcapMagic(view: DataView, at: number): boolean {
  return MAGIC.has(view.getUint32(at, true)) || MAGIC.has(view.getUint32(at, false));
}

/**
 * Reads the file header at `at` (24 bytes must be there). The link type field is read as libpcap and Wireshark do: type
 * in the lower 16 bits, frame check sequence length in units of 16 bits in the top four when bit 26 is set.
 */
export function readPcapHeader(view: DataView, at: number): PcapHeader {
  const littleEndian = MAGIC.has(view.getUint32(at, true));
  const magicNumber = view.getUint32(at, littleEndian);
  const magic = MAGIC.get(magicNumber)!;
  const versionMajor = view.getUint16(at + 4, littleEndian);
  const versionMinor = view.getUint16(at + 6, littleEndian);
  const network = view.getUint32(at + 20, littleEndian);
  const aixLinkType = AIX_LINK_TYPES.get(network);
  const aix = magicNumber === 0xa1b2c3d4 && versionMajor === 2 && versionMinor === 2 && aixLinkType !== undefined;
  let lengths: PcapHeader['lengths'] = 'ordered';
  if (versionMajor === 543 || (versionMajor === 2 && versionMinor < 3)) lengths = 'swapped';
  else if (versionMajor === 2 && versionMinor === 3) lengths = 'swapped-if-odd';
  return {
    littleEndian,
    nanoseconds: magic.nanoseconds || aix,
    modifiedMagic: magic.modified,
    headerLength: magic.ixia ? PCAP_HEADER_LENGTH + 4 : PCAP_HEADER_LENGTH,
    versionMajor,
    versionMinor,
    snapLength: view.getUint32(at + 16, littleEndian),
    linkType: aix ? aixLinkType : network & 0xffff,
    fcsLength: !aix && network & 0x04000000 ? (network >>> 28) * 2 : -1,
    reserved: aix ? 0 : network & 0x03ff0000,
    lengths,
    aix,
  };
}

/** Bytes of a record header. */
export function recordHeaderLength(variant: PcapVariant): number {
  return { standard: 16, modified: 24, 'modified-1999': 28, nokia: 20 }[variant];
}

/** Records looked at to find out the layout. */
const RECORDS_TO_TRY = 3;

/**
 * Finds out the record layout, which the magic number does not tell for all writers, by looking at the first records in
 * each layout and taking the one with the fewest contradictions. `to` bounds what is there of the file; `whole` tells
 * that the file ends there.
 */
export function detectPcapVariant(view: DataView, header: PcapHeader, to: number, whole: boolean): PcapVariant {
  if (header.lengths !== 'ordered' || (header.nanoseconds && !header.modifiedMagic)) return 'standard';
  const variants: PcapVariant[] = header.modifiedMagic
    ? ['modified', 'modified-1999']
    : ['standard', 'modified', 'nokia'];
  let best = variants[0];
  let fewest = Number.POSITIVE_INFINITY;
  for (const variant of variants) {
    const found = contradictions(view, header, variant, to, whole);
    if (found < fewest) {
      best = variant;
      fewest = found;
    }
    if (found === 0) break;
  }
  return best;
}

function contradictions(view: DataView, header: PcapHeader, variant: PcapVariant, to: number, whole: boolean): number {
  const little = header.littleEndian;
  const headerLength = recordHeaderLength(variant);
  let found = 0;
  let at = header.headerLength;
  for (let record = 0; record < RECORDS_TO_TRY && at < to; record++) {
    if (at + headerLength > to) return whole ? found + 1 : found;
    const captured = view.getUint32(at + 8, little);
    const original = view.getUint32(at + 12, little);
    if (view.getUint32(at + 4, little) >= 1_000_000) found++;
    if (captured > header.snapLength) found++;
    if (original > 128 * 1024 * 1024) found++;
    if (captured > original) found++;
    if (variant === 'modified' || variant === 'modified-1999') {
      const protocol = view.getUint16(at + 20, little);
      if (view.getUint32(at + 16, little) > 10_000) found++;
      if (protocol > 0x17 && protocol < 0x600 && ![0x60, 0x200, 0x400].includes(protocol)) found++;
      if (view.getUint8(at + 22) > 4) found++;
    } else if (variant === 'nokia' && !isNokiaWord(view.getUint32(at + 16, little))) {
      found++;
    }
    if (captured > Math.max(LONGEST_FRAME, longestFrame(header.linkType))) return found + 1;
    at += headerLength + captured;
    if (at > to) return whole ? found + 1 : found;
  }
  return found;
}

/** The word that Nokia's captures have after the lengths: 0xXfbfYZ0W with X of 9 b, Y of b d, Z of 6 9, W of 1 2. */
function isNokiaWord(word: number): boolean {
  return /^[9b]fbf[bd][69]0[12]$/.test(word.toString(16));
}
