import { ColumnReader, grown, writeColumns } from './columns.ts';
import { TextBlock, TextBlockBuilder } from './text-block.ts';

/**
 * A window of rows of the packet list.
 *
 * ```
 * words    magic "OROW", revision, total, first, count r, columns c, bytes of text t
 * columns  u32[r]        frame numbers
 *          u32[r]        flags, see row-flags.ts
 *          u16[r]        colour rule: index + 1 into the colour rules in force, 0 for none
 *          u32[r*c + 1]  offsets into the text; cell (row, column) is text row*c + column
 *          u8[t]         UTF-8 text of all cells
 * ```
 */
const magic = 0x574f524f;

/** What the rows are a window of. */
export interface RowWindow {
  /** State of the view the rows belong to; raised whenever rows change. */
  readonly revision: number;
  /** Rows in the whole view. */
  readonly total: number;
  /** Row number of the first row here. */
  readonly first: number;
  /** Cells per row. */
  readonly columns: number;
}

/** Builds windows one after the other without garbage per cell: `begin`, then `row` and `cell`s for each, then `finish`. */
export class RowBatchBuilder {
  #window: RowWindow = { revision: 0, total: 0, first: 0, columns: 0 };
  #count = 0;
  #frames = new Uint32Array(64);
  #flags = new Uint32Array(64);
  #colours = new Uint16Array(64);
  readonly #cells = new TextBlockBuilder();

  begin(window: RowWindow): void {
    this.#window = window;
    this.#count = 0;
    this.#cells.clear();
  }

  /** Begins a row; `colour` is 0 or the index of its colour rule + 1. */
  row(frame: number, flags: number, colour: number): void {
    this.#frames = grown(this.#frames, this.#count + 1);
    this.#flags = grown(this.#flags, this.#count + 1);
    this.#colours = grown(this.#colours, this.#count + 1);
    this.#frames[this.#count] = frame;
    this.#flags[this.#count] = flags;
    this.#colours[this.#count] = colour;
    this.#count += 1;
  }

  /** Adds the next cell of the current row. */
  cell(text: string): void {
    this.#cells.add(text);
  }

  /** The batch, independent of the builder. Throws when a row has too few or too many cells. */
  finish(): Uint8Array<ArrayBuffer> {
    const { revision, total, first, columns } = this.#window;
    const count = this.#count;
    const cells = this.#cells;
    if (cells.count !== count * columns) {
      throw new Error(`${count} rows of ${columns} columns need ${count * columns} cells, not ${cells.count}.`);
    }
    return writeColumns(
      [magic, revision, total, first, count, columns, cells.byteLength],
      [
        this.#frames.subarray(0, count),
        this.#flags.subarray(0, count),
        this.#colours.subarray(0, count),
        cells.offsets,
        cells.bytes,
      ],
    );
  }
}

/** A received window. Numbers are views of the message, texts are decoded when asked for. */
export class RowBatch implements RowWindow {
  readonly revision: number;
  readonly total: number;
  readonly first: number;
  readonly count: number;
  readonly columns: number;
  /** Frame number of each row. */
  readonly frames: Uint32Array;
  /** Flags of each row, see row-flags.ts. */
  readonly flags: Uint32Array;
  /** Colour rule of each row: index + 1, 0 for none. */
  readonly colours: Uint16Array;
  readonly #cells: TextBlock;

  /** Throws `BatchError` when `bytes` are not a row batch. */
  constructor(bytes: Uint8Array) {
    const reader = new ColumnReader(bytes, 'row batch');
    const [revision, total, first, count, columns, textLength] = reader.header(magic, 6);
    this.revision = revision;
    this.total = total;
    this.first = first;
    this.count = count;
    this.columns = columns;
    this.frames = reader.u32(count);
    this.flags = reader.u32(count);
    this.colours = reader.u16(count);
    this.#cells = new TextBlock(reader, count * columns, textLength);
    reader.end();
  }

  /** Text of a cell; `row` counts from 0 within this batch. */
  cell(row: number, column: number): string {
    if (column < 0 || column >= this.columns) throw new RangeError(`There is no column ${column} in this batch.`);
    return this.#cells.get(row * this.columns + column);
  }
}
