import type { TraceEvent } from '../../contract/trace-event.ts';
import type { Drops } from '../helper/capture-helper.ts';
import type { Capture } from '../store/capture.ts';
import type { SystemCall } from '../trace/system-call.ts';
import type { CheckResult } from './scenario.ts';

export type LabRole = 'daemon' | 'client' | 'tool';

/** How a process ended: with a status, or by a signal. */
export interface ProcessEnd {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process that the run started by itself; children and threads of a daemon are told by trace events. */
export interface LabProcessState {
  readonly pid: number;
  readonly role: LabRole;
  /** Unique within the run: `daemon`, `client 2`. */
  readonly name: string;
  readonly command: readonly string[];
  /** Undefined while it runs. */
  readonly end: ProcessEnd | undefined;
}

/** What happens in a run, as it happens. */
export type LabEvent =
  /** The live capture of the run. Whoever reads it first is told of its frames: see Capture.read. */
  | {
      readonly type: 'capture';
      readonly capture: Capture;
      readonly interfaces: readonly string[];
      readonly filter: string;
      /** Which program captures. */
      readonly helper: string;
      drops(): Drops;
    }
  | { readonly type: 'step-begun'; readonly step: number; readonly title: string }
  /** `problem`: why the run ends with this step. */
  | { readonly type: 'step-ended'; readonly step: number; readonly title: string; readonly problem: string | null }
  | { readonly type: 'process-started'; readonly process: LabProcessState }
  | { readonly type: 'process-ended'; readonly process: LabProcessState }
  | { readonly type: 'output'; readonly pid: number; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  | { readonly type: 'event'; readonly event: TraceEvent }
  | { readonly type: 'call'; readonly call: SystemCall }
  /** System calls were asked for and cannot be recorded: why, and what would help. */
  | { readonly type: 'calls-missing'; readonly reason: string }
  /** A syslog datagram that a daemon sent to the collector of the run. */
  | { readonly type: 'message'; readonly message: SyslogLine }
  | { readonly type: 'check'; readonly check: number; readonly result: CheckResult };

export interface SyslogLine {
  /** Nanoseconds since 1970, when it arrived. */
  readonly time: bigint;
  /** Name of the severity: `alert`. */
  readonly severity: string;
  readonly program: string;
  readonly pid: number;
  readonly text: string;
}
