import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from './steps.ts';
import type { ResultLine } from './test-reporter.ts';

export interface Counts {
  passed: number;
  /** Name of each. */
  failed: string[];
  /** Name and reason of each. */
  skipped: string[];
}

/** In milliseconds. */
export interface Limits {
  test: number;
  file: number;
}

interface Ending {
  milliseconds: number;
  lines: ResultLine[];
  output: string;
  /** What is wrong with the file as a whole, undefined when it ran to its end. */
  problem: string | undefined;
}

const longestOutput = 20_000;
/** How long what a test file started may take to end after it, in milliseconds. */
const farewell = 2000;

const running = new Set<number>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    for (const group of running) endGroup(group);
    process.kill(process.pid, signal);
  });
}

/** Runs test files, `atOnce` at a time, each in a process of its own, and prints a line for each and every failure. */
export async function runTests(files: readonly string[], atOnce: number, limits: Limits): Promise<Counts> {
  const counts: Counts = { passed: 0, failed: [], skipped: [] };
  const waiting = [...files];
  const work = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      addCounts(counts, print(file, await runFile(file, limits)));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return counts;
}

export function addCounts(to: Counts, more: Counts): void {
  to.passed += more.passed;
  to.failed.push(...more.failed);
  to.skipped.push(...more.skipped);
}

async function runFile(file: string, limits: Limits): Promise<Ending> {
  const started = performance.now();
  const directory = mkdtempSync(join(tmpdir(), 'osiscope-test-'));
  const results = join(directory, 'results');
  const reporter = join(root, 'tools/test-reporter.ts');
  const words = [
    `--test-reporter=${reporter}`,
    `--test-reporter-destination=${results}`,
    `--test-timeout=${limits.test}`,
  ];
  // A process group of its own: what the file starts can be found and ended with it.
  const child = spawn(process.execPath, [...words, file], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, NO_COLOR: '1' },
  });
  const group = child.pid;
  if (group === undefined) return { lines: [], output: '', problem: 'could not be started', milliseconds: 0 };
  running.add(group);
  let output = '';
  const keep = (text: Buffer): void => {
    if (output.length < longestOutput) output += text;
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    endGroup(group);
  }, limits.file);
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.on('exit', (...ending) => resolve(ending)),
  );
  clearTimeout(timer);
  const milliseconds = performance.now() - started;
  const leftBehind = await endLeftovers(group);
  running.delete(group);
  const lines = readResults(results);
  rmSync(directory, { recursive: true, force: true });
  const problem = late
    ? `did not end within ${limits.file / 1000} s: a test takes too long, or a socket, timer or process keeps it running`
    : signal !== null
      ? `was ended by ${signal}`
      : leftBehind
        ? 'left processes running'
        : code !== 0 && !lines.some(({ kind }) => kind === 'failed')
          ? `ended with code ${code}`
          : undefined;
  return { lines, output, problem, milliseconds };
}

/** Ends what is left of a process group. Whether something had to be ended. */
async function endLeftovers(group: number): Promise<boolean> {
  for (const start = performance.now(); performance.now() - start < farewell; await wait(20)) {
    if (!exists(group)) return false;
  }
  endGroup(group);
  return true;
}

function exists(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}

function endGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // It ended in between.
  }
}

function readResults(file: string): ResultLine[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as ResultLine);
  } catch {
    return [];
  }
}

function print(file: string, { lines, output, problem, milliseconds }: Ending): Counts {
  const counts: Counts = { passed: 0, failed: [], skipped: [] };
  const details: string[] = [];
  for (const line of lines) {
    if (line.kind === 'note') details.push(line.text);
    else if (line.kind === 'skipped') counts.skipped.push(`${line.name}: ${line.reason}`);
    else {
      if (line.kind === 'passed') counts.passed += 1;
      else counts.failed.push(`${file}: ${line.name}`);
      if (line.error !== undefined) details.push(line.name, indent(line.error));
    }
  }
  if (problem !== undefined) {
    details.push(`${file} ${problem}`);
    counts.failed.push(`${file} ${problem}`);
  }
  if (counts.failed.length > 0 && output !== '') details.push('output:', indent(output.trimEnd()));
  const parts = [
    `${counts.passed} passed`,
    counts.failed.length > 0 && `${counts.failed.length} failed`,
    counts.skipped.length > 0 && `${counts.skipped.length} skipped`,
  ];
  const summary = `${file}: ${parts.filter(Boolean).join(', ')} (${(milliseconds / 1000).toFixed(1)} s)`;
  console.log([`${counts.failed.length > 0 ? 'FAIL' : 'ok  '} ${summary}`, ...details.map(indent)].join('\n'));
  return counts;
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '     ');
}
