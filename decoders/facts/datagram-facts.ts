import { FrameLog, isOf } from './frame-log.ts';

/** What was learned about each UDP datagram, by frame number; used as {@link TcpFacts} is. About three bytes a datagram. */
export class DatagramFacts {
  /** Nanoseconds since the conversation's previous datagram. */
  delta = 0;
  private readonly frames = new FrameLog();

  /** Writes the register as the next datagram of the frame; frames in ascending order. */
  write(frame: number): void {
    this.frames.begin(frame, 0);
    this.frames.log.putTime(this.delta);
  }

  /** Reads what was written for the frame's datagram number `ordinal`, from 0. False when there is nothing. */
  read(frame: number, ordinal: number): boolean {
    const { frames } = this;
    let left = ordinal;
    frames.seek(frame);
    for (let head = frames.next(frame); head >= 0; head = frames.next(frame)) {
      this.delta = frames.log.takeTime();
      if (isOf(head, frame) && left-- === 0) return true;
    }
    this.delta = 0;
    return false;
  }

  get byteLength(): number {
    return this.frames.byteLength;
  }
}
