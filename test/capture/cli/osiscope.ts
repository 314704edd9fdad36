import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const path = join(import.meta.dirname, '../../../bin/osiscope');

/** Runs the command line program to its end. */
export function osiscope(args: readonly string[], input = ''): { output: string; errors: string; code: number | null } {
  const env = { ...process.env, TZ: 'Europe/Paris' };
  const { stdout, stderr, status } = spawnSync(path, args, { env, input, encoding: 'utf8', timeout: 60_000 });
  return { output: stdout, errors: stderr, code: status };
}
osiscope.path = path;
