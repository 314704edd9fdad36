import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseTraceEvent, type TraceEvent } from '../../contract/trace-event.ts';
import { findProgram } from '../helper/program.ts';
import { endProcesses, markedProcesses, signalAll } from '../trace/marked-processes.ts';
import { StraceLines, straceFlags } from '../trace/strace-lines.ts';
import { runAddress } from './address.ts';
import { GrowingFile } from './growing-file.ts';
import { Guard } from './guard.ts';
import { Lab } from './lab.ts';
import { LabAborted, LabUnavailable } from './lab-error.ts';
import type { LabEvent, LabRole, SyslogLine } from './lab-event.ts';
import { LabProcess } from './lab-process.ts';
import { MessageCollector } from './message-collector.ts';
import { NetworkNamespace, namespacesAllowed } from './network-namespace.ts';
import { nodeProgram } from './programs.ts';
import { Recording } from './recording.ts';
import { hostHelper } from './requirements.ts';
import type { LabResult, ScenarioOptions } from './run-scenario.ts';
import type { CheckResult, Scenario } from './scenario.ts';
import { SessionCapture, temporaryFile } from './session-capture.ts';

/** Tells the reference programs where to append their events, and marks all descendants of the run. */
const VARIABLE = 'OSISCOPE_TRACE';
/** How long processes may take to end when a run is over, in milliseconds. */
const PATIENCE = 3_000;
const MOST_EVENTS = 500_000;
const MOST_MESSAGES = 10_000;

/** One run of a scenario, from the first process to the last check. */
export class LabSession {
  readonly processes: LabProcess[] = [];
  readonly #scenario: Scenario;
  readonly #options: ScenarioOptions;
  readonly #abort = new AbortController();
  readonly #folder = mkdtempSync(join(tmpdir(), 'osiscope-lab-'));
  readonly #path = join(this.#folder, 'events.jsonl');
  readonly #guard: Guard;
  readonly #node = nodeProgram() as string;
  readonly #events: TraceEvent[] = [];
  readonly #messages: SyslogLine[] = [];
  readonly #remarks: string[] = [];
  readonly #strace: { readonly lines: StraceLines; readonly file: GrowingFile }[] = [];
  #eventFile: GrowingFile | undefined;
  #namespace: NetworkNamespace | undefined;
  #collector: MessageCollector | undefined;
  #session: SessionCapture | undefined;
  #lab: Lab | undefined;
  #stracePath: string | undefined;

  constructor(scenario: Scenario, options: ScenarioOptions) {
    this.#scenario = scenario;
    this.#options = options;
    this.#guard = new Guard(this.#node, { name: VARIABLE, value: this.#path }, this.#folder);
    const { signal } = options;
    if (signal?.aborted) this.#abort.abort();
    signal?.addEventListener('abort', () => this.#abort.abort(), { once: true });
  }

  async run(): Promise<LabResult> {
    try {
      const lab = await this.#prepare();
      const problem = await this.#takeSteps(lab);
      const aborted = this.#abort.signal.aborted;
      const left = await this.#endProcesses();
      if (left > 0 && problem === null) this.#remarks.push(`${left} processes that were left running were ended.`);
      const recording = await this.#record(lab);
      const checks = problem === null ? await this.#check(recording) : [];
      const failed = problem !== null || checks.some(({ ok }) => !ok);
      return {
        scenario: this.#scenario,
        outcome: aborted ? 'aborted' : failed ? 'failed' : 'passed',
        problem,
        checks,
        recording,
        remarks: this.#remarks,
      };
    } catch (error) {
      await this.#session?.capture.close();
      throw error;
    } finally {
      await this.#close();
    }
  }

  signal(pid: number, signal: NodeJS.Signals): boolean {
    const own = this.processes.find((process) => process.pid === pid && process.end === undefined);
    if (own === undefined && !this.#marked().includes(pid)) return false;
    try {
      return process.kill(pid, signal);
    } catch {
      return false;
    }
  }

  async startClient(service: string, options: readonly string[]): Promise<LabProcess> {
    if (this.#lab === undefined) throw new Error('The run has not begun yet.');
    return this.#lab.client(service, ...options);
  }

  get services(): readonly string[] {
    return this.#lab?.daemons.at(-1)?.services ?? [];
  }

  release(): boolean {
    return this.#lab?.release() ?? false;
  }

  #tell(event: LabEvent): void {
    this.#options.onEvent?.(event);
  }

  #environment(): NodeJS.ProcessEnv {
    const { NODE_OPTIONS: _, ...inherited } = process.env;
    return { ...inherited, [VARIABLE]: this.#path, LC_ALL: 'C' };
  }

  async #prepare(): Promise<Lab> {
    await this.#choosePlace();
    const isolated = this.#namespace !== undefined;
    if (!isolated) {
      this.#collector = await MessageCollector.open((message) => {
        if (this.#messages.length < MOST_MESSAGES) this.#messages.push(message);
        this.#tell({ type: 'message', message });
      });
    }
    this.#findStrace();
    const address = this.#options.address ?? runAddress();
    await this.#capture(address);
    this.#eventFile = new GrowingFile(this.#path, (line) => this.#takeEvent(line));
    this.#lab = new Lab({
      address,
      folder: this.#folder,
      node: this.#node,
      collector: this.#collector?.place,
      isolated,
      signal: this.#abort.signal,
      events: this.#events,
      start: (role, name, command) => this.#start(role, name, command),
    });
    return this.#lab;
  }

  /** A network namespace where the scenario wants one, or where this user may capture in one only. */
  async #choosePlace(): Promise<void> {
    const { namespace } = this.#scenario.needs ?? {};
    const helper = namespace === 'required' ? null : (await hostHelper()).helper;
    if (namespace === undefined && helper !== null) return;
    if (await namespacesAllowed()) this.#namespace = await NetworkNamespace.make(this.#environment());
    else if (namespace === 'required') throw new LabUnavailable('This user may not make a network namespace.');
  }

  #findStrace(): void {
    if (!this.#options.systemCalls) return;
    this.#stracePath = findProgram('strace');
    if (this.#stracePath !== undefined) return;
    const reason = 'System calls are not shown: strace is not installed (Debian, Ubuntu: sudo apt-get install strace).';
    this.#remarks.push(reason);
    this.#tell({ type: 'calls-missing', reason });
  }

  async #capture(address: string): Promise<void> {
    const interfaces = ['lo'];
    const filter = address === '127.0.0.1' || this.#namespace !== undefined ? '' : `host ${address}`;
    const within = this.#namespace?.prefix ?? [];
    this.#session = await SessionCapture.start(interfaces, filter, within, this.#options.open ?? temporaryFile);
    const { capture, helper, run } = this.#session;
    for (const pid of run.pids) this.#guard.watch(pid);
    this.#tell({
      type: 'capture',
      capture,
      interfaces,
      filter,
      helper: helper.description,
      drops: () => run.drops(),
    });
    await this.#session.begun(interfaces.length);
  }

  #takeEvent(line: string): void {
    const event = parseTraceEvent(line);
    if (typeof event === 'string' || this.#events.length >= MOST_EVENTS) return;
    this.#events.push(event);
    this.#tell({ type: 'event', event });
  }

  async #start(role: LabRole, name: string, command: readonly string[]): Promise<LabProcess> {
    if (this.#abort.signal.aborted) throw new LabAborted();
    const launch = {
      role,
      name,
      command,
      prefix: [...(this.#namespace?.prefix ?? []), ...this.#straceOf()],
      environment: this.#environment(),
    };
    const started = await LabProcess.start(launch, ({ pid }, line) => this.#tell({ type: 'output', pid, ...line }));
    this.processes.push(started);
    this.#tell({ type: 'process-started', process: started.state });
    void started.ended.then(() => this.#tell({ type: 'process-ended', process: started.state }));
    return started;
  }

  /** With -D the process stays our child, and strace is the one that is set apart. */
  #straceOf(): string[] {
    if (this.#stracePath === undefined) return [];
    const path = join(this.#folder, `strace-${this.#strace.length + 1}`);
    const lines = new StraceLines();
    let told = 0;
    const file = new GrowingFile(path, (line) => {
      lines.line(line);
      for (; told < lines.calls.length; told++) this.#tell({ type: 'call', call: lines.calls[told] });
    });
    this.#strace.push({ lines, file });
    return [this.#stracePath, '-D', ...straceFlags, '-o', path, '--'];
  }

  /** Returns why the steps ended early, or null. */
  async #takeSteps(lab: Lab): Promise<string | null> {
    for (const [step, { title, run }] of this.#scenario.steps.entries()) {
      this.#tell({ type: 'step-begun', step, title });
      try {
        if (this.#abort.signal.aborted) throw new LabAborted();
        await run(lab);
      } catch (error) {
        const text = (error as Error).message;
        const problem = error instanceof LabAborted ? text : `${title}: ${text}`;
        this.#tell({ type: 'step-ended', step, title, problem });
        return problem;
      }
      this.#tell({ type: 'step-ended', step, title, problem: null });
    }
    return null;
  }

  #marked(): number[] {
    return markedProcesses(VARIABLE, this.#path);
  }

  /** Ends what still runs, and waits for strace to write its last lines. Returns how many processes there were. */
  async #endProcesses(): Promise<number> {
    // Stopped processes cannot obey.
    signalAll(this.#marked(), 'SIGCONT');
    const tracers = new Set(this.#tracers());
    const holder = this.#namespace?.pid;
    const others = (): number[] => this.#marked().filter((pid) => !tracers.has(pid) && pid !== holder);
    const left = await endProcesses(others, PATIENCE);
    for (const end = performance.now() + PATIENCE; this.#tracers().length > 0 && performance.now() < end; )
      await sleep(20);
    await Promise.all(this.processes.map(({ ended }) => Promise.race([ended, sleep(PATIENCE)])));
    return left;
  }

  #tracers(): number[] {
    if (this.#stracePath === undefined) return [];
    const tracees = new Set(this.processes.map(({ pid }) => pid));
    return markedProcesses(VARIABLE, this.#path, 'strace').filter((pid) => !tracees.has(pid));
  }

  async #record(lab: Lab): Promise<Recording> {
    const { capture, run } = this.#session as SessionCapture;
    const reason = await this.#session?.end();
    if (reason) this.#remarks.push(reason);
    const drops = run.drops();
    const lost = (drops.kernel ?? 0) + (drops.interface ?? 0) + drops.helper;
    if (lost > 0) this.#remarks.push(`${lost} frames were lost while capturing.`);
    this.#eventFile?.close();
    for (const { file } of this.#strace) file.close();
    return Recording.of({
      capture,
      events: this.#events,
      calls: this.#strace.flatMap(({ lines }) => lines.calls),
      processes: this.processes,
      messages: this.#messages,
      notes: lab.notes,
      address: lab.address,
      isolated: lab.parts.isolated,
    });
  }

  async #check(recording: Recording): Promise<CheckResult[]> {
    const out: CheckResult[] = [];
    for (const [check, { sentence, look }] of this.#scenario.checks.entries()) {
      const result = { sentence, ...(await look(recording)) };
      out.push(result);
      this.#tell({ type: 'check', check, result });
    }
    return out;
  }

  /** Whatever happened: nothing of the run is left but its capture. */
  async #close(): Promise<void> {
    this.#eventFile?.close();
    for (const { file } of this.#strace) file.close();
    this.#collector?.close();
    this.#session?.run.stop();
    await endProcesses(() => this.#marked(), 0);
    this.#namespace?.close();
    await this.#session?.run.ended;
    rmSync(this.#folder, { recursive: true, force: true });
    this.#guard.done();
  }
}
