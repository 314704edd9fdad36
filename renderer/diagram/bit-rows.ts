import type { HeaderCell } from './header-cells.ts';

/** Bits in a row. */
export const ROW_BITS = 32;

/** Cells that span more rows than this are cut in the middle. */
const MAX_SPAN = 4;

/** The part of a cell that stands in one row, or in several whole rows. */
export interface Piece {
  readonly cell: HeaderCell;
  /** Row of the drawing, and how many. */
  readonly row: number;
  readonly rows: number;
  /** First bit within the row and number of bits. */
  readonly bit: number;
  readonly bits: number;
  /** The piece that bears the cell's name. */
  readonly named: boolean;
  /** Rows were left out here. */
  readonly cut: boolean;
  /** The side on which it grows together with another piece of the cell. */
  readonly joined: 'up' | 'down' | undefined;
}

export interface BitRows {
  readonly pieces: readonly Piece[];
  /** Byte offset of each row of the drawing within the header. */
  readonly offsets: readonly number[];
}

/** Lays a header's cells out 32 bits a row. */
export function bitRows(cells: readonly HeaderCell[]): BitRows {
  const offsets: number[] = [];
  const pieces: Piece[] = [];
  /** Row of the drawing of each row of the header that was not left out. */
  const drawn = new Map<number, number>();
  const draw = (row: number): number => {
    const known = drawn.get(row);
    if (known !== undefined) return known;
    drawn.set(row, offsets.length);
    offsets.push((row * ROW_BITS) / 8);
    return offsets.length - 1;
  };
  for (const cell of cells) pieces.push(...piecesOf(cell, draw));
  return { pieces, offsets };
}

function piecesOf(cell: HeaderCell, draw: (row: number) => number): Piece[] {
  const end = cell.start + cell.length;
  const first = Math.floor(cell.start / ROW_BITS);
  const last = Math.floor((end - 1) / ROW_BITS);
  const firstBit = cell.start % ROW_BITS;
  const lastBits = end - last * ROW_BITS;
  const parts: Omit<Piece, 'cell' | 'named' | 'joined'>[] = [];
  const add = (row: number, rows: number, bit: number, bits: number, cut = false): void => {
    const at = draw(row);
    for (let more = 1; more < rows; more++) draw(row + more);
    parts.push({ row: at, rows, bit, bits, cut });
  };
  if (first === last) add(first, 1, firstBit, cell.length);
  else {
    const wholeFrom = firstBit === 0 ? first : first + 1;
    const wholeTo = lastBits === ROW_BITS ? last : last - 1;
    if (wholeFrom > first) add(first, 1, firstBit, ROW_BITS - firstBit);
    if (wholeTo >= wholeFrom) {
      const whole = wholeTo - wholeFrom + 1;
      if (whole > MAX_SPAN) add(wholeFrom, 1, 0, ROW_BITS, true);
      else add(wholeFrom, whole, 0, ROW_BITS);
    }
    if (wholeTo < last) add(last, 1, 0, lastBits);
  }
  const largest = Math.max(...parts.map((part) => part.bits * part.rows));
  const bearer = parts.findIndex((part) => part.bits * part.rows === largest);
  const joined = parts.map((part, at): Piece['joined'] => {
    const [before, after] = [parts[at - 1], parts[at + 1]];
    if (before && meets(before, part) && part.bits <= before.bits) return 'up';
    return after && meets(part, after) && part.bits < after.bits ? 'down' : undefined;
  });
  return parts.map((part, at) => ({ cell, ...part, named: at === bearer, joined: joined[at] }));
}

/** Whether a part stands right above another one. */
function meets(above: { bit: number; bits: number }, below: { bit: number; bits: number }): boolean {
  return above.bit < below.bit + below.bits && below.bit < above.bit + above.bits;
}
