import { unlink } from 'node:fs/promises';
import type { sessionState } from '../../contract/messages/trace.ts';
import type { Infer } from '../../contract/schema.ts';
import type { LabEvent, SyslogLine } from '../lab/lab-event.ts';
import { type LabRun, startScenario } from '../lab/run-scenario.ts';
import type { CheckResult, Scenario } from '../lab/scenario.ts';
import { openCaptureFile } from '../sources/open-capture-file.ts';
import { kernelSockets, SocketHistory } from '../trace/kernel-sockets.ts';
import { RecordedTrace } from '../trace/recorded-trace.ts';
import { formatRun } from '../trace/saved-run.ts';
import { traceComments } from '../trace/saved-trace.ts';
import type { Captures, OpenCapture } from './captures.ts';
import { Throttle } from './throttle.ts';
import { addTraced, shownProcesses, type TracedProcess } from './traced-processes.ts';
import { newUnsavedPath } from './unsaved-captures.ts';

export type SessionState = Infer<typeof sessionState>;

/** How often clients are told of a change, and the kernel is asked for its sockets, in milliseconds. */
const ANNOUNCE = 100;
const POLL = 100;
/** Lines of output and messages kept. */
const LINES = 300;

/** A run of a scenario: its processes, what they tell, its live capture. */
export class SessionRun {
  readonly id: number;
  readonly sockets = new SocketHistory();
  trace: RecordedTrace | undefined;
  entry: OpenCapture | undefined;
  phase: SessionState['phase'] = 'running';
  revision = 0;
  readonly #run: LabRun;
  readonly #abort = new AbortController();
  readonly #scenario: Scenario;
  readonly #announce: Throttle;
  readonly #steps: SessionState['steps'];
  readonly #checks: (CheckResult | undefined)[];
  readonly #output: SessionState['output'] = [];
  readonly #messages: SyslogLine[] = [];
  /** What events told of processes and threads, by `pid tid`. */
  readonly #told = new Map<string, TracedProcess>();
  #remarks: readonly string[] = [];
  #problem: string | null = null;
  #callsMissing: string | null = null;
  /** Resolves when nothing of the run is left. Rejects with LabUnavailable where it cannot run here. */
  readonly ended: Promise<void>;

  constructor(
    id: number,
    captures: Captures,
    scenario: Scenario,
    options: { readonly systemCalls: boolean; readonly address?: string },
    changed: (run: SessionRun) => void,
  ) {
    this.id = id;
    this.#scenario = scenario;
    this.#steps = scenario.steps.slice(0, 64).map(({ title }) => ({ title: title.slice(0, 300), state: 'waiting' }));
    this.#checks = scenario.checks.map(() => undefined);
    this.#announce = new Throttle(ANNOUNCE, () => {
      this.revision++;
      changed(this);
    });
    this.#run = startScenario(scenario, {
      ...options,
      signal: this.#abort.signal,
      onEvent: (event) => this.#take(event, captures),
      open: async (stream, interfaces) => {
        const path = await newUnsavedPath(interfaces, new Date());
        this.#discard = () => unlink(path).catch(() => {});
        return openCaptureFile('-', { standardInput: stream, keepAt: path });
      },
    });
    const timer = setInterval(() => void this.#poll(), POLL);
    this.ended = this.#finish().finally(() => clearInterval(timer));
    this.ended.catch(() => {});
  }

  #discard: () => Promise<unknown> = async () => {};

  stop(): void {
    this.#abort.abort();
  }

  signal(pid: number, signal: NodeJS.Signals): boolean {
    return this.#run.signal(pid, signal);
  }

  startClient(service: string, options: readonly string[]): Promise<unknown> {
    return this.#run.startClient(service, options);
  }

  release(): void {
    this.#run.release();
  }

  /** Ends in order what only goes on until told to stop; breaks off anything else. */
  end(): void {
    if (!this.#run.release()) this.stop();
  }

  state(): SessionState {
    return {
      session: this.id,
      capture: this.entry?.id ?? null,
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
      processes: this.#processes(),
      services: this.#run.services().slice(0, 64),
      output: this.#output,
      messages: this.#messages.map(({ severity, program, pid, text }) => ({
        severity: severity.slice(0, 20),
        program: program.slice(0, 60),
        pid,
        text: text.slice(0, 1000),
      })),
      calls: this.trace?.calls.length ?? 0,
      callsMissing: this.#callsMissing,
      rows: this.trace?.rows.length ?? 0,
      revision: this.revision,
    };
  }

  async #finish(): Promise<void> {
    try {
      const { outcome, problem, remarks } = await this.#run.result;
      this.#problem = problem;
      this.#remarks = remarks;
      this.phase = outcome;
    } catch (error) {
      this.phase = 'failed';
      this.#problem = (error as Error).message;
      await this.#discard();
      throw error;
    } finally {
      await this.trace?.catchUp();
      this.#announce.flush();
    }
  }

  #take(event: LabEvent, captures: Captures): void {
    switch (event.type) {
      case 'capture': {
        const { capture, interfaces, helper, drops } = event;
        const options = { interfaces: [], stop: {} };
        const live = { helper, dropped: drops, stop: async () => this.end(), options };
        this.entry = captures.add(
          capture,
          `${this.#scenario.title} (${interfaces.join(', ')})`,
          null,
          live,
          this.#discard,
        );
        const trace = new RecordedTrace(capture);
        this.trace = trace;
        this.entry.traceComments = async () => {
          await trace.catchUp();
          const ends = trace.facts.flatMap(({ source, destination }) => [
            `${source.address} ${source.port} ${destination.address} ${destination.port}`,
            `${destination.address} ${destination.port} ${source.address} ${source.port}`,
          ]);
          const run = formatRun({ state: this.state(), sockets: this.sockets }, new Set(ends));
          return traceComments(trace.steps, trace.facts, capture.table.count, run).comments;
        };
        break;
      }
      case 'step-begun':
        if (this.#steps[event.step]) this.#steps[event.step].state = 'running';
        break;
      case 'step-ended':
        if (this.#steps[event.step]) this.#steps[event.step].state = event.problem === null ? 'done' : 'failed';
        break;
      case 'output':
        keep(this.#output, { pid: event.pid, error: event.stream === 'stderr', text: event.text.slice(0, 1000) });
        break;
      case 'message':
        keep(this.#messages, event.message);
        break;
      case 'event':
        this.trace?.events.push(event.event);
        addTraced(this.#told, event.event);
        break;
      case 'call':
        this.trace?.calls.push(event.call);
        break;
      case 'calls-missing':
        this.#callsMissing = event.reason;
        break;
      case 'check':
        this.#checks[event.check] = event.result;
        break;
    }
    this.#announce.request();
  }

  async #poll(): Promise<void> {
    if (this.phase !== 'running' || this.trace === undefined) return;
    this.sockets.note(BigInt(Date.now()) * 1_000_000n, await kernelSockets());
    const before = this.trace.rows.length;
    await this.trace.catchUp();
    if (this.trace.rows.length !== before) this.#announce.request();
  }

  #processes(): TracedProcess[] {
    const started = this.#run.processes().map(
      ({ pid, role, name, command, end }): TracedProcess => ({
        pid,
        tid: pid,
        parent: 0,
        name: name.slice(0, 60),
        role,
        command: command.join(' ').slice(0, 2000),
        alive: end === undefined,
        end: end === undefined ? '' : end.signal !== null ? `killed by ${end.signal}` : `exit ${end.status}`,
      }),
    );
    return shownProcesses([...started, ...this.#told.values()]);
  }
}

function keep<T>(list: T[], one: T): void {
  list.push(one);
  if (list.length > LINES) list.shift();
}
