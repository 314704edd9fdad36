import { Int32Column, Uint8Column, Uint16Column } from '../../decoders/facts/columns.ts';
import { NearColumn } from '../../decoders/facts/near-column.ts';
import { FrameEnds } from './frame-ends.ts';
import { LengthColumn } from './length-column.ts';
import { OriginalLengths } from './original-lengths.ts';

/** The chunk of each column that is being filled. */
interface Chunks {
  readonly nanoseconds: Int32Array;
  readonly stack: Uint16Array;
  readonly ends: Uint32Array;
  readonly tcpFlags: Uint16Array;
  readonly bits: Uint8Array;
}

const LOW = 0xffff;

/**
 * One row for each frame, by frame number from 1 (row 0 is unused). 23 bytes a frame, some more where frames were cut or
 * came from several interfaces; frame bytes stay in the file.
 *
 * | column | content |
 * |---|---|
 * | seconds, nanoseconds | time since 1970; hostile files have seconds of more than 32 bits |
 * | offset | of the frame's first byte in the backing file |
 * | captured, original | lengths in bytes |
 * | interface | interface id |
 * | stack | layer stack id, see decoders/facts/stack-table.ts |
 * | ends | all of the next five, see frame-ends.ts |
 * | source, destination | address ids, 0 for none |
 * | sourcePort, destinationPort | 0 without ports |
 * | conversation | index + 1 into the conversations, 0 for none |
 * | tcpFlags | twelve flag bits of the TCP header |
 * | bits | see below: severity, direction, damage |
 */
export class PacketTable {
  /** Frames in the table. */
  count = 0;
  readonly seconds = new NearColumn();
  readonly nanoseconds = new Int32Column();
  readonly offset = new NearColumn();
  readonly captured = new LengthColumn();
  readonly original = new OriginalLengths(this.captured);
  readonly interface = new Uint16Column();
  readonly stack = new Uint16Column();
  readonly ends = new FrameEnds();
  readonly source = { get: (frame: number) => this.ends.source(frame) };
  readonly destination = { get: (frame: number) => this.ends.destination(frame) };
  readonly sourcePort = { get: (frame: number) => this.ends.sourcePort(frame) };
  readonly destinationPort = { get: (frame: number) => this.ends.destinationPort(frame) };
  readonly conversation = { get: (frame: number) => this.ends.conversation(frame) };
  readonly tcpFlags = new Uint16Column();
  readonly bits = new Uint8Column();
  private filling!: Chunks;
  /** Rows in the chunks being filled. */
  private room = 0;

  /** Adds the next frame's row. The chunks being filled are kept at hand: no column looks them up for every frame. */
  append(
    seconds: number,
    nanoseconds: number,
    offset: number,
    captured: number,
    original: number,
    interfaceId: number,
  ): number {
    const row = ++this.count;
    const at = row & LOW;
    if (at === 0 || at >= this.room) this.nextChunks(row);
    const t = this.filling;
    t.nanoseconds[at] = nanoseconds;
    this.seconds.set(row, seconds);
    this.offset.set(row, offset);
    this.captured.set(row, captured);
    if (original !== captured) this.original.set(row, original);
    if (interfaceId !== 0) this.interface.set(row, interfaceId);
    return row;
  }

  /** What decoding found of the row added last. */
  describe(
    stack: number,
    source: number,
    destination: number,
    sourcePort: number,
    destinationPort: number,
    conversation: number,
    tcpFlags: number,
    bits: number,
  ): void {
    const at = this.count & LOW;
    const t = this.filling;
    t.stack[at] = stack;
    const backward = (bits & BACKWARD) !== 0;
    t.ends[at] = this.ends.valueOf(source, destination, sourcePort, destinationPort, conversation, backward);
    t.tcpFlags[at] = tcpFlags;
    t.bits[at] = bits;
  }

  private nextChunks(row: number): void {
    this.filling = {
      nanoseconds: this.nanoseconds.chunk(row),
      stack: this.stack.chunk(row),
      ends: this.ends.values.chunk(row),
      tcpFlags: this.tcpFlags.chunk(row),
      bits: this.bits.chunk(row),
    };
    this.room = this.filling.bits.length;
  }

  get byteLength(): number {
    return [
      this.seconds,
      this.nanoseconds,
      this.offset,
      this.captured,
      this.original,
      this.interface,
      this.stack,
      this.ends,
      this.tcpFlags,
      this.bits,
    ].reduce((sum, column) => sum + column.byteLength, 0);
  }
}

/** Bits 0-3 of {@link PacketTable.bits}: severity of the gravest expert note, see decoders/model/expert.ts. */
export const SEVERITY_BITS = 0x0f;
/** Set when the frame goes to the side that opened its conversation. */
export const BACKWARD = 0x10;
export const TRUNCATED_BIT = 0x20;
export const MALFORMED_BIT = 0x40;
