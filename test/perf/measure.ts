import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
export const osiscope = join(root, 'bin/osiscope');

/** What the best of several runs of a program took, in seconds. */
export interface Run {
  readonly wall: number;
  /** Processor time of the program and its children; other work on the machine distorts it less than the wall time. */
  readonly processor: number;
}

/**
 * Runs a program several times with its output thrown away, and takes the shortest times. Undefined where it is not
 * installed; throws when it fails.
 */
export function bestRun(repeat: number, program: string, args: readonly string[]): Run | undefined {
  let wall = Number.POSITIVE_INFINITY;
  let processor = Number.POSITIVE_INFINITY;
  for (let i = 0; i < repeat; i++) {
    const began = performance.now();
    const { status, stdout, stderr } = spawnSync('sh', ['-c', '"$@" >/dev/null && times', 'sh', program, ...args], {
      encoding: 'utf8',
      env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' },
    });
    wall = Math.min(wall, (performance.now() - began) / 1000);
    if (status === 127) return undefined;
    if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
    processor = Math.min(processor, childTimes(stdout));
  }
  return { wall, processor };
}

/** `times` prints user and system time of the shell, then of its children: "0m1.500s 0m0.020s". */
function childTimes(output: string): number {
  const line = output.trim().split('\n').at(-1) ?? '';
  let sum = 0;
  for (const m of line.matchAll(/(\d+)m([\d.]+)s/g)) sum += Number(m[1]) * 60 + Number(m[2]);
  return sum;
}

/** What tools/launch.sh starts the window's host with. */
export const hostFlags = [`--v8-pool-size=${Math.max(1, Math.min(4, cpus().length - 1))}`];

/** Runs one of `programs/` in a process of its own, as an application is, and returns what it says. */
export function runProgram<T>(name: string, args: readonly string[], flags: readonly string[] = []): T {
  const path = join(import.meta.dirname, 'programs', name);
  const { status, stdout } = spawnSync(process.execPath, [...flags, path, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${name} ended with ${status}`);
  return JSON.parse(stdout) as T;
}

export function seconds(run: Run): string {
  return `${run.wall.toFixed(2)} s (processor ${run.processor.toFixed(2)} s)`;
}

/** "2.3 x": how many times faster ours is. */
export function ratio(ours: Run, theirs: Run | undefined): string {
  return theirs ? `${(theirs.wall / ours.wall).toFixed(1)} x as fast` : 'peer not installed';
}

/** What to compare with one percentile of the samples, which get sorted. */
export function percentile(samples: number[], part: number): number {
  samples.sort((a, b) => a - b);
  return samples[Math.min(samples.length - 1, Math.floor(samples.length * part))];
}
