import { COMPLETE_PDU, DROPPED, type PduTable, TOO_LONG, WAITING } from '../../facts/pdu-table.ts';
import { BYTES, HEAD, LAST, MESSAGE, PART, PASSED, SKIPPED, type TcpFacts } from '../../facts/tcp-facts.ts';
import { FLOW_WIDTH, OPEN_PDU, type TcpFlows } from '../../facts/tcp-flows.ts';
import { NEED_MORE, NO_LAYER, type StreamContext, type StreamProtocol, UNTIL_CLOSE } from '../../model/stream.ts';
import { KEEP_ALIVE, OUT_OF_ORDER, RETRANSMISSION, SPURIOUS_RETRANSMISSION } from './analysis-flags.ts';
import { OpenPdu, TO_THE_END, UNKNOWN_LENGTH } from './open-pdu.ts';

/** Messages longer than this are not put together. */
export const MAX_PDU = 16 * 1024 * 1024;
/** Bytes of all unfinished messages together. */
const MAX_BUFFERED = 256 * 1024 * 1024;
const MAX_OPEN = 65_536;
/** Bytes of all complete messages that have to be kept, because no frame holds them as they are. */
const MAX_KEPT = 64 * 1024 * 1024;
/** Unfinished messages of one flow. */
const MAX_OPEN_IN_FLOW = 4;
/** How many of a flow's messages are looked at for the one that a segment belongs to. */
const LOOK_BACK = 16;
/** Stands for the end of a message that ends with the connection. */
const FAR = 0x4000_0000;

/** The payload of one segment, as the stream gets it; reused. */
export class Payload {
  bytes: Uint8Array = new Uint8Array(0);
  /** Index in `bytes`. */
  start = 0;
  length = 0;
  /** Offset of the payload in the frame as it was captured, or -1 when it is not there in one piece. */
  offset = 0;
  /** Sequence number of the first byte. */
  seq = 0;
  flow = 0;
  frame = 0;
  /** Analysis flags. */
  flags = 0;
  /** The segment's bytes were all seen before. */
  seen = false;
  /** The sender closes the connection with this segment. */
  closes = false;
}

/**
 * Puts messages of TCP streams together while learning: cuts each segment's payload into pieces (registers of the facts)
 * and keeps the bytes of messages that are not complete. Segments in order are given to the protocol's splitter; a segment
 * beyond a gap is taken to begin a message; one that lies within a message of known length finds its place in it.
 */
export class StreamAssembly {
  /** Messages that the segment added last made complete, in order of its LAST and PASSED pieces. */
  readonly completed: OpenPdu[] = [];
  private readonly flows: TcpFlows;
  private readonly facts: TcpFacts;
  private readonly pdus: PduTable;
  private readonly most: number;
  /** Unfinished messages by row, oldest first. */
  private readonly open = new Map<number, OpenPdu>();
  /** Bytes kept of all unfinished messages. */
  buffered = 0;
  private readonly context: StreamContext = {
    conversation: 0,
    direction: 0,
    frame: 0,
    progress: 0,
    before: 0,
    state: undefined,
  };

  /** @param most bytes of all unfinished messages together */
  constructor(flows: TcpFlows, facts: TcpFacts, pdus: PduTable, most = MAX_BUFFERED) {
    this.most = most;
    this.flows = flows;
    this.facts = facts;
    this.pdus = pdus;
  }

  /** Cuts a segment. `conversation` and `state` are the splitter's context. */
  add(p: Payload, protocol: StreamProtocol, conversation: number, state: unknown): void {
    const { context } = this;
    context.conversation = conversation;
    context.direction = p.flow & 1;
    context.frame = p.frame;
    context.state = state;
    context.before = 0;
    this.completed.length = 0;
    let at = 0;
    while (at < p.length) at += this.step(p, at, protocol);
    if (p.closes) this.close(p);
    const { facts } = this;
    if (facts.pieces === 1 && facts.pieceKind[0] === MESSAGE) facts.pieces = 0;
  }

  /** Deals with the payload from `at` on. Returns how many bytes it has dealt with, at least one. */
  private step(p: Payload, at: number, protocol: StreamProtocol): number {
    const rest = p.length - at;
    const seq = (p.seq + at) | 0;
    const row = this.rowAt(p.flow, seq);
    if (p.flags & SPURIOUS_RETRANSMISSION) return this.piece(SKIPPED, rest);
    if (p.flags & KEEP_ALIVE) return this.piece(row >= 0 ? SKIPPED : BYTES, rest);
    if (row >= 0 && ((this.pdus.end.get(row) - seq) | 0) > 0) {
      const length = Math.min(rest, (this.pdus.end.get(row) - seq) | 0);
      if (this.pdus.state.get(row) !== WAITING) {
        const again = this.pdus.state.get(row) === COMPLETE_PDU && p.flags & RETRANSMISSION;
        return this.piece(again ? SKIPPED : PART, length, row);
      }
      const pdu = this.open.get(row);
      if (!pdu) return this.piece(PART, length, row);
      const place = (seq - this.pdus.start.get(row)) | 0;
      if (p.flags & RETRANSMISSION && !pdu.lacks(place, length)) return this.piece(SKIPPED, length, row);
      return this.extend(pdu, p, at, protocol);
    }
    if (p.flags & (RETRANSMISSION | OUT_OF_ORDER) || p.seen) return this.piece(SKIPPED, rest);
    this.context.progress = 0;
    const start = p.start + at;
    const length = protocol.measure(p.bytes, start, start + rest, this.context);
    if (length > 0 && length <= rest) return this.piece(MESSAGE, length);
    if (length === UNTIL_CLOSE && p.closes) return this.piece(MESSAGE, rest);
    if (length > rest || length === NEED_MORE || length === UNTIL_CLOSE) return this.begin(p, at, length);
    if (length === NO_LAYER) return this.piece(SKIPPED, rest);
    return this.piece(protocol.continuation ? MESSAGE : BYTES, rest);
  }

  /** The flow's newest message that begins at or before `seq`, or -1. */
  private rowAt(flow: number, seq: number): number {
    const { pdus } = this;
    let row = this.flows.flow[flow * FLOW_WIDTH + OPEN_PDU] - 1;
    for (let i = 0; i < LOOK_BACK && row >= 0; i++) {
      if (((seq - pdus.start.get(row)) | 0) >= 0) return row;
      row = pdus.earlier.get(row) - 1;
    }
    return -1;
  }

  /** Adds a piece of the segment; what does not fit into the list of pieces belongs to its last one. */
  private piece(kind: number, length: number, row = -1): number {
    const { facts } = this;
    if (!facts.piece(kind, length, row)) facts.pieceLength[facts.pieces - 1] += length;
    if (kind === MESSAGE || kind === LAST) this.context.before++;
    return length;
  }

  private begin(p: Payload, at: number, length: number): number {
    const { pdus } = this;
    const rest = p.length - at;
    const column = p.flow * FLOW_WIDTH + OPEN_PDU;
    const seq = (p.seq + at) | 0;
    const row = pdus.begin(seq, p.frame, this.flows.flow[column]);
    this.flows.flow[column] = row + 1;
    if (length > MAX_PDU) {
      pdus.state.set(row, TOO_LONG);
      pdus.end.set(row, (seq + Math.min(length, FAR)) | 0);
      return this.piece(HEAD, rest, row);
    }
    const pdu = new OpenPdu(row, p.flow);
    this.open.set(row, pdu);
    this.expect(pdu, length);
    this.store(pdu, 0, p, at, rest);
    this.limitFlow(p.flow);
    return this.piece(PART, rest, row);
  }

  /** Notes how long a message is, as far as its splitter knows. */
  private expect(pdu: OpenPdu, length: number): void {
    pdu.wanted = length === NEED_MORE ? UNKNOWN_LENGTH : length === UNTIL_CLOSE ? TO_THE_END : length;
    pdu.progress = this.context.progress;
    this.setEnd(pdu);
  }

  /** Tells which sequence numbers belong to the message: of one of unknown length, the next segment in order. */
  private setEnd(pdu: OpenPdu): void {
    const length = pdu.wanted > 0 ? pdu.wanted : pdu.wanted === TO_THE_END ? FAR : pdu.filled + 1;
    this.pdus.end.set(pdu.row, (this.pdus.start.get(pdu.row) + length) | 0);
  }

  /** Adds a segment, or its part, to a message that it continues. */
  private extend(pdu: OpenPdu, p: Payload, at: number, protocol: StreamProtocol): number {
    const place = (p.seq + at - this.pdus.start.get(pdu.row)) | 0;
    const rest = p.length - at;
    const length = pdu.wanted > 0 ? Math.min(rest, pdu.wanted - place) : rest;
    if (!this.store(pdu, place, p, at, length)) return this.piece(PART, length, pdu.row);
    if (pdu.wanted === UNKNOWN_LENGTH) {
      this.context.progress = pdu.progress;
      const measured = protocol.measure(pdu.bytes, 0, pdu.filled, this.context);
      if (measured > MAX_PDU) return this.tooLong(pdu, measured, place, rest);
      if (measured === NO_LAYER) {
        this.complete(pdu, p.frame, pdu.filled);
        return this.piece(PASSED, rest, pdu.row);
      }
      if (measured === 0 || (measured < 0 && measured !== NEED_MORE && measured !== UNTIL_CLOSE)) {
        this.drop(pdu, DROPPED);
        return this.piece(BYTES, rest);
      }
      this.expect(pdu, measured);
    }
    if (pdu.wanted < 0 || pdu.filled < pdu.wanted) return this.piece(PART, length, pdu.row);
    // The rest of the segment, behind the message, is cut anew.
    const used = Math.max(1, Math.min(length, pdu.wanted - place));
    this.complete(pdu, p.frame, pdu.wanted);
    return this.piece(LAST, used, pdu.row);
  }

  private tooLong(pdu: OpenPdu, length: number, place: number, rest: number): number {
    const end = (this.pdus.start.get(pdu.row) + Math.min(length, FAR)) | 0;
    this.drop(pdu, TOO_LONG);
    this.pdus.end.set(pdu.row, end);
    return this.piece(PART, Math.min(rest, length - place), pdu.row);
  }

  /** False when the message was given up for it. */
  private store(pdu: OpenPdu, place: number, p: Payload, at: number, length: number): boolean {
    const had = pdu.bytes.length;
    const fits = place + length <= MAX_PDU;
    const offset = p.offset < 0 ? -1 : p.offset + at;
    const keeps = p.offset >= 0 || this.pdus.keptBytes + length <= MAX_KEPT;
    const added = fits && keeps && pdu.add(place, p.bytes, p.start + at, length, p.frame, offset);
    this.buffered += pdu.bytes.length - had;
    if (this.buffered > this.most || this.open.size > MAX_OPEN) this.limitAll(pdu);
    if (!added) this.drop(pdu, fits ? DROPPED : TOO_LONG);
    else if (pdu.wanted === UNKNOWN_LENGTH) this.setEnd(pdu);
    return added;
  }

  /** Gives up the oldest unfinished messages of a flow when there are too many. */
  private limitFlow(flow: number): void {
    let row = this.flows.flow[flow * FLOW_WIDTH + OPEN_PDU] - 1;
    let open = 0;
    for (let i = 0; i < LOOK_BACK && row >= 0; i++) {
      const pdu = this.open.get(row);
      if (pdu && ++open > MAX_OPEN_IN_FLOW) this.drop(pdu, DROPPED);
      row = this.pdus.earlier.get(row) - 1;
    }
  }

  /** Gives up the oldest unfinished messages, but not `spared`, when there are too many, or too many bytes. */
  private limitAll(spared: OpenPdu): void {
    for (const pdu of this.open.values()) {
      if (this.buffered <= this.most && this.open.size <= MAX_OPEN) break;
      if (pdu !== spared) this.drop(pdu, DROPPED);
    }
  }

  private drop(pdu: OpenPdu, state: number): void {
    this.pdus.state.set(pdu.row, state);
    this.forget(pdu);
  }

  private forget(pdu: OpenPdu): void {
    this.open.delete(pdu.row);
    this.buffered -= pdu.bytes.length;
  }

  private complete(pdu: OpenPdu, frame: number, length: number): void {
    const { pdus } = this;
    pdu.wanted = length;
    const pieces = pdu.piecesOf(length);
    pdus.complete(pdu.row, frame, length, pieces.length);
    for (const piece of pieces) {
      const bytes = piece.kept ? pdu.bytes.slice(piece.at, piece.at + piece.length) : undefined;
      pdus.addPiece(piece.frame, piece.offset, piece.length, bytes);
    }
    this.forget(pdu);
    this.completed.push(pdu);
  }

  /** A message that ends with the connection ends here, unless bytes of it are missing; what another still lacks will not come. */
  private close(p: Payload): void {
    const end = (p.seq + p.length) | 0;
    const row = this.rowAt(p.flow, end);
    const pdu = row < 0 ? undefined : this.open.get(row);
    if (!pdu || pdu.hasGap || ((end - this.pdus.start.get(row)) | 0) !== pdu.filled) return;
    if (pdu.wanted !== TO_THE_END) {
      this.forget(pdu);
      return;
    }
    this.complete(pdu, p.frame, pdu.filled);
    const { facts } = this;
    const last = facts.pieces - 1;
    if (last >= 0 && facts.pieceKind[last] === PART && facts.piecePdu[last] === row) facts.pieceKind[last] = LAST;
    else this.piece(LAST, 0, row);
  }
}
