import { Int32Column, Uint32Column } from './columns.ts';

/** Protocol id of {@link ProtocolChoices.at} for streams whose protocol is not known. */
export const UNDECIDED = -2;
/** Of streams that are of no known protocol. */
export const NO_PROTOCOL = -1;

/**
 * Which protocol a stream carries, and from which frame on: it is recognised after some segments, or changes when two
 * sides agree on it (HTTP upgrade, STARTTLS). A choice is never forgotten, so earlier frames keep what they were shown as.
 */
export class ProtocolChoices {
  private count = 0;
  /** By stream: its newest choice plus 1. */
  private readonly newest = new Int32Column();
  private readonly frame = new Uint32Column();
  private readonly protocol = new Int32Column();
  private readonly earlier = new Int32Column();

  /** Chooses from `frame` on; frames in ascending order for each stream. */
  choose(stream: number, frame: number, protocol: number): void {
    const at = this.count++;
    this.frame.set(at, frame);
    this.protocol.set(at, protocol);
    this.earlier.set(at, this.newest.get(stream));
    this.newest.set(stream, at + 1);
  }

  /** Protocol id of the stream at a frame, NO_PROTOCOL or UNDECIDED. */
  at(stream: number, frame: number): number {
    let at = this.newest.get(stream);
    while (at !== 0 && this.frame.get(at - 1) > frame) at = this.earlier.get(at - 1);
    return at === 0 ? UNDECIDED : this.protocol.get(at - 1);
  }

  get byteLength(): number {
    return this.newest.byteLength + this.frame.byteLength + this.protocol.byteLength + this.earlier.byteLength;
  }
}
