import { pseudoLinkType } from '../sources/frame-sink.ts';
import {
  blockType,
  CUSTOM_HEADER,
  ENHANCED_HEADER,
  JOURNAL_HEADER,
  option,
  padded,
  SIMPLE_HEADER,
  SMALLEST_BLOCK,
} from '../sources/pcapng-format.ts';
import { OptionCursor } from '../sources/pcapng-options.ts';
import { LONGEST_RECORD } from '../sources/record-limits.ts';
import { changed } from './byte-output.ts';
import type { ExportSource } from './export-plan.ts';
import { PcapngWriter } from './pcapng-writer.ts';
import type { RecordBuffer } from './record-buffer.ts';

/** Size of a section header's length field, which no longer holds once frames are left out. */
const SECTION_LENGTH_AT = 16;

/**
 * Copies parts of a pcapng capture into a buffer, block by block as they stand in the file, so that byte order, time
 * resolution, interface numbers and every option stay what they were. Blocks other than frames keep their place between
 * the frames.
 */
export class PcapngCopy {
  readonly #source: ExportSource;
  readonly #buffer: RecordBuffer;
  #nextBlock = 0;
  #writer: PcapngWriter;
  #little = true;

  constructor(source: ExportSource, buffer: RecordBuffer) {
    this.#source = source;
    this.#buffer = buffer;
    this.#writer = new PcapngWriter(buffer);
  }

  /** Copies one block that stands before `frame`; false when there is none left. */
  blocksUpTo(frame: number): boolean {
    const { details } = this.#source;
    if (this.#nextBlock >= details.blockCount) return false;
    const block = details.block(this.#nextBlock);
    if (block.framesBefore >= frame) return false;
    this.#nextBlock++;
    const at = this.#copy(block.offset, block.length, `A block at byte ${block.offset}`);
    if (block.type === blockType.sectionHeader) {
      this.#buffer.view.setUint32(at + SECTION_LENGTH_AT, 0xffffffff);
      this.#buffer.view.setUint32(at + SECTION_LENGTH_AT + 4, 0xffffffff);
      this.#little = this.#buffer.view.getUint8(at + 8) === 0x4d;
      this.#writer = new PcapngWriter(this.#buffer, this.#little);
    }
    return true;
  }

  /** Copies a frame with its options, and adds comments to them, or puts comments in the place of those it has. */
  frame(frame: number, comments: readonly string[], replace = false): void {
    const { columns, details, frameBytes } = this.#source;
    const header = this.#headerLength(frame);
    const name = `Frame ${frame}`;
    const offset = columns.offset.get(frame) - header;
    if (frameBytes.locate(offset, 8) < 8) throw changed(name);
    const view = new DataView(frameBytes.bytes.buffer, frameBytes.bytes.byteOffset + frameBytes.start, 8);
    const type = view.getUint32(0, this.#little);
    const length = view.getUint32(4, this.#little);
    const body = header + padded(columns.captured.get(frame));
    if (length < body + 4 || length > LONGEST_RECORD) throw changed(name);
    const plain =
      !replace &&
      comments.length === 0 &&
      (details.framesWithBadOptions === 0 || !this.#hasBadOptions(offset, body, length));
    const takesComments = type === blockType.enhancedPacket || type === blockType.packet;
    if (plain || !takesComments) {
      this.#copy(offset, length, name);
      return;
    }
    const captured = columns.captured.get(frame);
    const content = frameBytes.read(offset + 8, header - 8 + captured);
    const place = details.frameOptions(frame);
    const options = place === null ? new Uint8Array(0) : frameBytes.read(place.offset, place.length);
    if (content.length < header - 8 + captured || options.length < (place?.length ?? 0)) throw changed(name);
    this.#writer.packetBlock(type, content, replace ? this.#withoutComments(options) : options, comments);
  }

  /** Adds a custom block to the last section. */
  custom(enterprise: number, data: Uint8Array): void {
    this.#writer.custom(enterprise, data);
  }

  #withoutComments(options: Uint8Array): Uint8Array {
    const view = new DataView(options.buffer, options.byteOffset, options.length);
    const cursor = new OptionCursor(view, 0, options.length, this.#little);
    const kept = new Uint8Array(options.length);
    let length = 0;
    while (cursor.next()) {
      if (cursor.code === option.comment) continue;
      const end = cursor.at + padded(cursor.length);
      kept.set(options.subarray(cursor.at - 4, end), length);
      length += end - cursor.at + 4;
    }
    return kept.subarray(0, length);
  }

  #headerLength(frame: number): number {
    const { columns, details } = this.#source;
    const { linkType } = details.interfaces[columns.interface.get(frame)];
    if (linkType === pseudoLinkType.customBlock) return CUSTOM_HEADER;
    if (linkType === pseudoLinkType.systemdJournal) return JOURNAL_HEADER;
    return details.isSimple(frame) ? SIMPLE_HEADER : ENHANCED_HEADER;
  }

  #hasBadOptions(offset: number, body: number, length: number): boolean {
    const bytes = this.#source.frameBytes.read(offset + body, length - body - 4);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const cursor = new OptionCursor(view, 0, bytes.length, this.#little);
    while (cursor.next());
    return cursor.bad;
  }

  /** Copies a whole block, after making sure that it still is one; returns where it begins in the buffer. */
  #copy(offset: number, length: number, name: string): number {
    const { frameBytes } = this.#source;
    const at = this.#buffer.length;
    if (length < SMALLEST_BLOCK || frameBytes.locate(offset, length) < length) throw changed(name);
    this.#buffer.append(frameBytes.bytes, frameBytes.start, length);
    const { view } = this.#buffer;
    const little = view.getUint32(at) === blockType.sectionHeader ? view.getUint8(at + 8) === 0x4d : this.#little;
    if (view.getUint32(at + 4, little) !== length || view.getUint32(at + length - 4, little) !== length)
      throw changed(name);
    return at;
  }
}
