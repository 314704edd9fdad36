import { Int32Column, Uint32Column } from './columns.ts';
import { lowerBound } from './frame-links.ts';

/**
 * One number for each message of a protocol, found again by frame and by the message's place among those of its frame:
 * a frame can hold several messages of a stream.
 *
 * Example: `add(3, 0)`, `add(8, 0)`, `add(8, 1)`; then `get(8, 1) === 1` and `get(8, 2) === -1`.
 */
export class MessageRows {
  count = 0;
  private readonly frames = new Uint32Column();
  private readonly values = new Int32Column();

  /** Frames must come in ascending order. */
  add(frame: number, value: number): void {
    this.frames.set(this.count, frame);
    this.values.set(this.count++, value);
  }

  /** The number of the frame's message at `place`, from 0; -1 when there is none. */
  get(frame: number, place: number): number {
    const first = lowerBound(this.frames, this.count, frame);
    const row = first + place;
    return first >= 0 && row < this.count && this.frames.get(row) === frame ? this.values.get(row) : -1;
  }

  get byteLength(): number {
    return this.frames.byteLength + this.values.byteLength;
  }
}
