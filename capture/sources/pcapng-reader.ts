import { CaptureDetails } from './capture-details.ts';
import type { Damage, FrameSink, RecordReader } from './frame-sink.ts';
import { NO_TIME, pseudoLinkType } from './frame-sink.ts';
import { describeInterface, describeSection, pseudoInterface, TextBudget } from './pcapng-descriptions.ts';
import {
  BYTE_ORDER_MAGIC,
  blockType,
  CUSTOM_HEADER,
  ENHANCED_HEADER,
  JOURNAL_HEADER,
  SIMPLE_HEADER,
  SMALLEST_BLOCK,
} from './pcapng-format.ts';
import { OptionCursor } from './pcapng-options.ts';
import { LONGEST_RECORD, longestFrame, MOST_BLOCKS, MOST_INTERFACES } from './record-limits.ts';
import { TickClock, ticksPerSecond } from './tick-clock.ts';

/** Smallest blocks that can hold their fixed fields. */
const SMALLEST_SECTION = 28;
const SMALLEST_INTERFACE = 20;
const SMALLEST_ENHANCED = 32;
const SMALLEST_SIMPLE = 16;
const SMALLEST_CUSTOM = 16;

/** An interface of the section being read, as the hot path needs it. */
interface SectionInterface {
  readonly id: number;
  readonly clock: TickClock;
  readonly snapLength: number;
  readonly longest: number;
}

/**
 * Reads the pcapng format (draft-ietf-opsawg-pcapng): sections of either byte order, any number of interfaces, and all
 * block types. Records that Wireshark numbers among the frames (custom and journal blocks) are delivered as frames of a
 * pseudo-interface, so that frame numbers agree. Options of a frame that contradict the format do not lose the frame.
 */
export class PcapngReader implements RecordReader {
  readonly details = new CaptureDetails('pcapng');
  damage: Damage | null = null;
  frames = 0;
  wanted = SMALLEST_BLOCK;
  #little = true;
  #interfaces: SectionInterface[] = [];
  readonly #pseudo = new Map<number, number>();
  readonly #texts = new TextBudget();

  read(bytes: Uint8Array, from: number, to: number, fileOffset: number, sink: FrameSink): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = from;
    this.wanted = SMALLEST_BLOCK;
    while (this.damage === null && at + SMALLEST_BLOCK <= to) {
      const offset = fileOffset + at;
      // The type of a section header reads the same in both byte orders, so its length can be read in the right one.
      let type = view.getUint32(at, this.#little);
      if (type === blockType.sectionHeader && !this.#byteOrder(view, at, offset)) break;
      if (this.details.sections.length === 0 && type !== blockType.sectionHeader) {
        this.#stop(offset, 'corrupt', 'The data do not begin with a pcapng section header.');
        break;
      }
      type = view.getUint32(at, this.#little);
      const length = view.getUint32(at + 4, this.#little);
      if (length < SMALLEST_BLOCK || (length & 3) !== 0 || length > LONGEST_RECORD) {
        this.#badLength(offset, length);
        break;
      }
      if (at + length > to) {
        this.wanted = length;
        break;
      }
      const trailer = view.getUint32(at + length - 4, this.#little);
      if (trailer !== length) {
        this.#stop(
          offset,
          'corrupt',
          `The block at byte ${offset} has length ${length} at its start and ${trailer} at its end, so the file is ` +
            'damaged here.',
        );
        break;
      }
      if (type === blockType.enhancedPacket) this.#enhancedPacket(bytes, view, at, length, fileOffset, sink);
      else this.#otherBlock(bytes, view, type, at, length, fileOffset, sink);
      if (this.damage !== null) break;
      at += length;
    }
    return at - from;
  }

  end(fileOffset: number, rest: number): void {
    if (this.damage !== null || rest === 0) return;
    const size = this.wanted > rest ? `${rest} of ${this.wanted} bytes are there` : `${rest} bytes are there`;
    this.#stop(
      fileOffset,
      'cut-short',
      `The file ends inside a block after frame ${this.frames}: ${size}. It was probably copied or closed while the ` +
        'capture was still being written.',
    );
  }

  #byteOrder(view: DataView, at: number, offset: number): boolean {
    if (view.getUint32(at + 8, true) === BYTE_ORDER_MAGIC) this.#little = true;
    else if (view.getUint32(at + 8, false) === BYTE_ORDER_MAGIC) this.#little = false;
    else {
      this.#stop(offset, 'corrupt', `The section header at byte ${offset} has no valid byte-order magic.`);
      return false;
    }
    return true;
  }

  #badLength(offset: number, length: number): void {
    const claimed = length.toLocaleString('en-US');
    if (length <= LONGEST_RECORD) {
      const rule = length < SMALLEST_BLOCK ? 'a block has at least 12' : 'the length must be a multiple of 4';
      this.#stop(offset, 'corrupt', `The block at byte ${offset} claims ${claimed} bytes, but ${rule}.`);
      return;
    }
    this.#stop(
      offset,
      'corrupt',
      `The block at byte ${offset} claims ${claimed} bytes, more than the 16 MiB that one can have, so the file is ` +
        'damaged here.',
    );
  }

  #enhancedPacket(
    bytes: Uint8Array,
    view: DataView,
    at: number,
    length: number,
    fileOffset: number,
    sink: FrameSink,
  ): void {
    const little = this.#little;
    if (length < SMALLEST_ENHANCED) {
      this.#tooSmall(fileOffset + at, length, 'an enhanced packet block');
      return;
    }
    this.#packet(bytes, view, at, length, view.getUint32(at + 8, little), fileOffset, sink);
  }

  /** Enhanced and old packet blocks, which differ in the interface number alone. */
  #packet(
    bytes: Uint8Array,
    view: DataView,
    at: number,
    length: number,
    number: number,
    fileOffset: number,
    sink: FrameSink,
  ): void {
    const little = this.#little;
    const captured = view.getUint32(at + 20, little);
    const from = this.#interfaces[number];
    if (from === undefined) {
      this.#noInterface(fileOffset + at, number);
      return;
    }
    const room = length - SMALLEST_ENHANCED;
    if (captured > room || captured > from.longest) {
      this.#tooLong(fileOffset + at, captured, Math.min(room, from.longest));
      return;
    }
    const { clock } = from;
    clock.set(view.getUint32(at + 12, little), view.getUint32(at + 16, little));
    const start = at + ENHANCED_HEADER;
    this.frames++;
    const options = start + ((captured + 3) & ~3);
    if (options < at + length - 4) this.#frameOptions(view, options, at + length - 4, fileOffset);
    sink.frame(
      bytes,
      start,
      captured,
      view.getUint32(at + 24, little),
      clock.seconds,
      clock.nanoseconds,
      from.id,
      fileOffset + start,
    );
  }

  #frameOptions(view: DataView, at: number, to: number, fileOffset: number): void {
    const cursor = new OptionCursor(view, at, to, this.#little);
    while (cursor.next());
    if (cursor.bad) this.details.framesWithBadOptions++;
    const length = cursor.position - at;
    if (length > 0) this.details.addFrameOptions(this.frames, fileOffset + at, length);
  }

  #otherBlock(
    bytes: Uint8Array,
    view: DataView,
    type: number,
    at: number,
    length: number,
    fileOffset: number,
    sink: FrameSink,
  ): void {
    const offset = fileOffset + at;
    switch (type) {
      case blockType.packet:
        if (length < SMALLEST_ENHANCED) this.#tooSmall(offset, length, 'a packet block');
        else this.#packet(bytes, view, at, length, view.getUint16(at + 8, this.#little), fileOffset, sink);
        return;
      case blockType.simplePacket:
        this.#simplePacket(bytes, view, at, length, fileOffset, sink);
        return;
      case blockType.custom:
      case blockType.customNotCopied:
        if (length < SMALLEST_CUSTOM) this.#tooSmall(offset, length, 'a custom block');
        else {
          const size = length - SMALLEST_CUSTOM;
          this.#record(bytes, at + CUSTOM_HEADER, size, pseudoLinkType.customBlock, fileOffset, sink);
        }
        return;
      case blockType.systemdJournal:
        {
          const size = length - SMALLEST_BLOCK;
          this.#record(bytes, at + JOURNAL_HEADER, size, pseudoLinkType.systemdJournal, fileOffset, sink);
        }
        return;
      case blockType.sectionHeader:
        this.#section(view, at, length, offset);
        break;
      case blockType.interfaceDescription:
        this.#interface(view, at, length, offset, sink);
        break;
    }
    if (this.damage !== null) return;
    if (this.details.blockCount === MOST_BLOCKS) {
      this.#stop(offset, 'limit', 'The file has more than 8 million blocks that are no frames; reading stopped there.');
      return;
    }
    this.details.addBlock(type, offset, length, this.frames);
  }

  #simplePacket(
    bytes: Uint8Array,
    view: DataView,
    at: number,
    length: number,
    fileOffset: number,
    sink: FrameSink,
  ): void {
    const from = this.#interfaces[0];
    if (length < SMALLEST_SIMPLE) {
      this.#tooSmall(fileOffset + at, length, 'a simple packet block');
      return;
    }
    if (from === undefined) {
      this.#noInterface(fileOffset + at, 0);
      return;
    }
    const original = view.getUint32(at + 8, this.#little);
    const captured = from.snapLength === 0 ? original : Math.min(original, from.snapLength);
    const room = length - SMALLEST_SIMPLE;
    if (captured > room || captured > from.longest) {
      this.#tooLong(fileOffset + at, captured, Math.min(room, from.longest));
      return;
    }
    const start = at + SIMPLE_HEADER;
    this.frames++;
    this.details.addSimple(this.frames);
    sink.frame(bytes, start, captured, original, 0, NO_TIME, from.id, fileOffset + start);
  }

  /** A record that is no packet, numbered as a frame all the same. */
  #record(
    bytes: Uint8Array,
    start: number,
    length: number,
    linkType: number,
    fileOffset: number,
    sink: FrameSink,
  ): void {
    let id = this.#pseudo.get(linkType);
    if (id === undefined) {
      id = this.details.interfaces.length;
      const info = pseudoInterface(id, this.details.sections.length - 1, linkType);
      this.#pseudo.set(linkType, id);
      this.details.interfaces.push(info);
      sink.captureInterface(info);
    }
    this.frames++;
    sink.frame(bytes, start, length, length, 0, NO_TIME, id, fileOffset + start);
  }

  #section(view: DataView, at: number, length: number, offset: number): void {
    if (length < SMALLEST_SECTION) {
      this.#tooSmall(offset, length, 'a section header');
      return;
    }
    const major = view.getUint16(at + 12, this.#little);
    const minor = view.getUint16(at + 14, this.#little);
    if (major !== 1) {
      const version = `${major}.${minor}`;
      this.#stop(offset, 'unsupported', `The section at byte ${offset} is pcapng version ${version}; 1.x can be read.`);
      return;
    }
    if (this.details.sections.length === MOST_INTERFACES) {
      this.#stop(offset, 'limit', `The file has more than ${MOST_INTERFACES} sections; reading stopped there.`);
      return;
    }
    this.#interfaces = [];
    const options = new OptionCursor(view, at + 24, at + length - 4, this.#little);
    const number = this.details.sections.length;
    this.details.sections.push(describeSection(options, number, this.#little, this.frames, this.#texts));
  }

  #interface(view: DataView, at: number, length: number, offset: number, sink: FrameSink): void {
    if (length < SMALLEST_INTERFACE) {
      this.#tooSmall(offset, length, 'an interface description');
      return;
    }
    const id = this.details.interfaces.length;
    if (id >= MOST_INTERFACES) {
      this.#stop(offset, 'limit', `The file has more than ${MOST_INTERFACES} interfaces; reading stopped there.`);
      return;
    }
    const info = describeInterface(
      view.getUint16(at + 8, this.#little),
      view.getUint32(at + 12, this.#little),
      new OptionCursor(view, at + 16, at + length - 4, this.#little),
      { id, section: this.details.sections.length - 1, number: this.#interfaces.length },
      this.#texts,
    );
    this.#interfaces.push({
      id,
      clock: new TickClock(ticksPerSecond(info.timeResolution), info.timeOffset),
      snapLength: info.snapLength,
      longest: longestFrame(info.linkType),
    });
    this.details.interfaces.push(info);
    sink.captureInterface(info);
  }

  #tooSmall(offset: number, length: number, block: string): void {
    this.#stop(offset, 'corrupt', `The block at byte ${offset} has ${length} bytes, too few for ${block}.`);
  }

  #tooLong(offset: number, captured: number, room: number): void {
    const claimed = captured.toLocaleString('en-US');
    const most = room.toLocaleString('en-US');
    this.#stop(
      offset,
      'corrupt',
      `The block at byte ${offset} claims a frame of ${claimed} bytes, more than the ${most} that it can hold.`,
    );
  }

  #noInterface(offset: number, number: number): void {
    const described = this.#interfaces.length;
    this.#stop(
      offset,
      'corrupt',
      `The frame at byte ${offset} belongs to interface ${number}, but its section has described ${described} so far.`,
    );
  }

  #stop(offset: number, what: Damage['what'], sentence: string): void {
    this.damage = { offset, frame: this.frames + 1, what, sentence };
  }
}
