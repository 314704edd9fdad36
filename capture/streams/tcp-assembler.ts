import { PositionHeap } from './position-heap.ts';

export type Direction = 0 | 1;

/** One TCP segment; reused by the caller. Bytes are not handed over: they stay where the frame is. */
export interface StreamSegment {
  frame: number;
  direction: Direction;
  /** Sequence and acknowledgement number of the header, signed or unsigned 32-bit. */
  seq: number;
  ack: number;
  syn: boolean;
  fin: boolean;
  rst: boolean;
  /** Bytes of payload as sent, and how many of them were captured. */
  length: number;
  captured: number;
  /** Where the payload begins, in whatever the sink counts; offsets are added to it. */
  start: number;
}

/** Takes what the assembler puts in order. `at` is the segment's `start` and the offset of the bytes in its payload. */
export interface ChunkSink {
  /** The next bytes of a direction. `cut` more of them were sent but not captured. */
  data(frame: number, direction: Direction, position: number, at: number, length: number, cut: number): void;
  /** Bytes that the other side acknowledged in `frame`, or that are given up, but that are in no frame. */
  gap(frame: number, direction: Direction, position: number, missing: number): void;
  /** Bytes that were given before, from `position` on: sent again, with the same content or with other. */
  again(frame: number, direction: Direction, position: number, at: number, length: number): void;
}

/** Segments of one direction that may wait for earlier ones, and their bytes; beyond it the oldest gap is given up. */
export const MAX_WAITING = 65_536;
export const MAX_WAITING_BYTES = 256 * 1024 * 1024;

/** What one direction has come to. */
export class DirectionState {
  begun = false;
  /** Bytes of the stream so far, those of gaps included: the position of the next one. */
  position = 0;
  /** Sequence number of the next byte. */
  next = 0;
  written = 0;
  missing = 0;
  /** Bytes that came again, or before the first segment seen. */
  repeated = 0;
  earlier = 0;
  /** Gaps given up because too much waited behind them. */
  givenUp = 0;
  synSeen = false;
  ended: '' | 'FIN' | 'RST' = '';
  segments = 0;
}

/**
 * Puts the segments of one TCP connection in order, both directions, as Wireshark's "Follow TCP Stream" does: a segment
 * is given when all before it were; what was given first stays; of waiting segments that begin at or before the next byte
 * the one that came first is taken. A gap is passed over when the other side acknowledges bytes behind it, and at the
 * {@link finish}. Positions are counted in 53 bits, so that streams beyond 4 GiB do not wrap.
 */
export class TcpAssembler {
  readonly directions: readonly [DirectionState, DirectionState] = [new DirectionState(), new DirectionState()];
  private readonly waiting: readonly [Waiting, Waiting] = [new Waiting(), new Waiting()];
  private readonly sink: ChunkSink;
  private readonly most: number;
  private readonly mostBytes: number;

  constructor(sink: ChunkSink, most = MAX_WAITING, mostBytes = MAX_WAITING_BYTES) {
    this.sink = sink;
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /** Segments of a direction that wait for bytes before them. */
  waitingCount(direction: Direction): number {
    return this.waiting[direction].count;
  }

  waitingBytes(direction: Direction): number {
    return this.waiting[direction].bytes;
  }

  add(s: StreamSegment): void {
    const { direction } = s;
    const other = (1 - direction) as Direction;
    if (this.waiting[other].count > 0) this.acknowledge(other, s.ack, s.frame);
    const d = this.directions[direction];
    d.segments++;
    if (s.syn) d.synSeen = true;
    if (s.rst) d.ended = 'RST';
    else if (s.fin && d.ended === '') d.ended = 'FIN';
    const seq = s.syn ? s.seq + 1 : s.seq;
    if (!d.begun) {
      d.begun = true;
      d.next = seq | 0;
    }
    this.place(s, d, d.position + ((seq - d.next) | 0));
  }

  /** Gives what waits, with the gaps before it: nothing more comes. `frame` is the last one of the capture. */
  finish(frame: number): void {
    for (const direction of [0, 1] as const) while (this.waiting[direction].count > 0) this.skipGap(direction, frame);
  }

  private place(s: StreamSegment, d: DirectionState, begin: number): void {
    let position = begin;
    let { start, captured, length } = s;
    if (position < d.position) {
      const known = d.position - position;
      if (captured > 0 && !(length === 1 && known === 1)) this.known(s, d, position, Math.min(known, captured));
      if (length <= known) return;
      start += known;
      captured = Math.max(0, captured - known);
      length -= known;
      position = d.position;
    }
    if (captured === 0) return;
    if (position === d.position) {
      this.give(d, s.direction, s.frame, start, captured, length);
      this.drain(s.direction);
      return;
    }
    const waiting = this.waiting[s.direction];
    waiting.add(position, s.frame, start, captured);
    while (waiting.count > this.most || waiting.bytes > this.mostBytes) {
      d.givenUp++;
      this.skipGap(s.direction, s.frame);
    }
  }

  /** Tells of bytes that came before; those before the first segment seen are only counted. */
  private known(s: StreamSegment, d: DirectionState, position: number, length: number): void {
    const before = Math.min(length, Math.max(0, -position));
    d.earlier += before;
    if (length === before) return;
    d.repeated += length - before;
    this.sink.again(s.frame, s.direction, position + before, s.start + before, length - before);
  }

  private give(d: DirectionState, direction: Direction, frame: number, at: number, captured: number, sent: number) {
    this.sink.data(frame, direction, d.position, at, captured, sent - captured);
    d.written += captured;
    d.position += sent;
    d.next = (d.next + sent) | 0;
  }

  /** Gives the waiting segments that have nothing missing before them any more. */
  private drain(direction: Direction): void {
    const waiting = this.waiting[direction];
    const d = this.directions[direction];
    for (;;) {
      const i = waiting.takeReady(d.position);
      if (i < 0) return;
      const known = d.position - waiting.position[i];
      const { frame, at, length } = waiting.at(i);
      if (known > 0) {
        const again = Math.min(known, length);
        d.repeated += again;
        this.sink.again(frame, direction, waiting.position[i], at, again);
      }
      if (known < length) this.give(d, direction, frame, at + known, length - known, length - known);
      waiting.free(i);
    }
  }

  private acknowledge(direction: Direction, ack: number, frame: number): void {
    const waiting = this.waiting[direction];
    const d = this.directions[direction];
    while (waiting.count > 0 && d.position + ((ack - d.next) | 0) > waiting.lowest) this.skipGap(direction, frame);
  }

  private skipGap(direction: Direction, frame: number): void {
    const d = this.directions[direction];
    const missing = this.waiting[direction].lowest - d.position;
    this.sink.gap(frame, direction, d.position, missing);
    d.missing += missing;
    d.position += missing;
    d.next = (d.next + missing) | 0;
    this.drain(direction);
  }
}

/** Segments beyond a gap, by slots that are used again. */
class Waiting {
  readonly position: number[] = [];
  bytes = 0;
  private readonly frames: number[] = [];
  private readonly starts: number[] = [];
  private readonly lengths: number[] = [];
  private readonly order: number[] = [];
  private readonly unused: number[] = [];
  private arrivals = 0;
  /** Slots not yet reached, by position; and those reached, by arrival. */
  private readonly ahead = new PositionHeap(this.position);
  private readonly ready = new PositionHeap(this.order);

  get count(): number {
    return this.ahead.count + this.ready.count;
  }

  /** Position of the first waiting byte. */
  get lowest(): number {
    return this.position[this.ahead.top];
  }

  add(position: number, frame: number, at: number, length: number): void {
    const slot = this.unused.pop() ?? this.position.length;
    this.position[slot] = position;
    this.frames[slot] = frame;
    this.starts[slot] = at;
    this.lengths[slot] = length;
    this.order[slot] = this.arrivals++;
    this.bytes += length;
    this.ahead.add(slot);
  }

  /** Of the slots that begin at or before `next`, the one that arrived first; -1 without any. Taken until it is freed. */
  takeReady(next: number): number {
    while (this.ahead.count > 0 && this.position[this.ahead.top] <= next) this.ready.add(this.ahead.take());
    return this.ready.count > 0 ? this.ready.take() : -1;
  }

  at(slot: number): { frame: number; at: number; length: number } {
    return { frame: this.frames[slot], at: this.starts[slot], length: this.lengths[slot] };
  }

  free(slot: number): void {
    this.bytes -= this.lengths[slot];
    this.unused.push(slot);
  }
}
