import type { Socket } from 'node:net';
import type { Transferable } from 'node:worker_threads';
import { Worker } from 'node:worker_threads';
import { describeError } from '../shell/errno.ts';
import type { TraceWriter } from '../trace/trace-writer.ts';
import type { FromUnit, Handover, ServingSettings, ToUnit } from './unit-messages.ts';
import type { WorkerEvents, WorkerHandle } from './worker-handle.ts';

/** What a thread is started with. */
export interface ThreadData {
  settings: ServingSettings;
  counters: SharedArrayBuffer;
}

/** A thread of this process. A socket moves to it with its descriptor: from then on the thread itself reads and writes. */
export class ThreadWorker implements WorkerHandle {
  readonly #worker: Worker;
  readonly #events: WorkerEvents;
  readonly #trace: TraceWriter;
  #tid = 0;
  #error: Error | undefined;

  constructor(settings: ServingSettings, counters: SharedArrayBuffer, events: WorkerEvents, trace: TraceWriter) {
    this.#events = events;
    this.#trace = trace;
    const time = trace.clock.now();
    const workerData: ThreadData = { settings, counters };
    this.#worker = new Worker(new URL('./unit-thread.ts', import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    });
    this.#worker.on('message', (message: FromUnit) => this.#heard(message, time));
    this.#worker.on('error', (error) => {
      this.#error = error;
    });
    this.#worker.on('exit', (status) => this.#joined(status));
  }

  get name(): string {
    return `thread ${this.#tid}`;
  }

  assign(handover: Handover, socket: Socket): boolean {
    const { connection, service, local, remote } = handover;
    this.#trace.write('assign', {
      child: this.#tid,
      connection,
      service,
      protocol: 'tcp',
      ...(local === undefined ? {} : { local }),
      remote,
    });
    const message: ToUnit = { type: 'serve', handover };
    try {
      this.#worker.postMessage({ ...message, socket }, [socket as unknown as Transferable]);
      return true;
    } catch (error) {
      socket.destroy();
      this.#events.log(
        'warning',
        `${this.name} could not be given connection ${connection}: ${describeError(error).error}`,
      );
      return false;
    }
  }

  configure(settings: ServingSettings): void {
    this.#send({ type: 'configure', settings });
  }

  stop(): void {
    this.#send({ type: 'stop' });
  }

  kill(): void {
    void this.#worker.terminate();
  }

  #send(message: ToUnit) {
    this.#worker.postMessage(message);
  }

  #heard(message: FromUnit, made: bigint) {
    switch (message.type) {
      case 'ready':
        this.#tid = message.tid;
        this.#trace.write('thread', {
          time: made,
          duration: Number(this.#trace.clock.now() - made),
          child: message.tid,
        });
        return this.#events.ready();
      case 'over':
        return this.#events.over(message.connection);
      case 'log':
        return this.#events.log(message.severity, message.text);
      case 'status':
        void Promise.resolve(this.#events.status()).then((text) =>
          this.#send({ type: 'status', ask: message.ask, text }),
        );
    }
  }

  #joined(status: number) {
    this.#trace.write('join', { child: this.#tid, status });
    const why = this.#error === undefined ? '' : `: ${this.#error.message}`;
    const orderly = status === 0 && this.#error === undefined;
    this.#events.gone({ text: `${this.name} ended with status ${status}${why}`, orderly });
  }
}
