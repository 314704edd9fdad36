import { ascii, ipv4, packet } from './packet.ts';
import { Random } from './random.ts';
import {
  ACK,
  FIN,
  mss,
  nop,
  options,
  PSH,
  RST,
  SYN,
  sack,
  sackPermitted,
  type TcpOptions,
  tcp,
  windowScale,
} from './tcp.ts';

/** One TCP segment of {@link roughTraffic}: an IPv4 packet and its time in nanoseconds since the first. */
export interface RoughFrame {
  readonly bytes: Uint8Array;
  readonly time: number;
}

/** Pauses around the thresholds of the analysis: 3 ms, 20 ms, a round trip, a timeout. */
const PAUSES = [1_000, 50_000, 400_000, 1e6, 2_900_000, 3e6, 3_100_000, 15e6, 21e6, 250e6];

interface End {
  readonly address: string;
  readonly port: number;
  readonly scale: number | undefined;
  isn: number;
  next: number;
  /** What the other end has acknowledged last. */
  acked: number;
  window: number;
  sent: { seq: number; length: number }[];
}

/**
 * Connections in which everything goes wrong that the analysis of sequence numbers has a word for: lost and repeated
 * segments, duplicate ACKs, keep-alives, closed windows and their probes, resets, ports used again.
 */
export function roughTraffic(seed: number, connections: number): RoughFrame[] {
  const random = new Random(seed);
  const frames: RoughFrame[] = [];
  for (let i = 0; i < connections; i++) new RoughConnection(random, frames, i).run();
  return frames;
}

class RoughConnection {
  private readonly random: Random;
  private readonly frames: RoughFrame[];
  private readonly ends: readonly [End, End];

  constructor(random: Random, frames: RoughFrame[], number: number) {
    this.random = random;
    this.frames = frames;
    const begin = (): number => random.of(0, 1, 100, 0xffff_f830, random.below(0xffff_ffff));
    const end = (address: string, port: number, isn: number): End => ({
      address,
      port,
      isn,
      next: isn,
      acked: isn,
      window: random.of(100, 500, 2000, 65_535),
      scale: random.of(undefined, 0, 2, 7),
      sent: [],
    });
    this.ends = [end('10.0.0.1', 50_000 + number, begin()), end(`10.0.1.${1 + (number % 200)}`, 33_001, begin())];
  }

  run(): void {
    const { random } = this;
    if (random.chance(75)) this.open();
    const steps = 3 + random.below(36);
    for (let i = 0; i < steps; i++) {
      const from = random.chance(50) ? random.of<0 | 1>(0, 1) : 0;
      this.step(from, random.below(100));
      if (random.chance(30)) this.ends[1 - from].acked = this.ends[1 - from].next;
    }
  }

  private open(): void {
    const { random } = this;
    const [a, b] = this.ends;
    for (let i = random.chance(10) ? 0 : 1; i < 2; i++)
      this.emit(0, { seq: a.isn, ack: 0, flags: SYN, options: this.offer(a) });
    a.next = a.acked = (a.isn + 1) >>> 0;
    if (random.chance(90)) this.emit(1, { seq: b.isn, ack: a.next, flags: SYN | ACK, options: this.offer(b) });
    b.next = b.acked = (b.isn + 1) >>> 0;
    if (random.chance(90)) this.emit(0);
  }

  private offer(end: End): Uint8Array {
    const scale = end.scale === undefined ? [] : [nop, windowScale(end.scale)];
    return options(mss(1460), ...scale, ...(this.random.chance(50) ? [sackPermitted] : []));
  }

  private step(side: 0 | 1, what: number): void {
    const { random } = this;
    const from = this.ends[side];
    const to = this.ends[1 - side];
    if (what < 40) this.data(side, random.of(1, 2, 10, 100, 100, Math.min(to.window, 1400)), 0);
    else if (what < 50) this.data(side, random.of(1, 100), random.of(1, 100, 300));
    else if (what < 62) this.again(side);
    else if (what < 70) {
      to.acked = random.of(to.next, to.next, to.next - 1, to.next + 50, to.acked);
      this.emit(side);
    } else if (what < 82) this.complain(side);
    else if (what < 86) {
      from.window = random.of(0, 0, 100, 500, from.window);
      this.emit(side);
    } else if (what < 90) this.closeWindow(side);
    else if (what < 95) {
      this.emit(side, { seq: from.next - 1 }, random.of('', 'k', 'kk'));
      if (random.chance(60)) this.emit(side === 0 ? 1 : 0, { ack: from.next });
    } else if (what < 97) {
      this.emit(side, { flags: FIN | ACK }, random.of('', 'fin'));
      if (random.chance(30)) this.emit(side, { flags: FIN | ACK });
      from.next++;
    } else if (what < 98) this.emit(side, { flags: random.of(RST, RST | ACK) });
    else if (what < 99) this.emit(side, { flags: random.of(0, PSH, 0x29, 0x3f), ack: 0 }, 'zz');
    else this.reopen();
  }

  private data(side: 0 | 1, length: number, gap: number): void {
    const from = this.ends[side];
    const seq = from.next + gap;
    const flags = this.random.chance(40) ? PSH | ACK : ACK;
    if (gap > 0 && this.random.chance(50)) from.sent.push({ seq: from.next, length: gap });
    this.emit(side, { seq, flags }, 'd'.repeat(length));
    from.sent.push({ seq, length });
    from.next = seq + length;
  }

  private again(side: 0 | 1): void {
    const { sent } = this.ends[side];
    if (sent.length === 0) return;
    const { seq, length } = sent[Math.max(0, sent.length - 1 - this.random.below(4))];
    const bytes = this.random.of(length, length, length + 5, Math.max(1, length - 3));
    this.emit(side, { seq, flags: this.random.chance(30) ? PSH | ACK : ACK }, 'r'.repeat(Math.max(bytes, 0)));
  }

  /** Duplicate ACKs, some with SACK blocks, and often the retransmission they ask for. */
  private complain(side: 0 | 1): void {
    const { random } = this;
    const { acked } = this.ends[1 - side];
    for (let i = random.below(4); i >= 0; i--) {
      const blocks = random.chance(40) ? options(nop, nop, sack(acked + 100, acked + random.of(200, 300))) : undefined;
      this.emit(side, { options: blocks });
    }
    if (random.chance(60)) this.emit(side === 0 ? 1 : 0, { seq: acked }, 'f'.repeat(random.of(50, 100)));
  }

  private closeWindow(side: 0 | 1): void {
    const { random } = this;
    const from = this.ends[side];
    const to = this.ends[1 - side];
    from.window = 0;
    this.emit(side);
    this.emit(side === 0 ? 1 : 0, {}, 'p');
    if (random.chance(30)) to.acked = ++to.next;
    this.emit(side);
    if (random.chance(50)) return;
    from.window = 500;
    this.emit(side, { ack: to.acked + random.of(0, 1) });
  }

  private reopen(): void {
    const { random } = this;
    const [a, b] = this.ends;
    const isn = random.of(a.isn, a.isn, a.isn + 1000, a.next + 5000);
    this.emit(0, { seq: isn, ack: 0, flags: SYN, options: this.offer(a) });
    if (random.chance(20)) return;
    a.isn = isn;
    a.next = a.acked = isn + 1;
    a.sent = [];
    if (random.chance(40)) return;
    b.isn = random.of(b.isn, b.isn + 7777);
    this.emit(1, { seq: b.isn, ack: a.next, flags: SYN | ACK, options: this.offer(b) });
    b.next = b.acked = b.isn + 1;
    b.sent = [];
  }

  private emit(side: 0 | 1, o: TcpOptions = {}, data = ''): void {
    const from = this.ends[side];
    const to = this.ends[1 - side];
    const header = { seq: from.next, ack: to.acked, flags: ACK, window: from.window, ...o };
    const last = this.frames.at(-1)?.time ?? 0;
    this.frames.push({
      bytes: packet(
        ipv4({ src: from.address, dst: to.address }),
        tcp(from.port, to.port, { ...header, seq: header.seq >>> 0, ack: header.ack >>> 0 }),
        ascii(data),
      ),
      time: last + this.random.of(...PAUSES),
    });
  }
}
