import type { Socket } from 'node:net';
import { Serving } from './serving.ts';
import type { FromUnit, ServingSettings, ToUnit } from './unit-messages.ts';

/**
 * The life of a process or thread that serves connections in itself: takes them one after the other until it is told
 * to stop, then ends when the last one is over.
 */
export class Unit {
  readonly #serving: Serving;
  readonly #post: (message: FromUnit) => void;
  readonly #leave: () => void;
  readonly #asked = new Map<number, (text: string) => void>();
  #asks = 0;
  #stopping = false;

  /** `post` sends to the owner, `leave` ends the process or thread. */
  constructor(
    settings: ServingSettings,
    part: string,
    counters: SharedArrayBuffer,
    post: (message: FromUnit) => void,
    leave: () => void,
  ) {
    this.#post = post;
    this.#leave = leave;
    this.#serving = new Serving(settings, part, counters, {
      log: (severity, text) => post({ type: 'log', severity, text }),
      over: (connection) => {
        post({ type: 'over', connection });
        this.#leaveWhenOver();
      },
      status: () => this.#askStatus(),
    });
    this.#serving.trace.write('start', { text: part });
    post({ type: 'ready', tid: this.#serving.trace.tid });
  }

  receive(message: ToUnit, socket: Socket | undefined): void {
    switch (message.type) {
      case 'configure':
        this.#serving.configure(message.settings);
        return;
      case 'serve':
        if (socket === undefined) this.#post({ type: 'over', connection: message.handover.connection });
        else this.#serving.serve(message.handover, socket);
        return;
      case 'status':
        this.#asked.get(message.ask)?.(message.text);
        this.#asked.delete(message.ask);
        return;
      case 'stop':
        this.#stopping = true;
        this.#serving.stop();
        this.#leaveWhenOver();
        return;
    }
  }

  #askStatus(): Promise<string> {
    const ask = ++this.#asks;
    return new Promise((answered) => {
      this.#asked.set(ask, answered);
      this.#post({ type: 'status', ask });
    });
  }

  #leaveWhenOver() {
    if (this.#stopping && this.#serving.open === 0) this.#end();
  }

  #end() {
    this.#serving.trace.write('exit', { status: 0 });
    this.#leave();
  }
}
