import { appendFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Severity } from '../machine/service.ts';
import type { SyslogMessage } from '../services/syslog/message.ts';
import { errorText } from '../shell/errno.ts';
import { LogCollector } from './log-collector.ts';
import { LoggerCommand } from './log-logger.ts';

export const program = 'osiscope-daemon';

const severities: Severity[] = ['alert', 'warning', 'notice', 'info'];

interface LogSettings {
  least: Severity;
  /** Collector of RFC 5424 datagrams. */
  collector: { host: string; port: number } | undefined;
  logger: boolean;
  file: string;
}

/**
 * Messages of the daemon, to every place they should go. A place that is not ready yet gets them later; a place that
 * fails is named at the others, so nothing is lost in silence.
 */
export class Log {
  readonly #local: Set<(line: string) => void> = new Set();
  readonly #onMessage: (severity: Severity, text: string) => void;
  #least: Severity = 'info';
  #file = '';
  #fileFailed = false;
  #collector: LogCollector | undefined;
  #logger: LoggerCommand | undefined;
  #settings = '';

  /** `onMessage` also hears each message, for the trace. */
  constructor(onMessage: (severity: Severity, text: string) => void) {
    this.#onMessage = onMessage;
  }

  /** Messages as lines of text, until the returned function is called: the terminal, or who waits for the start. */
  addLocal(write: (line: string) => void): () => void {
    this.#local.add(write);
    return () => this.#local.delete(write);
  }

  configure(settings: LogSettings): void {
    this.#least = settings.least;
    this.#file = settings.file;
    this.#fileFailed = false;
    const { collector, logger } = settings;
    const key = JSON.stringify([collector, logger]);
    if (key === this.#settings) return;
    this.#settings = key;
    void this.#collector?.close();
    void this.#logger?.close();
    const failed = (reason: string): void => this.#toLines('warning', reason);
    this.#collector = collector === undefined ? undefined : new LogCollector(collector.host, collector.port, failed);
    this.#logger = logger ? new LoggerCommand(program, failed) : undefined;
  }

  write(severity: Severity, text: string): void {
    this.#onMessage(severity, text);
    if (severities.indexOf(severity) > severities.indexOf(this.#least)) return;
    const clean = oneLine(text);
    const message: SyslogMessage = {
      severity,
      time: new Date(),
      host: hostname(),
      program,
      pid: process.pid,
      id: '-',
      text: clean,
    };
    this.#collector?.send(message);
    this.#logger?.send(severity, clean);
    this.#toLines(severity, clean);
  }

  /** A message of another program, as the syslog collector received it: shown and kept here, never sent on. */
  collected(text: string): void {
    this.#toLines('info', text);
  }

  /** Waits until everything written has been handed to the system, a second at most. */
  async flush(): Promise<void> {
    const done = Promise.all([this.#collector?.close(), this.#logger?.close()]);
    await Promise.race([done, new Promise((over) => setTimeout(over, 1_000).unref())]);
  }

  #toLines(severity: Severity, given: string) {
    const text = oneLine(given);
    const line = `${new Date().toISOString()} ${program}[${process.pid}] ${severity}: ${text}`;
    for (const write of this.#local) write(line);
    if (this.#file === '' || this.#fileFailed) return;
    try {
      appendFileSync(this.#file, `${line}\n`, { mode: 0o600 });
    } catch (error) {
      this.#fileFailed = true;
      this.#toLines('warning', `the log file ${this.#file} cannot be written: ${errorText(error)}`);
    }
  }
}

/** Text as it may stand in a log: no control characters, no line ends, no more than a screenful. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, '.').slice(0, 2_000);
}
