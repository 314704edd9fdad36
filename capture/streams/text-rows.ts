import { Uint32Column } from '../../decoders/facts/columns.ts';
import { ebcdicTable, gapText, tabbedAsciiTable, utf8Text } from './byte-texts.ts';
import type { ChunkBytes } from './chunk-bytes.ts';
import type { FollowedStream } from './followed-stream.ts';
import { cutText, type RowPiece, SLICE, type StreamRow, type StreamRows, turn } from './row.ts';
import type { Direction } from './tcp-assembler.ts';

type TextForm = 'text' | 'utf-8' | 'ebcdic';

/** Rows between two whose places are kept; the others are found by reading on from there. */
const KEPT = 64;
/** Rows between two looks at the clock. */
const STEP = 64;
/** Most bytes of a row for each column. */
const MOST_BYTES = 4;
const TAB = 0x09;
/** Columns between two stops, as the window shows them. */
const TAB_STOPS = 8;

/**
 * Lines of text, broken after as many characters as are wide. A line may go on in the next chunk of the same direction. A
 * place is a chunk and an offset in it; the offset behind its last byte is that of the bytes that were not captured.
 */
export class TextRows implements StreamRows {
  total = 0;
  private readonly stream: FollowedStream;
  private readonly form: TextForm;
  private readonly direction: Direction | null;
  private readonly width: number;
  private readonly reader: ChunkBytes;
  /** Places of every 64th row. */
  private readonly keptChunks = new Uint32Column();
  private readonly keptOffsets = new Uint32Column();
  /** Where the next row begins, or the last one that may still go on. */
  private chunk = 0;
  private offset = 0;
  private open = false;
  private running: Promise<void> | undefined;
  // The row just measured
  private pieces: RowPiece[] = [];
  private kind: StreamRow['kind'] = 'data';
  private rowChunk = 0;
  private nextChunk = 0;
  private nextOffset = 0;
  private mayGoOn = false;

  constructor(stream: FollowedStream, form: TextForm, direction: Direction | null, width: number) {
    this.stream = stream;
    this.form = form;
    this.direction = direction;
    this.width = width;
    this.reader = stream.reader();
  }

  async extend(signal: { readonly aborted: boolean }, progress: (chunks: number) => void = () => {}): Promise<void> {
    while (this.running) await this.running;
    this.running = this.scan(signal, progress).finally(() => {
      this.running = undefined;
    });
    await this.running;
  }

  private async scan(signal: { readonly aborted: boolean }, progress: (chunks: number) => void): Promise<void> {
    if (this.open) this.total--;
    this.open = false;
    let end = performance.now() + SLICE;
    for (let row = 0; ; row++) {
      const chunk = this.shown(this.chunk);
      if (chunk < 0) return;
      if (chunk !== this.chunk) this.offset = 0;
      this.chunk = chunk;
      if (row % STEP === 0 && performance.now() >= end) {
        progress(chunk);
        if (!(await turn(signal))) return;
        end = performance.now() + SLICE;
      }
      if (this.total % KEPT === 0) {
        this.keptChunks.set(this.total / KEPT, this.chunk);
        this.keptOffsets.set(this.total / KEPT, this.offset);
      }
      this.measure(this.chunk, this.offset);
      this.total++;
      this.open = this.mayGoOn;
      if (this.mayGoOn) return;
      this.chunk = this.nextChunk;
      this.offset = this.nextOffset;
    }
  }

  rows(first: number, count: number): StreamRow[] {
    const out: StreamRow[] = [];
    const end = Math.min(this.total, first + count);
    if (first >= end) return out;
    const kept = Math.floor(first / KEPT);
    this.nextChunk = this.keptChunks.get(kept);
    this.nextOffset = this.keptOffsets.get(kept);
    for (let row = kept * KEPT; row < end; row++) {
      this.measureNext();
      if (row >= first) out.push(this.row());
    }
    return out;
  }

  rowOf(chunk: number, offset: number): number {
    let low = 0;
    let high = Math.ceil(this.total / KEPT);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (after(this.keptChunks.get(middle), this.keptOffsets.get(middle), chunk, offset)) high = middle;
      else low = middle + 1;
    }
    const kept = Math.max(0, low - 1);
    this.nextChunk = this.keptChunks.get(kept);
    this.nextOffset = this.keptOffsets.get(kept);
    for (let row = kept * KEPT; row < this.total; row++) {
      this.measureNext();
      if (this.mayGoOn || after(this.nextChunk, this.nextOffset, chunk, offset)) return row;
    }
    return Math.max(0, this.total - 1);
  }

  private measureNext(): void {
    const chunk = this.shown(this.nextChunk);
    this.measure(chunk, chunk === this.nextChunk ? this.nextOffset : 0);
  }

  /** The first chunk from one on that has anything to show; -1 when there is none. */
  private shown(from: number): number {
    const { chunks } = this.stream;
    let chunk = chunks.next(from, this.direction);
    while (chunk >= 0 && chunks.length(chunk) + chunks.cut(chunk) === 0 && !chunks.isGap(chunk)) {
      chunk = chunks.next(chunk + 1, this.direction);
    }
    return chunk;
  }

  /** Finds where the row that begins at a place ends. */
  private measure(chunk: number, offset: number): void {
    const { chunks } = this.stream;
    this.pieces = [];
    this.rowChunk = chunk;
    this.kind = 'data';
    this.mayGoOn = false;
    const direction = chunks.direction(chunk);
    let begin = offset;
    let taken = 0;
    this.columns = 0;
    for (let at = chunk; ; begin = 0) {
      const there = chunks.isGap(at) ? 0 : this.reader.load(at);
      if (at === chunk && begin >= there && (chunks.isGap(at) || chunks.cut(at) > 0)) {
        this.kind = chunks.isGap(at) ? 'gap' : 'cut';
        this.endAt(at + 1, 0);
        return;
      }
      const { bytes, start } = this.reader;
      const end = this.lineEnd(bytes, start + begin, start + there, taken) - start;
      taken += end - begin;
      if (end > begin) this.pieces.push({ chunk: at, offset: begin, length: end - begin });
      const cut = chunks.cut(at) > 0;
      const next = this.ended || cut ? -1 : chunks.next(at + 1, this.direction);
      if (next >= 0 && !chunks.isGap(next) && chunks.direction(next) === direction) {
        at = next;
        continue;
      }
      if (end < there || cut) this.endAt(at, end);
      else this.endAt(next < 0 ? at + 1 : next, 0);
      this.mayGoOn = next < 0 && !this.ended && !cut;
      return;
    }
  }

  private endAt(chunk: number, offset: number): void {
    this.nextChunk = chunk;
    this.nextOffset = offset;
  }

  private columns = 0;
  private ended = false;

  /**
   * One past the last byte of the line within [start, end), where `taken` bytes of it come before; sets whether it ends
   * there. Carriage returns and the bytes that go on a character take no column, a tabulator those up to the next stop.
   */
  private lineEnd(bytes: Uint8Array, start: number, end: number, taken: number): number {
    const { width, form } = this;
    const most = Math.min(end, start + MOST_BYTES * width - taken);
    this.ended = true;
    for (let i = start; i < most; i++) {
      const byte = bytes[i];
      if (byte === 0x0a ? form !== 'ebcdic' : form === 'ebcdic' && (byte === 0x15 || byte === 0x25)) return i + 1;
      if (byte === 0x0d || (form === 'utf-8' && byte >= 0x80 && byte < 0xc0)) continue;
      if (this.columns >= width) return i;
      this.columns =
        byte === TAB && form !== 'ebcdic' ? this.columns - (this.columns % TAB_STOPS) + TAB_STOPS : this.columns + 1;
    }
    this.ended = most < end;
    return most;
  }

  private row(): StreamRow {
    const { chunks } = this.stream;
    const { kind, pieces, rowChunk } = this;
    const head = pieces[0];
    const bytes = this.bytesOf(pieces);
    const { text, columns } = this.textOf(bytes);
    return {
      direction: chunks.direction(rowChunk),
      frame: chunks.frame(rowChunk),
      kind,
      text: kind === 'gap' ? gapText(chunks.missing(rowChunk)) : kind === 'cut' ? cutText(chunks.cut(rowChunk)) : text,
      begins: kind === 'gap' || head?.offset === 0,
      pieces,
      columns,
    };
  }

  private bytesOf(pieces: readonly RowPiece[]): Uint8Array {
    const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const { chunk, offset, length } of pieces) {
      this.reader.load(chunk);
      const { bytes: from, start } = this.reader;
      bytes.set(from.subarray(start + offset, start + offset + length), at);
      at += length;
    }
    return bytes;
  }

  private textOf(bytes: Uint8Array): Pick<StreamRow, 'text' | 'columns'> {
    if (this.form === 'utf-8') {
      const column = (byte: number): number => utf8Text(bytes.subarray(0, byte)).length;
      return { text: lineText(utf8Text(bytes)), columns: (from, to) => [[column(from), column(to)]] };
    }
    const table = this.form === 'ebcdic' ? ebcdicTable : tabbedAsciiTable;
    const text = Buffer.from(bytes.map((byte) => table[byte])).toString('latin1');
    return { text: lineText(text), columns: (from, to) => [[from, to]] };
  }
}

/** Without the end of the line; other carriage returns are shown as dots. */
function lineText(text: string): string {
  return text.replace(/\r?\n$/, '').replace(/[\r\n]/g, '.');
}

function after(chunk: number, offset: number, otherChunk: number, otherOffset: number): boolean {
  return chunk > otherChunk || (chunk === otherChunk && offset > otherOffset);
}
