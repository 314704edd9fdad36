import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Finished {
  /** Exit code, or -1 when the program could not be run or did not end in time. */
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

const TIME_LIMIT = 10_000;

/** Runs a program to its end; never rejects. Texts are English whatever the language of the system. */
export function run(path: string, args: readonly string[]): Promise<Finished> {
  const options = { timeout: TIME_LIMIT, maxBuffer: 4 * 1024 * 1024, env: { ...process.env, LC_ALL: 'C' } };
  return new Promise((resolve) => {
    execFile(path, [...args], options, (error, output, errors) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, output, errors: errors || (code === -1 ? (error?.message ?? '') : '') });
    });
  });
}

/** The same for a command of several words. */
export function runCommand(command: readonly string[], args: readonly string[]): Promise<Finished> {
  const [file, ...words] = command;
  return run(file, [...words, ...args]);
}

/** Folders where capture programs are installed although they are not in everyone's PATH. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/sbin', '/usr/local/sbin', '/usr/bin'];

/** Absolute path of a program this user may run, or undefined. */
export function findProgram(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const folder of [...folders, ...SYSTEM_FOLDERS]) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
  return undefined;
}
