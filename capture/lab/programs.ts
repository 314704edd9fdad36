import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../helper/program.ts';

const root = join(import.meta.dirname, '..', '..');

/** The reference programs, which Node runs. */
export const daemonProgram = join(root, 'reference', 'daemon', 'main.ts');
export const clientProgram = join(root, 'reference', 'client', 'main.ts');

/** The Node that runs them: the one we run in, unless that is Electron's. Undefined when there is none. */
export function nodeProgram(): string | undefined {
  if (process.versions['electron'] === undefined) return process.execPath;
  const own = join(root, 'node_modules', '.bin', 'node');
  return existsSync(own) ? own : findProgram('node');
}
