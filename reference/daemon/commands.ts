import { setTimeout as sleep } from 'node:timers/promises';
import { readState, releasePidFile, runningDaemon } from './pid-file.ts';
import type { Settings } from './settings.ts';

/** Exit statuses of the commands, as in the Linux Standard Base for init scripts. */
const notRunning = { status: 3, reload: 7 };
const deadWithPidFile = 1;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Sends TERM and waits for the end. */
export async function stopDaemon(settings: Settings): Promise<number> {
  const path = settings['pid-file'];
  const { pid, stale } = runningDaemon(path);
  if (pid === undefined) {
    if (stale) releasePidFile(path);
    say('The daemon does not run.');
    return 0;
  }
  process.kill(pid, 'SIGTERM');
  const end = Date.now() + settings.grace + 5_000;
  while (Date.now() < end) {
    await sleep(50);
    if (runningDaemon(path).pid !== pid) {
      say(`The daemon with process id ${pid} has ended.`);
      return 0;
    }
  }
  say(`The daemon with process id ${pid} still runs. A second stop ends it at once.`);
  return 1;
}

/** Sends HUP. */
export function reloadDaemon(settings: Settings): number {
  const { pid } = runningDaemon(settings['pid-file']);
  if (pid === undefined) {
    say('The daemon does not run.');
    return notRunning.reload;
  }
  process.kill(pid, 'SIGHUP');
  say(`The daemon with process id ${pid} reads its configuration again; its log says with what success.`);
  return 0;
}

/** Asks the daemon for its state (USR1) and shows it. */
export async function showStatus(settings: Settings): Promise<number> {
  const path = settings['pid-file'];
  const { pid, stale } = runningDaemon(path);
  if (pid === undefined) {
    say(stale ? 'The daemon does not run, but its pid file is still there.' : 'The daemon does not run.');
    return stale ? deadWithPidFile : notRunning.status;
  }
  const before = readState(path)?.written;
  process.kill(pid, 'SIGUSR1');
  const end = Date.now() + 3_000;
  while (Date.now() < end && readState(path)?.written === before) await sleep(20);
  const state = readState(path);
  say(`The daemon runs with process id ${pid}.`);
  if (state === undefined) return 0;
  const { inside, total, refused, most } = state.connections;
  say(`model       ${state.model}, ${state.workers} processes or threads besides the first`);
  say(`started     ${state.started}`);
  say(`connections ${inside} now, at most ${most} at a time, ${total} in all, ${refused} refused`);
  for (const { service, protocol, address, port } of state.listeners)
    say(`listens     ${service.padEnd(7)} ${protocol} ${address} port ${port}`);
  return 0;
}
