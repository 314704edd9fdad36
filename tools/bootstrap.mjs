#!/usr/bin/env node
// Makes a checkout runnable, then runs a program with the project's Node. Plain JavaScript without dependencies: it runs
// on the Node 18 or later that the machine has, before anything is installed.
//
//   node tools/bootstrap.mjs [--test] [--then SCRIPT [ARGUMENT]...]
//
// --test also fetches what only the tests need. SCRIPT is a path inside the checkout and gets every argument after it.
// Everything is reported on standard error, so that the output of SCRIPT stays clean. OSISCOPE_APT=no forbids apt-get.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { withLock } from './bootstrap/lock.mjs';
import { capIsBuilt, ensureCap } from './bootstrap/native.mjs';
import { nodeFor } from './bootstrap/node.mjs';
import { ensurePackages } from './bootstrap/packages.mjs';
import { ensureSystem, runRequirements, testRequirements } from './bootstrap/system.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string} line */
function report(line) {
  process.stderr.write(`osiscope: ${line}\n`);
}

/**
 * @param {string[]} argv
 * @returns {{ test: boolean, script: string | undefined, rest: string[] }}
 */
export function readArguments(argv) {
  const at = argv.indexOf('--then');
  const own = at < 0 ? argv : argv.slice(0, at);
  for (const word of own) if (word !== '--test') throw new Error(`bootstrap.mjs does not know the argument ${word}.`);
  if (at >= 0 && argv[at + 1] === undefined) throw new Error('bootstrap.mjs: --then needs a script.');
  return {
    test: own.includes('--test'),
    script: at < 0 ? undefined : argv[at + 1],
    rest: at < 0 ? [] : argv.slice(at + 2),
  };
}

/** @param {{ test: boolean }} options */
async function prepare({ test }) {
  await withLock(root, report, async () => {
    ensurePackages(root, report);
    ensureSystem([...runRequirements(capIsBuilt(root)), ...(test ? testRequirements : [])], report);
    ensureCap(root, report);
  });
}

/**
 * Runs a script of the checkout; the exit code or the signal that ended it becomes our own.
 * @param {string} script
 * @param {string[]} rest
 */
function run(script, rest) {
  const path = `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`;
  const child = spawn(nodeFor(root), [join(root, script), ...rest], {
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // Ctrl-C reaches the whole process group by itself; a signal sent to this process alone has to be passed on.
      if (signal !== 'SIGINT') child.kill(signal);
    });
  }
  child.on('error', (error) => {
    report(`${script} could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const { test, script, rest } = readArguments(process.argv.slice(2));
    await prepare({ test });
    if (script !== undefined) run(script, rest);
  } catch (error) {
    report(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
