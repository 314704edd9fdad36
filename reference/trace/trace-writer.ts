import { closeSync, openSync, writeSync } from 'node:fs';
import type { TraceEvent, TraceRole, TraceStep } from '../../contract/trace-event.ts';
import { formatTraceEvent } from '../../contract/trace-event.ts';
import type { Clock } from './clock.ts';
import { kernelThreadId } from './identity.ts';

export type TraceFacts = Omit<TraceEvent, 'time' | 'sequence' | 'role' | 'part' | 'pid' | 'tid' | 'step'> & {
  time?: bigint;
};

/**
 * Appends trace events to a file, for one thread. Each event is written at once and in one system call to a descriptor
 * in append mode, so a crash loses none and the lines of several processes and threads do not mix.
 */
export class TraceWriter {
  readonly #clock: Clock;
  readonly #role: TraceRole;
  readonly #part: string;
  readonly #tid = kernelThreadId();
  readonly #onFailure: (reason: string) => void;
  #fd: number | undefined;
  #opened = false;
  #sequence = 0;

  /**
   * `path` undefined: nothing is written. `-`: standard output. Throws when the file cannot be opened. A write that
   * fails later (full disk, reader gone) ends the trace, not the service, and is told to `onFailure` once.
   */
  constructor(
    path: string | undefined,
    clock: Clock,
    role: TraceRole,
    part: string,
    onFailure: (reason: string) => void,
  ) {
    this.#onFailure = onFailure;
    this.#clock = clock;
    this.#role = role;
    this.#part = part;
    if (path === '-') this.#fd = 1;
    else if (path !== undefined) {
      this.#fd = openSync(path, 'a', 0o600);
      this.#opened = true;
    }
  }

  get tid(): number {
    return this.#tid;
  }

  get clock(): Clock {
    return this.#clock;
  }

  get enabled(): boolean {
    return this.#fd !== undefined;
  }

  write(step: TraceStep, facts: TraceFacts = {}): void {
    if (this.#fd === undefined) return;
    const { time, ...more } = facts;
    const event: TraceEvent = {
      time: time ?? this.#clock.now(),
      sequence: ++this.#sequence,
      role: this.#role,
      part: this.#part,
      pid: process.pid,
      tid: this.#tid,
      step,
      ...more,
    };
    try {
      writeAll(this.#fd, Buffer.from(`${formatTraceEvent(event)}\n`));
    } catch (error) {
      this.close();
      this.#onFailure(`The trace ends here: ${(error as Error).message}.`);
    }
  }

  close(): void {
    if (this.#opened && this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }
}

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Writes the whole line; a full pipe is waited for, a second at most for each piece. */
function writeAll(fd: number, line: Buffer): void {
  let written = 0;
  for (let attempt = 0; written < line.length; attempt++) {
    try {
      written += writeSync(fd, line, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || attempt > 1_000) throw error;
      Atomics.wait(pause, 0, 0, 1);
    }
  }
}
