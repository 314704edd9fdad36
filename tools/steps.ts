import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** Every check and test runs in the same time zone and locale. */
export const pinnedEnvironment = { TZ: 'UTC', LC_ALL: 'C.UTF-8', LANG: 'C.UTF-8' };

export interface StepResult {
  passed: boolean;
  /** What to show when it failed, or a warning. */
  output: string;
}

export interface Step {
  name: string;
  /** The command that repairs a failure, or shows it in full. */
  fix: string;
  run(): Promise<StepResult>;
}

/** Runs a program of node_modules/.bin, or one given by path, in the checkout and waits for it. */
export function program(name: string, words: readonly string[], limit = 300_000): Promise<StepResult> {
  return new Promise((resolve) => {
    const command = name.includes('/') ? name : join(root, 'node_modules/.bin', name);
    const child = spawn(command, words, {
      cwd: root,
      env: { ...process.env, ...pinnedEnvironment, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limit,
    });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('error', (error) => resolve({ passed: false, output: error.message }));
    child.on('close', (code, signal) => {
      const ending = signal === null ? '' : `\n${name} was ended by ${signal} (time limit ${limit / 1000} s)`;
      resolve({ passed: code === 0, output: output.trimEnd() + ending });
    });
  });
}

/** Runs the steps, `atOnce` at a time, and prints a line for each as it ends. Returns how many passed and which failed. */
export async function runSteps(steps: readonly Step[], atOnce: number): Promise<{ passed: number; failed: string[] }> {
  const waiting = [...steps];
  const count = { passed: 0, failed: [] as string[] };
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const started = performance.now();
      const { passed, output } = await step.run();
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      if (passed) count.passed += 1;
      else count.failed.push(step.name);
      console.log(`${passed ? 'ok  ' : 'FAIL'} ${step.name} (${seconds} s)`);
      if (output !== '') console.log(output.replaceAll(/^/gm, '     '));
      if (!passed) console.log(`     to fix: ${step.fix}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return count;
}
