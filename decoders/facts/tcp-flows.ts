/** Columns of {@link TcpFlows.flow}. */
export const BASE = 0;
export const NEXT = 1;
export const LAST_ACK = 2;
export const HIGHEST = 3;
export const WINDOW = 4;
export const DUPLICATES = 5;
export const FIRST_ACK_FRAME = 6;
export const NEXT_FRAME = 7;
export const PUSHED = 8;
export const SELECTED = 9;
export const OLDEST = 10;
export const NEWEST = 11;
export const UNACKED = 12;
export const LAST_FLAGS = 13;
export const STATE = 14;
export const OPEN_PDU = 15;
export const CLOSE_FRAME = 16;
export const LAST_FRAME = 17;
export const FLOW_WIDTH = 18;

/** Columns of {@link TcpFlows.flowTime}. */
export const LAST_ACK_TIME = 0;
export const NEXT_TIME = 1;
export const FLOW_TIME_WIDTH = 2;

/** Columns of {@link TcpFlows.time}. */
export const PREVIOUS_TIME = 0;
export const SYN_TIME = 1;
export const INITIAL_RTT = 2;
export const FIRST_SECONDS = 3;
export const FIRST_NANOSECONDS = 4;
export const TIME_WIDTH = 5;

/** Bits of the STATE column. */
export const BASE_KNOWN = 1;
export const FLIGHT_KNOWN = 2;
export const PUSH_SEEN = 4;
export const SCALE_WAITS = 8;
export const CLOSES_FIRST = 16;
/** Bit of the UNACKED column: the list is not in the order of sequence numbers. */
export const DISORDERED = 0x1_0000;

/** Values of {@link TcpFlows.scale} that are no shift count. */
export const SCALE_UNKNOWN = -1;
export const SCALE_UNUSED = -2;

/** Bits of {@link TcpFlows.completeness}, and how many there are. */
export const SAW_SYN = 1;
export const SAW_SYN_ACK = 2;
export const SAW_ACK = 4;
export const SAW_DATA = 8;
export const SAW_FIN = 16;
export const SAW_RST = 32;
export const PARTS = 6;

/** Bits of {@link TcpFlows.handshake}. */
export const ACCURATE_ECN_SYN = 1;
export const ACCURATE_ECN_SYN_ACK = 2;
export const ACCURATE_ECN_OPTION = 4;
export const FAST_OPEN_DATA = 8;

/**
 * State of TCP connections, by stream number, in arrays that double. A flow is one direction: `stream * 2 + direction`.
 * Sequence numbers are kept as signed 32-bit numbers; 0 in NEXT, HIGHEST and LAST_ACK means that none is known yet.
 *
 * | flow column | content |
 * |---|---|
 * | BASE | initial sequence number, which relative numbers count from |
 * | NEXT, NEXT_FRAME, NEXT_TIME | highest sequence number seen, plus length; the segment that moved it |
 * | LAST_ACK, LAST_ACK_TIME, WINDOW | of the last segment sent; the window not scaled, -1 for none yet |
 * | HIGHEST | end of the data seen without a hole |
 * | DUPLICATES, FIRST_ACK_FRAME | duplicate ACKs sent in a row (-1: the peer's were lost), and the frame they repeat |
 * | PUSHED | bytes sent since the last PSH |
 * | SELECTED | bytes that the last segment acknowledged selectively |
 * | OLDEST, NEWEST, UNACKED | list of segments not acknowledged yet, see unacked-segments.ts; its length and a bit |
 * | LAST_FLAGS | analysis flags of the last segment |
 * | STATE | bits, see above |
 * | OPEN_PDU | newest message that spans segments, a row of the PDU table plus 1 |
 * | CLOSE_FRAME | frame of the first FIN |
 * | LAST_FRAME | frame of the last segment |
 *
 * | connection column | content |
 * |---|---|
 * | FIRST_SECONDS, FIRST_NANOSECONDS | when the first segment came |
 * | PREVIOUS_TIME, SYN_TIME | of the last segment, and of the last SYN; NaN without SYN |
 * | INITIAL_RTT | from SYN to the first ACK, 0 when not known |
 *
 * Times are nanoseconds since the connection's first segment: exact for 104 days.
 */
export class TcpFlows {
  flow = new Int32Array(FLOW_WIDTH * 2 * 64);
  flowTime = new Float64Array(FLOW_TIME_WIDTH * 2 * 64);
  time = new Float64Array(TIME_WIDTH * 64);
  /** Shift count of the window, by flow. */
  scale = new Int8Array(2 * 64);
  completeness = new Uint8Array(64);
  /** Frame in which each part of {@link completeness} was seen first, 0 for none: PARTS columns. */
  partFrame = new Uint32Array(PARTS * 64);
  /** Most bytes that a flow's sender accepts in one segment, from its SYN, and the frame of that; 0 for not known. */
  largest = new Uint16Array(2 * 64);
  largestFrame = new Uint32Array(2 * 64);
  /** What the handshake negotiated. */
  handshake = new Uint8Array(64);
  /** Port of the side that was asked to accept the connection, 0 without SYN. */
  serverPort = new Uint16Array(64);
  private capacity = 64;

  /** Begins a connection with the time of its first segment. */
  begin(stream: number, seconds: number, nanoseconds: number): void {
    while (stream >= this.capacity) this.grow();
    this.clearFlow(stream * 2);
    this.clearFlow(stream * 2 + 1);
    const at = stream * TIME_WIDTH;
    this.time[at + FIRST_SECONDS] = seconds;
    this.time[at + FIRST_NANOSECONDS] = nanoseconds;
    this.time[at + SYN_TIME] = Number.NaN;
  }

  /** Nanoseconds from the connection's first segment to a time. */
  since(stream: number, seconds: number, nanoseconds: number): number {
    const at = stream * TIME_WIDTH;
    const whole = seconds - this.time[at + FIRST_SECONDS];
    return whole * 1_000_000_000 + (nanoseconds - this.time[at + FIRST_NANOSECONDS]);
  }

  get byteLength(): number {
    const { flow, flowTime, time, scale, completeness, partFrame, largest, largestFrame, handshake, serverPort } = this;
    return (
      flow.byteLength +
      flowTime.byteLength +
      time.byteLength +
      scale.byteLength +
      completeness.byteLength +
      partFrame.byteLength +
      largest.byteLength +
      largestFrame.byteLength +
      handshake.byteLength +
      serverPort.byteLength
    );
  }

  private clearFlow(flow: number): void {
    const at = flow * FLOW_WIDTH;
    this.flow[at + WINDOW] = -1;
    this.flow[at + OLDEST] = -1;
    this.flow[at + NEWEST] = -1;
    this.flow[at + STATE] = FLIGHT_KNOWN;
    this.scale[flow] = SCALE_UNKNOWN;
  }

  private grow(): void {
    this.capacity *= 2;
    const n = this.capacity;
    this.flow = grown(this.flow, new Int32Array(FLOW_WIDTH * 2 * n));
    this.flowTime = grown(this.flowTime, new Float64Array(FLOW_TIME_WIDTH * 2 * n));
    this.time = grown(this.time, new Float64Array(TIME_WIDTH * n));
    this.scale = grown(this.scale, new Int8Array(2 * n));
    this.completeness = grown(this.completeness, new Uint8Array(n));
    this.partFrame = grown(this.partFrame, new Uint32Array(PARTS * n));
    this.largest = grown(this.largest, new Uint16Array(2 * n));
    this.largestFrame = grown(this.largestFrame, new Uint32Array(2 * n));
    this.handshake = grown(this.handshake, new Uint8Array(n));
    this.serverPort = grown(this.serverPort, new Uint16Array(n));
  }
}

function grown<T extends Int8Array | Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array>(
  from: T,
  to: T,
): T {
  to.set(from as never);
  return to;
}
