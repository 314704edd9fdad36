import { join } from 'node:path';
import type { Lab } from './lab.ts';
import type { LabProcess } from './lab-process.ts';
import { daemonProgram } from './programs.ts';

/** A daemon of a run that listens. */
export class LabDaemon {
  /** The process that was started: with --daemonize the starter, which has ended. */
  readonly process: LabProcess;
  /** The process id of the daemon. */
  readonly pid: number;
  readonly #places: readonly RegExpExecArray[];

  constructor(process: LabProcess) {
    this.process = process;
    const text = process.text('stderr');
    this.pid = Number(/ runs in the background with process id (\d+)\./.exec(text)?.[1] ?? process.pid);
    this.#places = [...text.matchAll(/^listening: (\S+) (\S+) \S+ (\d+)$/gm)];
  }

  /** Throws for a service that it does not offer. */
  port(service: string, protocol?: 'tcp' | 'udp'): number {
    const place = this.#places.find(([, name, p]) => name === service && (protocol ?? p) === p);
    if (place === undefined) throw new Error(`The daemon does not offer ${service}.`);
    return Number(place[3]);
  }

  get services(): string[] {
    return [...new Set(this.#places.map(([, name]) => name))];
  }

  get running(): boolean {
    if (this.process.pid === this.pid) return this.process.end === undefined;
    try {
      return process.kill(this.pid, 0);
    } catch {
      return false;
    }
  }

  signal(signal: NodeJS.Signals): void {
    try {
      process.kill(this.pid, signal);
    } catch {}
  }
}

/**
 * Starts the reference daemon with `options` and waits until it listens. What the run needs (address, pid file, places
 * for mail and messages) is set unless the options do so. Throws what the daemon said when it does not come up.
 */
export async function launchDaemon(lab: Lab, options: readonly string[]): Promise<LabDaemon> {
  const { node, folder, address, collector } = lab.parts;
  const usual: [name: string, value: string | undefined][] = [
    ['--bind', address],
    ['--pid-file', join(folder, 'daemon.pid')],
    ['--mailbox', join(folder, 'mail')],
    ['--certificate', join(folder, 'certificate.pem')],
    ['--key-log', join(folder, 'keys')],
    ['--syslog', collector],
  ];
  const given = (name: string): boolean => options.some((word) => word === name || word.startsWith(`${name}=`));
  const words = usual.flatMap(([name, value]) => (value === undefined || given(name) ? [] : [name, value]));
  if (address === '127.0.0.1' && !given('--any-port') && !given('--port')) words.push('--any-port');
  const started = await lab.start('daemon', 'daemon', [node, daemonProgram, 'start', ...words, ...options]);
  const ready = (): boolean => started.lines.some(({ text }) => text === 'ready');
  await lab.until('the daemon to listen', () => ready() || started.end !== undefined);
  // The last words of a process that ended may come after its end.
  if (!ready()) await lab.pause(100);
  const daemon = new LabDaemon(started);
  if (!ready() && daemon.pid === started.pid)
    throw new Error(`The daemon did not start: ${started.text('stderr').split('\n').at(-1) || 'it said nothing'}`);
  return daemon;
}
