import { BYTE_ORDER_MAGIC, blockType, ENHANCED_HEADER, option, padded } from '../sources/pcapng-format.ts';
import type { RecordBuffer } from './record-buffer.ts';

export interface InterfaceContent {
  /** LINKTYPE_ value. */
  readonly linkType: number;
  readonly snapLength: number;
  /** Decimal digits of time stamps: 6 for microseconds, 9 for nanoseconds. */
  readonly timeDigits: 6 | 9;
  readonly name?: string;
  readonly description?: string;
  readonly filter?: string;
  readonly operatingSystem?: string;
  /** Bits per second. */
  readonly speed?: number;
  /** Bytes of frame check sequence, or -1 when not known. */
  readonly fcsLength?: number;
  readonly comments?: readonly string[];
}

export interface SectionContent {
  readonly hardware?: string;
  readonly operatingSystem?: string;
  /** Program that made the capture. */
  readonly application?: string;
  readonly comments?: readonly string[];
}

const utf8 = new TextEncoder();

/**
 * Writes pcapng blocks (draft-ietf-opsawg-pcapng) into a buffer, in little endian unless told otherwise: a section
 * header first, then interfaces, then frames.
 */
export class PcapngWriter {
  readonly #buffer: RecordBuffer;
  readonly #little: boolean;
  /** Ticks per second of each interface of the section. */
  readonly #perSecond: number[] = [];

  constructor(buffer: RecordBuffer, littleEndian = true) {
    this.#buffer = buffer;
    this.#little = littleEndian;
  }

  section(content: SectionContent = {}): void {
    const block = this.#begin(blockType.sectionHeader);
    this.#u32(BYTE_ORDER_MAGIC);
    this.#u16(1);
    this.#u16(0);
    this.#u32(0xffffffff);
    this.#u32(0xffffffff);
    const options = this.#buffer.length;
    this.#text(option.hardware, content.hardware);
    this.#text(option.operatingSystem, content.operatingSystem);
    this.#text(option.application, content.application);
    this.#comments(content.comments);
    this.#end(block, options);
    this.#perSecond.length = 0;
  }

  /** Describes the next interface of the section and returns its number. */
  interface(content: InterfaceContent): number {
    const block = this.#begin(blockType.interfaceDescription);
    this.#u16(content.linkType);
    this.#u16(0);
    this.#u32(content.snapLength);
    const options = this.#buffer.length;
    this.#text(option.interfaceName, content.name);
    this.#text(option.interfaceDescription, content.description);
    if (content.speed !== undefined && content.speed > 0) this.#speed(content.speed);
    this.#byte(option.timeResolution, content.timeDigits);
    if (content.filter) this.#text(option.interfaceFilter, `\0${content.filter}`);
    this.#text(option.interfaceOperatingSystem, content.operatingSystem);
    if (content.fcsLength !== undefined && content.fcsLength >= 0) this.#byte(option.fcsLength, content.fcsLength);
    this.#comments(content.comments);
    this.#end(block, options);
    return this.#perSecond.push(10 ** content.timeDigits) - 1;
  }

  /**
   * Adds a frame as an enhanced packet block. `options` are whole options in the section's byte order, without
   * opt_endofopt; `comments` are added to them. Seconds must not be negative.
   */
  frame(
    bytes: Uint8Array,
    start: number,
    capturedLength: number,
    originalLength: number,
    seconds: number,
    nanoseconds: number,
    interfaceNumber: number,
    options: Uint8Array | null = null,
    comments: readonly string[] = [],
  ): void {
    const buffer = this.#buffer;
    const little = this.#little;
    const perSecond = this.#perSecond[interfaceNumber];
    const at = buffer.reserve(ENHANCED_HEADER);
    const { view } = buffer;
    view.setUint32(at, blockType.enhancedPacket, little);
    view.setUint32(at + 8, interfaceNumber, little);
    // seconds * ticks per second may need 64 bits: multiplied in two halves of the seconds.
    const fraction = Math.floor(nanoseconds / (1_000_000_000 / perSecond));
    const low = (seconds % 65_536) * perSecond + fraction;
    const middle = Math.floor(seconds / 65_536) * perSecond + Math.floor(low / 65_536);
    view.setUint32(at + 12, Math.floor(middle / 65_536), little);
    view.setUint32(at + 16, (middle % 65_536) * 65_536 + (low % 65_536), little);
    view.setUint32(at + 20, capturedLength, little);
    view.setUint32(at + 24, originalLength, little);
    buffer.append(bytes, start, capturedLength);
    buffer.pad(padded(capturedLength) - capturedLength);
    const optionsAt = buffer.length;
    if (options !== null) buffer.append(options);
    this.#comments(comments);
    this.#end(at, optionsAt);
  }

  /** Adds a frame whose header and data are given as they stood in a block, with other options. */
  packetBlock(type: number, body: Uint8Array, options: Uint8Array, comments: readonly string[]): void {
    const block = this.#begin(type);
    this.#buffer.append(body);
    this.#buffer.pad(padded(body.length) - body.length);
    const optionsAt = this.#buffer.length;
    this.#buffer.append(options);
    this.#comments(comments);
    this.#end(block, optionsAt);
  }

  /** Adds a custom block that may be copied. */
  custom(enterprise: number, data: Uint8Array): void {
    const block = this.#begin(blockType.custom);
    this.#u32(enterprise);
    this.#buffer.append(data);
    this.#buffer.pad(padded(data.length) - data.length);
    this.#end(block, this.#buffer.length);
  }

  /** Adds a whole block as it is, in the section's byte order. */
  raw(block: Uint8Array): void {
    this.#buffer.append(block);
  }

  #begin(type: number): number {
    const at = this.#buffer.reserve(8);
    this.#buffer.view.setUint32(at, type, this.#little);
    return at;
  }

  /** Ends the options that began at `options`, if there are any, then the block. */
  #end(block: number, options: number): void {
    if (this.#buffer.length > options) this.#u32(0);
    const length = this.#buffer.length - block + 4;
    this.#u32(length);
    this.#buffer.view.setUint32(block + 4, length, this.#little);
  }

  #comments(comments: readonly string[] = []): void {
    for (const comment of comments) this.#text(option.comment, comment);
  }

  /** An option with text, which ends after 65,535 bytes at the latest; none for empty text. */
  #text(code: number, text: string | undefined): void {
    if (text === undefined || text === '') return;
    const bytes = utf8.encode(text);
    let length = Math.min(bytes.length, 0xffff);
    // Not inside a character.
    while (length < bytes.length && (bytes[length] & 0xc0) === 0x80) length--;
    this.#u16(code);
    this.#u16(length);
    this.#buffer.append(bytes, 0, length);
    this.#buffer.pad(padded(length) - length);
  }

  #byte(code: number, value: number): void {
    this.#u16(code);
    this.#u16(1);
    const at = this.#buffer.reserve(4);
    this.#buffer.view.setUint32(at, value, true);
  }

  #speed(bitsPerSecond: number): void {
    this.#u16(option.interfaceSpeed);
    this.#u16(8);
    const at = this.#buffer.reserve(8);
    this.#buffer.view.setBigUint64(at, BigInt(Math.round(bitsPerSecond)), this.#little);
  }

  #u16(value: number): void {
    const at = this.#buffer.reserve(2);
    this.#buffer.view.setUint16(at, value, this.#little);
  }

  #u32(value: number): void {
    const at = this.#buffer.reserve(4);
    this.#buffer.view.setUint32(at, value, this.#little);
  }
}
