import { type ChildProcess, spawn } from 'node:child_process';
import type { LabProcessState, LabRole, ProcessEnd } from './lab-event.ts';

export interface Launch {
  readonly role: LabRole;
  readonly name: string;
  readonly command: readonly string[];
  /** What stands in front of the command to change how it runs: another namespace, strace. The process id stays that of the command. */
  readonly prefix: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface OutputLine {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** Lines kept of a process, and UTF-16 units of each. */
const MOST_LINES = 10_000;
const LONGEST_LINE = 4_000;

/** A process of a run. */
export class LabProcess {
  readonly role: LabRole;
  readonly name: string;
  readonly command: readonly string[];
  readonly pid: number;
  readonly ended: Promise<ProcessEnd>;
  /** The first {@link MOST_LINES} lines of both streams. */
  readonly lines: OutputLine[] = [];
  end: ProcessEnd | undefined;
  readonly #child: ChildProcess;

  /** Throws when the command cannot be started. */
  static async start(launch: Launch, onLine: (process: LabProcess, line: OutputLine) => void): Promise<LabProcess> {
    const [file, ...words] = [...launch.prefix, ...launch.command];
    const child = spawn(file, words, { stdio: ['pipe', 'pipe', 'pipe'], env: launch.environment });
    await new Promise<void>((started, failed) => {
      child.once('spawn', started);
      child.once('error', (error) => failed(new Error(`"${launch.command[0]}" cannot be run: ${error.message}.`)));
    });
    return new LabProcess(launch, child, onLine);
  }

  private constructor(
    { role, name, command }: Launch,
    child: ChildProcess,
    onLine: (process: LabProcess, line: OutputLine) => void,
  ) {
    this.role = role;
    this.name = name;
    this.command = command;
    this.#child = child;
    this.pid = child.pid as number;
    child.on('error', () => {});
    child.stdin?.on('error', () => {});
    for (const stream of ['stdout', 'stderr'] as const) {
      let rest = '';
      const take = (text: string): void => {
        const line = { stream, text: text.replace(/\r$/, '').slice(0, LONGEST_LINE) };
        if (this.lines.length < MOST_LINES) this.lines.push(line);
        onLine(this, line);
      };
      child[stream]
        ?.setEncoding('utf8')
        .on('data', (text: string) => {
          const lines = (rest + text).split('\n');
          rest = (lines.pop() as string).slice(0, LONGEST_LINE);
          lines.forEach(take);
        })
        .on('end', () => {
          if (rest !== '') take(rest);
        });
    }
    // Not "close": descendants that keep the streams open must not hold up the end of this process.
    this.ended = new Promise((resolve) => {
      child.once('exit', (status, signal) => {
        this.end = { status, signal };
        setImmediate(() => resolve(this.end as ProcessEnd));
      });
    });
  }

  get state(): LabProcessState {
    const { pid, role, name, command, end } = this;
    return { pid, role, name, command, end };
  }

  /** Everything it wrote to one of its streams, as far as it was kept. */
  text(stream: OutputLine['stream']): string {
    return this.lines
      .filter((line) => line.stream === stream)
      .map(({ text }) => text)
      .join('\n');
  }

  signal(signal: NodeJS.Signals): void {
    if (this.end === undefined) this.#child.kill(signal);
  }

  /** Types into its standard input. */
  type(text: string): void {
    this.#child.stdin?.write(text);
  }

  /** Closes its standard input. */
  endInput(): void {
    this.#child.stdin?.end();
  }
}
