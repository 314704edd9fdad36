import type { TcpEvidence } from '../../facts/tcp-evidence.ts';
import type { TcpFacts } from '../../facts/tcp-facts.ts';
import {
  BASE,
  BASE_KNOWN,
  DISORDERED,
  DUPLICATES,
  FIRST_ACK_FRAME,
  FLIGHT_KNOWN,
  FLOW_TIME_WIDTH,
  FLOW_WIDTH,
  HIGHEST,
  INITIAL_RTT,
  LAST_ACK,
  LAST_ACK_TIME,
  LAST_FLAGS,
  LAST_FRAME,
  NEWEST,
  NEXT,
  NEXT_FRAME,
  NEXT_TIME,
  OLDEST,
  PUSH_SEEN,
  PUSHED,
  SCALE_UNKNOWN,
  SCALE_UNUSED,
  SCALE_WAITS,
  SELECTED,
  STATE,
  type TcpFlows,
  TIME_WIDTH,
  UNACKED,
  WINDOW,
} from '../../facts/tcp-flows.ts';
import { MAX_UNACKED, UnackedSegments } from '../../facts/unacked-segments.ts';
import {
  ACKED_LOST_SEGMENT,
  DUPLICATE_ACK,
  FAST_RETRANSMISSION,
  KEEP_ALIVE,
  KEEP_ALIVE_ACK,
  LOST_SEGMENT,
  OUT_OF_ORDER,
  RETRANSMISSION,
  SPURIOUS_RETRANSMISSION,
  WINDOW_FULL,
  WINDOW_UPDATE,
  ZERO_WINDOW,
  ZERO_WINDOW_PROBE,
  ZERO_WINDOW_PROBE_ACK,
} from './analysis-flags.ts';
import { ACK, FIN, PSH, RST, SYN } from './flag-bits.ts';
import type { Segment } from './segment.ts';

/** A retransmission so soon after duplicate ACKs is a fast one. */
export const FAST_NANOSECONDS = 20_000_000;
/** Where the initial round trip is not known, a segment so late is no longer taken for one that was overtaken. */
export const OVERTAKEN_NANOSECONDS = 3_000_000;
const UNACKED_COUNT = 0xffff;
/** In flight beyond this is taken for nonsense. */
const MOST_IN_FLIGHT = 2_000_000_000;
/** Lists this far from an ACK are searched one by one, since sequence numbers wrap around. */
const FAR = 0x4000_0000;

/**
 * Judges segments by the ones before them, once each, in frame order, by the rules of Wireshark 4.0. Writes what it finds
 * to the registers of the facts, what the next segments need to the flows, and what a flag rests on to the evidence.
 */
export class SequenceAnalysis {
  readonly unacked = new UnackedSegments();
  private readonly flows: TcpFlows;
  private readonly facts: TcpFacts;
  private readonly evidence: TcpEvidence;

  constructor(flows: TcpFlows, facts: TcpFacts, evidence: TcpEvidence) {
    this.flows = flows;
    this.facts = facts;
    this.evidence = evidence;
  }

  judge(s: Segment): void {
    const { facts } = this;
    const f = this.flows.flow;
    const F = s.flow * FLOW_WIDTH;
    const R = (s.flow ^ 1) * FLOW_WIDTH;
    if (!(f[F + STATE] & BASE_KNOWN)) {
      f[F + BASE] = s.flags & SYN ? s.seq : (s.seq - 1) | 0;
      f[F + STATE] |= BASE_KNOWN;
    }
    if (s.flags & ACK) {
      if (!(f[R + STATE] & BASE_KNOWN)) f[R + BASE] = (s.ack - 1) | 0;
      f[R + STATE] |= BASE_KNOWN | FLIGHT_KNOWN;
    }
    let flags = facts.flags | this.windowFlags(s, f, F, R);
    if (s.ack !== f[F + LAST_ACK]) {
      f[F + FIRST_ACK_FRAME] = s.frame;
      f[F + DUPLICATES] = 0;
    }
    const seen = f[R + HIGHEST];
    if (seen !== 0 && ((s.ack - seen) | 0) > 0 && s.flags & ACK) {
      flags |= this.beyondFlag(f, R);
    }
    if (s.length > 0 || s.flags & (SYN | FIN)) flags |= this.againFlag(s, f, F, R, flags);
    if (flags !== 0) this.keepEvidence(s, f, F, R, seen);
    const end = this.remember(s, f, F);
    this.advance(s, f, F, end, (flags & ZERO_WINDOW_PROBE) !== 0);
    f[F + LAST_FLAGS] = flags;
    facts.flags = flags;
    if (flags !== 0) facts.analysed = true;
    this.acknowledge(s, f, R);
    if (s.length !== 0 && f[F + OLDEST] >= 0 && f[F + STATE] & FLIGHT_KNOWN) this.inFlight(s, f, F, R);
  }

  /** What the flags of this segment rest on, before the segment changes it. */
  private keepEvidence(s: Segment, f: Int32Array, F: number, R: number, seen: number): void {
    const e = this.evidence;
    const times = this.flows.flowTime;
    const { scale } = this.flows;
    e.next = f[F + NEXT];
    e.nextFrame = f[F + NEXT_FRAME];
    e.sinceNext = s.time - times[s.flow * FLOW_TIME_WIDTH + NEXT_TIME];
    e.ownAck = f[F + LAST_ACK];
    e.ownWindow = f[F + WINDOW];
    e.ownFrame = f[F + LAST_FRAME];
    e.ownScale = f[F + STATE] & SCALE_WAITS ? SCALE_UNUSED : scale[s.flow];
    e.peerAck = f[R + LAST_ACK];
    e.peerWindow = f[R + WINDOW];
    e.peerFrame = f[R + LAST_FRAME];
    e.sincePeer = s.time - times[(s.flow ^ 1) * FLOW_TIME_WIDTH + LAST_ACK_TIME];
    e.peerScale = f[R + STATE] & SCALE_WAITS ? SCALE_UNUSED : scale[s.flow ^ 1];
    e.peerSeen = seen;
    e.peerNext = f[R + NEXT];
    e.peerNextFrame = f[R + NEXT_FRAME];
    e.duplicates = f[R + DUPLICATES];
    e.roundTrip = this.flows.time[(s.flow >>> 1) * TIME_WIDTH + INITIAL_RTT];
  }

  /** Flags that are told by the segment's own numbers and windows. */
  private windowFlags(s: Segment, f: Int32Array, F: number, R: number): number {
    const { length, window } = s;
    const next = f[F + NEXT];
    if (length === 1 && s.seq === next && f[R + WINDOW] === 0) return ZERO_WINDOW_PROBE;
    const control = s.flags & (SYN | FIN | RST);
    let flags = 0;
    if (window === 0 && control === 0) flags |= ZERO_WINDOW;
    if (next !== 0 && ((s.seq - next) | 0) > 0 && !(s.flags & RST)) {
      flags |= LOST_SEGMENT;
      f[F + STATE] &= ~FLIGHT_KNOWN;
    }
    if (control !== 0) return flags;
    if (length <= 1 && s.seq === ((next - 1) | 0)) flags |= KEEP_ALIVE;
    if (length > 0) return this.fillsWindow(s, f, R) ? flags | WINDOW_FULL : flags;
    if (s.seq !== next) return flags;
    const same = window === f[F + WINDOW];
    if (s.ack === f[F + LAST_ACK]) {
      if (window !== 0) {
        if (!same) return flags | WINDOW_UPDATE;
        if (f[R + LAST_FLAGS] & KEEP_ALIVE) return flags | KEEP_ALIVE_ACK;
        return flags | this.duplicate(f, F);
      }
      if (same && f[R + LAST_FLAGS] & ZERO_WINDOW_PROBE) return flags | ZERO_WINDOW_PROBE_ACK;
    }
    return flags;
  }

  private fillsWindow(s: Segment, f: Int32Array, R: number): boolean {
    const scale = this.flows.scale[s.flow ^ 1];
    if (scale === SCALE_UNKNOWN) return false;
    const shift = f[R + STATE] & SCALE_WAITS || scale < 0 ? 0 : scale;
    return ((s.seq + s.length) | 0) === ((f[R + LAST_ACK] + (f[R + WINDOW] << shift)) | 0);
  }

  private duplicate(f: Int32Array, F: number): number {
    const before = f[F + DUPLICATES];
    f[F + DUPLICATES] = before < 0 ? 1 : before + 1;
    this.facts.duplicateNumber = f[F + DUPLICATES];
    this.facts.duplicateFrame = f[F + FIRST_ACK_FRAME];
    return DUPLICATE_ACK;
  }

  /** Flag of an ACK of more than was seen without a hole: told once for each hole. */
  private beyondFlag(f: Int32Array, R: number): number {
    this.facts.analysed = true;
    if (((f[R + NEXT] - f[R + HIGHEST]) | 0) > 0) {
      f[R + HIGHEST] = f[R + NEXT];
      return ACKED_LOST_SEGMENT;
    }
    const first = f[R + DUPLICATES] === 0;
    f[R + DUPLICATES] = -1;
    return first ? ACKED_LOST_SEGMENT : 0;
  }

  /** Flags of segments whose bytes, SYN or FIN were sent before, or late. */
  private againFlag(s: Segment, f: Int32Array, F: number, R: number, flags: number): number {
    if (flags & KEEP_ALIVE) return 0;
    const next = f[F + NEXT];
    const lastAck = f[R + LAST_ACK];
    if (s.length > 0 && lastAck !== 0 && ((s.seq + s.length - lastAck) | 0) <= 0) return SPURIOUS_RETRANSMISSION;
    const behind = next !== 0 && ((s.seq - next) | 0) < 0;
    // More than one byte from where a probe of one byte went is new data.
    if (!behind || (s.length > 1 && ((next - 1) | 0) === s.seq)) return 0;
    const times = this.flows.flowTime;
    const sinceAck = s.time - times[(s.flow ^ 1) * FLOW_TIME_WIDTH + LAST_ACK_TIME];
    // Also after an ACK of lost data, which makes the count -1.
    const repeated = f[R + DUPLICATES] >>> 0 >= 2;
    if (repeated && lastAck === s.seq && sinceAck >= 0 && sinceAck < FAST_NANOSECONDS) {
      return FAST_RETRANSMISSION;
    }
    const sinceNext = s.time - times[s.flow * FLOW_TIME_WIDTH + NEXT_TIME];
    const roundTrip = this.flows.time[(s.flow >>> 1) * TIME_WIDTH + INITIAL_RTT];
    const threshold = roundTrip === 0 ? OVERTAKEN_NANOSECONDS : roundTrip;
    const end = (s.seq + s.length + (s.flags & (SYN | FIN) ? 1 : 0)) | 0;
    if (sinceNext >= 0 && sinceNext < threshold && next !== end) return OUT_OF_ORDER;
    this.measure(s, f, F, sinceNext);
    return RETRANSMISSION;
  }

  /** How long a retransmission took: since the oldest segment that is not acknowledged, else since the highest one. */
  private measure(s: Segment, f: Int32Array, F: number, sinceNext: number): void {
    const oldest = f[F + OLDEST];
    this.facts.retransmitted = oldest < 0 ? f[F + NEXT_FRAME] : this.unacked.frame[oldest];
    this.facts.delay = oldest < 0 ? sinceNext : s.time - this.unacked.time[oldest];
  }

  /** Adds the segment to those not acknowledged yet. Returns the sequence number behind it. */
  private remember(s: Segment, f: Int32Array, F: number): number {
    const end = (s.seq + s.length) | 0;
    const control = s.flags & (SYN | FIN);
    if ((s.length === 0 && control === 0) || (f[F + UNACKED] & UNACKED_COUNT) >= MAX_UNACKED) return end;
    const behind = control !== 0 ? (end + 1) | 0 : end;
    const u = this.unacked;
    const at = u.take(s.seq, behind, s.frame, s.time);
    const newest = f[F + NEWEST];
    if (newest < 0) f[F + OLDEST] = at;
    else {
      u.link[newest] = at;
      if (((s.seq - u.end[newest]) | 0) < 0) f[F + UNACKED] |= DISORDERED;
    }
    f[F + NEWEST] = at;
    f[F + UNACKED]++;
    return behind;
  }

  private advance(s: Segment, f: Int32Array, F: number, end: number, probe: boolean): void {
    const times = this.flows.flowTime;
    const T = s.flow * FLOW_TIME_WIDTH;
    if (!probe && (f[F + NEXT] === 0 || ((end - f[F + NEXT]) | 0) > 0)) {
      f[F + NEXT] = end;
      f[F + NEXT_FRAME] = s.frame;
      times[T + NEXT_TIME] = s.time;
    }
    if (!probe && (f[F + HIGHEST] === 0 || s.seq === f[F + HIGHEST])) f[F + HIGHEST] = f[F + NEXT];
    f[F + WINDOW] = s.window;
    f[F + LAST_ACK] = s.ack;
    f[F + LAST_FRAME] = s.frame;
    times[T + LAST_ACK_TIME] = s.time;
  }

  /** Takes the peer's segments that this one acknowledges from their list. */
  private acknowledge(s: Segment, f: Int32Array, R: number): void {
    const u = this.unacked;
    const { ack } = s;
    let at = f[R + OLDEST];
    if (at < 0) return;
    const distance = (ack - u.seq[at]) | 0;
    const all = (f[R + UNACKED] & DISORDERED) !== 0 || distance > FAR || distance < -FAR;
    let previous = -1;
    while (at >= 0) {
      const left = (u.end[at] - ack) | 0;
      const link = u.link[at];
      if (left > 0) {
        if (((ack - u.seq[at]) | 0) > 0) u.seq[at] = ack;
        if (!all) return;
        previous = at;
      } else {
        if (left === 0 && this.facts.ackedFrame === 0) {
          this.facts.analysed = true;
          this.facts.ackedFrame = u.frame[at];
          this.facts.ackTime = s.time - u.time[at];
        }
        if (previous < 0) f[R + OLDEST] = link;
        else u.link[previous] = link;
        if (link < 0) f[R + NEWEST] = previous;
        u.release(at);
        f[R + UNACKED]--;
      }
      at = link;
    }
    if ((f[R + UNACKED] & UNACKED_COUNT) === 0) f[R + UNACKED] = 0;
  }

  private inFlight(s: Segment, f: Int32Array, F: number, R: number): void {
    const bytes = (this.span(f, F) - f[R + SELECTED]) >>> 0;
    const { facts } = this;
    if (bytes > 0 && bytes < MOST_IN_FLIGHT) facts.inFlight = s.flags & (SYN | FIN) ? bytes - 1 : bytes;
    const push = s.flags & PSH;
    const began = f[F + STATE] & PUSH_SEEN;
    f[F + PUSHED] = began ? s.length : (f[F + PUSHED] + s.length) | 0;
    if (push) f[F + STATE] |= PUSH_SEEN;
    else f[F + STATE] &= ~PUSH_SEEN;
    facts.pushed = f[F + PUSHED] >>> 0;
    facts.flight = true;
    facts.analysed = true;
  }

  /** From the lowest to the highest sequence number of the segments not acknowledged yet. */
  private span(f: Int32Array, F: number): number {
    const u = this.unacked;
    const base = f[F + BASE];
    let at = f[F + OLDEST];
    let first = (u.seq[at] - base) >>> 0;
    let last = (u.end[f[F + NEWEST]] - base) >>> 0;
    if (!(f[F + UNACKED] & DISORDERED) && first <= last) return last - first;
    for (; at >= 0; at = u.link[at]) {
      const seq = (u.seq[at] - base) >>> 0;
      const end = (u.end[at] - base) >>> 0;
      if (seq < first) first = seq;
      if (end > last) last = end;
    }
    return last - first;
  }
}
