import { type ChildProcess, spawn } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseTraceEvent, type TraceEvent } from '../../contract/trace-event.ts';
import { childrenOf, endProcesses, markedProcesses, signalAll } from './marked-processes.ts';
import { StraceLines, straceFlags } from './strace-lines.ts';
import type { Trace } from './trace.ts';

/** The environment variable that tells the reference programs where to append their events, and marks descendants. */
const VARIABLE = 'OSISCOPE_TRACE';
/** How long processes that the command left running may take to end, in milliseconds. */
const PATIENCE = 3_000;
/** Events that are read. */
const MOST_EVENTS = 500_000;

export interface CommandEnd {
  /** As a shell tells it: 128 and the signal's number for a command that a signal ended. */
  readonly status: number;
  /** Processes that the command left behind and that were ended. */
  readonly left: number;
}

/** A command that runs with this program's standard streams while its steps are written down. */
export class TracedCommand {
  readonly #folder = mkdtempSync(join(tmpdir(), 'osiscope-trace-'));
  readonly #events = join(this.#folder, 'events.jsonl');
  readonly #calls = join(this.#folder, 'strace');
  readonly #strace: string | undefined;
  readonly #onExit = () => this.#clear();
  #child: ChildProcess | undefined;
  #signalled = false;

  /** @param strace path of strace, if system calls are wanted */
  constructor(strace: string | undefined) {
    this.#strace = strace;
    process.on('exit', this.#onExit);
  }

  /** Runs the command and everything it started to their end. Rejects when it cannot be started. */
  async run(command: readonly string[]): Promise<CommandEnd> {
    const words =
      this.#strace === undefined ? command : [this.#strace, ...straceFlags, '-o', this.#calls, '--', ...command];
    const env = { ...process.env, [VARIABLE]: this.#events };
    const child = spawn(words[0], words.slice(1), { stdio: 'inherit', env });
    this.#child = child;
    const status = await new Promise<number>((ended, failed) => {
      child.once('error', failed);
      child.once('close', (code, signal) => ended(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
    });
    return { status, left: await endProcesses(() => this.#marked(), PATIENCE) };
  }

  /** Passes a signal on to the command; the second one ends it and all it started at once. */
  signal(signal: NodeJS.Signals): void {
    const pid = this.#child?.pid;
    if (pid === undefined) return;
    if (this.#signalled) signalAll(this.#marked(), 'SIGKILL');
    else signalAll(this.#strace === undefined ? [pid] : childrenOf(pid), signal);
    this.#signalled = true;
  }

  /** What was written down. Call it once the command has ended. */
  async trace(): Promise<Trace & { readonly problems: readonly string[] }> {
    const events: TraceEvent[] = [];
    let bad = 0;
    let dropped = 0;
    await eachLine(this.#events, (line) => {
      const event = parseTraceEvent(line);
      if (typeof event === 'string') bad++;
      else if (events.length < MOST_EVENTS) events.push(event);
      else dropped++;
    });
    const lines = new StraceLines();
    await eachLine(this.#calls, (line) => lines.line(line));
    const problems: string[] = [];
    if (bad > 0) problems.push(`${bad} lines of the trace are no events and were left out.`);
    if (dropped + lines.dropped > 0)
      problems.push(
        `${dropped} events and ${lines.dropped} system calls above the limit of 500000 each were left out.`,
      );
    return { events, calls: lines.calls, problems };
  }

  /** Ends what still runs and removes the temporary files. */
  close(): void {
    this.#clear();
    process.off('exit', this.#onExit);
  }

  #marked(): number[] {
    return markedProcesses(VARIABLE, this.#events);
  }

  #clear(): void {
    if (this.#child !== undefined) {
      signalAll(this.#marked(), 'SIGKILL');
      if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGKILL');
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Nothing for a file that is not there: the command wrote no such lines. */
async function eachLine(path: string, take: (line: string) => void): Promise<void> {
  try {
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
      take(line);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
