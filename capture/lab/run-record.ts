import type { sessionState } from '../../contract/messages/trace.ts';
import type { Infer } from '../../contract/schema.ts';
import { kernelSockets, SocketHistory } from '../trace/kernel-sockets.ts';
import { addTraced, shownProcesses, type TracedProcess } from '../trace/traced-processes.ts';
import type { LabEvent, LabProcessState, SyslogLine } from './lab-event.ts';
import type { LabResult } from './run-scenario.ts';
import type { CheckResult, Scenario } from './scenario.ts';

export type SessionState = Infer<typeof sessionState>;

/** Milliseconds between two looks at the kernel's sockets. */
export const SOCKET_POLL = 100;
/** Lines of output and messages kept. */
const LINES = 300;

/** The parts of a session's state that are not the run's own. */
type Elsewhere = 'session' | 'capture' | 'services' | 'calls' | 'rows' | 'revision';

/** What a run of a scenario tells beside its frames, events and calls: the part of a session's state that is its own. */
export class RunRecord {
  readonly sockets = new SocketHistory();
  phase: SessionState['phase'] = 'running';
  readonly #scenario: Scenario;
  readonly #steps: SessionState['steps'];
  readonly #checks: (CheckResult | undefined)[];
  readonly #output: SessionState['output'] = [];
  readonly #messages: SyslogLine[] = [];
  /** Processes that the run started, by pid. */
  readonly #started = new Map<number, LabProcessState>();
  /** What events told of processes and threads, by `pid tid`. */
  readonly #told = new Map<string, TracedProcess>();
  #callsMissing: string | null = null;
  #problem: string | null = null;
  #remarks: readonly string[] = [];

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.#steps = scenario.steps.slice(0, 64).map(({ title }) => ({ title: title.slice(0, 300), state: 'waiting' }));
    this.#checks = scenario.checks.map(() => undefined);
  }

  take(event: LabEvent): void {
    switch (event.type) {
      case 'step-begun':
        if (this.#steps[event.step]) this.#steps[event.step].state = 'running';
        break;
      case 'step-ended':
        if (this.#steps[event.step]) this.#steps[event.step].state = event.problem === null ? 'done' : 'failed';
        break;
      case 'process-started':
      case 'process-ended':
        this.#started.set(event.process.pid, event.process);
        break;
      case 'output':
        keep(this.#output, { pid: event.pid, error: event.stream === 'stderr', text: event.text.slice(0, 1000) });
        break;
      case 'message':
        keep(this.#messages, event.message);
        break;
      case 'event':
        addTraced(this.#told, event.event);
        break;
      case 'calls-missing':
        this.#callsMissing = event.reason;
        break;
      case 'check':
        this.#checks[event.check] = event.result;
        break;
    }
  }

  end({ outcome, problem, remarks }: Pick<LabResult, 'outcome' | 'problem' | 'remarks'>): void {
    this.phase = outcome;
    this.#problem = problem;
    this.#remarks = remarks;
  }

  /** Asks the kernel for the states of its sockets. */
  async noteSockets(): Promise<void> {
    this.sockets.note(BigInt(Date.now()) * 1_000_000n, await kernelSockets());
  }

  told(): Omit<SessionState, Elsewhere> {
    return {
      title: this.#scenario.title.slice(0, 200),
      phase: this.phase,
      problem: this.#problem?.slice(0, 2000) ?? null,
      remarks: this.#remarks.slice(0, 32).map((text) => text.slice(0, 500)),
      steps: this.#steps,
      checks: this.#scenario.checks.slice(0, 64).map(({ sentence }, at) => {
        const result = this.#checks[at];
        return {
          sentence: sentence.slice(0, 500),
          ok: result?.ok ?? null,
          text: result?.text.slice(0, 2000) ?? '',
          frames: result?.frames.slice(0, 64) ?? [],
        };
      }),
      processes: shownProcesses([...[...this.#started.values()].map(shown), ...this.#told.values()]),
      output: this.#output,
      messages: this.#messages.map(({ severity, program, pid, text }) => ({
        severity: severity.slice(0, 20),
        program: program.slice(0, 60),
        pid,
        text: text.slice(0, 1000),
      })),
      callsMissing: this.#callsMissing,
    };
  }
}

function shown({ pid, role, name, command, end }: LabProcessState): TracedProcess {
  return {
    pid,
    tid: pid,
    parent: 0,
    name: name.slice(0, 60),
    role,
    command: command.join(' ').slice(0, 2000),
    alive: end === undefined,
    end: end === undefined ? '' : end.signal !== null ? `killed by ${end.signal}` : `exit ${end.status}`,
  };
}

function keep<T>(list: T[], one: T): void {
  list.push(one);
  if (list.length > LINES) list.shift();
}
