import type { TcpEvidence } from '../../facts/tcp-evidence.ts';
import type { Cursor } from '../../model/cursor.ts';
import { evidenceFields, noteAlternative, noteRule, noteThreshold, noteValue } from '../../model/evidence.ts';
import { type Compared, evidenceRules } from './evidence-rules.ts';
import { FIN, SYN } from './flag-bits.ts';
import { shownBase } from './header-notes.ts';
import type { Segment } from './segment.ts';
import { FAST_NANOSECONDS, OVERTAKEN_NANOSECONDS } from './sequence-analysis.ts';
import type { TcpState } from './tcp-state.ts';

/** Notes below the note just made what an analysis flag of the segment rests on. */
export function noteEvidence(c: Cursor, state: TcpState, flag: number): void {
  const rule = evidenceRules.get(flag);
  if (!rule) return;
  const told = new Told(c, state);
  c.nest();
  c.generated(evidenceFields.evidence, 0);
  c.nest();
  noteRule(c, rule.rule);
  for (const value of rule.compared) told.tell(value);
  if (rule.threshold === 'fast') noteThreshold(c, `${timeText(FAST_NANOSECONDS)} after the last ACK of the peer`);
  if (rule.threshold === 'overtaken') noteThreshold(c, overtakenText(state.evidence));
  for (const alternative of rule.alternatives) noteAlternative(c, alternative);
  c.unnest();
  c.unnest();
}

function overtakenText({ roundTrip }: TcpEvidence): string {
  if (roundTrip === 0) {
    return `${timeText(OVERTAKEN_NANOSECONDS)} after the segment that is ahead; the round trip of the handshake is not known`;
  }
  return `${timeText(roundTrip)} after the segment that is ahead: the round trip of the handshake`;
}

/** Tells values of one segment and of what was known before it. */
class Told {
  private readonly c: Cursor;
  private readonly state: TcpState;
  private readonly s: Segment;
  private readonly e: TcpEvidence;
  private readonly own: number;
  private readonly peer: number;

  constructor(c: Cursor, state: TcpState) {
    this.c = c;
    this.state = state;
    this.s = state.segment;
    this.e = state.evidence;
    const relative = c.frame.session.preferences['tcp.relative_sequence_numbers'];
    this.own = shownBase(state, this.s.flow, relative);
    this.peer = shownBase(state, this.s.flow ^ 1, relative);
  }

  tell(value: Compared): void {
    const line = this.line(value);
    if (line) noteValue(this.c, ...line);
  }

  /** What is told of a value, and the frame it came from; undefined where nothing is known. */
  private line(value: Compared): [text: string, frame?: number] | undefined {
    const { s, e } = this;
    const { facts, flows } = this.state;
    switch (value) {
      case 'segment':
        return [this.segmentText()];
      case 'next':
        if (e.next === 0) return ['Nothing of this side was seen before'];
        return [`Next sequence number before this segment: ${this.ownNumber(e.next)}`, e.nextFrame];
      case 'sinceNext':
        return e.nextFrame === 0 ? undefined : [`Time since the segment that is ahead: ${timeText(e.sinceNext)}`];
      case 'ack':
        return [`ACK of this segment: ${this.peerNumber(s.ack)}`];
      case 'ownAck':
        return e.ownAck === 0 ? undefined : [`ACK of this side before: ${this.peerNumber(e.ownAck)}`, e.ownFrame];
      case 'window':
        return [`Window of this segment: ${windowText(s.window, flows.scale[s.flow])}`];
      case 'ownWindow':
        if (e.ownFrame === 0) return ['No window of this side was seen before'];
        return [`Window of this side before: ${windowText(e.ownWindow, e.ownScale)}`, e.ownFrame];
      case 'peerAck':
        if (e.peerAck === 0) return ['No ACK of the peer was seen before'];
        return [`Last ACK of the peer: ${this.ownNumber(e.peerAck)}`, e.peerFrame];
      case 'sincePeer':
        return e.peerFrame === 0 ? undefined : [`Time since the last ACK of the peer: ${timeText(e.sincePeer)}`];
      case 'peerWindow':
        if (e.peerFrame === 0) return undefined;
        return [`Window that the peer offered last: ${windowText(e.peerWindow, e.peerScale)}`, e.peerFrame];
      case 'peerRoom': {
        const room = e.peerWindow * 2 ** Math.max(0, e.peerScale);
        return [`End of the window of the peer: ${this.ownNumber((e.peerAck + room) | 0)}`];
      }
      case 'peerSeen':
        return [`End of what the peer sent without a hole: ${this.peerNumber(e.peerSeen)}`];
      case 'peerNext':
        return [`Highest sequence number of the peer, plus length: ${this.peerNumber(e.peerNext)}`, e.peerNextFrame];
      case 'peerSegment':
        return e.peerFrame === 0 ? undefined : ['Segment of the peer that this answers', e.peerFrame];
      case 'duplicates':
        if (e.duplicates < 0)
          return ['Duplicate ACKs of the peer: taken for enough, as data that is missing here was acknowledged'];
        return [`Duplicate ACKs of the peer: ${e.duplicates}`];
      case 'firstAck':
        return [`First ACK of this number, of which this is repetition ${facts.duplicateNumber}`, facts.duplicateFrame];
      case 'newSequence':
        return [`Initial sequence number now: ${s.seq >>> 0} (raw)`];
      case 'earlier':
        return [
          `Initial sequence number of the connection before: ${e.earlierSeq >>> 0} (raw), last seen`,
          e.earlierFrame,
        ];
    }
  }

  private segmentText(): string {
    const { s } = this;
    const control = [s.flags & SYN ? 'SYN' : '', s.flags & FIN ? 'FIN' : ''].filter(Boolean).join(' and ');
    const end = (s.seq + s.length + (control === '' ? 0 : 1)) | 0;
    const carries = `${s.length} ${s.length === 1 ? 'byte' : 'bytes'}${control === '' ? '' : ` and ${control}`}`;
    return `Sequence number of this segment: ${this.ownNumber(s.seq)}, with ${carries} up to ${this.ownNumber(end)}`;
  }

  /** A number of the segment's own stream, as the tree shows it. */
  private ownNumber(seq: number): number {
    return (seq - this.own) >>> 0;
  }

  private peerNumber(seq: number): number {
    return (seq - this.peer) >>> 0;
  }
}

function windowText(value: number, scale: number): string {
  if (value < 0) return 'not known';
  return scale > 0 ? `${value * 2 ** scale} bytes (${value} times ${2 ** scale})` : `${value} bytes`;
}

/** Nanoseconds with the unit that suits them: `2.9 ms`. */
export function timeText(nanoseconds: number): string {
  const size = Math.abs(nanoseconds);
  if (size >= 1e9) return `${Number((nanoseconds / 1e9).toFixed(6))} s`;
  if (size >= 1e6) return `${Number((nanoseconds / 1e6).toFixed(6))} ms`;
  if (size >= 1e3) return `${Number((nanoseconds / 1e3).toFixed(3))} µs`;
  return `${nanoseconds} ns`;
}
