import { INITIAL_RTT, TIME_WIDTH } from '../../facts/tcp-flows.ts';
import type { Cursor } from '../../model/cursor.ts';
import { wantsEvidence } from '../../model/evidence.ts';
import { CHAT, NOTE, type Severity, WARN } from '../../model/expert.ts';
import type { Field } from '../../model/field.ts';
import {
  ACKED_LOST_SEGMENT,
  DUPLICATE_ACK,
  FAST_RETRANSMISSION,
  KEEP_ALIVE,
  KEEP_ALIVE_ACK,
  LOST_SEGMENT,
  OUT_OF_ORDER,
  RETRANSMISSION,
  REUSED_PORTS,
  SPURIOUS_RETRANSMISSION,
  WINDOW_FULL,
  WINDOW_UPDATE,
  ZERO_WINDOW,
  ZERO_WINDOW_PROBE,
  ZERO_WINDOW_PROBE_ACK,
} from './analysis-flags.ts';
import { noteEvidence } from './evidence-notes.ts';
import { a } from './fields.ts';
import type { TcpState } from './tcp-state.ts';

/** What an analysis flag is shown as. */
interface Finding {
  readonly flag: number;
  readonly severity: Severity;
  /** Further notes follow for the kinds of retransmission. */
  readonly notes: readonly Field[];
  /** In front of the Info text. */
  readonly tag: string;
}

/** In the order in which Wireshark shows them; the Info text has their tags in the opposite order. */
export const findings: readonly Finding[] = [
  { flag: REUSED_PORTS, severity: NOTE, notes: [a.reusedPorts], tag: 'TCP Port numbers reused' },
  { flag: RETRANSMISSION, severity: NOTE, notes: [a.retransmission], tag: 'TCP Retransmission' },
  {
    flag: FAST_RETRANSMISSION,
    severity: NOTE,
    notes: [a.fastRetransmission, a.retransmission],
    tag: 'TCP Fast Retransmission',
  },
  {
    flag: SPURIOUS_RETRANSMISSION,
    severity: NOTE,
    notes: [a.spuriousRetransmission, a.retransmission],
    tag: 'TCP Spurious Retransmission',
  },
  { flag: OUT_OF_ORDER, severity: WARN, notes: [a.outOfOrder], tag: 'TCP Out-Of-Order' },
  { flag: LOST_SEGMENT, severity: WARN, notes: [a.lostSegment], tag: 'TCP Previous segment not captured' },
  { flag: ACKED_LOST_SEGMENT, severity: WARN, notes: [a.ackLostSegment], tag: 'TCP ACKed unseen segment' },
  { flag: WINDOW_UPDATE, severity: CHAT, notes: [a.windowUpdate], tag: 'TCP Window Update' },
  { flag: WINDOW_FULL, severity: WARN, notes: [a.windowFull], tag: 'TCP Window Full' },
  { flag: KEEP_ALIVE, severity: NOTE, notes: [a.keepAlive], tag: 'TCP Keep-Alive' },
  { flag: KEEP_ALIVE_ACK, severity: NOTE, notes: [a.keepAliveAck], tag: 'TCP Keep-Alive ACK' },
  { flag: DUPLICATE_ACK, severity: NOTE, notes: [a.duplicateAck], tag: 'TCP Dup ACK' },
  { flag: ZERO_WINDOW_PROBE, severity: NOTE, notes: [a.zeroWindowProbe], tag: 'TCP ZeroWindowProbe' },
  { flag: ZERO_WINDOW, severity: WARN, notes: [a.zeroWindow], tag: 'TCP ZeroWindow' },
  { flag: ZERO_WINDOW_PROBE_ACK, severity: NOTE, notes: [a.zeroWindowProbeAck], tag: 'TCP ZeroWindowProbeAck' },
];

/** The gravest of the notes that {@link noteAnalysis} adds for the flags. */
export function analysisSeverity(flags: number): Severity | 0 {
  let gravest: Severity | 0 = 0;
  for (const finding of findings) if (flags & finding.flag && finding.severity > gravest) gravest = finding.severity;
  return gravest;
}

/** Notes what the analysis of sequence numbers found for the segment whose facts are in the registers. */
export function noteAnalysis(c: Cursor, state: TcpState, stream: number, ordinal: number): void {
  const { facts } = state;
  if (!facts.analysed) return;
  c.generated(a.analysis, 0);
  c.nest();
  if (facts.ackedFrame !== 0) {
    c.generated(a.acksFrame, facts.ackedFrame);
    if (facts.ackTime !== 0) c.generated(a.ackRtt, facts.ackTime / 1e9);
  }
  const roundTrip = state.flows.time[stream * TIME_WIDTH + INITIAL_RTT];
  if (roundTrip !== 0) c.generated(a.initialRtt, roundTrip / 1e9);
  if (facts.inFlight !== 0) {
    c.generated(a.bytesInFlight, facts.inFlight);
    c.generated(a.pushBytesSent, facts.pushed);
  }
  if (facts.flags !== 0) noteFlags(c, state, ordinal);
  c.unnest();
}

function noteFlags(c: Cursor, state: TcpState, ordinal: number): void {
  const { facts, segment: s } = state;
  const shown = wantsEvidence(c);
  const known = shown && (c.frame.learning || state.evidence.read(s.frame, ordinal, s.seq, s.ack));
  c.generated(a.flags, 0);
  c.nest();
  for (const finding of findings) {
    if (!(facts.flags & finding.flag)) continue;
    if (finding.flag === DUPLICATE_ACK) {
      c.generated(a.duplicateAck, 0);
      continue;
    }
    for (const note of finding.notes) {
      c.expert(finding.severity, 'Sequence', note.title, note);
      if (known && note === finding.notes[0]) noteEvidence(c, state, finding.flag);
    }
    if (finding.flag === RETRANSMISSION && facts.delay !== 0) {
      c.generated(a.rto, facts.delay / 1e9);
      c.generated(a.rtoFrame, facts.retransmitted);
    }
  }
  c.unnest();
  if (!(facts.flags & DUPLICATE_ACK)) return;
  c.generated(a.duplicateAckNumber, facts.duplicateNumber);
  c.generated(a.duplicateAckFrame, facts.duplicateFrame);
  c.nest();
  c.expert(NOTE, 'Sequence', c.noting ? `Duplicate ACK (#${facts.duplicateNumber})` : '', a.duplicateAck);
  if (known) noteEvidence(c, state, DUPLICATE_ACK);
  c.unnest();
}
