import { unlink } from 'node:fs/promises';
import type { LabEvent } from '../lab/lab-event.ts';
import { RunRecord, type SessionState, SOCKET_POLL } from '../lab/run-record.ts';
import { type LabRun, startScenario } from '../lab/run-scenario.ts';
import type { Scenario } from '../lab/scenario.ts';
import { openCaptureFile } from '../sources/open-capture-file.ts';
import { RecordedTrace } from '../trace/recorded-trace.ts';
import { formatRun } from '../trace/saved-run.ts';
import { traceComments } from '../trace/saved-trace.ts';
import type { Captures, OpenCapture } from './captures.ts';
import { Throttle } from './throttle.ts';
import { newUnsavedPath } from './unsaved-captures.ts';

/** How often clients are told of a change, in milliseconds. */
const ANNOUNCE = 100;

/** A run of a scenario: its processes, what they tell, its live capture. */
export class SessionRun {
  readonly id: number;
  trace: RecordedTrace | undefined;
  entry: OpenCapture | undefined;
  revision = 0;
  readonly #run: LabRun;
  readonly #abort = new AbortController();
  readonly #scenario: Scenario;
  readonly #announce: Throttle;
  readonly #record: RunRecord;
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
    this.#record = new RunRecord(scenario);
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
    const timer = setInterval(() => void this.#poll(), SOCKET_POLL);
    this.ended = this.#finish().finally(() => clearInterval(timer));
    this.ended.catch(() => {});
  }

  #discard: () => Promise<unknown> = async () => {};

  get sockets(): RunRecord['sockets'] {
    return this.#record.sockets;
  }

  get phase(): SessionState['phase'] {
    return this.#record.phase;
  }

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
      ...this.#record.told(),
      session: this.id,
      capture: this.entry?.id ?? null,
      services: this.#run.services().slice(0, 64),
      calls: this.trace?.calls.length ?? 0,
      rows: this.trace?.rows.length ?? 0,
      revision: this.revision,
    };
  }

  async #finish(): Promise<void> {
    try {
      this.#record.end(await this.#run.result);
    } catch (error) {
      this.#record.end({ outcome: 'failed', problem: (error as Error).message, remarks: [] });
      await this.#discard();
      throw error;
    } finally {
      await this.trace?.catchUp();
      this.#announce.flush();
    }
  }

  #take(event: LabEvent, captures: Captures): void {
    this.#record.take(event);
    if (event.type === 'capture') this.#begin(event, captures);
    else if (event.type === 'event') this.trace?.events.push(event.event);
    else if (event.type === 'call') this.trace?.calls.push(event.call);
    this.#announce.request();
  }

  #begin({ capture, interfaces, helper, drops }: LabEvent & { type: 'capture' }, captures: Captures): void {
    const options = { interfaces: [], stop: {} };
    const live = { helper, dropped: drops, stop: async () => this.end(), options };
    const title = `${this.#scenario.title} (${interfaces.join(', ')})`;
    this.entry = captures.add(capture, title, null, live, this.#discard);
    const trace = new RecordedTrace(capture);
    this.trace = trace;
    this.entry.traceComments = async () => {
      await trace.catchUp();
      const run = formatRun({ state: this.state(), sockets: this.sockets }, trace.facts);
      return traceComments(trace.steps, trace.facts, capture.table.count, run).comments;
    };
  }

  async #poll(): Promise<void> {
    if (this.phase !== 'running' || this.trace === undefined) return;
    await this.#record.noteSockets();
    const before = this.trace.rows.length;
    await this.trace.catchUp();
    if (this.trace.rows.length !== before) this.#announce.request();
  }
}
