import type { Cursor } from '../../model/cursor.ts';

/** Length of a header without options. */
export const SHORTEST_HEADER = 20;

/** The numbers of one segment as its header gives them; reused. Sequence numbers are signed 32-bit numbers. */
export class Segment {
  /** Position of the header's first byte in the source. */
  start = 0;
  sourcePort = 0;
  destinationPort = 0;
  seq = 0;
  ack = 0;
  /** In bytes; may be shorter than a header can be. */
  headerLength = 0;
  flags = 0;
  window = 0;
  /** Bytes of payload, 0 where they are not known. */
  length = 0;
  /** False for fragments and quoted packets, and where the packet ends within the header. */
  lengthKnown = false;
  frame = 0;
  seconds = 0;
  nanoseconds = 0;
  /** Nanoseconds since the connection's first segment. */
  time = 0;
  /** Number of the connection, or -1. */
  stream = -1;
  /** `stream * 2 + direction`. */
  flow = 0;
  quoted = false;
  /** Part of a packet whose other fragments are missing. */
  fragmented = false;

  /** Reads the first sixteen bytes at the cursor, which stays there; the caller has checked that they were captured. */
  read(c: Cursor): void {
    const at = c.pos;
    const { record } = c.frame;
    this.start = at;
    this.sourcePort = c.peek16(at);
    this.destinationPort = c.peek16(at + 2);
    this.seq = c.peek32(at + 4) | 0;
    this.ack = c.peek32(at + 8) | 0;
    const word = c.peek16(at + 12);
    this.headerLength = (word >>> 12) * 4;
    this.flags = word & 0xfff;
    this.window = c.peek16(at + 14);
    const { quoted, fragmented } = c.frame;
    const reported = c.limit - at;
    this.lengthKnown = !quoted && !fragmented && reported >= this.headerLength;
    this.length = this.lengthKnown ? reported - this.headerLength : 0;
    this.quoted = quoted;
    this.fragmented = fragmented;
    this.frame = record.number;
    this.seconds = record.seconds;
    this.nanoseconds = record.nanoseconds;
  }
}
