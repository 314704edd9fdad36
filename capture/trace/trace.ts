import type { TraceEvent } from '../../contract/trace-event.ts';
import type { FrameFacts } from './frame-facts.ts';
import { joinFrames } from './join.ts';
import type { SystemCall } from './system-call.ts';

/** What programs did: their own account, and what the kernel was asked for. */
export interface Trace {
  readonly events: readonly TraceEvent[];
  readonly calls: readonly SystemCall[];
}

/** An event or call with the numbers of its frames. */
export type TracedStep =
  | { readonly kind: 'event'; readonly event: TraceEvent; readonly frames: readonly number[] }
  | { readonly kind: 'call'; readonly call: SystemCall; readonly frames: readonly number[] };

export function timeOf(traced: TracedStep): bigint {
  return traced.kind === 'event' ? traced.event.time : traced.call.time;
}

/** Joins events and calls with frames, each kind by itself; the result is in order of time. */
export function joinTrace(trace: Trace, frames: readonly FrameFacts[]): TracedStep[] {
  const events = trace.events.toSorted((a, b) => compare(a.time, b.time) || a.sequence - b.sequence);
  const calls = trace.calls.toSorted((a, b) => compare(a.time, b.time));
  const framesOfEvents = joinFrames(events, frames);
  // A call without a known step concerns no frame.
  const framesOfCalls = joinFrames(
    calls.map((call) => ({ ...call, step: call.step ?? ('service' as const) })),
    frames,
  );
  const out: TracedStep[] = [
    ...events.map((event, index) => ({ kind: 'event' as const, event, frames: framesOfEvents[index] })),
    ...calls.map((call, index) => ({ kind: 'call' as const, call, frames: framesOfCalls[index] })),
  ];
  return out.sort((a, b) => compare(timeOf(a), timeOf(b)));
}

export function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
