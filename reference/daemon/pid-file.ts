import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What `status` shows, kept beside the pid file while the daemon runs. */
export interface DaemonState {
  pid: number;
  model: string;
  started: string;
  written: string;
  listeners: { service: string; protocol: 'tcp' | 'udp'; address: string; port: number }[];
  connections: { inside: number; total: number; refused: number; most: number };
  workers: number;
}

/** The pid of the running daemon that owns the file; undefined if there is none. `stale` tells of a file left over. */
export function runningDaemon(path: string): { pid: number | undefined; stale: boolean } {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return { pid: undefined, stale: false };
  }
  const pid = /^\d{1,10}\s*$/.test(text) ? Number(text) : 0;
  return pid > 1 && isDaemon(pid) ? { pid, stale: false } : { pid: undefined, stale: true };
}

/** Writes our pid; throws when another daemon runs with this file or the file cannot be written. */
export function claimPidFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const { pid, stale } = runningDaemon(path);
  if (pid !== undefined)
    throw new Error(`A daemon with process id ${pid} runs already; stop it, or use another --pid-file.`);
  if (stale) rmSync(path, { force: true });
  writeFileSync(path, `${process.pid}\n`, { flag: 'wx', mode: 0o644 });
}

export function releasePidFile(path: string): void {
  rmSync(path, { force: true });
  rmSync(stateFile(path), { force: true });
}

export function writeState(pidFile: string, state: DaemonState): void {
  const path = stateFile(pidFile);
  writeFileSync(`${path}.new`, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o644 });
  renameSync(`${path}.new`, path);
}

export function readState(pidFile: string): DaemonState | undefined {
  try {
    return JSON.parse(readFileSync(stateFile(pidFile), 'utf8')) as DaemonState;
  } catch {
    return undefined;
  }
}

function stateFile(pidFile: string): string {
  return `${pidFile.replace(/\.pid$/, '')}.state`;
}

/** Whether the process lives and is one of ours; pids are used again, so that it lives is not enough. */
function isDaemon(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('reference/daemon/main.ts');
  } catch {
    return true;
  }
}
