import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Severity } from '../machine/service.ts';
import { errorText } from '../shell/errno.ts';

/** Priorities of facility daemon (3), for `logger --prio-prefix`. */
const priorities: Record<Severity, number> = { alert: 25, warning: 28, notice: 29, info: 30 };

const systemLog = '/dev/log';

/** Sends messages through one run of the logger command, a line each. */
export class LoggerCommand {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #broken = false;

  constructor(tag: string, failed: (reason: string) => void) {
    const args = ['--socket-errors=on', '--prio-prefix', `--id=${process.pid}`, '--tag', tag];
    this.#child = spawn('logger', args, { stdio: ['pipe', 'ignore', 'pipe'] });
    const fail = (reason: string): void => {
      if (this.#broken) return;
      this.#broken = true;
      failed(`logger does not take our messages: ${reason}`);
    };
    this.#ended = new Promise((ended) => {
      this.#child.on('error', (error) => {
        fail(errorText(error));
        ended();
      });
      this.#child.on('exit', (status) => {
        if (status !== 0) fail(`it ended with exit status ${status}`);
        ended();
      });
    });
    if (process.platform === 'linux' && !existsSync(systemLog)) fail(`this system has no log at ${systemLog}`);
    this.#child.stdin?.on('error', (error) => fail(errorText(error)));
    this.#child.stderr?.on('data', (text: Buffer) => fail(text.toString().trim()));
  }

  send(severity: Severity, text: string): void {
    if (!this.#broken) this.#child.stdin?.write(`<${priorities[severity]}>${text}\n`);
  }

  /** Resolves when the command has read everything and ended. */
  close(): Promise<void> {
    this.#child.stdin?.end();
    return this.#ended;
  }
}
