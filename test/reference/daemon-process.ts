import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseTraceEvent, type TraceEvent } from '../../contract/trace-event.ts';

export const daemonProgram = fileURLToPath(new URL('../../reference/daemon/main.ts', import.meta.url));
/** Node keeps compiled modules here: most of the time of a short program is their preparation. */
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
  new URL('../../node_modules/.cache/osiscope-modules', import.meta.url),
);

export const clientProgram = fileURLToPath(new URL('../../reference/client/main.ts', import.meta.url));

/** A folder that is removed after the test. */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'osiscope-reference-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

interface Ended {
  status: number | null;
  signal: NodeJS.Signals | null;
}

export interface RunningDaemon {
  folder: string;
  process: ChildProcess;
  pid: number;
  ended: Promise<Ended>;
  port(service: string, protocol?: 'tcp' | 'udp'): number;
  errors(): string;
  trace(): TraceEvent[];
}

interface Finished {
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end, a minute at most. */
export function run(command: string, words: string[], input = ''): Promise<Finished> {
  return new Promise((finished, failed) => {
    const child = spawn(command, words, { timeout: 60_000, killSignal: 'SIGKILL' });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('latin1').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.on('data', (text: Buffer) => {
      stderr += text;
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('error', failed);
    child.on('close', (status, signal) => finished({ status, signal, stdout, stderr }));
  });
}

export function runNode(words: string[], input = ''): Promise<Finished> {
  return run(process.execPath, words, input);
}

export function runClient(...words: string[]): Promise<Finished> {
  return runNode([clientProgram, ...words]);
}

export async function until(what: string, condition: () => boolean | Promise<boolean>, seconds = 40): Promise<void> {
  const end = Date.now() + seconds * 1_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited ${seconds} seconds in vain: ${what}`);
    await sleep(20);
  }
}

/** Starts a daemon in the foreground on free ports, waits until it listens, and makes sure that it ends with the test. */
export async function startDaemon(t: TestContext, ...flags: string[]): Promise<RunningDaemon> {
  const folder = temporaryFolder(t);
  const own = ['--any-port', '--pid-file', join(folder, 'daemon.pid'), '--trace', join(folder, 'trace.jsonl')];
  const mail = ['--mailbox', join(folder, 'mail')];
  const child = spawn(process.execPath, [daemonProgram, 'start', ...own, ...mail, ...flags], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (status, signal) => resolve({ status, signal }));
  });
  const pid = child.pid as number;
  t.after(async () => {
    for (const descendant of [...childrenOf(pid), pid]) {
      try {
        process.kill(descendant, 'SIGKILL');
      } catch {}
    }
    await ended;
  });
  await until(`ready\n${errors}`, () => /^ready$/m.test(errors) || child.exitCode !== null);
  if (child.exitCode !== null) throw new Error(`the daemon ended: ${errors}`);
  const places = [...errors.matchAll(/^listening: (\S+) (\S+) \S+ (\d+)$/gm)];
  return {
    folder,
    process: child,
    pid,
    ended,
    port: (service, protocol = 'tcp') => {
      const place = places.find((line) => line[1] === service && line[2] === protocol);
      if (place === undefined) throw new Error(`${service} does not listen`);
      return Number(place[3]);
    },
    errors: () => errors,
    trace: () => readTrace(join(folder, 'trace.jsonl')),
  };
}

export function readTrace(path: string): TraceEvent[] {
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => {
    const event = parseTraceEvent(line);
    if (typeof event === 'string') throw new Error(`${event} ${line}`);
    return event;
  });
}

interface ProcessState {
  pid: number;
  state: string;
  parent: number;
  group: number;
  session: number;
  terminal: number;
}

/** What /proc says of a process; undefined if it is gone. */
export function processState(pid: number): ProcessState | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...numbers] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [parent, group, session, terminal] = numbers.map(Number);
    return { pid, state, parent, group, session, terminal };
  } catch {
    return undefined;
  }
}

/** Pids of the children of a process, zombies included. */
export function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => processState(pid)?.parent === parent);
}

export function zombiesOf(parent: number): number[] {
  return childrenOf(parent).filter((pid) => processState(pid)?.state === 'Z');
}

/** Resident memory of a process in bytes. */
export function residentBytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]) * 1_024;
}

/** A plain connection that gathers what it is sent. */
export interface Peer {
  socket: Socket;
  received(): string;
  /** The server closed its side, or reset the connection. */
  over: Promise<'end' | 'reset'>;
}

export function peerOf(t: TestContext, port: number, host = '127.0.0.1'): Promise<Peer> {
  return new Promise((connected, failed) => {
    const socket = connect({ port, host, allowHalfOpen: true });
    t.after(() => socket.destroy());
    let received = '';
    socket.setEncoding('latin1').on('data', (text: string) => {
      received += text;
    });
    const over = new Promise<'end' | 'reset'>((resolve) => {
      socket.on('end', () => resolve('end'));
      socket.on('error', () => resolve('reset'));
      socket.on('close', () => resolve('reset'));
    });
    socket.once('error', failed);
    socket.once('connect', () => connected({ socket, received: () => received, over }));
  });
}

/** The numbers of the /hits page. */
export async function hits(
  port: number,
  times = 1,
): Promise<Record<'pid' | 'tid' | 'own' | 'locked' | 'unlocked', number>> {
  const answer = await fetch(`http://127.0.0.1:${port}/hits?n=${times}`, { headers: { connection: 'close' } });
  const lines = (await answer.text()).trim().split('\n');
  return Object.fromEntries(lines.map((line) => [line.split(' ')[0], Number(line.split(' ')[1])])) as Awaited<
    ReturnType<typeof hits>
  >;
}

interface Counts {
  inside: number;
  total: number;
  refused: number;
  most: number;
}

/** The daemon's own count of connections; the one that asks is among them. */
export async function counts(daemon: RunningDaemon): Promise<Counts> {
  const answer = await fetch(`http://127.0.0.1:${daemon.port('http')}/status`, { headers: { connection: 'close' } });
  return ((await answer.json()) as { connections: Counts }).connections;
}
