import { emptyMask } from '../../../decoders/model/mask.ts';
import { RecordBuffer } from '../../export/record-buffer.ts';
import type { Capture } from '../../store/capture.ts';
import {
  appendBase64,
  appendHexDigits,
  appendHexDump,
  appendMapped,
  appendText,
  asciiTable,
  ebcdicTable,
  gapText,
  utf8Text,
} from '../../streams/byte-texts.ts';
import type { ChunkBytes } from '../../streams/chunk-bytes.ts';
import { FollowedStream, type FollowProtocol } from '../../streams/followed-stream.ts';
import { endText } from '../../streams/stream-ends.ts';
import type { Output } from '../output.ts';
import { type FollowArguments, type FollowForm, followArguments, followForms } from './follow-arguments.ts';
import type { Tap } from './tap.ts';

const RULE = `${'='.repeat(67)}\n`;

const protocols: readonly FollowProtocol[] = ['http', 'tcp', 'udp'];

/** `-z follow,PROTOCOL,FORM,STREAM[,RANGE]`: what both sides of a stream sent, in order. */
export const followTaps: readonly Tap[] = protocols.map((protocol) => ({
  name: `follow,${protocol}`,
  help: `the bytes of a stream: ,${followForms.join('|')} ,NUMBER | ,ADDRESS:PORT,ADDRESS:PORT [,CHUNK[-CHUNK]]`,
  parse(args) {
    const asked = followArguments(protocol, args);
    return {
      mask: emptyMask(),
      async print(out, capture) {
        const [first, ...further] = asked.find(capture);
        const stream = first === undefined ? undefined : new FollowedStream(capture, protocol, first, further);
        await stream?.update({ aborted: false }, () => {}, false);
        new FollowText(out, capture, protocol, asked).print(stream?.found ? stream : undefined);
        if (stream) tellOmitted(stream);
        if (further.length > 0) tellSeveral(capture, protocol, [first, ...further]);
      },
    };
  },
}));

/** The text of a followed stream, as tshark prints it. */
class FollowText {
  private readonly buffer = new RecordBuffer();
  private readonly out: Output;
  private readonly capture: Capture;
  private readonly protocol: FollowProtocol;
  private readonly asked: FollowArguments;
  /** Bytes printed of each direction, those of texts in the place of gaps included. */
  private readonly positions: [number, number] = [0, 0];

  constructor(out: Output, capture: Capture, protocol: FollowProtocol, asked: FollowArguments) {
    this.out = out;
    this.capture = capture;
    this.protocol = protocol;
    this.asked = asked;
  }

  print(stream: FollowedStream | undefined): void {
    this.head(stream);
    if (stream) this.chunks(stream);
    if (this.asked.form !== 'yaml') appendText(this.buffer, RULE);
    this.flush();
  }

  private head(stream: FollowedStream | undefined): void {
    const { form, filter } = this.asked;
    const [client, server] = stream?.ends ?? [];
    if (form === 'yaml') {
      const peer = (number: number, end = { address: '', port: 0 }): string =>
        `  - peer: ${number}\n    host: ${end.address}\n    port: ${end.port}\n`;
      appendText(this.buffer, `peers:\n${peer(0, client)}${peer(1, server)}packets:\n`);
      return;
    }
    const node = (end = client): string => (end ? endText(end) : ':0');
    appendText(this.buffer, `\n${RULE}Follow: ${this.protocol},${form}\nFilter: ${filter}\n`);
    appendText(this.buffer, `Node 0: ${node(client)}\nNode 1: ${node(server)}\n`);
  }

  private chunks(stream: FollowedStream): void {
    const { chunks } = stream;
    const reader = stream.reader();
    for (let chunk = 0; chunk < chunks.count; chunk++) {
      const length = chunks.isGap(chunk) ? 0 : reader.load(chunk);
      const bytes = chunks.isGap(chunk) ? gapBytes(chunks.missing(chunk)) : reader.bytes;
      const start = chunks.isGap(chunk) ? 0 : reader.start;
      const count = chunks.isGap(chunk) ? bytes.length : length;
      const time = chunks.isGap(chunk) ? 0 : this.seconds(chunks.frame(chunk));
      const about = { frame: chunks.frame(chunk), direction: chunks.direction(chunk), time };
      this.chunk(chunk + 1, about, { bytes, start }, count);
      if (this.buffer.full) this.flush();
    }
  }

  private chunk(
    number: number,
    { frame, direction, time }: { readonly frame: number; readonly direction: 0 | 1; readonly time: number },
    { bytes, start }: Pick<ChunkBytes, 'bytes' | 'start'>,
    length: number,
  ): void {
    const { buffer, positions } = this;
    const { form, first, last } = this.asked;
    const position = positions[direction];
    positions[direction] += length;
    if (number < first || number > last) return;
    const indent = direction === 1 ? '\t' : '';
    switch (form) {
      case 'hex':
        appendHexDump(buffer, indent, position, bytes, start, length);
        break;
      case 'raw':
        appendText(buffer, indent);
        appendHexDigits(buffer, bytes, start, length);
        appendText(buffer, '\n');
        break;
      case 'yaml':
        appendText(buffer, `  - packet: ${frame}\n    peer: ${direction}\n    timestamp: ${nineDecimals(time)}\n`);
        appendText(buffer, '    data: !!binary |\n');
        appendBase64(buffer, '      ', bytes, start, length);
        break;
      default:
        appendText(buffer, `${indent}${length}\n`);
        this.text(form, bytes, start, length);
        appendText(buffer, '\n');
    }
  }

  private text(form: FollowForm, bytes: Uint8Array, start: number, length: number): void {
    if (form === 'utf-8') this.buffer.append(Buffer.from(utf8Text(bytes.subarray(start, start + length)), 'utf8'));
    else appendMapped(this.buffer, form === 'ebcdic' ? ebcdicTable : asciiTable, bytes, start, length);
  }

  /** In floating point, where the last of nine decimals are not exact: as tshark writes them. */
  private seconds(frame: number): number {
    const { seconds, nanoseconds } = this.capture.table;
    return seconds.get(frame) + Math.max(0, nanoseconds.get(frame)) / 1e9;
  }

  private flush(): void {
    this.out.bytes(this.buffer.take());
  }
}

/** As C prints a number with `%.9f`: of two decimals that are equally near, the even one. */
function nineDecimals(value: number): string {
  const exact = value.toFixed(24);
  const end = exact.indexOf('.') + 10;
  return /^[02468]50*$/.test(exact.slice(end - 1)) ? exact.slice(0, end) : value.toFixed(9);
}

/** Tells on standard error that the ends had several connections, which tshark mixes. */
function tellSeveral(capture: Capture, protocol: FollowProtocol, conversations: readonly number[]): void {
  const numbers = conversations.map((at) => capture.session.conversations.stream.get(at));
  const shown = `${numbers.slice(0, 20).join(', ')}${numbers.length > 20 ? ', …' : ''}`;
  process.stderr.write(
    `osiscope: these ends had ${numbers.length} connections, printed as if they were one. Follow each by its number: -z follow,${protocol},ascii,N with N of ${shown}.\n`,
  );
}

/** Tells on standard error what the text, which is tshark's, leaves out. */
function tellOmitted(stream: FollowedStream): void {
  const { assembler, dropped, stream: number } = stream;
  const waiting = assembler ? assembler.waitingBytes(0) + assembler.waitingBytes(1) : 0;
  if (waiting > 0) {
    process.stderr.write(
      `osiscope: ${waiting} bytes of stream ${number} are not printed: bytes before them are missing, which nobody acknowledged.\n`,
    );
  }
  if (dropped > 0)
    process.stderr.write(`osiscope: stream ${number} has ${dropped} chunks more than can be followed.\n`);
}

/** The text of a gap as tshark puts it among the bytes, with the zero at its end. */
function gapBytes(missing: number): Uint8Array {
  return new TextEncoder().encode(`${gapText(missing)}\0`);
}
