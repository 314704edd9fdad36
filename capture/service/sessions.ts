import type { sessionState, subject } from '../../contract/messages/trace.ts';
import type { Infer } from '../../contract/schema.ts';
import { pairScenario } from '../lab/pair-scenario.ts';
import type { Scenario } from '../lab/scenario.ts';
import { scenarios } from '../lab/scenarios/index.ts';
import type { SocketHistory } from '../trace/kernel-sockets.ts';
import { RecordedTrace } from '../trace/recorded-trace.ts';
import { parseRun } from '../trace/saved-run.ts';
import { savedTrace } from '../trace/saved-trace.ts';
import type { Captures, OpenCapture } from './captures.ts';
import { savedSession } from './saved-session.ts';
import { SessionRun } from './session-run.ts';

type Subject = Infer<typeof subject>;

/** A session that is under way, or one that a file holds. */
export interface Session {
  readonly id: number;
  readonly trace: RecordedTrace | undefined;
  readonly entry: OpenCapture | undefined;
  readonly sockets: SocketHistory;
  readonly revision: number;
  state(): Infer<typeof sessionState>;
}

/** Runs at once: each has processes of its own. */
const MOST_RUNNING = 4;

/** All sessions of this process. Runs end with it: see lab/guard.ts. */
export class Sessions {
  readonly #captures: Captures;
  readonly #sessions = new Map<number, Session>();
  readonly #listeners = new Set<(session: Session) => void>();
  #next = 1;

  constructor(captures: Captures) {
    this.#captures = captures;
    captures.listen(
      () => {},
      (id) => {
        for (const session of this.#sessions.values()) {
          if (session.entry?.id !== id) continue;
          if (session instanceof SessionRun) session.stop();
          this.#sessions.delete(session.id);
        }
      },
    );
  }

  get(id: number): Session | undefined {
    return this.#sessions.get(id);
  }

  get full(): boolean {
    return this.#running().length >= MOST_RUNNING;
  }

  /** Begins a run. Resolves when its capture has begun; rejects with LabUnavailable where it cannot run here. */
  async start(subject: Subject, systemCalls: boolean): Promise<SessionRun> {
    const scenario = scenarioOf(subject);
    if (scenario === undefined) throw new Error('There is no lesson of that name.');
    const address = subject.kind === 'command' ? { address: '127.0.0.1' } : {};
    const run = new SessionRun(this.#next++, this.#captures, scenario, { systemCalls, ...address }, (changed) => {
      for (const listener of this.#listeners) listener(changed);
    });
    this.#sessions.set(run.id, run);
    const begun = new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (run.entry === undefined) return;
        clearInterval(look);
        resolve();
      }, 20);
      void run.ended.finally(() => clearInterval(look)).catch(() => {});
    });
    await Promise.race([begun, run.ended]).catch((error) => {
      this.#sessions.delete(run.id);
      throw error;
    });
    return run;
  }

  /** The session of a capture; that of a trace in its file is made when it is asked for. */
  of(entry: OpenCapture): Session | undefined {
    for (const session of this.#sessions.values()) if (session.entry === entry) return session;
    if (entry.capture.phase !== 'ready' || entry.live) return undefined;
    const { details, frameBytes } = entry.capture.source;
    const { events, calls, run } = savedTrace(details, frameBytes);
    if (events.length + calls.length === 0) return undefined;
    const trace = new RecordedTrace(entry.capture);
    trace.events.push(...events);
    trace.calls.push(...calls);
    const session = savedSession(this.#next++, entry, trace, parseRun(run));
    this.#sessions.set(session.id, session);
    return session;
  }

  listen(changed: (session: Session) => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  async closeAll(): Promise<void> {
    const running = this.#running();
    for (const run of running) run.stop();
    await Promise.all(running.map(({ ended }) => ended.catch(() => {})));
  }

  #running(): SessionRun[] {
    return [...this.#sessions.values()].filter(
      (one) => one instanceof SessionRun && one.phase === 'running',
    ) as SessionRun[];
  }
}

function scenarioOf(subject: Subject): Scenario | undefined {
  switch (subject.kind) {
    case 'scenario':
      return scenarios.find(({ name }) => name === subject.name);
    case 'pair': {
      const client = subject.service === '' ? undefined : { service: subject.service, options: subject.client };
      return pairScenario({ daemon: subject.daemon, client, hold: true });
    }
    case 'command': {
      const [name = ''] = subject.command;
      return {
        name: 'command',
        title: name.slice(0, 100) || 'Command',
        group: 'Applications',
        summary: '',
        layers: {},
        steps: [{ title: subject.command.join(' ').slice(0, 300), run: (lab) => lab.tool(...subject.command) }],
        checks: [],
      };
    }
  }
}
