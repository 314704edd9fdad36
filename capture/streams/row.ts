import type { Direction } from './tcp-assembler.ts';

/** How a stream is shown. `raw` is shown as hexadecimal digits and saved as bytes. */
export type StreamForm = 'text' | 'utf-8' | 'ebcdic' | 'hex' | 'raw' | 'c' | 'yaml';

/** Some bytes of a chunk that are in a row. */
export interface RowPiece {
  readonly chunk: number;
  readonly offset: number;
  readonly length: number;
}

/** A line of a shown stream. */
export interface StreamRow {
  readonly direction: Direction;
  /** The first one's frame; for a gap the frame that tells of it. */
  readonly frame: number;
  /** `gap`: bytes that no frame has; `cut`: bytes of the frame that were not captured; `head`: a word about the chunk. */
  readonly kind: 'data' | 'gap' | 'cut' | 'head';
  readonly text: string;
  /** Whether the row begins with a chunk's first byte, or with what tells of the chunk. */
  readonly begins: boolean;
  /** What its bytes are, none for a row of another kind than `data`. */
  readonly pieces: readonly RowPiece[];
  /** Ranges of columns that show the row's bytes from one index up to another. */
  columns(from: number, to: number): readonly (readonly [number, number])[];
}

/** The rows of a stream in one form, of one direction or both. Grows with the stream. */
export interface StreamRows {
  readonly total: number;
  /** Takes in chunks that have come since, in slices. `progress` is told the chunks looked at. */
  extend(signal: { readonly aborted: boolean }, progress?: (chunks: number) => void): Promise<void>;
  rows(first: number, count: number): StreamRow[];
  /** The row that shows a byte of a chunk. */
  rowOf(chunk: number, offset: number): number;
}

export function cutText(cut: number): string {
  return `[${cut} bytes of this packet not captured]`;
}

/** Lets other work run between slices. Resolves to whether to go on. */
export async function turn(signal: { readonly aborted: boolean }): Promise<boolean> {
  await new Promise((resolve) => setImmediate(resolve));
  return !signal.aborted;
}

/** Milliseconds of work between two turns of the event loop. */
export const SLICE = 6;
