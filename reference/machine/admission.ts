import type { AccessList } from './access-list.ts';
import { refusal } from './access-list.ts';

export interface AdmissionRules {
  access: AccessList;
  /** Above this many connections a new one waits `softWaitMs` before it is served. */
  softLimit: number;
  softWaitMs: number;
  /** Above this many connections a new one is closed at once. */
  hardLimit: number;
}

type Verdict =
  | { verdict: 'serve' }
  | { verdict: 'wait'; ms: number; reason: string }
  | { verdict: 'close'; cause: 'access' | 'limit' | 'stopping'; reason: string };

/**
 * The door of the daemon: counts concurrent connections and says what becomes of a new one. There is one count for the
 * whole daemon, in the process that accepts, whatever process or thread serves; so the limits are exact in every model.
 */
export class Admission {
  #rules: AdmissionRules;
  #inside = new Set<string>();
  #stopping = false;
  #total = 0;
  #refused = 0;
  #most = 0;

  constructor(rules: AdmissionRules) {
    this.#rules = rules;
  }

  set rules(rules: AdmissionRules) {
    this.#rules = rules;
  }

  /** Connections accepted and not yet over, those that wait included. */
  get inside(): number {
    return this.#inside.size;
  }

  get counts(): { inside: number; total: number; refused: number; most: number } {
    return { inside: this.#inside.size, total: this.#total, refused: this.#refused, most: this.#most };
  }

  stop(): void {
    this.#stopping = true;
  }

  /** A connection was accepted. One that gets `close` is not counted as being inside. */
  arrive(connection: string, address: string): Verdict {
    this.#total++;
    const verdict = this.#judge(address);
    if (verdict.verdict === 'close') this.#refused++;
    else {
      this.#inside.add(connection);
      this.#most = Math.max(this.#most, this.#inside.size);
    }
    return verdict;
  }

  /** A connection is over, in whatever way. */
  leave(connection: string): void {
    this.#inside.delete(connection);
  }

  #judge(address: string): Verdict {
    const { access, softLimit, softWaitMs, hardLimit } = this.#rules;
    if (this.#stopping) return { verdict: 'close', cause: 'stopping', reason: 'the daemon is stopping' };
    const refused = refusal(access, address);
    if (refused !== undefined) return { verdict: 'close', cause: 'access', reason: refused };
    const count = this.#inside.size + 1;
    if (count > hardLimit)
      return { verdict: 'close', cause: 'limit', reason: `it would be connection ${count} of at most ${hardLimit}` };
    if (count > softLimit)
      return {
        verdict: 'wait',
        ms: softWaitMs,
        reason: `it is connection ${count}, above the soft limit ${softLimit}`,
      };
    return { verdict: 'serve' };
  }
}
