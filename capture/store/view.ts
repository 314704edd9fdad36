import type { Capture } from './capture.ts';

/** An ordered selection of a capture's frames, asked for by windows of rows. Row 0 is the first. */
export class View {
  readonly id: number;
  readonly capture: Capture;

  constructor(id: number, capture: Capture) {
    this.id = id;
    this.capture = capture;
  }

  /** Raised whenever rows change; rows that were there keep their content while only more come. */
  get revision(): number {
    return this.capture.table.count;
  }

  get total(): number {
    return this.capture.table.count;
  }

  /** Frame number of a row below `total`. */
  frameAt(row: number): number {
    return row + 1;
  }

  /** The row of a frame, or of the nearest frame after it that the view holds; -1 when there is none. */
  rowOf(frame: number): number {
    return frame <= this.total ? Math.max(0, frame - 1) : -1;
  }
}
