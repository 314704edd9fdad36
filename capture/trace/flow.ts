import type { TraceEndpoint } from '../../contract/trace-event.ts';
import { FIN, RST, SYN } from '../../decoders/transport/tcp/flag-bits.ts';
import type { FrameFacts } from './frame-facts.ts';

/** The frames of one connection, or all datagrams between two ends. */
export interface Flow {
  readonly protocol: 'tcp' | 'udp';
  /** The side that sent the first frame, and the other. */
  readonly first: string;
  readonly second: string;
  /** In order of capture. */
  readonly frames: FrameFacts[];
  /** What `first` sent, and what `second` did. */
  readonly fromFirst: Direction;
  readonly fromSecond: Direction;
}

/** Bytes of the stream that one bucket of segments covers. */
const BUCKET = 0x1_0000;
const BUCKETS = 0x1_0000;

/** What one side of a TCP connection sent, found by place in the stream and by time. */
export class Direction {
  readonly fins: FrameFacts[] = [];
  readonly resets: FrameFacts[] = [];
  /** Segments with payload, in order of capture. */
  readonly full: FrameFacts[] = [];
  /** The SYN was captured: sequence numbers count from it. */
  exact = false;
  readonly #buckets = new Map<number, FrameFacts[]>();

  add(frame: FrameFacts): void {
    if ((frame.flags & SYN) !== 0) this.exact = true;
    if ((frame.flags & FIN) !== 0) this.fins.push(frame);
    if ((frame.flags & RST) !== 0) this.resets.push(frame);
    if (frame.length === 0) return;
    this.full.push(frame);
    const last = Math.floor((frame.sequence + frame.length - 1) / BUCKET);
    for (let bucket = Math.floor(frame.sequence / BUCKET); bucket <= last; bucket++) {
      const known = this.#buckets.get(bucket % BUCKETS);
      if (known === undefined) this.#buckets.set(bucket % BUCKETS, [frame]);
      else known.push(frame);
    }
  }

  /** Segments with any of `bytes` bytes from relative sequence number `from` on; numbers wrap at 2^32. */
  carrying(from: number, bytes: number): Set<FrameFacts> {
    const out = new Set<FrameFacts>();
    const first = Math.floor(from / BUCKET);
    const count = Math.floor((from + bytes - 1) / BUCKET) - first + 1;
    const all = count > this.#buckets.size;
    const wanted = all ? this.#buckets.keys() : Array.from({ length: count }, (_, index) => (first + index) % BUCKETS);
    for (const bucket of wanted) {
      for (const frame of this.#buckets.get(bucket) ?? []) {
        const distance = ((frame.sequence - from) % 0x1_0000_0000) | 0;
        if (distance < bytes && distance + frame.length > 0) out.add(frame);
      }
    }
    return out;
  }
}

const unspecified = new Set(['', '0.0.0.0', '::']);

/** Whether an end names no address: bound to all of them. */
export function isAnyAddress(end: TraceEndpoint): boolean {
  return unspecified.has(end.address);
}

/** One text for each end: an IPv4 address within IPv6 is the IPv4 address, a zone does not count. */
export function endText({ address, port }: TraceEndpoint): string {
  const bare = address.replace(/%.*$/, '').toLowerCase();
  return `${/^::ffff:[\d.]+$/.test(bare) ? bare.slice(7) : bare} ${port}`;
}

/** Sorts frames into flows; errors about a packet belong to the packet's flow. */
export class Flows {
  readonly #byEnd = new Map<string, Flow[]>();

  constructor(frames: readonly FrameFacts[]) {
    const flows = new Map<string, Flow>();
    for (const frame of frames) {
      const source = endText(frame.source);
      const destination = endText(frame.destination);
      const ends = source < destination ? `${source} ${destination}` : `${destination} ${source}`;
      const pair = `${frame.protocol} ${ends}`;
      const latest = frame.quoted ? flows.get(pair) : undefined;
      const key = frame.protocol === 'tcp' ? `${pair} ${frame.stream}` : pair;
      let flow = latest ?? flows.get(key);
      if (flow === undefined) {
        const { protocol } = frame;
        const directions = { fromFirst: new Direction(), fromSecond: new Direction() };
        flow = { protocol, first: source, second: destination, frames: [], ...directions };
        flows.set(key, flow);
        for (const end of [source, destination]) this.#add(`${frame.protocol} ${end}`, flow);
      }
      flows.set(pair, flow);
      flow.frames.push(frame);
      if (!frame.quoted) (source === flow.first ? flow.fromFirst : flow.fromSecond).add(frame);
    }
  }

  /** Flows between the two ends, in order of their first frame. An end without an address matches by its port. */
  between(protocol: 'tcp' | 'udp', local: TraceEndpoint, remote: TraceEndpoint): Flow[] {
    const far = endText(remote);
    const near = endText(local);
    const flows = this.#byEnd.get(`${protocol} ${far}`) ?? [];
    const any = isAnyAddress(local);
    return flows.filter((flow) => {
      const other = flow.first === far ? flow.second : flow.first;
      return any ? local.port === 0 || other.endsWith(` ${local.port}`) : other === near;
    });
  }

  #add(key: string, flow: Flow): void {
    const known = this.#byEnd.get(key);
    if (known === undefined) this.#byEnd.set(key, [flow]);
    else if (known.at(-1) !== flow) known.push(flow);
  }
}
