import { FrameLog, isOf } from './frame-log.ts';

/** Segments of one frame that are told apart; a frame hardly ever has a second one. */
const MAX_ORDINAL = 7;

/**
 * What the analysis knew when it gave a TCP segment a flag, by frame number: registers as in {@link TcpFacts}. Kept for
 * flagged segments alone, some 30 bytes each. Numbers of the stream are signed 32-bit numbers, 0 for not known.
 *
 * | register | content, all as it was before the segment |
 * |---|---|
 * | next, nextFrame, sinceNext | highest sequence number sent, plus length; the segment that moved it; nanoseconds since |
 * | ownAck, ownWindow, ownFrame | the sender's last ACK and window (not scaled, -1 for none), and the frame they came in |
 * | peerAck, peerWindow, peerFrame, sincePeer | the peer's last ones, and nanoseconds since |
 * | ownScale, peerScale | shift counts of those windows, negative for none |
 * | peerSeen | end of the peer's data seen without a hole |
 * | peerNext, peerNextFrame | highest sequence number the peer sent, plus length; the segment that moved it |
 * | duplicates | duplicate ACKs that the peer sent in a row, -1 after an ACK of data that is missing here |
 * | roundTrip | nanoseconds from the SYN to the first ACK, 0 for not known |
 * | earlierSeq, earlierFrame | initial sequence number, and last frame, of a connection with the same ports |
 */
export class TcpEvidence {
  next = 0;
  nextFrame = 0;
  sinceNext = 0;
  ownAck = 0;
  ownWindow = 0;
  ownFrame = 0;
  ownScale = 0;
  peerAck = 0;
  peerWindow = 0;
  peerFrame = 0;
  sincePeer = 0;
  peerScale = 0;
  peerSeen = 0;
  peerNext = 0;
  peerNextFrame = 0;
  duplicates = 0;
  roundTrip = 0;
  earlierSeq = 0;
  earlierFrame = 0;
  private readonly frames = new FrameLog();

  /**
   * Writes the registers; frames in ascending order.
   *
   * @param seq and `ack` of the segment, near which the other numbers usually are
   * @param ordinal of the segment in its frame
   */
  write(frame: number, ordinal: number, seq: number, ack: number): void {
    const { log } = this.frames;
    this.frames.begin(frame, Math.min(ordinal, MAX_ORDINAL));
    log.putSigned((this.next - seq) | 0);
    log.put(frame - this.nextFrame);
    log.putTime(this.sinceNext);
    log.putSigned((this.ownAck - ack) | 0);
    log.putSigned(this.ownWindow);
    log.put(frame - this.ownFrame);
    log.putSigned(this.ownScale);
    log.putSigned((this.peerAck - seq) | 0);
    log.putSigned(this.peerWindow);
    log.put(frame - this.peerFrame);
    log.putTime(this.sincePeer);
    log.putSigned(this.peerScale);
    log.putSigned((this.peerSeen - ack) | 0);
    log.putSigned((this.peerNext - ack) | 0);
    log.put(frame - this.peerNextFrame);
    log.putSigned(this.duplicates);
    log.putTime(this.roundTrip);
    log.putSigned((this.earlierSeq - seq) | 0);
    log.put(frame - this.earlierFrame);
  }

  /** Reads what was written with the same numbers. False when there is nothing. */
  read(frame: number, ordinal: number, seq: number, ack: number): boolean {
    const { frames } = this;
    const wanted = Math.min(ordinal, MAX_ORDINAL);
    frames.seek(frame);
    for (let head = frames.next(frame); head >= 0; head = frames.next(frame)) {
      this.take(frame, seq, ack);
      if (isOf(head, frame) && (head & 7) === wanted) return true;
    }
    return false;
  }

  get byteLength(): number {
    return this.frames.byteLength;
  }

  private take(frame: number, seq: number, ack: number): void {
    const { log } = this.frames;
    this.next = (log.takeSigned() + seq) | 0;
    this.nextFrame = frame - log.take();
    this.sinceNext = log.takeTime();
    this.ownAck = (log.takeSigned() + ack) | 0;
    this.ownWindow = log.takeSigned();
    this.ownFrame = frame - log.take();
    this.ownScale = log.takeSigned();
    this.peerAck = (log.takeSigned() + seq) | 0;
    this.peerWindow = log.takeSigned();
    this.peerFrame = frame - log.take();
    this.sincePeer = log.takeTime();
    this.peerScale = log.takeSigned();
    this.peerSeen = (log.takeSigned() + ack) | 0;
    this.peerNext = (log.takeSigned() + ack) | 0;
    this.peerNextFrame = frame - log.take();
    this.duplicates = log.takeSigned();
    this.roundTrip = log.takeTime();
    this.earlierSeq = (log.takeSigned() + seq) | 0;
    this.earlierFrame = frame - log.take();
  }
}
