import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs the part of the command line program that prints a file, with so many threads whatever the size of the file. */
export function divided(
  threads: number,
  args: readonly string[],
  program = '',
): { output: string; errors: string; code: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [divided.path, String(threads), program, ...args], {
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'osiscope-test-compiled'), ...process.env, TZ: 'Europe/Paris' },
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 1 << 30,
  });
  return { output: stdout, errors: stderr, code: status };
}
divided.path = join(import.meta.dirname, 'programs/divided.ts');
