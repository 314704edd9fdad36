import { Float64Column } from '../../decoders/facts/columns.ts';
import { RecordBuffer } from '../export/record-buffer.ts';
import { appendBase64, appendCArray, appendHexDigits, appendHexDump, gapText } from './byte-texts.ts';
import type { ChunkBytes } from './chunk-bytes.ts';
import { chunkHead, timeText } from './chunk-head.ts';
import type { FollowedStream } from './followed-stream.ts';
import { cutText, type RowPiece, SLICE, type StreamRow, type StreamRows, turn } from './row.ts';
import type { Direction } from './tcp-assembler.ts';

type FixedForm = 'hex' | 'raw' | 'c' | 'yaml';

/** Chunks between two looks at the clock. */
const STEP = 4096;

/** Rows that hold as many bytes each, anew with each chunk: how many there are is known without reading them. */
export class FixedRows implements StreamRows {
  total = 0;
  private readonly stream: FollowedStream;
  private readonly form: FixedForm;
  private readonly direction: Direction | null;
  private readonly perRow: number;
  private readonly heads: number;
  /** The row that each chunk of the direction begins with. */
  private readonly starts = new Float64Column();
  private known = 0;
  private readonly reader: ChunkBytes;
  private readonly buffer = new RecordBuffer();

  constructor(stream: FollowedStream, form: FixedForm, direction: Direction | null, width: number) {
    this.stream = stream;
    this.form = form;
    this.direction = direction;
    this.perRow = { hex: 16, raw: Math.max(8, Math.floor(width / 2)), c: 8, yaml: 57 }[form];
    this.heads = { hex: 0, raw: 0, c: 1, yaml: 4 }[form];
    this.reader = stream.reader();
  }

  async extend(signal: { readonly aborted: boolean }, progress: (chunks: number) => void = () => {}): Promise<void> {
    const { chunks } = this.stream;
    let end = performance.now() + SLICE;
    while (this.known < chunks.of(this.direction)) {
      const to = Math.min(chunks.of(this.direction), this.known + STEP);
      while (this.known < to) {
        this.starts.set(this.known, this.total);
        this.total += this.rowsOf(chunks.nth(this.direction, this.known++));
      }
      if (performance.now() < end) continue;
      progress(this.known);
      if (!(await turn(signal))) return;
      end = performance.now() + SLICE;
    }
  }

  private rowsOf(chunk: number): number {
    const { chunks } = this.stream;
    if (chunks.isGap(chunk)) return 1;
    return this.heads + Math.ceil(chunks.length(chunk) / this.perRow) + (chunks.cut(chunk) > 0 ? 1 : 0);
  }

  rowOf(chunk: number, offset: number): number {
    const { chunks } = this.stream;
    const n = chunks.before(this.direction, chunk);
    if (n >= this.known) return Math.max(0, this.total - 1);
    const inside = this.heads + Math.floor(offset / this.perRow);
    return this.starts.get(n) + Math.min(inside, this.rowsOf(chunk) - 1);
  }

  rows(first: number, count: number): StreamRow[] {
    const out: StreamRow[] = [];
    let n = this.chunkOfRow(first);
    for (let row = first; row < Math.min(this.total, first + count); row++) {
      while (n + 1 < this.known && this.starts.get(n + 1) <= row) n++;
      out.push(this.row(this.stream.chunks.nth(this.direction, n), row - this.starts.get(n)));
    }
    return out;
  }

  private chunkOfRow(row: number): number {
    let low = 0;
    let high = this.known;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.starts.get(middle) <= row) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  private row(chunk: number, inside: number): StreamRow {
    const { chunks } = this.stream;
    const base = { direction: chunks.direction(chunk), frame: chunks.frame(chunk), begins: inside === 0 };
    const other = (kind: StreamRow['kind'], text: string): StreamRow => ({
      ...base,
      kind,
      text,
      pieces: [],
      columns: () => [],
    });
    if (chunks.isGap(chunk)) return other('gap', gapText(chunks.missing(chunk)));
    if (inside < this.heads) return other('head', this.head(chunk)[inside]);
    const offset = (inside - this.heads) * this.perRow;
    const whole = chunks.length(chunk);
    if (offset >= whole) return other('cut', cutText(chunks.cut(chunk)));
    const length = Math.min(this.perRow, whole - offset, Math.max(0, this.reader.load(chunk) - offset));
    const pieces: readonly RowPiece[] = [{ chunk, offset, length }];
    const { form } = this;
    const columns = (from: number, to: number): readonly (readonly [number, number])[] => columnsOf[form](from, to);
    return { ...base, kind: 'data', text: this.text(chunk, offset, length), pieces, columns };
  }

  private head(chunk: number): readonly string[] {
    const { chunks, capture } = this.stream;
    const frame = chunks.frame(chunk);
    const direction = chunks.direction(chunk);
    return chunkHead(this.form, {
      frame,
      direction,
      number: chunks.before(direction, chunk),
      time: timeText(capture.table, frame),
    });
  }

  private text(chunk: number, offset: number, length: number): string {
    const { buffer, reader, form } = this;
    const { chunks } = this.stream;
    const { bytes } = reader;
    const start = reader.start + offset;
    if (form === 'hex') appendHexDump(buffer, '', chunks.position(chunk) + offset, bytes, start, length);
    else if (form === 'raw') appendHexDigits(buffer, bytes, start, length);
    else if (form === 'yaml') appendBase64(buffer, '      ', bytes, start, length);
    else appendCArray(buffer, bytes, start, length, offset + length === chunks.length(chunk));
    return Buffer.from(buffer.take()).toString('latin1').trimEnd();
  }
}

const HEX_BEGIN = 10;
const TEXT_BEGIN = 60;

/** Where bytes stand in a row of each form. */
const columnsOf: Readonly<Record<FixedForm, (from: number, to: number) => readonly (readonly [number, number])[]>> = {
  hex: (from, to) => {
    const wide = (i: number): number => (i >= 8 ? 1 : 0);
    const last = to - 1;
    return [
      [HEX_BEGIN + 3 * from + wide(from), HEX_BEGIN + 3 * last + wide(last) + 2],
      [TEXT_BEGIN + from + wide(from), TEXT_BEGIN + last + wide(last) + 1],
    ];
  },
  raw: (from, to) => [[2 * from, 2 * to]],
  c: (from, to) => [[6 * from, 6 * to - 2]],
  yaml: (from, to) => [[6 + Math.floor((from * 4) / 3), 6 + Math.ceil((to * 4) / 3)]],
};
