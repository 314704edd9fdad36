import {
  type ChunkSink,
  type Direction,
  type StreamSegment,
  TcpAssembler,
} from '../../../capture/streams/tcp-assembler.ts';

/** A segment as tests write it. The frame is its place in the list, from 1. */
export interface Sent {
  from?: Direction;
  seq: number;
  ack?: number;
  flags?: string;
  /** Captured payload, a character a byte. */
  data?: string;
  /** Bytes sent, where fewer were captured. */
  length?: number;
}

/** Collects what an assembler gives, as texts: `1 > GET`, `4 < [3 missing]`, `5 > (again 0) GET`. */
export class Collected implements ChunkSink {
  readonly lines: string[] = [];
  readonly streams: [string, string] = ['', ''];
  private readonly sent: readonly Sent[];

  constructor(sent: readonly Sent[]) {
    this.sent = sent;
  }

  data(frame: number, direction: Direction, position: number, at: number, length: number, cut: number): void {
    const text = (this.sent[frame - 1].data ?? '').slice(at, at + length);
    this.lines.push(`${frame} ${'><'[direction]} ${text}${cut > 0 ? ` [${cut} cut]` : ''}`);
    this.put(direction, position, text + '-'.repeat(cut));
  }

  gap(frame: number, direction: Direction, position: number, missing: number): void {
    this.lines.push(`${frame} ${'><'[direction]} [${missing} missing]`);
    this.put(direction, position, '-'.repeat(Math.min(missing, 1000)));
  }

  again(frame: number, direction: Direction, position: number, at: number, length: number): void {
    const text = (this.sent[frame - 1].data ?? '').slice(at, at + length);
    this.lines.push(`${frame} ${'><'[direction]} (again ${position}) ${text}`);
  }

  private put(direction: Direction, position: number, text: string): void {
    if (this.streams[direction].length !== position) throw new Error(`position ${position} does not follow`);
    this.streams[direction] += text;
  }
}

export function segmentOf(s: Sent, frame: number): StreamSegment {
  const captured = (s.data ?? '').length;
  const flags = s.flags ?? '';
  return {
    frame,
    direction: s.from ?? 0,
    seq: s.seq,
    ack: s.ack ?? 0,
    syn: flags.includes('S'),
    fin: flags.includes('F'),
    rst: flags.includes('R'),
    length: s.length ?? captured,
    captured,
    start: 0,
  };
}

/** What comes of segments. */
export function assemble(sent: readonly Sent[], { finish = true, most = 1000, mostBytes = 1e9 } = {}) {
  const collected = new Collected(sent);
  const assembler = new TcpAssembler(collected, most, mostBytes);
  for (const [i, s] of sent.entries()) assembler.add(segmentOf(s, i + 1));
  if (finish) assembler.finish(sent.length);
  return { ...collected, lines: collected.lines, assembler };
}
