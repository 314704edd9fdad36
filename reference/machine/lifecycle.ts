export type LifecycleEvent =
  | { type: 'signal'; signal: 'SIGHUP' | 'SIGINT' | 'SIGQUIT' | 'SIGTERM' }
  /** No connection is open and no worker is left. */
  | { type: 'quiet' }
  | { type: 'grace-over'; left: number };

export type LifecycleCommand =
  | { type: 'reload' }
  /** Close the listening sockets, let open connections finish for the grace time. */
  | { type: 'stop-gracefully' }
  /** End all workers and connections now. */
  | { type: 'stop-now'; reason: string }
  | { type: 'exit'; status: number };

/**
 * What the daemon does upon signals: HUP reads the configuration again and goes on; INT, QUIT and TERM stop gracefully;
 * a second one of these stops at once.
 */
export class Lifecycle {
  #state: 'running' | 'stopping' | 'ended' = 'running';

  get state(): string {
    return this.#state;
  }

  receive(event: LifecycleEvent): LifecycleCommand[] {
    if (this.#state === 'ended') return [];
    if (event.type === 'signal') {
      if (event.signal === 'SIGHUP') return this.#state === 'running' ? [{ type: 'reload' }] : [];
      if (this.#state === 'running') {
        this.#state = 'stopping';
        return [{ type: 'stop-gracefully' }];
      }
      return this.#end(`second stop signal (${event.signal})`, 1);
    }
    if (this.#state !== 'stopping') return [];
    if (event.type === 'quiet') {
      this.#state = 'ended';
      return [{ type: 'exit', status: 0 }];
    }
    return this.#end(`the grace time is over, ${event.left} connections are cut`, 0);
  }

  #end(reason: string, status: number): LifecycleCommand[] {
    this.#state = 'ended';
    return [
      { type: 'stop-now', reason },
      { type: 'exit', status },
    ];
  }
}
