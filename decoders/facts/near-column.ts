import { Float64Column, Int32Column } from './columns.ts';

const SHIFT = 16;
/** Stands for a number that is too far from its chunk's first one. */
const FAR = -0x8000_0000;

/**
 * Whole numbers up to 2^53 that are near each other, such as times and file offsets, in four bytes: the distance from the
 * first one written to the chunk. One that is farther away than 31 bits takes eight bytes more. Rows are written once, in
 * ascending order.
 *
 * Example: after `set(1, 1720958477)` and `set(2, 1720958479)` the rows hold 0 and 2 beside the base 1720958477.
 */
export class NearColumn {
  private readonly bases: number[] = [];
  private readonly distances = new Int32Column();
  private readonly far = new Float64Column();

  get(row: number): number {
    const base = this.bases[row >>> SHIFT];
    if (base === undefined) return 0;
    const distance = this.distances.get(row);
    return distance === FAR ? this.far.get(row) : base + distance;
  }

  set(row: number, value: number): void {
    const chunk = row >>> SHIFT;
    while (chunk >= this.bases.length) this.bases.push(value);
    const distance = value - this.bases[chunk];
    if (distance === (distance | 0) && distance !== FAR) this.distances.set(row, distance | 0);
    else {
      this.distances.set(row, FAR);
      this.far.set(row, value);
    }
  }

  get byteLength(): number {
    return this.bases.length * 8 + this.distances.byteLength + this.far.byteLength;
  }
}
