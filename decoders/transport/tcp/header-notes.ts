import {
  BASE,
  CLOSE_FRAME,
  CLOSES_FIRST,
  FAST_OPEN_DATA,
  FLOW_WIDTH,
  SCALE_UNUSED,
  STATE,
} from '../../facts/tcp-flows.ts';
import type { Cursor } from '../../model/cursor.ts';
import { evidenceFields } from '../../model/evidence.ts';
import { CHAT, ERROR, NOTE, type Severity, WARN } from '../../model/expert.ts';
import type { Field } from '../../model/field.ts';
import { FieldGroup } from '../../model/field-group.ts';
import { IPV4 } from '../../model/packet.ts';
import { FAST_RETRANSMISSION, OUT_OF_ORDER, RETRANSMISSION, SPURIOUS_RETRANSMISSION } from './analysis-flags.ts';
import { completenessLetters, completenessText } from './completeness.ts';
import { noteCompletenessEvidence } from './completeness-evidence.ts';
import { a, f, n } from './fields.ts';
import { ACK, FIN, flagLetters, flagNames, RST, SYN, URG } from './flag-bits.ts';
import { type Segment, SHORTEST_HEADER } from './segment.ts';
import { countsMarks, type TcpState } from './tcp-state.ts';

const ACE_MASK = 0x1c0;
/** The segment's bytes came before, or later ones did. */
const SEEN_BEFORE = RETRANSMISSION | FAST_RETRANSMISSION | SPURIOUS_RETRANSMISSION | OUT_OF_ORDER;
const SHORT_SEGMENT =
  'Short segment. Segment/fragment does not contain a full TCP header (might be NMAP or someone else deliberately sending unusual packets)';

const sequenceFields = [f.seq, f.seqRaw, f.nextSeq, f.ack, f.ackRaw];
const windowFields = [f.windowValue, f.window, f.scaleFactor];
const flagFields = [f.flags, f.reserved, f.accurateEcn, f.cwr, f.ece, f.ace, f.urg, f.ackFlag, f.push, f.reset, f.syn];
const moreFlagFields = [f.fin, f.flagText];

/** What {@link noteHeader} notes of the header alone. */
export const headerFields: readonly Field[] = [
  f.sourcePort,
  f.destinationPort,
  f.stream,
  f.completeness,
  f.completenessFlags,
  f.length,
  f.headerLength,
  ...sequenceFields,
  ...flagFields,
  ...moreFlagFields,
  ...windowFields,
];

/** Those of them that are the same whatever frames came before; ECN bits are a counter in connections that agreed on it. */
export const unlearnedFields: readonly Field[] = [
  f.sourcePort,
  f.destinationPort,
  f.length,
  f.headerLength,
  f.seqRaw,
  f.ackRaw,
  f.flags,
  f.reserved,
  f.urg,
  f.ackFlag,
  f.push,
  f.reset,
  f.syn,
  f.fin,
  f.windowValue,
];

const sequenceGroup = new FieldGroup([...sequenceFields, n.ackNonzero, a.fastOpenAck, a.fastOpenIgnored]);
const flagNotes = [n.rst, n.fin, n.finActive, n.finPassive, n.syn, n.synAck, f.finRetransmission];
const flagGroup = new FieldGroup([...flagFields, ...moreFlagFields, ...flagNotes]);
const windowGroup = new FieldGroup(windowFields);
const completenessGroup = new FieldGroup([f.completeness, f.completenessFlags, ...Object.values(evidenceFields)]);
const timesGroup = new FieldGroup([f.timestamps, f.timeRelative, f.timeDelta]);

/** What sequence numbers of a flow are shown relative to: 0 shows them as they are. */
export function shownBase(state: TcpState, flow: number, relative: boolean): number {
  return relative && !state.segment.quoted ? state.flows.flow[flow * FLOW_WIDTH + BASE] : 0;
}

/** The gravest of the notes that {@link noteHeader} and {@link noteUrgentPointer} add. */
export function headerSeverity(state: TcpState, s: Segment, urgent: number): Severity | 0 {
  const { flags } = s;
  if (s.headerLength < SHORTEST_HEADER) return ERROR;
  if (flags & RST || isShort(s)) return WARN;
  if (flags & FIN || (!(flags & ACK) && s.ack !== 0) || (!(flags & URG) && urgent !== 0)) return NOTE;
  if ((flags & (SYN | ACK)) === (SYN | ACK) && fastOpenAnswer(state, s)) return NOTE;
  return flags & SYN ? CHAT : 0;
}

/** The packet ends before the header does. */
function isShort(s: Segment): boolean {
  return !s.lengthKnown && !s.quoted && !s.fragmented;
}

/** The expert note on how a SYN-ACK answers data in the SYN, if it does. */
function fastOpenAnswer(state: TcpState, s: Segment): Field | undefined {
  const base = state.flows.flow[(s.flow ^ 1) * FLOW_WIDTH + BASE];
  if ((s.ack - base) >>> 0 > 1) return a.fastOpenAck;
  return state.flows.handshake[s.stream] & FAST_OPEN_DATA ? a.fastOpenIgnored : undefined;
}

/** Notes the first sixteen bytes of the header and what is derived from them. */
export function noteHeader(c: Cursor, state: TcpState, s: Segment, relative: boolean): void {
  const { start } = s;
  c.at(f.sourcePort, start, 2, s.sourcePort);
  c.at(f.destinationPort, start + 2, 2, s.destinationPort);
  c.pos = start;
  if (s.stream >= 0) {
    c.generated(f.stream, s.stream);
    if (c.wantsAny(completenessGroup)) completeness(c, state, s);
  }
  if (s.lengthKnown) c.generated(f.length, s.length);
  else if (isShort(s)) c.expert(WARN, 'Malformed', SHORT_SEGMENT, n.shortSegment);
  if (c.wantsAny(sequenceGroup)) sequence(c, state, s, relative);
  c.pos = start + 12;
  const word = c.at(f.headerLength, start + 12, 1, s.headerLength);
  if (c.labels(word)) c.label(word, headerLengthText(s.headerLength));
  if (s.headerLength < SHORTEST_HEADER) {
    c.nest();
    const text = `Bogus TCP header length (${s.headerLength}, must be at least ${SHORTEST_HEADER})`;
    c.expert(ERROR, 'Protocol', text, n.bogusHeaderLength);
    c.unnest();
    return;
  }
  if (c.wantsAny(flagGroup)) flags(c, state, s);
  if (c.wantsAny(windowGroup)) window(c, state, s);
}

function completeness(c: Cursor, state: TcpState, s: Segment): void {
  const seen = c.frame.learning ? state.completenessBefore : state.flows.completeness[s.stream];
  const entry = c.generated(f.completeness, seen);
  if (c.labels(entry)) c.label(entry, `${f.completeness.title}: ${completenessText(seen)}`);
  noteCompletenessEvidence(c, state, seen);
  if (c.wants(f.completenessFlags)) c.generated(f.completenessFlags, 0, completenessLetters(seen));
}

function headerLengthText(length: number): string {
  const words = length / 4;
  return `${words.toString(2).padStart(4, '0')} .... = ${f.headerLength.title}: ${length} bytes (${words})`;
}

function sequence(c: Cursor, state: TcpState, s: Segment, relative: boolean): void {
  const { start } = s;
  const seq = (s.seq - shownBase(state, s.flow, relative)) >>> 0;
  const seqEntry = c.at(f.seq, start + 4, 4, seq);
  if (!s.quoted || c.frame.registers.sourceKind !== IPV4) c.at(f.seqRaw, start + 4, 4, s.seq >>> 0);
  if (s.lengthKnown && s.headerLength >= SHORTEST_HEADER) {
    const next = (seq + s.length + (s.flags & (SYN | FIN) ? 1 : 0)) >>> 0;
    const nextEntry = c.generated(f.nextSeq, next);
    if (!relative) c.label(nextEntry, `${f.nextSeq.title}: ${next}`);
  }
  if (!relative || s.quoted) c.label(seqEntry, `${f.seq.title}: ${seq}`);
  if (s.headerLength < SHORTEST_HEADER) return;
  const valid = (s.flags & ACK) !== 0;
  const ack = (s.ack - (valid ? shownBase(state, s.flow ^ 1, relative) : 0)) >>> 0;
  const ackEntry = c.at(f.ack, start + 8, 4, ack);
  if (!relative || !valid || s.quoted) c.label(ackEntry, `${f.ack.title}: ${ack}`);
  c.nest();
  if (!valid && s.ack !== 0) {
    const text = 'The acknowledgment number field is nonzero while the ACK flag is not set';
    c.expert(NOTE, 'Protocol', text, n.ackNonzero);
  }
  const answer = valid && s.flags & SYN ? fastOpenAnswer(state, s) : undefined;
  if (answer) c.expert(NOTE, 'Sequence', answer.title, answer);
  c.unnest();
  c.at(f.ackRaw, start + 8, 4, s.ack >>> 0);
}

function flags(c: Cursor, state: TcpState, s: Segment): void {
  const value = s.flags;
  const at = s.start + 12;
  const marks = s.stream >= 0 && !(value & SYN) && countsMarks(state.flows.handshake[s.stream]);
  const count = (value & ACE_MASK) >>> 6;
  const entry = c.at(f.flags, at, 2, value);
  if (c.labels(entry)) {
    const names = marks ? flagNames(value & ~ACE_MASK, `ACE=${count}`) : flagNames(value);
    c.label(entry, `${f.flags.title}: 0x${value.toString(16).padStart(3, '0')} (${names})`);
  }
  c.nest();
  c.at(f.reserved, at, 1, value >>> 9);
  if (marks) c.at(f.ace, at, 2, count);
  else {
    c.at(f.accurateEcn, at, 1, (value >>> 8) & 1);
    c.at(f.cwr, at + 1, 1, (value >>> 7) & 1);
    c.at(f.ece, at + 1, 1, (value >>> 6) & 1);
  }
  c.at(f.urg, at + 1, 1, (value >>> 5) & 1);
  c.at(f.ackFlag, at + 1, 1, (value >>> 4) & 1);
  c.at(f.push, at + 1, 1, (value >>> 3) & 1);
  c.at(f.reset, at + 1, 1, (value >>> 2) & 1);
  if (value & RST) below(c, WARN, 'Connection reset (RST)', n.rst);
  c.at(f.syn, at + 1, 1, (value >>> 1) & 1);
  if (value & SYN) opening(c, s);
  c.at(f.fin, at + 1, 1, value & 1);
  if (value & FIN) {
    below(c, CHAT, 'Connection finish (FIN)', n.fin);
    const first = !(state.flows.flow[(s.flow ^ 1) * FLOW_WIDTH + STATE] & CLOSES_FIRST);
    const note = first ? n.finActive : n.finPassive;
    below(c, NOTE, note.title, note);
    const earlier = state.flows.flow[s.flow * FLOW_WIDTH + CLOSE_FRAME];
    if (s.stream >= 0 && state.facts.flags & SEEN_BEFORE && earlier !== 0 && earlier < s.frame) {
      c.generated(f.finRetransmission, earlier);
    }
  }
  if (c.wants(f.flagText)) {
    c.at(f.flagText, at, 2, 0, marks ? marksText(value, count) : flagLetters(value));
    generatedLast(c);
  }
  c.unnest();
}

function opening(c: Cursor, s: Segment): void {
  const answer = (s.flags & ACK) !== 0;
  const note = answer ? n.synAck : n.syn;
  below(c, CHAT, `${note.title}: server port ${answer ? s.sourcePort : s.destinationPort}`, note);
}

/** Letters of the flags with the counter of congestion marks in the place of the ECN bits. */
function marksText(value: number, count: number): string {
  const letters = flagLetters(value);
  return `${letters.slice(0, 3)}-${count}-${letters.slice(6)}`;
}

function below(c: Cursor, severity: Severity, text: string, note: Field): void {
  c.nest();
  c.expert(severity, 'Sequence', text, note);
  c.unnest();
}

function generatedLast(c: Cursor): void {
  const entry = c.tape.count - 1;
  c.label(entry, `[${f.flagText.title}: ${c.tape.object[entry]}]`);
}

function window(c: Cursor, state: TcpState, s: Segment): void {
  const at = s.start + 14;
  const scale = state.flows.scale[s.flow];
  const scaled = s.lengthKnown && !(s.flags & SYN) && scale >= 0 ? s.window * 2 ** scale : s.window;
  c.at(f.windowValue, at, 2, s.window);
  c.pos = at;
  c.generated(f.window, scaled);
  if (s.flags & SYN || s.stream < 0) return;
  const factor = scale >= 0 ? 1 << scale : scale;
  const entry = c.generated(f.scaleFactor, factor);
  if (scale < 0) {
    c.label(
      entry,
      `${f.scaleFactor.title}: ${factor} (${scale === SCALE_UNUSED ? 'no window scaling used' : 'unknown'})`,
    );
  }
}

/** Notes the urgent pointer. */
export function noteUrgentPointer(c: Cursor, s: Segment, urgent: number): void {
  c.at(f.urgentPointer, s.start + 18, 2, urgent);
  if (s.flags & URG || urgent === 0) return;
  c.nest();
  const text = 'The urgent pointer field is nonzero while the URG flag is not set';
  c.expert(NOTE, 'Protocol', text, n.urgentNonzero);
  c.unnest();
}

/** Notes where in its connection the segment stands in time. */
export function noteTimes(c: Cursor, state: TcpState, s: Segment): void {
  if (s.stream < 0 || !c.wantsAny(timesGroup)) return;
  c.generated(f.timestamps, 0);
  c.nest();
  c.generated(f.timeRelative, s.time / 1e9);
  c.generated(f.timeDelta, state.facts.delta / 1e9);
  c.unnest();
}
