// The one native package, cap: built against the headers that the Node package carries. The analyzer works without it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { nodeFor, nodePackage } from './node.mjs';
import { inPath, pcapHeaderPresent } from './system.mjs';

const timeLimit = 4 * 60_000;

/** @param {string} root */
const directory = (root) => join(root, 'node_modules', 'cap');

/** @param {string} root */
export function capIsBuilt(root) {
  return existsSync(join(directory(root), 'build', 'Release', 'cap.node'));
}

/**
 * What building cap lacks on this machine.
 * @returns {string[]}
 */
export function missingForCap() {
  const programs = ['g++', 'make', 'python3'].filter((program) => !inPath(program));
  return pcapHeaderPresent() ? programs : ['the headers of libpcap', ...programs];
}

/**
 * Builds cap once. A failure is remembered until what was missing changes, so that it is not repeated at every start.
 * @param {string} root
 * @param {(line: string) => void} report
 */
export function ensureCap(root, report) {
  if (!existsSync(directory(root)) || capIsBuilt(root)) return;
  const missing = missingForCap();
  const failureFile = join(root, 'node_modules', '.osiscope-cap-failure');
  const circumstances = JSON.stringify({ missing, node: process.arch });
  const alreadyFailed = existsSync(failureFile) && readFileSync(failureFile, 'utf8') === circumstances;
  if (alreadyFailed) return;
  const log = join(root, 'node_modules', '.osiscope-cap.log');
  const reason = missing.length > 0 ? `${missing.join(', ')} not found` : build(root, report, log);
  if (reason === undefined) {
    rmSync(failureFile, { force: true });
    return;
  }
  report(`the cap package was not built (${reason}): capture uses dumpcap or tcpdump, everything else works`);
  writeFileSync(failureFile, circumstances);
}

/**
 * @param {string} root
 * @param {(line: string) => void} report
 * @param {string} log file that gets the compiler's output
 * @returns {string | undefined} why it failed
 */
function build(root, report, log) {
  report('building the native package cap');
  const carrier = nodePackage();
  const headers = carrier === undefined ? [] : [`--nodedir=${join(root, 'node_modules', carrier)}`];
  const result = spawnSync(
    nodeFor(root),
    [join(root, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'), 'rebuild', ...headers],
    {
      cwd: directory(root),
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      timeout: timeLimit,
      env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}` },
    },
  );
  if (result.status === 0 && capIsBuilt(root)) return undefined;
  writeFileSync(log, `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}\n`);
  return `the compiler's output is in ${log}`;
}
