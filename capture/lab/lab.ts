import { setTimeout as sleep } from 'node:timers/promises';
import type { TraceEvent } from '../../contract/trace-event.ts';
import { findProgram } from '../helper/program.ts';
import { LabAborted } from './lab-error.ts';
import type { LabRole } from './lab-event.ts';
import type { LabProcess } from './lab-process.ts';
import { type LabDaemon, launchDaemon } from './launch-daemon.ts';
import { clientProgram } from './programs.ts';

/** What the steps of a scenario work with. */
export interface LabParts {
  /** The address of this run alone where the system has such: daemons bind to it, only its frames are captured. */
  readonly address: string;
  readonly folder: string;
  /** Path of the Node that runs the reference programs. */
  readonly node: string;
  /** HOST:PORT of the collector of syslog messages, where the programs can reach it. */
  readonly collector: string | undefined;
  /** The run has a network namespace of its own. */
  readonly isolated: boolean;
  readonly signal: AbortSignal;
  /** Trace events so far. */
  readonly events: readonly TraceEvent[];
  /** Starts a process of the run. */
  start(role: LabRole, name: string, command: readonly string[]): Promise<LabProcess>;
}

export type EventCondition = Partial<
  Pick<TraceEvent, 'role' | 'part' | 'step' | 'service' | 'pid' | 'protocol' | 'errno' | 'status'>
> & {
  readonly text?: RegExp;
};

/** How long a step waits for what must come, in milliseconds. */
const PATIENCE = 30_000;

export class Lab {
  readonly parts: LabParts;
  /** What steps find out beside the trace, for checks. */
  readonly notes = new Map<string, string>();
  /** All that were started so far, in that order. */
  readonly processes: LabProcess[] = [];
  /** Daemons that came up, in that order. */
  readonly daemons: LabDaemon[] = [];
  readonly #names = new Map<string, number>();
  readonly #released: Promise<void>;
  #release: () => void = () => {};
  #holding = false;

  constructor(parts: LabParts) {
    this.parts = parts;
    this.#released = new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  get address(): string {
    return this.parts.address;
  }

  get folder(): string {
    return this.parts.folder;
  }

  /** The daemon that was started last. */
  get server(): LabDaemon {
    const daemon = this.daemons.at(-1);
    if (daemon === undefined) throw new Error('No daemon has been started yet.');
    return daemon;
  }

  /** Starts a daemon with options of its own and waits until it listens. */
  async daemon(...options: string[]): Promise<LabDaemon> {
    const daemon = await launchDaemon(this, options);
    this.daemons.push(daemon);
    return daemon;
  }

  /** Starts the client: a service of the last daemon, and options. */
  client(service: string, ...options: string[]): Promise<LabProcess> {
    return this.clientWith([service, this.address, String(this.server.port(service)), ...options]);
  }

  /** Starts the client with a command line of its own. */
  clientWith(words: readonly string[]): Promise<LabProcess> {
    return this.start('client', 'client', [this.parts.node, clientProgram, ...words]);
  }

  /** Starts the client and waits for its end. */
  async runClient(service: string, ...options: string[]): Promise<LabProcess> {
    return this.ended(await this.client(service, ...options));
  }

  hasTool(name: string): boolean {
    return findProgram(name) !== undefined;
  }

  /** Runs any other program to its end. */
  async tool(...command: string[]): Promise<LabProcess> {
    const [name, ...words] = command;
    return this.ended(await this.start('tool', name, [findProgram(name) ?? name, ...words]));
  }

  async start(role: LabRole, name: string, command: readonly string[]): Promise<LabProcess> {
    const number = (this.#names.get(name) ?? 0) + 1;
    this.#names.set(name, number);
    const started = await this.parts.start(role, number === 1 ? name : `${name} ${number}`, command);
    this.processes.push(started);
    return started;
  }

  /** Waits for the end of all clients started so far. */
  async clientsEnded(): Promise<void> {
    for (const process of this.processes) if (process.role === 'client') await this.ended(process);
  }

  /** Waits for the end of a process. */
  async ended(process: LabProcess): Promise<LabProcess> {
    await this.until(`${process.name} to end`, () => process.end !== undefined);
    return process;
  }

  /** Asks a daemon to stop, and waits for its end. */
  async stop(daemon: LabDaemon = this.server): Promise<void> {
    daemon.signal('SIGTERM');
    await this.until(`${daemon.process.name} to end`, () => !daemon.running);
  }

  /** Waits for a number of trace events. Returns the last of them. */
  async event(condition: EventCondition, count = 1): Promise<TraceEvent> {
    const found = (): TraceEvent[] => this.parts.events.filter((event) => matches(event, condition));
    await this.until(`${count} events of ${condition.step ?? 'any step'}`, () => found().length >= count);
    return found()[count - 1];
  }

  /** Waits until something is so. Throws when it does not become so in time, or when the run is stopped. */
  async until(what: string, condition: () => boolean): Promise<void> {
    const end = performance.now() + PATIENCE;
    while (!condition()) {
      if (performance.now() > end) throw new Error(`Waited ${PATIENCE / 1000} seconds in vain for ${what}.`);
      await this.pause(15);
    }
  }

  async pause(milliseconds: number): Promise<void> {
    this.#checkAborted();
    await sleep(milliseconds, undefined, { signal: this.parts.signal }).catch(() => {});
    this.#checkAborted();
  }

  /** Waits until whoever watches the run lets it go on: see {@link release}. */
  async hold(): Promise<void> {
    this.#checkAborted();
    const { signal } = this.parts;
    this.#holding = true;
    await Promise.race([this.#released, new Promise((stop) => signal.addEventListener('abort', stop, { once: true }))]);
    this.#holding = false;
    this.#checkAborted();
  }

  /** Lets a run go on that waits; false when it does not wait. */
  release(): boolean {
    const held = this.#holding;
    if (held) this.#release();
    return held;
  }

  #checkAborted(): void {
    if (this.parts.signal.aborted) throw new LabAborted();
  }
}

export function matches(event: TraceEvent, { text, ...condition }: EventCondition): boolean {
  for (const [name, value] of Object.entries(condition)) if (event[name as keyof TraceEvent] !== value) return false;
  return text === undefined || text.test(event.text ?? '');
}
