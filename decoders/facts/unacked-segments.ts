/** Segments of one flow that are remembered until they are acknowledged; more are not. */
export const MAX_UNACKED = 10_000;

/** Lists of segments that were sent and not acknowledged yet, oldest first, linked rows of one pool. -1 ends a list. */
export class UnackedSegments {
  seq = new Int32Array(256);
  /** Sequence number behind the segment; SYN and FIN count as a byte. */
  end = new Int32Array(256);
  frame = new Uint32Array(256);
  time = new Float64Array(256);
  link = new Int32Array(256);
  private used = 0;
  private free = -1;

  take(seq: number, end: number, frame: number, time: number): number {
    let at = this.free;
    if (at >= 0) this.free = this.link[at];
    else {
      at = this.used++;
      if (at === this.seq.length) this.grow();
    }
    this.seq[at] = seq;
    this.end[at] = end;
    this.frame[at] = frame;
    this.time[at] = time;
    this.link[at] = -1;
    return at;
  }

  release(at: number): void {
    this.link[at] = this.free;
    this.free = at;
  }

  get byteLength(): number {
    return this.seq.length * 24;
  }

  private grow(): void {
    const n = this.seq.length * 2;
    const { seq, end, frame, time, link } = this;
    this.seq = new Int32Array(n);
    this.end = new Int32Array(n);
    this.frame = new Uint32Array(n);
    this.time = new Float64Array(n);
    this.link = new Int32Array(n);
    this.seq.set(seq);
    this.end.set(end);
    this.frame.set(frame);
    this.time.set(time);
    this.link.set(link);
  }
}
