import { spawn } from 'node:child_process';
import { program } from './log.ts';

/** Set in the environment of the process that becomes the daemon: the folder the starter was in. */
export const startedIn = 'OSISCOPE_DAEMON_STARTED_IN';

/** What the daemon tells its starter until it listens. */
export type StartReport = { type: 'line'; line: string } | { type: 'listening'; lines: string[] } | { type: 'failed' };

/**
 * Starts the daemon in the background and waits until it listens. Node cannot fork(2) a running process, so the same
 * program is started again: as leader of a session of its own, in /, with standard descriptors on /dev/null.
 * Resolves to the exit status for the starter, which then ends.
 */
export function daemonize(main: string, words: string[]): Promise<number> {
  return new Promise((settled) => {
    const child = spawn(process.execPath, [...process.execArgv, main, ...words], {
      detached: true,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...process.env, [startedIn]: process.cwd() },
    });
    child.on('message', (message) => {
      const report = message as StartReport;
      if (report.type === 'line') process.stderr.write(`${report.line}\n`);
      else if (report.type === 'failed') settled(1);
      else {
        for (const line of report.lines) process.stderr.write(`${line}\n`);
        process.stderr.write(`${program} runs in the background with process id ${child.pid}.\n`);
        child.disconnect();
        child.unref();
        settled(0);
      }
    });
    child.on('error', (error) => {
      process.stderr.write(`The daemon could not be started: ${error.message}.\n`);
      settled(1);
    });
    child.on('exit', () => settled(1));
  });
}
