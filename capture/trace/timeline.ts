import type { TraceEndpoint, TraceEvent, TraceStep } from '../../contract/trace-event.ts';
import { endText } from './flow.ts';
import type { FrameFacts } from './frame-facts.ts';
import type { SystemCall } from './system-call.ts';
import { compare, type TracedStep, timeOf } from './trace.ts';

/** A frame of the capture as the packet list shows it. */
export interface FrameLine {
  readonly number: number;
  /** Nanoseconds since 1970; undefined for a frame without a time. */
  readonly time: bigint | undefined;
  /** `127.0.0.1 → 127.0.0.1 TCP 74 ...` */
  readonly text: string;
}

interface Row {
  readonly time: bigint;
  readonly who: string;
  readonly what: string;
  readonly frames: string;
}

/**
 * The timeline as lines of text: seconds since the first row, who, what, frames. Of the frames those are shown that
 * belong to a flow of the programs; all, when no step has a frame.
 */
export function timelineLines(
  steps: readonly TracedStep[],
  facts: readonly FrameFacts[],
  frames: readonly FrameLine[],
): string[] {
  const shown = framesOfPrograms(steps, facts);
  const rows: Row[] = steps.map((step) => ({ time: timeOf(step), ...describe(step), frames: numbers(step.frames) }));
  let others = 0;
  for (const { number, time, text } of frames) {
    if (shown.size > 0 && !shown.has(number)) others++;
    else if (time !== undefined) rows.push({ time, who: 'wire', what: text, frames: String(number) });
  }
  rows.sort((a, b) => compare(a.time, b.time));
  if (rows.length === 0) return ['No step of a program and no frame was recorded.'];
  const width = Math.max(4, ...new Set(rows.map(({ who }) => who.length)));
  const frameWidth = Math.max(6, ...new Set(rows.map((row) => row.frames.length)));
  const start = rows[0].time;
  const out = [`${'seconds'.padStart(13)}  ${'who'.padEnd(width)}  ${'frames'.padEnd(frameWidth)}  what`];
  for (const row of rows) {
    const since = row.time - start;
    const seconds = `${since / 1_000_000_000n}.${String(since % 1_000_000_000n).padStart(9, '0')}`;
    const line = `${seconds.padStart(13)}  ${row.who.padEnd(width)}  ${row.frames.padEnd(frameWidth)}  ${row.what}`;
    out.push(printable(line.trimEnd()));
  }
  if (others > 0) out.push(`${others} frames of other programs are not shown.`);
  return out;
}

/** Frames of all flows in which a step has a frame. */
export function framesOfPrograms(steps: readonly TracedStep[], facts: readonly FrameFacts[]): Set<number> {
  const tied = new Set(steps.flatMap((step) => step.frames));
  const flowOf = ({ protocol, source, destination, stream }: FrameFacts): string =>
    `${protocol} ${stream} ${[endText(source), endText(destination)].sort().join(' ')}`;
  const flows = new Set(facts.filter(({ number }) => tied.has(number)).map(flowOf));
  return new Set(facts.filter((frame) => flows.has(flowOf(frame))).map(({ number }) => number));
}

function describe(step: TracedStep): { who: string; what: string } {
  if (step.kind === 'event') return { who: threadName(step.event.role, step.event), what: eventText(step.event) };
  const { call } = step;
  return { who: threadName('kernel', call), what: callText(call) };
}

function threadName(role: string, { pid, tid }: { pid: number; tid: number }): string {
  return tid === pid ? `${role} ${pid}` : `${role} ${pid}/${tid}`;
}

/** The result stands behind the closing bracket, as in strace; how a thread ended, and signals, are no calls. */
export function callText({ name, text }: SystemCall): string {
  if (name === 'signal' || (name === 'exit' && /^(exited|killed|superseded) /.test(text))) return text;
  const equals = text.lastIndexOf(' = ');
  return equals < 0 ? `${name}(${text}...` : `${name}(${text.slice(0, equals)})${text.slice(equals)}`;
}

const childNames: Readonly<Partial<Record<TraceStep, string>>> = {
  fork: 'process',
  reap: 'process',
  thread: 'thread',
  join: 'thread',
};

export function eventText(event: TraceEvent): string {
  const { step, service, protocol, local, remote, bytes, requested, child, status, signal, errno, error, text } = event;
  const words: string[] = [step];
  if (service !== undefined) words.push(service);
  if (bytes !== undefined) words.push(requested === undefined ? `${bytes} bytes` : `${bytes} of ${requested} bytes`);
  if (child !== undefined) words.push(`${childNames[step] ?? 'to'} ${child}`);
  if (status !== undefined) words.push(`status ${status}`);
  if (signal !== undefined) words.push(signal);
  if (errno !== undefined) words.push(error === undefined ? errno : `${error} (${errno})`);
  if (text !== undefined) words.push(text);
  if (local !== undefined || remote !== undefined)
    words.push(
      `[${protocol ?? ''} ${placeText(local)} ${remote === undefined ? '' : `- ${placeText(remote)}`}`
        .trimEnd()
        .concat(']'),
    );
  return words.join(' ');
}

function placeText(end: TraceEndpoint | undefined): string {
  if (end === undefined) return '?';
  return end.address.includes(':') ? `[${end.address}]:${end.port}` : `${end.address}:${end.port}`;
}

function numbers(frames: readonly number[]): string {
  return frames.length > 4 ? `${frames.slice(0, 3).join(',')}..${frames.at(-1)}` : frames.join(',');
}

/** Texts come from programs and packets: nothing in them may steer the terminal. */
function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, '\ufffd');
}
