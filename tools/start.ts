// Opens the application: in Electron where its runtime is present or can be fetched, else in the browser host.
//
//   npm start [-- [--browser | --fetch-electron] [FILE]...]
//
// --browser uses the browser host at once; --fetch-electron tries again to download Electron's runtime. Everything else is
// passed on.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildTarget } from './build.ts';
import { electronRuntime } from './electron-runtime.ts';

const root = join(import.meta.dirname, '..');
/** An Electron that ends this soon with an error never showed its window, in milliseconds. */
const tooSoon = 5000;

function report(line: string): void {
  console.error(`osiscope: ${line}`);
}

interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

function run(program: string, words: string[]): Promise<Ending> {
  const child: ChildProcess = spawn(program, words, { stdio: 'inherit' });
  const passOn = (signal: NodeJS.Signals): boolean => child.kill(signal);
  const ignore = (): void => undefined;
  process.on('SIGTERM', passOn).on('SIGHUP', passOn).on('SIGINT', ignore);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.off('SIGTERM', passOn).off('SIGHUP', passOn).off('SIGINT', ignore);
      resolve({ code, signal });
    });
  });
}

/** Undefined when Electron ran; else a clause saying why it did not. */
async function runElectron(executable: string, words: string[]): Promise<string | undefined> {
  await buildTarget('desktop');
  const isRoot = process.getuid?.() === 0;
  if (isRoot) report('running as root, so Chromium’s sandbox is off; an ordinary user with capture rights is safer');
  const started = performance.now();
  const { code, signal } = await run(executable, [...(isRoot ? ['--no-sandbox'] : []), root, ...words]);
  const asked = signal === 'SIGTERM' || signal === 'SIGINT' || signal === 'SIGHUP';
  if (code === 0 || asked || performance.now() - started > tooSoon) {
    process.exitCode = code ?? 1;
    return undefined;
  }
  return `Electron ended at once (${signal ?? `code ${code}`})`;
}

async function start(given: readonly string[]): Promise<void> {
  const words = given.filter((word) => word !== '--browser' && word !== '--fetch-electron');
  await buildTarget('page');
  let why: string | undefined = 'it was asked for';
  if (!given.includes('--browser')) {
    const runtime = await electronRuntime(given.includes('--fetch-electron'), report);
    why = 'missing' in runtime ? runtime.missing : await runElectron(runtime.executable, words);
  }
  if (why === undefined) return;
  report(`opening in the browser host, because ${why}`);
  const { code } = await run(join(root, 'bin/osiscope'), ['serve', '--open', ...words]);
  process.exitCode = code ?? 1;
}

start(process.argv.slice(2)).catch((error: Error) => {
  report(error.message);
  process.exitCode = 1;
});
