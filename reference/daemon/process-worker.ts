import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorText } from '../shell/errno.ts';
import type { TraceWriter } from '../trace/trace-writer.ts';
import type { FromUnit, Handover, ServingSettings, ToUnit } from './unit-messages.ts';
import type { WorkerEvents, WorkerHandle } from './worker-handle.ts';

const program = fileURLToPath(new URL('./unit-process.ts', import.meta.url));

/** Node keeps compiled modules here, so that a child of a later connection is ready in a third of the time. */
const compileCache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'osiscope', 'modules');

/** A child process. Sockets travel to it over the channel that Node makes between the two (SCM_RIGHTS). */
export class ProcessWorker implements WorkerHandle {
  readonly #child: ChildProcess;
  readonly #events: WorkerEvents;
  readonly #trace: TraceWriter;
  #stopping = false;

  constructor(settings: ServingSettings, events: WorkerEvents, trace: TraceWriter) {
    this.#events = events;
    this.#trace = trace;
    const time = trace.clock.now();
    this.#child = fork(program, [], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { NODE_COMPILE_CACHE: compileCache, ...process.env },
    });
    if (this.#child.pid !== undefined)
      trace.write('fork', { time, duration: Number(trace.clock.now() - time), child: this.#child.pid });
    this.#child.on('message', (message) => this.#heard(message as FromUnit));
    this.#child.on('error', (error) => {
      if (this.#child.pid === undefined) this.#gone(`could not be made: ${errorText(error)}`, false);
      else events.log('warning', `${this.name}: ${errorText(error)}`);
    });
    this.#child.on('exit', (status, signal) => this.#reaped(status, signal));
    this.#send({ type: 'configure', settings });
  }

  get name(): string {
    return `process ${this.#child.pid ?? '(none)'}`;
  }

  assign(handover: Handover, socket: Socket): boolean {
    const { connection, service, local, remote } = handover;
    this.#trace.write('assign', {
      child: this.#child.pid,
      connection,
      service,
      protocol: 'tcp',
      ...(local === undefined ? {} : { local }),
      remote,
    });
    if (!this.#child.connected) {
      socket.destroy();
      return false;
    }
    const message: ToUnit = { type: 'serve', handover };
    this.#child.send(message, socket, {}, (error) => {
      if (error === null) return;
      socket.destroy();
      this.#events.log('warning', `${this.name} could not be given connection ${connection}: ${errorText(error)}`);
      this.#events.over(connection);
    });
    return true;
  }

  configure(settings: ServingSettings): void {
    this.#send({ type: 'configure', settings });
  }

  stop(): void {
    this.#stopping = true;
    this.#send({ type: 'stop' });
  }

  kill(): void {
    this.#stopping = true;
    this.#child.kill('SIGKILL');
  }

  #send(message: ToUnit) {
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  #heard(message: FromUnit) {
    switch (message.type) {
      case 'ready':
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

  #reaped(status: number | null, signal: NodeJS.Signals | null) {
    const facts = signal === null ? { status: status ?? 0 } : { signal };
    this.#trace.write('reap', { child: this.#child.pid, ...facts });
    const orderly = status === 0 || (this.#stopping && signal === 'SIGKILL');
    this.#gone(signal === null ? `ended with exit status ${status}` : `was ended by ${signal}`, orderly);
  }

  #gone(text: string, orderly: boolean) {
    this.#events.gone({ text: `${this.name} ${text}`, orderly });
  }
}
