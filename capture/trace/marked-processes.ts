import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Processes that were started with `name=value` in their environment, which all descendants of a command inherit, even
 * those that left its session. Zombies do not count. Empty where the system has no /proc. With `program` only processes
 * of that name.
 */
export function markedProcesses(name: string, value: string, program?: string): number[] {
  const marker = `${name}=${value}`;
  const out: number[] = [];
  for (const entry of entriesOf('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    try {
      if (!readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(marker)) continue;
      if (program === undefined || readFileSync(`/proc/${pid}/comm`, 'latin1').trim() === program) out.push(pid);
    } catch {}
  }
  return out;
}

/** Children of a process that is not ours to wait for. */
export function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Sends a signal; a process that is gone is no fault. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {}
  }
}

/** Asks processes to end, and after `patience` milliseconds makes them. Returns how many there were. */
export async function endProcesses(find: () => number[], patience: number): Promise<number> {
  const found = find();
  if (found.length === 0) return 0;
  signalAll(found, 'SIGTERM');
  const end = performance.now() + patience;
  while (performance.now() < end && find().length > 0) await sleep(50);
  signalAll(find(), 'SIGKILL');
  return found.length;
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
