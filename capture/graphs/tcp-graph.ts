import type { tcpGraphKind } from '../../contract/messages/graphs.ts';
import { MOST_POINTS } from '../../contract/messages/graphs.ts';
import type { Infer } from '../../contract/schema.ts';
import { TCP } from '../../decoders/facts/conversations.ts';
import type { Dissection } from '../../decoders/model/dissection.ts';
import { maskOf } from '../../decoders/model/mask.ts';
import { addressText } from '../../decoders/tree/summary.ts';
import { scanFields } from '../passes/frame-scan.ts';
import type { Capture } from '../store/capture.ts';
import { BACKWARD } from '../store/packet-table.ts';
import { relativeTime } from './relative-time.ts';
import { addPoint, noPoints, type Points, thinned } from './thin-points.ts';

export type TcpGraphKind = Infer<typeof tcpGraphKind>;

export interface TcpGraph {
  readonly source: string;
  readonly destination: string;
  readonly unit: string;
  readonly series: { readonly name: string; readonly points: Points }[];
  readonly segments: number;
  readonly thinned: boolean;
}

/** Seconds over which throughput is averaged. */
const AVERAGED = 1;

/** The conversation of a TCP stream's number, or -1. */
export function tcpConversation({ session: { conversations } }: Capture, stream: number): number {
  for (let at = 0; at < conversations.count; at++) {
    if (conversations.kind.get(at) === TCP && conversations.stream.get(at) === stream) return at;
  }
  return -1;
}

/** How many TCP streams there are. */
export function tcpStreams({ session: { conversations } }: Capture): number {
  let count = 0;
  for (let at = 0; at < conversations.count; at++) if (conversations.kind.get(at) === TCP) count++;
  return count;
}

interface Segment {
  readonly frame: number;
  readonly time: number;
  /** True for the direction that the graph is of. */
  readonly sent: boolean;
  readonly seq: number;
  readonly ack: number;
  readonly length: number;
  readonly window: number;
  /** NaN where this segment acknowledges none that was captured. */
  readonly roundTrip: number;
  readonly sacks: readonly (readonly [number, number])[];
}

/** Works out a graph of one direction of a conversation. */
export async function tcpGraph(
  capture: Capture,
  conversation: number,
  backwards: boolean,
  kind: TcpGraphKind,
  signal: { readonly aborted: boolean },
): Promise<TcpGraph> {
  const { conversations, addresses } = capture.session;
  const segments = await segmentsOf(capture, conversation, backwards, signal);
  const end = (id: number, port: number): string => {
    const words = [0, 1, 2, 3].map((index) => addresses.word(id, index)) as [number, number, number, number];
    return `${addressText(addresses.kind(id), ...words)}:${port}`;
  };
  const client = end(conversations.client.get(conversation), conversations.clientPort.get(conversation));
  const server = end(conversations.server.get(conversation), conversations.serverPort.get(conversation));
  const series = seriesOf[kind](segments);
  const most = MOST_POINTS;
  return {
    source: backwards ? server : client,
    destination: backwards ? client : server,
    unit: units[kind],
    series: series.map(({ name, points }) => ({ name, points: thinned(points, most) })),
    segments: segments.length,
    thinned: series.some(({ points }) => points.x.length > 2 * most),
  };
}

const units: Readonly<Record<TcpGraphKind, string>> = {
  stevens: 'sequence number',
  tcptrace: 'sequence number',
  throughput: 'bit/s',
  'round-trip': 'ms',
  window: 'bytes',
};

async function segmentsOf(
  capture: Capture,
  conversation: number,
  backwards: boolean,
  signal: { readonly aborted: boolean },
): Promise<Segment[]> {
  const { table, registry, session } = capture;
  const named = (name: string) => registry.fieldsNamed(name);
  const [seq] = named('tcp.seq');
  const [ack] = named('tcp.ack');
  const [length] = named('tcp.len');
  const [window] = named('tcp.window_size');
  const [roundTrip] = named('tcp.analysis.ack_rtt');
  const [left] = named('tcp.options.sack_le');
  const [right] = named('tcp.options.sack_re');
  const all = [seq, ack, length, window, roundTrip, left, right];
  const out: Segment[] = [];
  const values = (d: Dissection, id: number): number[] => {
    const { tape } = d.cursor;
    const found: number[] = [];
    for (let at = 0; at < tape.count; at++) if (tape.field[at] === id) found.push(tape.value[at]);
    return found;
  };
  const number = (d: Dissection, id: number): number => values(d, id)[0] ?? 0;
  await scanFields(
    capture,
    maskOf(all),
    (frame, d) => {
      const { tape } = d.cursor;
      const rtt = tape.first(roundTrip);
      const object = rtt < 0 ? undefined : tape.object[rtt];
      const lefts = values(d, left.id);
      const rights = values(d, right.id);
      out.push({
        frame,
        time: relativeTime(capture, frame),
        sent: ((table.bits.get(frame) & BACKWARD) !== 0) === backwards,
        seq: number(d, seq.id),
        ack: number(d, ack.id),
        length: number(d, length.id),
        window: number(d, window.id),
        roundTrip: rtt < 0 ? Number.NaN : typeof object === 'bigint' ? Number(object) / 1e9 : tape.value[rtt],
        sacks: lefts.slice(0, rights.length).map((from, n) => [from, rights[n]] as const),
      });
    },
    {
      from: session.conversations.firstFrame.get(conversation),
      to: session.conversations.lastFrame.get(conversation),
      within: {
        has: (frame) => table.conversation.get(frame) === conversation + 1 && !capture.edits.ignored.has(frame),
      },
      signal,
    },
  );
  return out;
}

type Series = { readonly name: string; readonly points: Points }[];

const seriesOf: Readonly<Record<TcpGraphKind, (segments: readonly Segment[]) => Series>> = {
  stevens: (segments) => [
    { name: 'Segments', points: of(segments, (s) => (s.sent && s.length > 0 ? s.seq : undefined)) },
  ],
  tcptrace: (segments) => [
    { name: 'Segments', points: of(segments, (s) => (s.sent && s.length > 0 ? s.seq + s.length : undefined)) },
    { name: 'Acknowledged', points: of(segments, (s) => (s.sent || s.ack === 0 ? undefined : s.ack)) },
    { name: 'Receive window', points: of(segments, (s) => (s.sent || s.ack === 0 ? undefined : s.ack + s.window)) },
    { name: 'SACK', points: sacks(segments) },
  ],
  throughput: (segments) => [{ name: 'Throughput', points: throughput(segments) }],
  'round-trip': (segments) => [
    {
      name: 'Round trip',
      // The time until an ACK of the other side came, at the segment that it acknowledges.
      points: of(segments, (s) => (s.sent || Number.isNaN(s.roundTrip) ? undefined : s.roundTrip * 1000)),
    },
  ],
  window: (segments) => [
    { name: 'Receive window', points: of(segments, (s) => (s.sent ? undefined : s.window)) },
    { name: 'Bytes in flight', points: inFlight(segments) },
  ],
};

function of(segments: readonly Segment[], value: (segment: Segment) => number | undefined): Points {
  const points = noPoints();
  for (const segment of segments) {
    const y = value(segment);
    if (y !== undefined) addPoint(points, segment.time, y, segment.frame);
  }
  return points;
}

function sacks(segments: readonly Segment[]): Points {
  const points = noPoints();
  for (const { sent, time, frame, sacks } of segments) {
    if (!sent) for (const [, right] of sacks) addPoint(points, time, right, frame);
  }
  return points;
}

/** Bytes of the last second, at each segment with data. */
function throughput(segments: readonly Segment[]): Points {
  const points = noPoints();
  const sent = segments.filter(({ sent, length }) => sent && length > 0);
  let from = 0;
  let bytes = 0;
  for (let at = 0; at < sent.length; at++) {
    bytes += sent[at].length;
    while (sent[from].time < sent[at].time - AVERAGED) bytes -= sent[from++].length;
    const span = Math.min(AVERAGED, Math.max(sent[at].time - sent[0].time, 0.001));
    addPoint(points, sent[at].time, (bytes * 8) / span, sent[at].frame);
  }
  return points;
}

function inFlight(segments: readonly Segment[]): Points {
  const points = noPoints();
  let next = 0;
  let acked = 0;
  for (const { sent, seq, length, ack, time, frame } of segments) {
    if (sent && length > 0) next = Math.max(next, seq + length);
    else if (!sent) acked = Math.max(acked, ack);
    if (sent && length > 0 && acked > 0) addPoint(points, time, Math.max(0, next - acked), frame);
  }
  return points;
}
