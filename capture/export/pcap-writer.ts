import { LONGEST_FRAME } from '../sources/record-limits.ts';
import type { RecordBuffer } from './record-buffer.ts';

export interface PcapLayout {
  /** LINKTYPE_ value. */
  readonly linkType: number;
  readonly nanoseconds: boolean;
  /** 0 for no limit, which is written as 262,144 as other programs do. */
  readonly snapLength: number;
  /** Bytes of frame check sequence at the end of frames, or -1 when not known. */
  readonly fcsLength: number;
}

/** Writes the records of a pcap file (version 2.4, little endian) into a buffer. */
export class PcapWriter {
  readonly #buffer: RecordBuffer;
  readonly #divisor: number;

  /** Begins with the file header. */
  constructor(buffer: RecordBuffer, layout: PcapLayout) {
    this.#buffer = buffer;
    this.#divisor = layout.nanoseconds ? 1 : 1000;
    const at = buffer.reserve(24);
    const { view } = buffer;
    const fcs = layout.fcsLength < 0 ? 0 : (0x04000000 | ((layout.fcsLength >> 1) << 28)) >>> 0;
    view.setUint32(at, layout.nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4, true);
    view.setUint16(at + 4, 2, true);
    view.setUint16(at + 6, 4, true);
    view.setUint32(at + 8, 0, true);
    view.setUint32(at + 12, 0, true);
    view.setUint32(at + 16, layout.snapLength === 0 ? LONGEST_FRAME : layout.snapLength, true);
    view.setUint32(at + 20, layout.linkType + fcs, true);
  }

  /** Adds a frame; digits of the time that the format has no room for are cut off. */
  frame(
    bytes: Uint8Array,
    start: number,
    capturedLength: number,
    originalLength: number,
    seconds: number,
    nanoseconds: number,
  ): void {
    const buffer = this.#buffer;
    const at = buffer.reserve(16);
    const { view } = buffer;
    view.setUint32(at, seconds, true);
    view.setUint32(at + 4, Math.floor(nanoseconds / this.#divisor), true);
    view.setUint32(at + 8, capturedLength, true);
    view.setUint32(at + 12, originalLength, true);
    buffer.append(bytes, start, capturedLength);
  }
}
