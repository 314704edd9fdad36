import { RecordBuffer } from '../export/record-buffer.ts';
import {
  appendBase64,
  appendCArray,
  appendHexDigits,
  appendHexDump,
  appendMapped,
  appendText,
  ebcdicTable,
  gapText,
  tabbedAsciiTable,
  utf8Cleaned,
} from './byte-texts.ts';
import { chunkHead, timeText } from './chunk-head.ts';
import type { FollowedStream } from './followed-stream.ts';
import { SLICE, type StreamForm, turn } from './row.ts';
import type { Direction } from './tcp-assembler.ts';

/** How a stream is written out: `bytes` are those of the stream alone. */
export type WrittenForm = StreamForm | 'bytes';

/** Writes a stream as text, or its bytes, piece by piece. */
export class StreamText {
  private readonly buffer = new RecordBuffer();
  private readonly stream: FollowedStream;
  private readonly form: WrittenForm;
  private readonly direction: Direction | null;
  private readonly decoders = [new TextDecoder(), new TextDecoder()] as const;

  constructor(stream: FollowedStream, form: WrittenForm, direction: Direction | null) {
    this.stream = stream;
    this.form = form;
    this.direction = direction;
  }

  /** Hands over all of it in order. Ends early when `write` resolves to false or the signal says so. */
  async write(
    write: (bytes: Uint8Array) => Promise<boolean>,
    signal: { readonly aborted: boolean },
    progress: (chunks: number) => void = () => {},
  ): Promise<void> {
    const { chunks } = this.stream;
    const reader = this.stream.reader();
    this.begin();
    let end = performance.now() + SLICE;
    let chunk = chunks.next(0, this.direction);
    for (; chunk >= 0; chunk = chunks.next(chunk + 1, this.direction)) {
      if (chunks.isGap(chunk)) this.gap(chunk);
      else this.chunk(chunk, reader.load(chunk), reader.bytes, reader.start);
      if (this.buffer.full && !(await write(this.buffer.take()))) return;
      if (performance.now() < end) continue;
      progress(chunk);
      if (!(await turn(signal))) return;
      end = performance.now() + SLICE;
    }
    await write(this.buffer.take());
  }

  private begin(): void {
    if (this.form !== 'yaml') return;
    const peers = this.stream.ends.map(
      ({ address, port }, i) => `  - peer: ${i}\n    host: ${address}\n    port: ${port}\n`,
    );
    appendText(this.buffer, `peers:\n${peers.join('')}packets:\n`);
  }

  private gap(chunk: number): void {
    const { form } = this;
    if (form === 'bytes') return;
    const text = gapText(this.stream.chunks.missing(chunk));
    if (form === 'yaml') appendText(this.buffer, `  # ${text}\n`);
    else if (form === 'c') appendText(this.buffer, `/* ${text} */\n`);
    else appendText(this.buffer, `${text}\n`);
  }

  private chunk(chunk: number, length: number, bytes: Uint8Array, start: number): void {
    const { buffer, form } = this;
    const { chunks, capture } = this.stream;
    const direction = chunks.direction(chunk);
    const frame = chunks.frame(chunk);
    if (form === 'c' || form === 'yaml') {
      const number = chunks.before(direction, chunk);
      const head = chunkHead(form, { frame, direction, number, time: timeText(capture.table, frame) });
      for (const line of head) appendText(buffer, `${line}\n`);
    }
    switch (form) {
      case 'bytes':
        buffer.append(bytes, start, length);
        break;
      case 'text':
        appendMapped(buffer, tabbedAsciiTable, bytes, start, length);
        break;
      case 'ebcdic':
        appendMapped(buffer, ebcdicTable, bytes, start, length);
        break;
      case 'utf-8': {
        const text = this.decoders[direction].decode(bytes.subarray(start, start + length), { stream: true });
        buffer.append(Buffer.from(utf8Cleaned(text), 'utf8'));
        break;
      }
      case 'raw':
        appendHexDigits(buffer, bytes, start, length);
        appendText(buffer, '\n');
        break;
      case 'hex':
        appendHexDump(buffer, direction === 1 ? '    ' : '', chunks.position(chunk), bytes, start, length);
        break;
      case 'c':
        appendCArray(buffer, bytes, start, length, true);
        break;
      case 'yaml':
        appendBase64(buffer, '      ', bytes, start, length);
        break;
    }
  }
}
