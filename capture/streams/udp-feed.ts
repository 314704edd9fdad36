import type { Dissection } from '../../decoders/model/dissection.ts';
import { emptyMask } from '../../decoders/model/mask.ts';
import { udp, udpLite } from '../../decoders/transport/udp/udp.ts';
import type { Capture } from '../store/capture.ts';
import { placeOf } from './chunk-table.ts';
import { capturedEnd, innermost, type StreamFeed, sourceBytes } from './stream-feed.ts';
import type { ChunkSink, Direction } from './tcp-assembler.ts';

const HEADER = 8;

/** The datagrams of one conversation, a chunk each. */
export class UdpFeed implements StreamFeed {
  readonly mask = emptyMask();
  first = 0;
  private readonly capture: Capture;
  private readonly sink: ChunkSink;
  private readonly positions: [number, number] = [0, 0];
  private client = 0;

  constructor(capture: Capture, sink: ChunkSink) {
    this.capture = capture;
    this.sink = sink;
  }

  frame(frame: number, d: Dissection): void {
    const layer = Math.max(innermost(d, udp.id), innermost(d, udpLite.id));
    if (layer < 0) return;
    const { layers } = d;
    const source = layers.source(layer);
    const start = layers.start(layer);
    const end = capturedEnd(d, source);
    if (end < start + HEADER) return;
    const said = layers.protocol(layer) === udp.id ? this.lengthField(d, source, start) : 0;
    const whole = said === 0 ? layers.end(layer) - start : Math.min(said, layers.end(layer) - start);
    const length = Math.min(whole - HEADER, end - start - HEADER);
    if (length <= 0) return;
    if (this.first === 0) {
      this.first = frame;
      this.client = d.packet.direction;
    }
    const direction = (d.packet.direction === this.client ? 0 : 1) as Direction;
    const place = placeOf(source, start + HEADER);
    this.sink.data(frame, direction, this.positions[direction], place, length, whole - HEADER - length);
    this.positions[direction] += whole - HEADER;
  }

  private lengthField(d: Dissection, source: number, start: number): number {
    const { bytes, base } = sourceBytes(this.capture, d, source);
    return (bytes[base + start + 4] << 8) | bytes[base + start + 5];
  }
}
