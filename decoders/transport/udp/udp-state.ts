import { DatagramFacts } from '../../facts/datagram-facts.ts';

/** What is learned of UDP conversations, by stream number. */
export class UdpState {
  readonly facts = new DatagramFacts();
  private seconds = new Float64Array(64);
  private nanoseconds = new Float64Array(64);
  /** Nanoseconds from the first datagram to the last one. */
  private previous = new Float64Array(64);
  private streams = 0;

  /** Begins streams up to this one, with the time of its first datagram. */
  begin(stream: number, seconds: number, nanoseconds: number): void {
    for (; this.streams <= stream; this.streams++) {
      if (this.streams === this.seconds.length) this.grow();
      this.seconds[this.streams] = seconds;
      this.nanoseconds[this.streams] = nanoseconds;
    }
  }

  /** Nanoseconds from the stream's first datagram to a time. */
  since(stream: number, seconds: number, nanoseconds: number): number {
    return (seconds - this.seconds[stream]) * 1_000_000_000 + (nanoseconds - this.nanoseconds[stream]);
  }

  /** Notes when a datagram came, in nanoseconds since the stream's first. */
  observe(stream: number, frame: number, time: number): void {
    this.facts.delta = time - this.previous[stream];
    this.previous[stream] = time;
    this.facts.write(frame);
  }

  get byteLength(): number {
    return this.seconds.byteLength * 3 + this.facts.byteLength;
  }

  private grow(): void {
    this.seconds = doubled(this.seconds);
    this.nanoseconds = doubled(this.nanoseconds);
    this.previous = doubled(this.previous);
  }
}

function doubled(from: Float64Array): Float64Array<ArrayBuffer> {
  const to = new Float64Array(from.length * 2);
  to.set(from);
  return to;
}
