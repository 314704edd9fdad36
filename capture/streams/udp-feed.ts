import type { Dissection } from '../../decoders/model/dissection.ts';
import type { Field } from '../../decoders/model/field.ts';
import { maskOf } from '../../decoders/model/mask.ts';
import { tcp } from '../../decoders/transport/tcp/tcp.ts';
import { udp, udpLite } from '../../decoders/transport/udp/udp.ts';
import { f } from '../../decoders/transport/udp/udp-fields.ts';
import type { Capture } from '../store/capture.ts';
import { placeOf } from './chunk-table.ts';
import { capturedEnd, innermost, type StreamFeed, sourceBytes } from './stream-feed.ts';
import type { ChunkSink, Direction } from './tcp-assembler.ts';

const HEADER = 8;

/** The datagrams of one conversation, a chunk each; also of one that carries other transport layers. */
export class UdpFeed implements StreamFeed {
  readonly mask = maskOf([f.stream, f.sourcePort]);
  first = 0;
  private readonly capture: Capture;
  private readonly sink: ChunkSink;
  private readonly stream: number;
  private readonly positions: [number, number] = [0, 0];
  private client = '';

  constructor(capture: Capture, sink: ChunkSink, stream: number) {
    this.capture = capture;
    this.sink = sink;
    this.stream = stream;
  }

  frame(frame: number, d: Dissection): boolean {
    const layer = this.layerOf(d);
    if (layer < 0) return false;
    const { layers } = d;
    const source = layers.source(layer);
    const start = layers.start(layer);
    const end = capturedEnd(d, source);
    if (end < start + HEADER) return true;
    const said = layers.protocol(layer) === udp.id ? this.lengthField(d, source, start) : 0;
    const whole = said === 0 ? layers.end(layer) - start : Math.min(said, layers.end(layer) - start);
    const length = Math.min(whole - HEADER, end - start - HEADER);
    if (length <= 0) return true;
    const sender = this.sender(d, layer);
    if (this.first === 0) {
      this.first = frame;
      this.client = sender;
    }
    const direction: Direction = sender === this.client ? 0 : 1;
    const place = placeOf(source, start + HEADER);
    this.sink.data(frame, direction, this.positions[direction], place, length, whole - HEADER - length);
    this.positions[direction] += whole - HEADER;
    return true;
  }

  /** The layer that is part of the stream, -1 where none is. */
  private layerOf(d: Dissection): number {
    const { layers } = d;
    for (let i = layers.count - 1; i >= 0; i--) {
      const datagram = layers.protocol(i) === udp.id || layers.protocol(i) === udpLite.id;
      if (datagram && !layers.quoted(i) && noted(d, f.stream, i) === this.stream) return i;
    }
    return -1;
  }

  /** Tells the two sides apart: by the direction of the innermost conversation, else by port and address. */
  private sender(d: Dissection, layer: number): string {
    if (layer === Math.max(innermost(d, udp.id), innermost(d, udpLite.id), innermost(d, tcp.id))) {
      return String(d.packet.direction);
    }
    const { layers } = d;
    const { bytes, base } = sourceBytes(this.capture, d, layers.source(layer - 1));
    const network = base + layers.start(layer - 1);
    const version = bytes[network] >>> 4;
    const address =
      version === 4 ? bytes.subarray(network + 12, network + 16) : bytes.subarray(network + 8, network + 24);
    return `${noted(d, f.sourcePort, layer)} ${address.join('.')}`;
  }

  private lengthField(d: Dissection, source: number, start: number): number {
    const { bytes, base } = sourceBytes(this.capture, d, source);
    return (bytes[base + start + 4] << 8) | bytes[base + start + 5];
  }
}

/** The number that decoding noted for a field of a layer, -1 for none. */
function noted({ cursor: { tape } }: Dissection, field: Field, layer: number): number {
  for (let i = 0; i < tape.count; i++) {
    if (tape.field[i] === field.id && tape.layer[i] === layer) return tape.value[i];
  }
  return -1;
}
