/** Writes pcap files in every layout that is met, for tests. Independent of the program's own writer. */

export interface PcapFrame {
  readonly seconds: number;
  /** Microseconds or nanoseconds, as the file counts. */
  readonly fraction: number;
  readonly bytes: Uint8Array;
  /** Default: as captured. */
  readonly originalLength?: number;
}

export interface PcapLayout {
  readonly littleEndian?: boolean;
  readonly nanoseconds?: boolean;
  /** Kuznetzov's modified layout: 24 bytes before each frame instead of 16. */
  readonly modified?: boolean;
  /** The same with 28 bytes, as SuSE 6.3 wrote it. */
  readonly modified1999?: boolean;
  /** Standard magic number, but 24-byte record headers, as Red Hat 6.1 wrote it. */
  readonly modifiedWithStandardMagic?: boolean;
  readonly version?: readonly [number, number];
  /** Captured and original length change places, as before version 2.3. */
  readonly swappedLengths?: boolean;
  readonly snapLength?: number;
  /** All 32 bits of the header's link type field. */
  readonly network?: number;
}

/** A pcap file with the given frames. */
export function pcapFile(layout: PcapLayout, frames: readonly PcapFrame[]): Uint8Array {
  const little = layout.littleEndian ?? true;
  const [major, minor] = layout.version ?? [2, 4];
  const header = new Uint8Array(24);
  const view = new DataView(header.buffer);
  view.setUint32(0, magicNumber(layout), little);
  view.setUint16(4, major, little);
  view.setUint16(6, minor, little);
  view.setUint32(16, layout.snapLength ?? 262_144, little);
  view.setUint32(20, layout.network ?? 1, little);
  return concatenate([header, ...frames.flatMap((frame) => [recordHeader(layout, frame), frame.bytes])]);
}

function magicNumber(layout: PcapLayout): number {
  if (layout.modified || layout.modified1999) return 0xa1b2cd34;
  return layout.nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4;
}

function recordHeader(layout: PcapLayout, frame: PcapFrame): Uint8Array {
  const little = layout.littleEndian ?? true;
  const original = frame.originalLength ?? frame.bytes.length;
  const extra = layout.modified || layout.modifiedWithStandardMagic ? 8 : layout.modified1999 ? 12 : 0;
  const record = new Uint8Array(16 + extra);
  const view = new DataView(record.buffer);
  view.setUint32(0, frame.seconds, little);
  view.setUint32(4, frame.fraction, little);
  view.setUint32(layout.swappedLengths ? 12 : 8, frame.bytes.length, little);
  view.setUint32(layout.swappedLengths ? 8 : 12, original, little);
  if (extra > 0) {
    view.setUint32(16, 2, little);
    view.setUint16(20, 0x0800, little);
    view.setUint8(22, 0);
  }
  return record;
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
