import { CaptureDetails } from './capture-details.ts';
import type { Damage, FrameSink, RecordReader } from './frame-sink.ts';
import {
  isPcapMagic,
  PCAP_HEADER_LENGTH,
  type PcapHeader,
  type PcapVariant,
  readPcapHeader,
  recordHeaderLength,
} from './pcap-header.ts';
import { longestFrame } from './record-limits.ts';

/**
 * Reads the pcap format (draft-ietf-opsawg-pcap): both byte orders, microseconds and nanoseconds, and the modified
 * record headers that `detectPcapVariant` tells apart.
 */
export class PcapReader implements RecordReader {
  readonly details = new CaptureDetails('pcap');
  damage: Damage | null = null;
  frames = 0;
  wanted = PCAP_HEADER_LENGTH;
  header: PcapHeader | null = null;
  readonly #variant: PcapVariant | null;
  #recordHeader = 16;
  #longest = 0;
  /** Bytes before each frame that belong to it only in name (AIX, FDDI). */
  #padding = 0;

  /** Without a variant, the layout that belongs to the magic number is assumed: all that a live pipe allows. */
  constructor(variant: PcapVariant | null = null) {
    this.#variant = variant;
  }

  read(bytes: Uint8Array, from: number, to: number, fileOffset: number, sink: FrameSink): number {
    if (this.damage !== null) return 0;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = from;
    if (this.header === null) {
      at += this.#readHeader(view, at, to, fileOffset, sink);
      if (this.header === null || this.damage !== null) return at - from;
    }
    return this.#readRecords(bytes, view, at, to, fileOffset, sink) - from;
  }

  end(fileOffset: number, rest: number): void {
    if (this.damage !== null) return;
    if (this.header === null) {
      this.#stop(fileOffset, 'cut-short', `The file ends inside the ${PCAP_HEADER_LENGTH} bytes of its header.`);
    } else if (rest > 0) {
      const part = rest < this.#recordHeader ? 'record header' : 'bytes';
      this.#stop(
        fileOffset,
        'cut-short',
        `The file ends inside the ${part} of frame ${this.frames + 1}: ${rest} of ${this.wanted} bytes are there. ` +
          'It was probably copied or closed while the capture was still being written.',
      );
    }
  }

  #readHeader(view: DataView, at: number, to: number, fileOffset: number, sink: FrameSink): number {
    if (to - at < PCAP_HEADER_LENGTH) {
      this.wanted = PCAP_HEADER_LENGTH;
      return 0;
    }
    if (!isPcapMagic(view, at)) {
      this.#stop(fileOffset + at, 'corrupt', 'The data do not begin with a pcap file header.');
      return 0;
    }
    const header = readPcapHeader(view, at);
    if (to - at < header.headerLength) {
      this.wanted = header.headerLength;
      return 0;
    }
    this.header = header;
    this.#recordHeader = recordHeaderLength(this.#variant ?? (header.modifiedMagic ? 'modified' : 'standard'));
    this.#longest = longestFrame(header.linkType);
    this.#padding = header.aix && header.linkType === 10 ? 3 : 0;
    this.wanted = this.#recordHeader;
    this.#describe(header, sink);
    if (header.versionMajor < 2) {
      const version = `${header.versionMajor}.${header.versionMinor}`;
      this.#stop(fileOffset + at, 'unsupported', `This is pcap version ${version}; versions from 2.0 on can be read.`);
    } else if (header.reserved !== 0) {
      const bits = header.reserved.toString(16).padStart(8, '0');
      this.#stop(fileOffset + at, 'unsupported', `Reserved bits of the link type are set in the header (0x${bits}).`);
    }
    return header.headerLength;
  }

  #describe(header: PcapHeader, sink: FrameSink): void {
    this.details.sections.push({
      number: 0,
      littleEndian: header.littleEndian,
      framesBefore: 0,
      hardware: '',
      operatingSystem: '',
      application: '',
      comments: [],
    });
    const info = {
      id: 0,
      section: 0,
      number: -1,
      linkType: header.linkType,
      name: '',
      description: '',
      snapLength: header.snapLength,
      timeDigits: header.nanoseconds ? 9 : 6,
      timeResolution: header.nanoseconds ? 9 : 6,
      timeOffset: 0,
      fcsLength: header.fcsLength,
      speed: 0,
      filter: '',
      operatingSystem: '',
      hardware: '',
      comments: [],
    };
    this.details.interfaces.push(info);
    sink.captureInterface(info);
  }

  /** Returns the position after the last whole record. */
  #readRecords(
    bytes: Uint8Array,
    view: DataView,
    from: number,
    to: number,
    fileOffset: number,
    sink: FrameSink,
  ): number {
    const { littleEndian: little, nanoseconds: nano, lengths } = this.header!;
    const recordHeader = this.#recordHeader;
    const longest = this.#longest;
    const padding = this.#padding;
    let frames = this.frames;
    let at = from;
    this.wanted = recordHeader;
    while (at + recordHeader <= to) {
      let captured = view.getUint32(at + 8, little);
      let original = view.getUint32(at + 12, little);
      if (lengths !== 'ordered' && (lengths === 'swapped' || captured > original)) {
        const swapped = captured;
        captured = original;
        original = swapped;
      }
      if (captured > longest) {
        this.frames = frames;
        this.#tooLong(fileOffset + at, captured);
        return at;
      }
      const length = recordHeader + captured;
      if (at + length > to) {
        this.wanted = length;
        break;
      }
      let seconds = view.getUint32(at, little);
      let fraction = view.getUint32(at + 4, little);
      if (!nano) fraction *= 1000;
      if (fraction >= 1_000_000_000) {
        const carry = Math.floor(fraction / 1_000_000_000);
        seconds += carry;
        fraction -= carry * 1_000_000_000;
      }
      const start = at + recordHeader;
      frames++;
      if (padding === 0) {
        sink.frame(bytes, start, captured, original, seconds, fraction, 0, fileOffset + start);
      } else {
        const skipped = Math.min(padding, captured);
        const originalLeft = Math.max(0, original - skipped);
        sink.frame(
          bytes,
          start + skipped,
          captured - skipped,
          originalLeft,
          seconds,
          fraction,
          0,
          fileOffset + start + skipped,
        );
      }
      at += length;
    }
    this.frames = frames;
    return at;
  }

  #tooLong(offset: number, captured: number): void {
    const claimed = captured.toLocaleString('en-US');
    const longest = this.#longest.toLocaleString('en-US');
    this.#stop(
      offset,
      'corrupt',
      `The record header at byte ${offset} claims a frame of ${claimed} bytes, more than the ${longest} that one can ` +
        'have, so the file is damaged here.',
    );
  }

  #stop(offset: number, what: Damage['what'], sentence: string): void {
    this.damage = { offset, frame: this.frames + 1, what, sentence };
  }
}
