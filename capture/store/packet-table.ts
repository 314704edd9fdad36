import { Float64Column, Int32Column, Uint8Column, Uint16Column, Uint32Column } from '../../decoders/facts/columns.ts';

/**
 * One row for each frame, by frame number from 1 (row 0 is unused). 55 bytes a frame; frame bytes stay in the file.
 *
 * | column | content |
 * |---|---|
 * | seconds, nanoseconds | time since 1970; seconds as a float, for hostile files with more than 32 bits |
 * | offset | of the frame's first byte in the backing file |
 * | captured, original | lengths in bytes |
 * | interface | interface id |
 * | stack | layer stack id, see decoders/facts/stack-table.ts |
 * | source, destination | address ids, 0 for none |
 * | sourcePort, destinationPort | 0 without ports |
 * | conversation | index + 1 into the conversations, 0 for none |
 * | tcpFlags | twelve flag bits of the TCP header |
 * | bits | see below: severity, direction, damage |
 */
export class PacketTable {
  /** Frames in the table. */
  count = 0;
  readonly seconds = new Float64Column();
  readonly nanoseconds = new Int32Column();
  readonly offset = new Float64Column();
  readonly captured = new Uint32Column();
  readonly original = new Uint32Column();
  readonly interface = new Uint16Column();
  readonly stack = new Uint16Column();
  readonly source = new Uint32Column();
  readonly destination = new Uint32Column();
  readonly sourcePort = new Uint16Column();
  readonly destinationPort = new Uint16Column();
  readonly conversation = new Uint32Column();
  readonly tcpFlags = new Uint16Column();
  readonly bits = new Uint8Column();

  get byteLength(): number {
    return [
      this.seconds,
      this.nanoseconds,
      this.offset,
      this.captured,
      this.original,
      this.interface,
      this.stack,
      this.source,
      this.destination,
      this.sourcePort,
      this.destinationPort,
      this.conversation,
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
