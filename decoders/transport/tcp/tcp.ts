import { ipProtocols, tcpPorts } from '../../dispatch/tables.ts';
import { TCP } from '../../facts/conversations.ts';
import { NO_PROTOCOL, UNDECIDED } from '../../facts/protocol-choices.ts';
import { CHECKSUM_BAD } from '../../model/checksum.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import type { Dissection } from '../../model/dissection.ts';
import { evidenceFields } from '../../model/evidence.ts';
import { remarkFields, type Severity } from '../../model/expert.ts';
import { together } from '../../model/field.ts';
import { FieldGroup } from '../../model/field-group.ts';
import type { Protocol } from '../../model/protocol.ts';
import { TransportChecksum } from '../checksum.ts';
import { offloadFields } from '../offload-fields.ts';
import { analysisSeverity, noteAnalysis } from './analysis-notes.ts';
import { a, f, n } from './fields.ts';
import { FIN, RST, SYN } from './flag-bits.ts';
import {
  headerFields,
  headerSeverity,
  noteHeader,
  noteTimes,
  noteUrgentPointer,
  shownBase,
  unlearnedFields,
} from './header-notes.ts';
import { info, infoFields, tags } from './info.ts';
import { noteOffload } from './offload-notes.ts';
import { o } from './option-fields.ts';
import { followPayload } from './payload-layers.ts';
import { bytesText } from './payload-notes.ts';
import { SHORTEST_HEADER } from './segment.ts';
import { story } from './story.ts';
import { TcpState } from './tcp-state.ts';

/** What must have been captured for a segment to be placed in its connection. */
const PLACEABLE = 16;
/** Segments of a connection that protocols are asked to recognise. */
const ATTEMPTS = 8;

const checksumFields = {
  checksum: f.checksum,
  status: f.checksumStatus,
  calculated: f.checksumCalculated,
  bad: n.checksumBad,
  partial: n.checksumPartial,
  ones: n.checksumOnes,
};
const checksumGroup = new FieldGroup([f.checksum, f.checksumStatus]);
const checksum = new TransportChecksum();

const allOfTcp = together(f, a, n, o, evidenceFields, offloadFields, remarkFields);
/** Fields that {@link noteHeader} does not note, or notes with the help of what the analysis found. */
const behindHeader = new FieldGroup(Object.values(allOfTcp).filter((field) => !headerFields.includes(field)));

export const tcp: Protocol<TcpState> = protocol<TcpState>({
  name: 'tcp',
  title: 'Transmission Control Protocol',
  short: 'TCP',
  osi: 4,
  rule: 'carries a stream of bytes between ports of two hosts, in order and without loss',
  unit: 'segment',
  rfc: [9293, 7323, 2018],
  fields: allOfTcp,
  headerFields: [...unlearnedFields, f.checksum, f.urgentPointer],
  claims: [[ipProtocols, 6]],
  createState: () => new TcpState(),
  decode(c) {
    if (c.available < PLACEABLE) headerCutShort(c);
    const d = c.frame;
    const state = c.state(tcp);
    const s = state.segment;
    s.read(c);
    const { registers, session } = d;
    registers.sourcePort = s.sourcePort;
    registers.targetPort = s.destinationPort;
    registers.portKind = TCP;
    registers.tcpFlags = s.flags;
    if (d.learning && d.connections) {
      registers.conversation = state.enter(session.conversations, registers);
      registers.direction = s.flow & 1;
      state.observe();
      if (s.headerLength >= SHORTEST_HEADER) state.advance();
      try {
        segment(c, state, false);
      } finally {
        state.facts.write(s.frame);
        if (state.facts.flags !== 0) state.evidence.write(s.frame, ordinal(d, c.layer), s.seq, s.ack);
      }
    } else {
      const at = d.connections ? session.conversations.find(TCP, registers, s.frame) : -1;
      registers.conversation = at;
      registers.direction = session.conversations.direction;
      s.stream = at < 0 ? -1 : session.conversations.streamOf(at);
      s.flow = at < 0 ? 0 : s.stream * 2 + registers.direction;
      if (at >= 0) s.time = state.flows.since(s.stream, s.seconds, s.nanoseconds);
      const headerOnly = d.atTop && !c.wants(tcp.layer) && !c.wantsAny(behindHeader);
      if (!headerOnly) state.facts.read(s.frame, ordinal(d, c.layer));
      segment(c, state, headerOnly);
    }
  },
  heading: (v) => {
    if (!v.has(f.destinationPort)) return 'Transmission Control Protocol';
    const ack = v.has(f.ackFlag) && v.num(f.ackFlag) ? `, Ack: ${v.num(f.ack)}` : '';
    const seq = v.has(f.flags) ? `, Seq: ${v.num(f.seq)}` : '';
    const length = v.has(f.length) ? `, Len: ${v.num(f.length)}` : '';
    const ports = `Src Port: ${v.num(f.sourcePort)}, Dst Port: ${v.num(f.destinationPort)}`;
    return `Transmission Control Protocol, ${ports}${seq}${ack}${length}`;
  },
  column: (v) => (v.frame.cursor.tape.count > 0 && v.has(o.multipath) ? 'MPTCP' : 'TCP'),
  info,
  prefix: tags,
  infoFields: [...infoFields, o.multipath],
  story,
});

/** Notes what there is of a header that cannot be placed in a connection, and ends the layer. */
function headerCutShort(c: Cursor): never {
  const start = c.pos;
  const { registers } = c.frame;
  const source = c.u16(f.sourcePort);
  const destination = c.u16(f.destinationPort);
  registers.sourcePort = source;
  registers.targetPort = destination;
  registers.portKind = TCP;
  if (c.frame.quoted && c.available >= 4) {
    const seq = c.u32(f.seq);
    if (c.wants(f.seq)) c.label(c.tape.count - 1, `${f.seq.title}: ${seq}`);
  }
  c.short(PLACEABLE - (c.pos - start));
}

/** Segments that were learned from this frame before this layer: a frame can quote a segment or carry tunnels. */
function ordinal(d: Dissection, layer: number): number {
  let before = 0;
  for (let i = 0; i < layer; i++) if (d.layers.protocol(i) === tcp.id) before++;
  return before;
}

/** Decodes the segment that was placed: the rest of the header and, unless told otherwise, options and payload. */
function segment(c: Cursor, state: TcpState, headerOnly: boolean): void {
  const d = c.frame;
  const s = state.segment;
  const { start } = s;
  const relative = d.session.preferences['tcp.relative_sequence_numbers'];
  const urgent = c.available >= SHORTEST_HEADER ? c.peek16(start + 18) : 0;
  raise(d, headerSeverity(state, s, urgent));
  if (c.noting) noteHeader(c, state, s, relative);
  c.pos = start + 12;
  if (s.headerLength < SHORTEST_HEADER || headerOnly) return;
  c.pos = start + 16;
  if (c.available < 4) c.short(4);
  const whole = c.end === c.limit && !s.fragmented;
  checksum.unverified();
  if (whole && d.session.preferences['tcp.check_checksum']) {
    checksum.verify(c, TCP, start, c.limit - start, start + 16);
  } else if (whole) checksum.recognise(c, TCP, start, c.limit - start, start + 16);
  if (checksum.judged || c.wantsAny(checksumGroup)) checksum.note(c, checksumFields, 'TCP', false);
  c.pos = start + 18;
  if (c.noting) noteUrgentPointer(c, s, urgent);
  c.pos = start + SHORTEST_HEADER;
  if (s.headerLength > SHORTEST_HEADER) {
    const base = shownBase(state, s.flow ^ 1, relative);
    try {
      state.options.read(c, start, start + s.headerLength, s.flags, s.ack, base, relative);
    } finally {
      c.depth = 1;
      if (c.noting) noteTimes(c, state, s);
    }
    if (d.learning && d.connections) state.learnOptions();
  } else {
    if (c.noting) noteTimes(c, state, s);
    if (d.learning && d.connections) state.learnWithoutOptions();
  }
  d.endHeader();
  if (c.noting) noteAnalysis(c, state, s.stream, ordinal(d, c.layer));
  else if (state.facts.flags !== 0) raise(d, analysisSeverity(state.facts.flags));
  noteOffload(c, state);
  payload(c, state, whole && checksum.status !== CHECKSUM_BAD);
}

function raise(d: Dissection, severity: Severity | 0): void {
  if (severity > d.packet.severity) d.packet.severity = severity;
}

function payload(c: Cursor, state: TcpState, whole: boolean): void {
  const d = c.frame;
  const s = state.segment;
  const length = c.available;
  if (length > 0 && s.flags & RST) {
    c.take(f.resetCause, length);
    return;
  }
  const reported = c.limit - c.pos;
  if (length > 0 && c.wants(f.payload)) {
    c.label(c.at(f.payload, c.pos, length, 0), `${f.payload.title} (${bytesText(reported)})`);
  }
  const assembled = whole && s.lengthKnown && d.session.preferences['tcp.desegment_tcp_streams'];
  if (length <= 0 && !(assembled && s.flags & (FIN | RST))) return;
  const upper = carried(c, state, length);
  if (d.learning && assembled && upper?.stream) {
    const p = state.payload;
    p.bytes = c.bytes;
    p.start = c.pos;
    p.length = length;
    p.offset = c.source === 0 ? c.pos - c.base : -1;
    p.seq = s.flags & SYN ? (s.seq + 1) | 0 : s.seq;
    p.flow = s.flow;
    p.frame = s.frame;
    p.flags = state.facts.flags;
    p.seen = false;
    p.closes = (s.flags & (FIN | RST)) !== 0;
    state.assembly.add(p, upper.stream, registersConversation(d), d.session.state(upper));
  }
  if (length > 0 || state.facts.pieces > 0) followPayload(c, state, upper, length, assembled);
}

function registersConversation(d: Dissection): number {
  return d.registers.conversation;
}

/** The protocol that the connection carries, decided while learning. */
function carried(c: Cursor, state: TcpState, length: number): Protocol | undefined {
  const { learning, registry } = c.frame;
  const s = state.segment;
  if (s.stream < 0) return undefined;
  let id = state.choices.at(s.stream, s.frame);
  if (id === UNDECIDED && learning) id = decide(c, state, length);
  if (id < 0) return undefined;
  const upper = registry.byIndex(id);
  return learning && upper.stream?.becomes ? succeeded(c, state, upper) : upper;
}

/** The protocol that both sides have agreed to change to, or the one that they had. */
function succeeded(c: Cursor, state: TcpState, upper: Protocol): Protocol {
  const { registry, session, registers } = c.frame;
  const name = upper.stream?.becomes?.(registers.conversation, session.state(upper));
  const next = name === undefined ? undefined : registry.protocol(name);
  if (next) state.choices.choose(state.segment.stream, state.segment.frame, next.id);
  return next ?? upper;
}

/** By the port that was asked to open the connection, then the lower and the higher port, then by the first bytes. */
function decide(c: Cursor, state: TcpState, length: number): number {
  const { registry } = c.frame;
  const s = state.segment;
  const asked = state.flows.serverPort[s.stream];
  const low = Math.min(s.sourcePort, s.destinationPort);
  const high = Math.max(s.sourcePort, s.destinationPort);
  const claimed =
    (asked === 0 ? undefined : registry.lookup(tcpPorts, asked)) ??
    (low === 0 ? undefined : registry.lookup(tcpPorts, low)) ??
    (high === 0 ? undefined : registry.lookup(tcpPorts, high));
  if (claimed) {
    state.choices.choose(s.stream, 0, claimed.id);
    return claimed.id;
  }
  if (length === 0) return UNDECIDED;
  for (const p of registry.recognisers) {
    if (!p.stream?.recognises?.(c.bytes, c.pos, c.pos + length)) continue;
    state.choices.choose(s.stream, s.frame, p.id);
    return p.id;
  }
  if (state.attempt(s.stream) >= ATTEMPTS) state.choices.choose(s.stream, s.frame, NO_PROTOCOL);
  return NO_PROTOCOL;
}
