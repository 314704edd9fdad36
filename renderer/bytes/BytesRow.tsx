import { memo } from 'react';
import { asciiByte, binaryByte, hexByte } from './byte-formats.ts';
import { type ByteGrid, cellChars, cellStart, gridPlaces, type Run, runsOf } from './byte-grid.ts';

interface BytesRowProps {
  readonly bytes: Uint8Array;
  readonly row: number;
  readonly grid: ByteGrid;
  readonly tints: Uint8Array;
  /** Where the row begins in `tints`. */
  readonly at: number;
}

/** One row: offset, numbers, text, tinted by layer. */
export const BytesRow = memo(function BytesRow({ bytes, row, grid, tints, at }: BytesRowProps) {
  const start = row * grid.columns;
  const count = Math.min(grid.columns, bytes.length - start);
  const runs = runsOf(tints, at, at + count);
  const { text, numbers } = gridPlaces(grid);
  const last = runs.length === 0 ? 0 : cellStart(grid, count - 1) + cellChars(grid);
  return (
    <div className="bytes-row">
      <span className="bytes-offset">{start.toString(16).padStart(grid.offsetChars, '0')}</span>
      {'  '}
      {runs.map((run, index) => (
        <span key={run.start}>
          {index > 0 && ' '.repeat(cellStart(grid, run.start) - numbersEnd(grid, runs[index - 1]))}
          <span className={`bytes-run osi-${run.tint}`}>{numbersOf(bytes, start, run, grid)}</span>
        </span>
      ))}
      {' '.repeat(text - numbers - last)}
      {runs.map((run) => (
        <span key={run.start} className={`bytes-run osi-${run.tint}`}>
          {textOf(bytes, start, run)}
        </span>
      ))}
    </div>
  );
});

function numbersEnd(grid: ByteGrid, run: Run): number {
  return cellStart(grid, run.end - 1) + cellChars(grid);
}

function numbersOf(bytes: Uint8Array, start: number, run: Run, grid: ByteGrid): string {
  let out = '';
  for (let column = run.start; column < run.end; column++) {
    if (column > run.start) out += ' '.repeat(cellStart(grid, column) - cellStart(grid, column - 1) - cellChars(grid));
    out += grid.bits ? binaryByte(bytes[start + column]) : hexByte(bytes[start + column]);
  }
  return out;
}

function textOf(bytes: Uint8Array, start: number, run: Run): string {
  let out = '';
  for (let column = run.start; column < run.end; column++) out += asciiByte(bytes[start + column]);
  return out;
}
