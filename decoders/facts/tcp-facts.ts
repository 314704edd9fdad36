import { FrameLog, isOf } from './frame-log.ts';

/** Bits of the log's form and of the second byte of what a record holds. */
const ACKS = 1;
const FLIGHT = 2;
const MORE = 4;
const FLAGS = 1;
const DUPLICATE = 2;
const DELAY = 4;
const PIECES = 8;
const EMPTY = 16;

/** Kinds of {@link TcpFacts.pieceKind}. */
export const PART = 0; // belongs to a message that is not complete in this frame
export const HEAD = 1; // begins a message that is too long to be put together: decoded as far as it goes
export const LAST = 2; // makes a message complete
export const PASSED = 3; // makes bytes complete that were waited for and are passed over
export const MESSAGE = 4; // a whole message, or what is handed on as it is
export const BYTES = 5; // no message of the stream's protocol
export const SKIPPED = 6; // not handed on: seen before, out of order, or passed over by the protocol

/** Pieces that a segment's payload can have; more messages than that are handed on as one. */
export const MAX_PIECES = 100;

/**
 * What was learned about each TCP segment, by frame number: the fields are registers for one segment, filled while
 * learning and then written, or read back by any later pass. About eight bytes a segment.
 *
 * | register | content |
 * |---|---|
 * | delta | nanoseconds since the connection's previous segment |
 * | analysed | something below is known, so that the analysis is shown |
 * | ackedFrame, ackTime | frame that this segment acknowledges, or 0, and nanoseconds since then |
 * | flight | `inFlight` and `pushed` are known |
 * | inFlight, pushed | bytes in flight after this segment; bytes sent since the last PSH |
 * | flags | analysis flags, see transport/tcp/analysis-flags.ts |
 * | duplicateNumber, duplicateFrame | of a duplicate ACK: how many before it, and the frame of the first |
 * | retransmitted, delay | frame that a retransmission is measured from, or 0, and nanoseconds since then |
 * | pieces | how the payload is cut: kind, length and message (row of the PDU table) of each piece; 0: one MESSAGE |
 */
export class TcpFacts {
  delta = 0;
  analysed = false;
  ackedFrame = 0;
  ackTime = 0;
  flight = false;
  inFlight = 0;
  pushed = 0;
  flags = 0;
  duplicateNumber = 0;
  duplicateFrame = 0;
  retransmitted = 0;
  delay = 0;
  pieces = 0;
  readonly pieceKind = new Uint8Array(MAX_PIECES);
  readonly pieceLength = new Int32Array(MAX_PIECES);
  readonly piecePdu = new Int32Array(MAX_PIECES);
  private readonly frames = new FrameLog();
  /** Where the last read ended, so that reading in frame order does not begin anew at each block. */
  private readFrame = -1;
  private readAt = 0;

  clear(): void {
    this.delta = 0;
    this.analysed = false;
    this.ackedFrame = 0;
    this.ackTime = 0;
    this.flight = false;
    this.inFlight = 0;
    this.pushed = 0;
    this.flags = 0;
    this.duplicateNumber = 0;
    this.duplicateFrame = 0;
    this.retransmitted = 0;
    this.delay = 0;
    this.pieces = 0;
  }

  /** Adds a piece; false when there are too many. */
  piece(kind: number, length: number, pdu: number): boolean {
    const at = this.pieces;
    if (at === MAX_PIECES) return false;
    this.pieceKind[at] = kind;
    this.pieceLength[at] = length;
    this.piecePdu[at] = pdu;
    this.pieces = at + 1;
    return true;
  }

  /** Writes the registers as the next segment of the frame; frames in ascending order. */
  write(frame: number): void {
    const { flags } = this;
    const { log } = this.frames;
    let more = 0;
    if (flags !== 0) more |= FLAGS;
    if (this.duplicateNumber !== 0) more |= DUPLICATE;
    if (this.retransmitted !== 0) more |= DELAY;
    if (this.pieces !== 0) more |= PIECES;
    const acks = this.ackedFrame !== 0;
    if (this.analysed && !acks && !this.flight && flags === 0) more |= EMPTY;
    this.frames.begin(frame, (acks ? ACKS : 0) | (this.flight ? FLIGHT : 0) | (more !== 0 ? MORE : 0));
    log.putTime(this.delta);
    if (acks) {
      log.put(frame - this.ackedFrame);
      log.putTime(this.ackTime);
    }
    if (this.flight) {
      log.put(this.inFlight);
      log.put(this.pushed);
    }
    if (more === 0) return;
    log.put(more);
    if (more & FLAGS) log.put(flags);
    if (more & DUPLICATE) {
      log.put(this.duplicateNumber);
      log.put(frame - this.duplicateFrame);
    }
    if (more & DELAY) {
      log.put(frame - this.retransmitted);
      log.putTime(this.delay);
    }
    if (more & PIECES) this.putPieces();
  }

  /** Reads what was written for the frame's segment number `ordinal`, from 0. False when there is nothing. */
  read(frame: number, ordinal: number): boolean {
    const { frames } = this;
    if (ordinal === 0 && frame > this.readFrame && frame >>> 5 === this.readFrame >>> 5) {
      frames.log.position = this.readAt;
    } else frames.seek(frame);
    let left = ordinal;
    for (let head = frames.next(frame); head >= 0; head = frames.next(frame)) {
      this.takeRecord(frame, head & 7);
      if (!isOf(head, frame) || left-- > 0) continue;
      this.readFrame = frame;
      this.readAt = frames.log.position;
      return true;
    }
    this.clear();
    return false;
  }

  private takeRecord(frame: number, form: number): void {
    const { log } = this.frames;
    this.clear();
    this.delta = log.takeTime();
    if (form & ACKS) {
      this.ackedFrame = frame - log.take();
      this.ackTime = log.takeTime();
    }
    if (form & FLIGHT) {
      this.flight = true;
      this.inFlight = log.take();
      this.pushed = log.take();
    }
    this.analysed = (form & (ACKS | FLIGHT)) !== 0;
    if ((form & MORE) === 0) return;
    const more = log.take();
    if (more & FLAGS) this.flags = log.take();
    if (more & DUPLICATE) {
      this.duplicateNumber = log.take();
      this.duplicateFrame = frame - log.take();
    }
    if (more & DELAY) {
      this.retransmitted = frame - log.take();
      this.delay = log.takeTime();
    }
    if (more & PIECES) this.takePieces();
    if (more & (FLAGS | EMPTY)) this.analysed = true;
  }

  private putPieces(): void {
    const { log } = this.frames;
    log.put(this.pieces);
    for (let i = 0; i < this.pieces; i++) {
      const kind = this.pieceKind[i];
      log.put(this.pieceLength[i] * 8 + kind);
      if (kind <= PASSED) log.put(this.piecePdu[i]);
    }
  }

  private takePieces(): void {
    const { log } = this.frames;
    const count = log.take();
    for (let i = 0; i < count; i++) {
      const code = log.take();
      const kind = code % 8;
      this.piece(kind, (code - kind) / 8, kind <= PASSED ? log.take() : -1);
    }
  }

  get byteLength(): number {
    return this.frames.byteLength;
  }
}
