import type { TraceEndpoint, TraceStep } from '../../contract/trace-event.ts';
import { ACK, RST, SYN } from '../../decoders/transport/tcp/flag-bits.ts';
import { type Direction, endText, type Flow, Flows } from './flow.ts';
import type { FrameFacts } from './frame-facts.ts';

/** What a program did, as far as the join needs to know. A TraceEvent is one. */
export interface JoinStep {
  readonly time: bigint;
  /** Nanoseconds. */
  readonly duration?: number;
  readonly step: TraceStep;
  readonly protocol?: 'tcp' | 'udp';
  readonly local?: TraceEndpoint;
  readonly remote?: TraceEndpoint;
  readonly bytes?: number;
  /** Of the first byte in its direction of the connection. */
  readonly offset?: number;
  readonly errno?: string;
}

/** A frame may be stamped a little before the step that sent it is, and a little after the step that read it. */
const SLACK = 5_000_000n;
/** A datagram is on the wire no later than this after it was written. */
const DATAGRAM_DELAY = 1_000_000_000n;

/**
 * Ties each step to the numbers of the frames that it made or that it took: by protocol and addresses, then by stream
 * offset where that is known, else by time. Steps are in the order of time; frames in the order of capture. Returns the
 * frame numbers of each step, in ascending order; none for steps that concern no frame.
 */
export function joinFrames(steps: readonly JoinStep[], frames: readonly FrameFacts[]): number[][] {
  const flows = new Flows(frames);
  const datagrams = { read: new Set<number>(), write: new Set<number>() };
  return steps.map((step) => {
    const { protocol, local, remote } = step;
    if (protocol === undefined || remote === undefined) return [];
    const candidates = flows.between(protocol, local ?? { address: '', port: 0 }, remote);
    if (candidates.length === 0) return [];
    const far = endText(remote);
    if (protocol === 'udp') return datagramFrames(step, candidates, far, datagrams);
    const flow = connectionOf(step, candidates);
    return flow === undefined ? [] : segments(step, flow, far).map((frame) => frame.number);
  });
}

function endOf(step: JoinStep): bigint {
  return step.time + BigInt(step.duration ?? 0);
}

/** Of connections with the same addresses the last that had begun by the end of the step; for `connect`, that began in it. */
function connectionOf(step: JoinStep, flows: readonly Flow[]): Flow | undefined {
  const begun = flows.filter(({ frames }) => frames[0].time <= endOf(step) + SLACK);
  if (step.step !== 'connect') return begun.at(-1);
  return begun.find(({ frames }) => frames[0].time >= step.time - SLACK);
}

function segments(step: JoinStep, flow: Flow, far: string): FrameFacts[] {
  const [sent, got] = flow.first === far ? [flow.fromSecond, flow.fromFirst] : [flow.fromFirst, flow.fromSecond];
  switch (step.step) {
    case 'connect':
    case 'accept':
      return opening(step, flow);
    case 'write':
      if (failedByReset(step)) return got.resets;
      return carrying(step, sent).sort((a, b) => a.number - b.number);
    case 'read':
      if (failedByReset(step)) return got.resets;
      if (step.errno !== undefined) return [];
      return (step.bytes === 0 ? got.fins : carrying(step, got)).filter(({ time }) => time <= endOf(step) + SLACK);
    case 'shutdown':
      return sent.fins;
    case 'reset':
      return sent.resets;
    case 'close':
    case 'refuse':
      return ended(sent, got);
    default:
      return [];
  }
}

function failedByReset({ errno }: JoinStep): boolean {
  return errno === 'ECONNRESET' || errno === 'EPIPE';
}

/** SYN, SYN with ACK and the ACK that completes them; or SYN and what refused it. */
function opening(step: JoinStep, flow: Flow): FrameFacts[] {
  const out: FrameFacts[] = [];
  let answered = false;
  for (const frame of flow.frames) {
    const { flags, quoted } = frame;
    const opener = endText(frame.source) === flow.first;
    if (quoted) {
      if (step.errno !== undefined) out.push(frame);
    } else if ((flags & SYN) !== 0) {
      out.push(frame);
      if ((flags & ACK) !== 0) answered = true;
    } else if ((flags & RST) !== 0 && step.errno !== undefined) {
      out.push(frame);
    } else if (answered && opener && (flags & ACK) !== 0) {
      out.push(frame);
      break;
    } else if (answered) break;
  }
  return out;
}

/** How this side ended the connection; where it sent nothing to that end, how the other cut it. */
function ended(sent: Direction, got: Direction): FrameFacts[] {
  const own = new Set([...sent.fins, ...sent.resets]);
  return own.size > 0 ? [...own].sort((a, b) => a.number - b.number) : got.resets;
}

/** Segments that carry the bytes of the step: by their place in the stream, or the nearest in time. */
function carrying(step: JoinStep, direction: Direction): FrameFacts[] {
  const { offset, bytes = 0 } = step;
  const { full, exact } = direction;
  if (bytes === 0) return [];
  if (exact && offset !== undefined) return [...direction.carrying(offset + 1, bytes)];
  const nearest =
    step.step === 'write'
      ? full.find(({ time }) => time >= step.time - SLACK)
      : full.findLast(({ time }) => time <= endOf(step) + SLACK);
  return nearest === undefined ? [] : [nearest];
}

/** Questions and answers while a name was looked up; which port asked is not known. */
function during(step: JoinStep, flows: readonly Flow[]): number[] {
  const frames = flows.flatMap((flow) => flow.frames);
  const within = frames.filter(({ time }) => time >= step.time - SLACK && time <= endOf(step) + SLACK);
  return within.map(({ number }) => number).sort((a, b) => a - b);
}

/** Each datagram is written by one step and read by one; an error about it goes to the step that failed. */
function datagramFrames(
  step: JoinStep,
  flows: readonly Flow[],
  far: string,
  used: { read: Set<number>; write: Set<number> },
): number[] {
  if (step.step === 'lookup') return during(step, flows);
  if (step.step !== 'read' && step.step !== 'write') return [];
  const earliest = step.time - SLACK;
  const latest = endOf(step) + (step.step === 'write' ? DATAGRAM_DELAY : SLACK);
  for (const flow of flows) {
    if (step.errno !== undefined) {
      const about = flow.frames.findLast((frame) => frame.quoted && frame.time <= endOf(step) + SLACK);
      if (about !== undefined) return [about.number];
      continue;
    }
    const taken = used[step.step];
    const found = flow.frames.find(
      (frame) =>
        !frame.quoted &&
        !taken.has(frame.number) &&
        frame.length === step.bytes &&
        (endText(frame.source) === far) === (step.step === 'read') &&
        frame.time <= latest &&
        (step.step === 'read' || frame.time >= earliest),
    );
    if (found === undefined) continue;
    taken.add(found.number);
    return [found.number];
  }
  return [];
}
