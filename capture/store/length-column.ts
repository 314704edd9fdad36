import { Uint16Column, Uint32Column } from '../../decoders/facts/columns.ts';

/** Stands for a length that has its place in the wide column. */
const LONG = 0xffff;

/** Lengths in two bytes; of those from 65,535 on each takes four more. */
export class LengthColumn {
  readonly short = new Uint16Column();
  private readonly long = new Uint32Column();

  get(row: number): number {
    const length = this.short.get(row);
    return length === LONG ? this.long.get(row) : length;
  }

  set(row: number, length: number): void {
    if (length < LONG) this.short.set(row, length);
    else {
      this.short.set(row, LONG);
      this.long.set(row, length);
    }
  }

  get byteLength(): number {
    return this.short.byteLength + this.long.byteLength;
  }
}
