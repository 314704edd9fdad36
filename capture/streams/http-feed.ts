import { chunkedLength } from '../../decoders/application/http/chunks.ts';
import { http } from '../../decoders/application/http/http.ts';
import { f } from '../../decoders/application/http/http-fields.ts';
import { MessageHead } from '../../decoders/application/http/message-head.ts';
import type { Dissection } from '../../decoders/model/dissection.ts';
import { maskOf } from '../../decoders/model/mask.ts';
import type { Capture } from '../store/capture.ts';
import { placeOf } from './chunk-table.ts';
import { capturedEnd, type StreamFeed, sourceBytes } from './stream-feed.ts';
import type { ChunkSink, Direction } from './tcp-assembler.ts';

/**
 * The messages of HTTP in one TCP connection: of each its head and its body without chunks and compression, as
 * "Follow HTTP Stream" has them.
 */
export class HttpFeed implements StreamFeed {
  readonly mask = maskOf([f.fileData]);
  first = 0;
  private readonly capture: Capture;
  private readonly sink: ChunkSink;
  private readonly head = new MessageHead();
  private readonly positions: [number, number] = [0, 0];
  private client = 0;

  constructor(capture: Capture, sink: ChunkSink) {
    this.capture = capture;
    this.sink = sink;
  }

  frame(frame: number, d: Dissection): boolean {
    const { layers } = d;
    for (let i = 0; i < layers.count; i++) {
      if (layers.protocol(i) === http.id && !layers.quoted(i)) this.message(frame, d, i);
    }
    return true;
  }

  private message(frame: number, d: Dissection, layer: number): void {
    const { layers } = d;
    const source = layers.source(layer);
    const { bytes, base } = sourceBytes(this.capture, d, source);
    const start = layers.start(layer);
    const end = Math.min(layers.end(layer), capturedEnd(d, source));
    const begun = this.head.read(bytes, base + start, base + end, true);
    const body = begun ? this.head.end - base : start;
    // What has no head has an empty one, as in tshark.
    if (begun) this.give(frame, d, source, start, body);
    else this.put(frame, d, source, start, 0);
    if (this.bodyOnTape(frame, d, layer)) return;
    const empty = begun && this.head.chunked && body < end && chunkedLength(bytes, base + body, base + end) === 0;
    if (empty) this.put(frame, d, source, body, 0);
    else this.give(frame, d, source, body, end);
  }

  /** Gives the body that decoding noted; false where it noted none. */
  private bodyOnTape(frame: number, d: Dissection, layer: number): boolean {
    const { tape } = d.cursor;
    for (let i = 0; i < tape.count; i++) {
      if (tape.field[i] !== f.fileData.id || tape.layer[i] !== layer) continue;
      this.give(frame, d, tape.source[i], tape.start[i], tape.start[i] + tape.length[i]);
      return true;
    }
    return false;
  }

  private give(frame: number, d: Dissection, source: number, start: number, end: number): void {
    if (end > start) this.put(frame, d, source, start, end - start);
  }

  private put(frame: number, d: Dissection, source: number, start: number, length: number): void {
    if (this.first === 0) {
      this.first = frame;
      this.client = d.packet.direction;
    }
    const direction = (d.packet.direction === this.client ? 0 : 1) as Direction;
    this.sink.data(frame, direction, this.positions[direction], placeOf(source, start), length, 0);
    this.positions[direction] += length;
  }
}
