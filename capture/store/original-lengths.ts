import { Uint32Column } from '../../decoders/facts/columns.ts';
import type { LengthColumn } from './length-column.ts';

/**
 * Lengths of frames on the link, in memory only where frames were cut: what a frame's captured length lacks, modulo 2^32.
 */
export class OriginalLengths {
  private readonly captured: LengthColumn;
  private readonly missing = new Uint32Column();

  constructor(captured: LengthColumn) {
    this.captured = captured;
  }

  get(frame: number): number {
    return (this.captured.get(frame) + this.missing.get(frame)) >>> 0;
  }

  /** The captured length must have been set before. */
  set(frame: number, length: number): void {
    this.missing.set(frame, length - this.captured.get(frame));
  }

  get byteLength(): number {
    return this.missing.byteLength;
  }
}
