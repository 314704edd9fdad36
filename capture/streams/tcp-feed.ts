import { BASE, FLOW_WIDTH } from '../../decoders/facts/tcp-flows.ts';
import type { Dissection } from '../../decoders/model/dissection.ts';
import { emptyMask } from '../../decoders/model/mask.ts';
import { FIN, RST, SYN } from '../../decoders/transport/tcp/flag-bits.ts';
import { SHORTEST_HEADER } from '../../decoders/transport/tcp/segment.ts';
import { tcp } from '../../decoders/transport/tcp/tcp.ts';
import { placeOf } from './chunk-table.ts';
import { capturedEnd, innermost, type StreamFeed } from './stream-feed.ts';
import type { Direction, StreamSegment, TcpAssembler } from './tcp-assembler.ts';

/**
 * The segments of a TCP connection, in order. Several connections are taken for one with sequence numbers relative to the
 * beginning of each, which is how Wireshark follows ends instead of a stream.
 */
export class TcpFeed implements StreamFeed {
  readonly mask = emptyMask();
  first = 0;
  private readonly assembler: TcpAssembler;
  private readonly streams: ReadonlySet<number>;
  /** Direction of the conversation that is the client's. */
  private client = 0;
  private readonly segment: StreamSegment = {
    frame: 0,
    direction: 0,
    seq: 0,
    ack: 0,
    syn: false,
    fin: false,
    rst: false,
    length: 0,
    captured: 0,
    start: 0,
  };

  constructor(assembler: TcpAssembler, streams: ReadonlySet<number>) {
    this.assembler = assembler;
    this.streams = streams;
  }

  frame(frame: number, d: Dissection): boolean {
    const layer = innermost(d, tcp.id);
    if (layer < 0) return false;
    const { segment: header, flows } = d.session.state(tcp);
    if (!this.streams.has(header.stream) || !header.lengthKnown || header.headerLength < SHORTEST_HEADER) return false;
    const s = this.segment;
    const { layers } = d;
    const source = layers.source(layer);
    const begin = layers.start(layer) + header.headerLength;
    const end = capturedEnd(d, source);
    if (end < begin) return true;
    const direction = header.flow & 1;
    if (this.first === 0) {
      this.first = frame;
      this.client = direction;
    }
    s.frame = frame;
    s.direction = (direction === this.client ? 0 : 1) as Direction;
    const base = (flow: number): number => (this.streams.size > 1 ? flows.flow[flow * FLOW_WIDTH + BASE] : 0);
    s.seq = header.seq - base(header.flow);
    s.ack = header.ack - base(header.flow ^ 1);
    s.syn = (header.flags & SYN) !== 0;
    s.fin = (header.flags & FIN) !== 0;
    s.rst = (header.flags & RST) !== 0;
    s.length = header.length;
    s.captured = Math.max(0, Math.min(header.length, end - begin));
    s.start = placeOf(source, begin);
    this.assembler.add(s);
    return true;
  }

  finish(lastFrame: number): void {
    this.assembler.finish(lastFrame);
  }
}
