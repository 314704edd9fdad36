import type { Socket } from 'node:net';
import type { PoolCommand, PoolEvent, PoolRules } from '../machine/pool.ts';
import { Pool } from '../machine/pool.ts';
import type { Severity } from '../machine/service.ts';
import { Serving } from './serving.ts';
import type { Handover, ServingSettings } from './unit-messages.ts';
import type { WorkerEvents, WorkerHandle } from './worker-handle.ts';

export interface DispatcherEvents {
  over(connection: string): void;
  log(severity: Severity, text: string): void;
  status(): string | Promise<string>;
  /** The connection waits until a process or thread is free. */
  queued(handover: Handover): void;
  /** The last worker ended after `stop`. */
  empty(): void;
}

/** Brings accepted connections to those who serve them. One implementation for each way to be concurrent. */
export interface Dispatcher {
  /** Resolves when the first workers are ready. */
  start(): Promise<void>;
  dispatch(handover: Handover, socket: Socket): void;
  configure(settings: ServingSettings, rules: PoolRules): void;
  /** Lets open connections come to their end, then calls `empty`. */
  stop(): void;
  kill(): void;
  /** Processes or threads there are. */
  readonly workers: number;
}

/** Everything in the event loop of this thread: the select model. */
export class LoopDispatcher implements Dispatcher {
  readonly #serving: Serving;
  readonly #events: DispatcherEvents;
  #stopping = false;
  readonly workers = 0;

  constructor(settings: ServingSettings, counters: SharedArrayBuffer, events: DispatcherEvents) {
    this.#events = events;
    this.#serving = new Serving(settings, 'control', counters, {
      log: (severity, text) => events.log(severity, text),
      status: () => events.status(),
      over: (connection) => {
        events.over(connection);
        this.#tellWhenEmpty();
      },
    });
  }

  async start(): Promise<void> {}

  dispatch(handover: Handover, socket: Socket): void {
    this.#serving.serve(handover, socket);
  }

  configure(settings: ServingSettings): void {
    this.#serving.configure(settings);
  }

  stop(): void {
    this.#stopping = true;
    this.#serving.stop();
    setImmediate(() => this.#tellWhenEmpty());
  }

  kill(): void {
    this.#serving.kill();
  }

  #tellWhenEmpty() {
    if (this.#stopping && this.#serving.open === 0) this.#events.empty();
  }
}

type MakeWorker = (settings: ServingSettings, events: WorkerEvents) => WorkerHandle;

/** A worker that dies before it is ready is not replaced before this time, so that a fault at start does not spin. */
const pauseAfterFailureMs = 1_000;

/** Processes or threads, as many as the pool decides. */
export class PoolDispatcher implements Dispatcher {
  readonly #pool: Pool;
  readonly #make: MakeWorker;
  readonly #events: DispatcherEvents;
  readonly #workers = new Map<number, WorkerHandle>();
  readonly #waiting = new Map<string, { handover: Handover; socket: Socket }>();
  readonly #pauses = new Set<NodeJS.Timeout>();
  #settings: ServingSettings;
  #rules: PoolRules;
  #ready = 0;
  #started: (() => void) | undefined;
  #stopping = false;

  constructor(rules: PoolRules, settings: ServingSettings, make: MakeWorker, events: DispatcherEvents) {
    this.#pool = new Pool(rules);
    this.#rules = rules;
    this.#settings = settings;
    this.#make = make;
    this.#events = events;
  }

  get workers(): number {
    return this.#workers.size;
  }

  async start(): Promise<void> {
    if (this.#rules.start === 0) return;
    const started = new Promise<void>((resolve) => {
      this.#started = resolve;
    });
    this.#run({ type: 'start' });
    await started;
  }

  dispatch(handover: Handover, socket: Socket): void {
    this.#waiting.set(handover.connection, { handover, socket });
    this.#run({ type: 'connection', connection: handover.connection });
  }

  configure(settings: ServingSettings, rules: PoolRules): void {
    this.#settings = settings;
    this.#rules = rules;
    for (const worker of this.#workers.values()) worker.configure(settings);
    this.#run({ type: 'rules', rules });
  }

  stop(): void {
    this.#stopping = true;
    this.#run({ type: 'stop' });
    setImmediate(() => this.#tellWhenEmpty());
  }

  kill(): void {
    this.#stopping = true;
    for (const pause of this.#pauses) clearTimeout(pause);
    for (const { socket } of this.#waiting.values()) socket.destroy();
    this.#waiting.clear();
    for (const worker of this.#workers.values()) worker.kill();
  }

  #run(event: PoolEvent) {
    for (const command of this.#pool.receive(event)) this.#obey(command);
  }

  #obey(command: PoolCommand) {
    switch (command.type) {
      case 'make':
        this.#workers.set(command.worker, this.#make(this.#settings, this.#eventsOf(command.worker)));
        return;
      case 'assign': {
        const waiting = this.#waiting.get(command.connection);
        this.#waiting.delete(command.connection);
        const worker = this.#workers.get(command.worker);
        if (waiting === undefined || worker === undefined) return this.#over(command.connection);
        if (!worker.assign(waiting.handover, waiting.socket)) this.#over(command.connection);
        return;
      }
      case 'queue': {
        const waiting = this.#waiting.get(command.connection);
        if (waiting !== undefined) this.#events.queued(waiting.handover);
        return;
      }
      case 'retire':
        this.#workers.get(command.worker)?.stop();
        return;
      case 'lost':
        this.#events.log('warning', `connection ${command.connection} was lost with its process or thread`);
        this.#events.over(command.connection);
        return;
    }
  }

  #eventsOf(worker: number): WorkerEvents {
    let ready = false;
    return {
      ready: () => {
        ready = true;
        if (++this.#ready === this.#rules.start) this.#started?.();
        this.#run({ type: 'ready', worker });
      },
      over: (connection) => this.#over(connection),
      log: (severity, text) => this.#events.log(severity, text),
      status: () => this.#events.status(),
      gone: ({ text, orderly }) => {
        this.#events.log(orderly ? 'info' : 'alert', text);
        this.#workers.delete(worker);
        if (ready || this.#stopping) this.#gone(worker);
        else this.#later(() => this.#gone(worker));
      },
    };
  }

  #over(connection: string) {
    this.#events.over(connection);
    this.#run({ type: 'over', connection });
  }

  #gone(worker: number) {
    this.#run({ type: 'gone', worker });
    this.#tellWhenEmpty();
  }

  #later(act: () => void) {
    const pause = setTimeout(() => {
      this.#pauses.delete(pause);
      act();
    }, pauseAfterFailureMs);
    this.#pauses.add(pause);
  }

  #tellWhenEmpty() {
    if (this.#stopping && this.#workers.size === 0 && this.#waiting.size === 0) this.#events.empty();
  }
}
