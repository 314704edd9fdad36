import type { CaptureInterface } from './frame-sink.ts';
import { NumberColumn } from './number-column.ts';

/** A pcapng section, or the whole of a pcap file. */
export interface Section {
  /** From 0. */
  readonly number: number;
  readonly littleEndian: boolean;
  /** Frames of the capture that come before it. */
  readonly framesBefore: number;
  readonly hardware: string;
  readonly operatingSystem: string;
  readonly application: string;
  readonly comments: readonly string[];
}

/** A pcapng block other than a frame, left where it stands in the backing file. */
export interface Block {
  /** Block type code (draft-ietf-opsawg-pcapng section 11.1). */
  readonly type: number;
  /** Of its first byte, the block type, in the backing file. */
  readonly offset: number;
  /** Whole block, type and both lengths included. */
  readonly length: number;
  /** Frames of the capture that come before it. */
  readonly framesBefore: number;
}

/** Options of one frame, left where they stand in the backing file. */
export interface FrameOptions {
  readonly offset: number;
  /** Bytes of well-formed options, without opt_endofopt. */
  readonly length: number;
  readonly littleEndian: boolean;
}

/**
 * What a capture holds besides frames: sections, interfaces, and where in the backing file the other blocks and the
 * options of frames stand. Nothing of it is dropped, so a capture can be saved again whole. Frames are numbered from 1.
 */
export class CaptureDetails {
  readonly container: 'pcap' | 'pcapng';
  readonly sections: Section[] = [];
  readonly interfaces: CaptureInterface[] = [];
  /** Frames whose options contradict the format; what stands before the fault is kept. */
  framesWithBadOptions = 0;
  readonly #blockType = new NumberColumn();
  readonly #blockOffset = new NumberColumn();
  readonly #blockLength = new NumberColumn();
  readonly #blockFramesBefore = new NumberColumn();
  readonly #optionFrame = new NumberColumn();
  readonly #optionOffset = new NumberColumn();
  readonly #optionLength = new NumberColumn();
  readonly #simpleFrame = new NumberColumn();

  constructor(container: 'pcap' | 'pcapng') {
    this.container = container;
  }

  /** Blocks other than frames, section headers and interface descriptions included, in file order. */
  get blockCount(): number {
    return this.#blockType.length;
  }

  block(index: number): Block {
    return {
      type: this.#blockType.at(index),
      offset: this.#blockOffset.at(index),
      length: this.#blockLength.at(index),
      framesBefore: this.#blockFramesBefore.at(index),
    };
  }

  addBlock(type: number, offset: number, length: number, framesBefore: number): void {
    this.#blockType.push(type);
    this.#blockOffset.push(offset);
    this.#blockLength.push(length);
    this.#blockFramesBefore.push(framesBefore);
  }

  /** How many frames have options. */
  get framesWithOptions(): number {
    return this.#optionFrame.length;
  }

  /** The number of the n-th frame that has options. */
  frameWithOptions(index: number): number {
    return this.#optionFrame.at(index);
  }

  frameOptions(frame: number): FrameOptions | null {
    const index = this.#optionFrame.firstNotBelow(frame);
    if (index === this.#optionFrame.length || this.#optionFrame.at(index) !== frame) return null;
    return {
      offset: this.#optionOffset.at(index),
      length: this.#optionLength.at(index),
      littleEndian: this.sectionOf(frame).littleEndian,
    };
  }

  addFrameOptions(frame: number, offset: number, length: number): void {
    this.#optionFrame.push(frame);
    this.#optionOffset.push(offset);
    this.#optionLength.push(length);
  }

  /** Whether the frame stands in a Simple Packet Block, which has a shorter header than the others. */
  isSimple(frame: number): boolean {
    const index = this.#simpleFrame.firstNotBelow(frame);
    return index < this.#simpleFrame.length && this.#simpleFrame.at(index) === frame;
  }

  addSimple(frame: number): void {
    this.#simpleFrame.push(frame);
  }

  /** The section that a frame belongs to. */
  sectionOf(frame: number): Section {
    let low = 0;
    let high = this.sections.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.sections[middle].framesBefore < frame) low = middle + 1;
      else high = middle;
    }
    return this.sections[Math.max(0, low - 1)];
  }
}
