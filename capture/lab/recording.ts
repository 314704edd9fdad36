import type { TraceEvent } from '../../contract/trace-event.ts';
import { allFields } from '../../decoders/model/field.ts';
import { maskOf, maskUnion } from '../../decoders/model/mask.ts';
import { summary, summaryMask } from '../../decoders/tree/summary.ts';
import { scanDecoded } from '../passes/frame-scan.ts';
import type { Capture } from '../store/capture.ts';
import { type FrameFacts, FrameFactsReader } from '../trace/frame-facts.ts';
import type { SystemCall } from '../trace/system-call.ts';
import type { FrameLine } from '../trace/timeline.ts';
import { joinTrace, type TracedStep } from '../trace/trace.ts';
import { type FieldConditions, FieldReader, resolved } from './conditions.ts';
import { type EventCondition, matches } from './lab.ts';
import type { LabRole, SyslogLine } from './lab-event.ts';
import type { LabProcess } from './lab-process.ts';

export interface EventWithFrames {
  readonly event: TraceEvent;
  readonly frames: readonly number[];
}

/** Everything that was recorded of a run: frames, steps and calls joined with them, processes, messages. */
export class Recording {
  readonly capture: Capture;
  readonly steps: readonly TracedStep[];
  readonly facts: readonly FrameFacts[];
  readonly lines: readonly FrameLine[];
  readonly processes: readonly LabProcess[];
  readonly messages: readonly SyslogLine[];
  /** What steps noted. */
  readonly notes: ReadonlyMap<string, string>;
  /** The address that daemons were bound to. */
  readonly address: string;
  readonly isolated: boolean;

  private constructor(
    parts: Pick<
      Recording,
      'capture' | 'steps' | 'facts' | 'lines' | 'processes' | 'messages' | 'notes' | 'address' | 'isolated'
    >,
  ) {
    this.capture = parts.capture;
    this.steps = parts.steps;
    this.facts = parts.facts;
    this.lines = parts.lines;
    this.processes = parts.processes;
    this.messages = parts.messages;
    this.notes = parts.notes;
    this.address = parts.address;
    this.isolated = parts.isolated;
  }

  /** Joins what the programs told with the frames of a capture that was read to its end. */
  static async of(
    parts: Pick<Recording, 'capture' | 'processes' | 'messages' | 'notes' | 'address' | 'isolated'> & {
      readonly events: readonly TraceEvent[];
      readonly calls: readonly SystemCall[];
    },
  ): Promise<Recording> {
    const { capture, events, calls } = parts;
    const reader = new FrameFactsReader(capture.registry);
    const facts: FrameFacts[] = [];
    const lines: FrameLine[] = [];
    const wanted = allFields().filter((field) => reader.wanted.includes(field));
    await scanDecoded(capture, maskUnion(summaryMask(capture.registry), maskOf(wanted)), (number, d) => {
      const known = reader.read(d);
      if (known !== undefined) facts.push(known);
      const { seconds, nanoseconds } = d.record;
      const time = nanoseconds < 0 ? undefined : BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);
      const { source, destination, protocol, length, info } = summary(d);
      lines.push({ number, time, text: `${source} → ${destination} ${protocol} ${length} ${info}` });
    });
    return new Recording({ ...parts, facts, lines, steps: joinTrace({ events, calls }, facts) });
  }

  /** Numbers of the frames that meet all conditions, in ascending order. */
  async frames(given: FieldConditions): Promise<number[]> {
    const conditions = resolved(given, this.address);
    const reader = new FieldReader(this.capture.registry, Object.keys(conditions));
    const out: number[] = [];
    await scanDecoded(this.capture, reader.mask, (frame, d) => {
      if (reader.meets(d, conditions)) out.push(frame);
    });
    return out;
  }

  /** Values of a field in a frame, as texts; empty for a frame without it. */
  values(frame: number, name: string): string[] {
    const reader = new FieldReader(this.capture.registry, [name]);
    const d = this.capture.decode(frame, reader.mask);
    return d === undefined ? [] : reader.read(d)[0].map(({ text }) => text);
  }

  /** Seconds since 1970 of a frame. */
  time(frame: number): number {
    const { seconds, nanoseconds } = this.capture.table;
    return seconds.get(frame) + nanoseconds.get(frame) / 1e9;
  }

  /** The events that meet a condition, in order of time. */
  events(condition: EventCondition = {}): EventWithFrames[] {
    const out: EventWithFrames[] = [];
    for (const step of this.steps)
      if (step.kind === 'event' && matches(step.event, condition)) out.push({ event: step.event, frames: step.frames });
    return out;
  }

  processesOf(role: LabRole): LabProcess[] {
    return this.processes.filter((process) => process.role === role);
  }
}
