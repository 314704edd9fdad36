import { app, MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import type { CaptureProcessEvent } from '../contract/host-bridge.ts';

const serviceName = 'Osiscope capture';
/** How long a process that was told to end may take, in milliseconds. */
const graceTime = 3000;

const crashReasons: Readonly<Record<string, string>> = {
  crashed: 'The capture process crashed.',
  oom: 'The capture process ran out of memory.',
  killed: 'The capture process was killed.',
  'launch-failed': 'The capture process could not be started.',
};

/** The process that captures and decodes. It is reached only through ports: the main process never sees a packet. */
export class CaptureProcess {
  readonly #entry: string;
  readonly #tell: (event: CaptureProcessEvent) => void;
  #running: UtilityProcess | undefined;
  #crashReason: string | undefined;

  /** `entry`: the script it runs; `tell` hears about its starts and ends. */
  constructor(entry: string, tell: (event: CaptureProcessEvent) => void) {
    this.#entry = entry;
    this.#tell = tell;
    app.on('child-process-gone', (_event, details) => {
      if (details.name === serviceName || details.serviceName === serviceName) {
        this.#crashReason = crashReasons[details.reason];
      }
    });
  }

  /** One end of a new channel, whose other end the process serves. Starts the process when it is not running. */
  connect(): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain();
    this.#start().postMessage('connect', [port1]);
    return port2;
  }

  async restart(): Promise<void> {
    await this.stop();
    this.#start();
    this.#tell({ kind: 'started' });
  }

  /** Lets it end by itself, so that captures are closed properly; kills it when it does not. */
  async stop(): Promise<void> {
    const process = this.#running;
    if (process === undefined) return;
    this.#running = undefined;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => process.kill(), graceTime);
      process.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
      process.postMessage('stop');
    });
  }

  #start(): UtilityProcess {
    if (this.#running !== undefined) return this.#running;
    this.#crashReason = undefined;
    const process = utilityProcess.fork(this.#entry, [], { serviceName, stdio: 'inherit' });
    this.#running = process;
    process.once('exit', (code) => {
      if (this.#running !== process) return;
      this.#running = undefined;
      // child-process-gone names the reason; it comes from another source and may follow the exit.
      setImmediate(() => this.#tell(this.#ending(code)));
    });
    return process;
  }

  #ending(code: number): CaptureProcessEvent {
    if (this.#crashReason !== undefined) return { kind: 'crashed', reason: this.#crashReason };
    if (code === 0) return { kind: 'exited' };
    return { kind: 'crashed', reason: `The capture process ended with an error (code ${code}).` };
  }
}
