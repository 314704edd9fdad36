import { Uint8Column } from '../../facts/columns.ts';
import type { Conversations } from '../../facts/conversations.ts';
import { TCP } from '../../facts/conversations.ts';
import { PduTable } from '../../facts/pdu-table.ts';
import { ProtocolChoices } from '../../facts/protocol-choices.ts';
import { TcpEvidence } from '../../facts/tcp-evidence.ts';
import { TcpFacts } from '../../facts/tcp-facts.ts';
import {
  ACCURATE_ECN_OPTION,
  ACCURATE_ECN_SYN,
  ACCURATE_ECN_SYN_ACK,
  BASE,
  BASE_KNOWN,
  CLOSE_FRAME,
  CLOSES_FIRST,
  FAST_OPEN_DATA,
  FLOW_WIDTH,
  HIGHEST,
  INITIAL_RTT,
  LAST_FRAME,
  NEXT,
  PARTS,
  PREVIOUS_TIME,
  SAW_ACK,
  SAW_DATA,
  SAW_FIN,
  SAW_RST,
  SAW_SYN,
  SAW_SYN_ACK,
  SCALE_UNKNOWN,
  SCALE_UNUSED,
  SCALE_WAITS,
  SELECTED,
  STATE,
  SYN_TIME,
  TcpFlows,
  TIME_WIDTH,
} from '../../facts/tcp-flows.ts';
import type { Packet } from '../../model/packet.ts';
import { REUSED_PORTS } from './analysis-flags.ts';
import { ACK, AE, CWR, ECE, FIN, RST, SYN } from './flag-bits.ts';
import { OptionReader } from './options.ts';
import { Segment } from './segment.ts';
import { SequenceAnalysis } from './sequence-analysis.ts';
import { Payload, StreamAssembly } from './stream-assembly.ts';

const ECN = AE | CWR | ECE;
/** ECN bits of a SYN-ACK that agrees to Accurate ECN (RFC 9768 section 3.1). */
const ECN_AGREED = [CWR | ECE, AE, CWR, AE | CWR];

/** Everything learned of a capture's TCP connections. */
export class TcpState {
  readonly flows = new TcpFlows();
  readonly facts = new TcpFacts();
  readonly evidence = new TcpEvidence();
  readonly pdus = new PduTable();
  readonly choices = new ProtocolChoices();
  readonly segment = new Segment();
  readonly payload = new Payload();
  readonly options = new OptionReader();
  readonly analysis = new SequenceAnalysis(this.flows, this.facts, this.evidence);
  readonly assembly = new StreamAssembly(this.flows, this.facts, this.pdus);
  private readonly attempts = new Uint8Column();
  /** Completeness of the connection before the segment that is being learned. */
  completenessBefore = 0;
  /** True when the segment is the first of its connection. */
  private begun = false;

  /**
   * Finds or begins the segment's connection while learning, in `segment.stream` and `flow`. A SYN with another initial
   * sequence number begins a new one. Returns the conversation.
   */
  enter(conversations: Conversations, registers: Packet): number {
    const { segment: s, facts, flows } = this;
    facts.clear();
    let at = conversations.learn(TCP, registers, s.frame);
    this.begun = conversations.begun;
    s.stream = conversations.streamOf(at);
    s.flow = s.stream * 2 + conversations.direction;
    if (this.begun) flows.begin(s.stream, s.seconds, s.nanoseconds);
    else if (s.flags & SYN && flows.flow[s.flow * FLOW_WIDTH + STATE] & BASE_KNOWN) {
      const row = s.flow * FLOW_WIDTH;
      const other = s.seq !== flows.flow[row + BASE];
      this.evidence.earlierSeq = flows.flow[row + BASE];
      const otherRow = (s.flow ^ 1) * FLOW_WIDTH;
      this.evidence.earlierFrame = Math.max(flows.flow[row + LAST_FRAME], flows.flow[otherRow + LAST_FRAME]);
      if (s.flags & ACK) {
        if (other) {
          flows.flow[row + BASE] = s.seq;
          facts.flags = REUSED_PORTS;
        }
      } else if (other) {
        at = conversations.renew(TCP, registers, s.frame);
        s.stream = conversations.streamOf(at);
        s.flow = s.stream * 2;
        flows.begin(s.stream, s.seconds, s.nanoseconds);
        this.complete(SAW_SYN);
        facts.flags = REUSED_PORTS;
      } else {
        flows.flow[row + NEXT] = flows.flow[row + HIGHEST];
        facts.analysed = true;
      }
    }
    s.time = flows.since(s.stream, s.seconds, s.nanoseconds);
    this.completenessBefore = flows.completeness[s.stream];
    return at;
  }

  /** Notes when the segment came, and judges it by those before it. */
  observe(): void {
    const { segment: s, flows, facts } = this;
    const previous = s.stream * TIME_WIDTH + PREVIOUS_TIME;
    facts.delta = s.time - flows.time[previous];
    flows.time[previous] = s.time;
    flows.flow[s.flow * FLOW_WIDTH + SELECTED] = 0;
    if (s.lengthKnown) this.analysis.judge(s);
  }

  /** Moves the connection's state on by the segment's flags. */
  advance(): void {
    const { segment: s, flows } = this;
    const { flags } = s;
    this.complete(this.completeness(flags, s.length));
    const state = s.flow * FLOW_WIDTH + STATE;
    if (flags & SYN) this.opens(flags);
    if (flags & FIN) this.closes();
    if ((flags & (SYN | ACK)) === ACK) {
      const time = s.stream * TIME_WIDTH;
      if (flows.time[time + INITIAL_RTT] === 0 && !Number.isNaN(flows.time[time + SYN_TIME])) {
        flows.time[time + INITIAL_RTT] = s.time - flows.time[time + SYN_TIME];
      }
      flows.flow[state] &= ~SCALE_WAITS;
    }
  }

  /** Takes over what the options said. */
  learnOptions(): void {
    const { segment: s, flows, options } = this;
    if (options.largest > 0 && s.flags & SYN && options.largest !== flows.largest[s.flow]) {
      flows.largest[s.flow] = options.largest;
      flows.largestFrame[s.flow] = s.frame;
    }
    if (options.shift >= 0) flows.scale[s.flow] = options.shift;
    flows.flow[s.flow * FLOW_WIDTH + SELECTED] = options.selected;
    if (options.accurateEcn) flows.handshake[s.stream] |= ACCURATE_ECN_OPTION;
    if (options.cookie && s.length > 0) flows.handshake[s.stream] |= FAST_OPEN_DATA;
    if (s.flags & SYN) this.agreeOnScale();
  }

  learnWithoutOptions(): void {
    if (this.segment.flags & SYN) this.agreeOnScale();
  }

  /** Counts the segments in which protocols have looked for their first message. */
  attempt(stream: number): number {
    const count = this.attempts.get(stream) + 1;
    this.attempts.set(stream, count);
    return count;
  }

  /** The window is scaled only when both sides asked for it. */
  private agreeOnScale(): void {
    const { segment: s, flows } = this;
    const { scale } = flows;
    const other = s.flow ^ 1;
    if (scale[s.flow] === SCALE_UNKNOWN) scale[s.flow] = scale[other] = SCALE_UNUSED;
    else if (s.flags & ACK && scale[other] === SCALE_UNUSED) scale[s.flow] = SCALE_UNUSED;
  }

  /** Takes in what has been seen of the connection by now. */
  private complete(seen: number): void {
    const { segment: s, flows } = this;
    let fresh = seen & ~flows.completeness[s.stream];
    flows.completeness[s.stream] = seen;
    for (; fresh !== 0; fresh &= fresh - 1)
      flows.partFrame[s.stream * PARTS + 31 - Math.clz32(fresh & -fresh)] = s.frame;
  }

  private completeness(flags: number, length: number): number {
    const before = this.flows.completeness[this.segment.stream];
    if (this.begun) return (flags & (SYN | ACK)) === SYN ? (length > 0 ? SAW_SYN | SAW_DATA : SAW_SYN) : 0;
    let seen = before;
    if ((flags & (SYN | ACK)) === (SYN | ACK)) seen |= SAW_SYN_ACK;
    if ((flags & (SYN | ACK)) === ACK) seen |= length > 0 ? SAW_DATA : SAW_ACK;
    if ((flags & (FIN | ACK)) === (FIN | ACK)) seen |= SAW_FIN;
    if (flags & RST) seen |= SAW_RST;
    return seen;
  }

  private closes(): void {
    const { segment: s, flows } = this;
    const row = s.flow * FLOW_WIDTH;
    if (!(flows.flow[(s.flow ^ 1) * FLOW_WIDTH + STATE] & CLOSES_FIRST)) flows.flow[row + STATE] |= CLOSES_FIRST;
    if (flows.flow[row + CLOSE_FRAME] === 0) flows.flow[row + CLOSE_FRAME] = s.frame;
  }

  private opens(flags: number): void {
    const { segment: s, flows } = this;
    flows.flow[s.flow * FLOW_WIDTH + STATE] |= SCALE_WAITS;
    if (flags & ACK) {
      flows.serverPort[s.stream] = s.sourcePort;
      if (ECN_AGREED.includes(flags & ECN)) flows.handshake[s.stream] |= ACCURATE_ECN_SYN_ACK;
    } else {
      flows.serverPort[s.stream] = s.destinationPort;
      flows.time[s.stream * TIME_WIDTH + SYN_TIME] = s.time;
      if ((flags & ECN) === ECN) flows.handshake[s.stream] |= ACCURATE_ECN_SYN;
    }
  }
}

/** The connection counts congestion marks in the ECN bits. */
export function countsMarks(handshake: number): boolean {
  const agreed = ACCURATE_ECN_SYN | ACCURATE_ECN_SYN_ACK;
  return (handshake & ACCURATE_ECN_OPTION) !== 0 || (handshake & agreed) === agreed;
}
