import type { TraceEvent } from '../../contract/trace-event.ts';
import { allFields } from '../../decoders/model/field.ts';
import { maskOf, maskUnion } from '../../decoders/model/mask.ts';
import { summary, summaryMask } from '../../decoders/tree/summary.ts';
import { scanDecoded } from '../passes/frame-scan.ts';
import type { Capture } from '../store/capture.ts';
import { BACKWARD } from '../store/packet-table.ts';
import { type FrameFacts, FrameFactsReader } from './frame-facts.ts';
import type { SystemCall } from './system-call.ts';
import { callText, eventText, framesOfPrograms } from './timeline.ts';
import { joinTrace, type TracedStep, timeOf } from './trace.ts';

/** A line of the ladder: a frame, or what a program did. */
export interface LadderRow {
  readonly kind: 'frame' | 'event' | 'call';
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  readonly side: 'client' | 'daemon' | 'wire';
  readonly forward: boolean;
  readonly frame: number;
  readonly frames: readonly number[];
  readonly label: string;
  readonly text: string;
  readonly pid: number;
  readonly tid: number;
  readonly failed: boolean;
  readonly osi: number;
  readonly own: boolean;
}

/** Most rows; a longer recording shows its beginning and says so. */
export const MOST_ROWS = 500_000;

interface FrameLine {
  readonly number: number;
  readonly time: bigint;
  readonly label: string;
  readonly text: string;
  readonly osi: number;
  readonly forward: boolean;
}

/** Events, calls and frames of a session, joined anew when there are more of them. */
export class RecordedTrace {
  readonly capture: Capture;
  readonly events: TraceEvent[] = [];
  readonly calls: SystemCall[] = [];
  facts: FrameFacts[] = [];
  steps: TracedStep[] = [];
  rows: LadderRow[] = [];
  #lines: FrameLine[] = [];
  #read = 0;
  #joined = -1;
  #running: Promise<void> | undefined;

  constructor(capture: Capture) {
    this.capture = capture;
  }

  /** Changes with everything that is added. */
  get size(): number {
    return this.events.length + this.calls.length + this.capture.table.count;
  }

  /** Looks at new frames and joins again if there is something new. What is there when it is called is joined then. */
  async catchUp(): Promise<void> {
    const wanted = this.size;
    // A joining that is under way may have begun before.
    while (this.#joined < wanted) {
      this.#running ??= this.#join().finally(() => {
        this.#running = undefined;
      });
      await this.#running;
    }
  }

  async #join(): Promise<void> {
    const { size, capture } = this;
    const { registry, table } = capture;
    const reader = new FrameFactsReader(registry);
    const wanted = allFields().filter((field) => reader.wanted.includes(field));
    this.#read = await scanDecoded(
      capture,
      maskUnion(summaryMask(registry), maskOf(wanted)),
      (number, d) => {
        const facts = reader.read(d);
        if (facts !== undefined) this.facts.push(facts);
        const { seconds, nanoseconds } = d.record;
        const { protocol, info } = summary(d);
        const top = d.layers.count - 1;
        this.#lines.push({
          number,
          time: BigInt(seconds) * 1_000_000_000n + BigInt(Math.max(0, nanoseconds)),
          label: protocol,
          text: info,
          osi: registry.byIndex(d.layers.protocol(top)).osi,
          forward: (table.bits.get(number) & BACKWARD) === 0,
        });
      },
      { from: this.#read + 1 },
    );
    this.steps = joinTrace(this, this.facts);
    this.rows = ladder(this.steps, this.#lines, this.facts);
    this.#joined = size;
  }
}

function ladder(steps: readonly TracedStep[], lines: readonly FrameLine[], facts: readonly FrameFacts[]): LadderRow[] {
  const own = framesOfPrograms(steps, facts);
  const roles = new Map<number, 'client' | 'daemon'>();
  for (const step of steps) if (step.kind === 'event') roles.set(step.event.pid, step.event.role);
  const rows = steps.map((step) => stepRow(step, roles));
  for (const { number, time, label, text, osi, forward } of lines) {
    const mine = own.size === 0 || own.has(number);
    rows.push({
      kind: 'frame',
      time,
      side: 'wire',
      forward,
      frame: number,
      frames: [number],
      label,
      text,
      pid: 0,
      tid: 0,
      failed: false,
      osi,
      own: mine,
    });
  }
  const order = { event: 0, call: 1, frame: 2 };
  rows.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : order[a.kind] - order[b.kind]));
  return rows.slice(0, MOST_ROWS);
}

function stepRow(step: TracedStep, roles: ReadonlyMap<number, 'client' | 'daemon'>): LadderRow {
  const common = { time: timeOf(step), forward: true, frame: 0, frames: step.frames, osi: 0, own: true };
  if (step.kind === 'event') {
    const { event } = step;
    return {
      ...common,
      kind: 'event',
      side: event.role,
      label: event.step,
      text: eventText(event).slice(event.step.length).trim(),
      pid: event.pid,
      tid: event.tid,
      failed: event.errno !== undefined,
    };
  }
  const { call } = step;
  return {
    ...common,
    kind: 'call',
    // A program that tells nothing by itself, as curl, is the client of what it talks to.
    side: roles.get(call.pid) ?? 'client',
    label: call.name,
    text: callText(call),
    pid: call.pid,
    tid: call.tid,
    failed: call.errno !== undefined,
  };
}
