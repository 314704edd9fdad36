/** How many workers (processes or threads) there are, and what each can do. */
export interface PoolRules {
  /** Workers made at the start. */
  start: number;
  /** Connections one worker serves at a time. */
  capacity: number;
  /** Most workers at a time. */
  limit: number;
  /** With fewer free places than this one more worker is made; with more than `mostSpare` one is retired. */
  leastSpare: number;
  mostSpare: number;
  /** A worker ends after its first connection, as a process forked for one connection does. */
  once: boolean;
}

export type PoolEvent =
  | { type: 'start' }
  | { type: 'connection'; connection: string }
  | { type: 'ready'; worker: number }
  | { type: 'over'; connection: string }
  | { type: 'gone'; worker: number }
  | { type: 'rules'; rules: PoolRules }
  | { type: 'stop' };

export type PoolCommand =
  | { type: 'make'; worker: number }
  | { type: 'assign'; worker: number; connection: string }
  /** No place is free: the connection waits, in order of arrival. */
  | { type: 'queue'; connection: string }
  /** The worker gets no more connections: it ends when it has none left. */
  | { type: 'retire'; worker: number }
  /** The worker is gone while it served the connection. */
  | { type: 'lost'; connection: string; worker: number };

interface Place {
  state: 'starting' | 'ready' | 'retired';
  serving: Set<string>;
}

/**
 * Decides which worker serves which connection and how many workers there are. The same rules make a process for each
 * connection (capacity 1, none spare), a pre-forked pool, a pool of threads, and Apache's worker model (capacity many).
 */
export class Pool {
  #rules: PoolRules;
  #workers = new Map<number, Place>();
  #waiting: string[] = [];
  #next = 1;
  #stopping = false;
  #commands: PoolCommand[] = [];

  constructor(rules: PoolRules) {
    this.#rules = rules;
  }

  get workers(): number {
    return this.#workers.size;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  receive(event: PoolEvent): PoolCommand[] {
    this.#commands = [];
    switch (event.type) {
      case 'start':
        for (let made = 0; made < Math.min(this.#rules.start, this.#rules.limit); made++) this.#make();
        break;
      case 'connection':
        this.#waiting.push(event.connection);
        if (!this.#serveWaiting()) this.#commands.push({ type: 'queue', connection: event.connection });
        break;
      case 'ready':
        this.#ready(event.worker);
        break;
      case 'over':
        this.#over(event.connection);
        break;
      case 'gone':
        this.#gone(event.worker);
        break;
      case 'rules':
        this.#rules = event.rules;
        break;
      case 'stop':
        this.#stopping = true;
        break;
    }
    this.#serveWaiting();
    this.#resize();
    return this.#commands;
  }

  #ready(worker: number): void {
    const place = this.#workers.get(worker);
    if (place?.state === 'starting') place.state = 'ready';
  }

  #over(connection: string): void {
    this.#waiting = this.#waiting.filter((other) => other !== connection);
    for (const [worker, place] of this.#workers)
      if (place.serving.delete(connection) && this.#rules.once) this.#retire(worker, place);
  }

  #gone(worker: number): void {
    const place = this.#workers.get(worker);
    if (place === undefined) return;
    this.#workers.delete(worker);
    for (const connection of place.serving) this.#commands.push({ type: 'lost', connection, worker });
  }

  /** Gives waiting connections to the fullest workers that have room, so that others become empty and can go. */
  #serveWaiting(): boolean {
    while (this.#waiting.length > 0) {
      let best: number | undefined;
      let most = -1;
      for (const [worker, place] of this.#workers) {
        const load = place.serving.size;
        if (place.state !== 'ready' || load >= this.#rules.capacity || load <= most) continue;
        best = worker;
        most = load;
      }
      if (best === undefined) return false;
      const connection = this.#waiting.shift() as string;
      this.#workers.get(best)?.serving.add(connection);
      this.#commands.push({ type: 'assign', worker: best, connection });
    }
    return true;
  }

  #resize(): void {
    const { capacity, limit, leastSpare, mostSpare, start } = this.#rules;
    let spare = -this.#waiting.length;
    for (const place of this.#workers.values()) if (place.state !== 'retired') spare += capacity - place.serving.size;
    const live = () => [...this.#workers.values()].filter((place) => place.state !== 'retired').length;
    while (spare < (this.#stopping ? 0 : leastSpare) && live() < limit) {
      this.#make();
      spare += capacity;
    }
    for (const [worker, place] of this.#workers) {
      if (place.state !== 'ready') continue;
      const surplus = place.serving.size === 0 && spare - capacity >= mostSpare && live() > Math.min(start, limit);
      if (!surplus && !this.#stopping) continue;
      spare -= capacity;
      this.#retire(worker, place);
    }
  }

  #retire(worker: number, place: Place): void {
    if (place.state === 'retired') return;
    place.state = 'retired';
    this.#commands.push({ type: 'retire', worker });
  }

  #make(): void {
    const worker = this.#next++;
    this.#workers.set(worker, { state: 'starting', serving: new Set() });
    this.#commands.push({ type: 'make', worker });
  }
}
