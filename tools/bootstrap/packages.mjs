// npm packages: installed when missing or when they no longer match package-lock.json.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { nodePackage } from './node.mjs';

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

const stampName = '.osiscope-packages';
const timeLimit = 10 * 60_000;

/** @param {string} root */
export function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/**
 * Whether every package that `wanted` (package-lock.json) names is in `installed` (node_modules/.package-lock.json) at
 * the same version. Packages for other platforms may be absent.
 * @param {Lock} wanted
 * @param {Lock} installed
 */
export function matchesLock(wanted, installed) {
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const found = installed.packages[path];
    return found === undefined ? Boolean(entry.optional || entry.devOptional) : found.version === entry.version;
  });
}

/**
 * @param {string} root
 * @returns {'current' | 'missing' | 'stale'}
 */
export function packagesState(root) {
  const modules = join(root, 'node_modules');
  const installedFile = join(modules, '.package-lock.json');
  if (!existsSync(installedFile)) return 'missing';
  const node = nodePackage();
  if (node !== undefined && !existsSync(join(modules, node, 'bin', 'node'))) return 'missing';
  const hash = lockHash(root);
  const stamp = join(modules, stampName);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return 'current';
  /** @type {Lock} */
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return matchesLock(wanted, JSON.parse(readFileSync(installedFile, 'utf8'))) ? 'current' : 'stale';
}

/**
 * How to start npm: the one that started us, the one beside this Node, or the one in PATH.
 * @returns {string[]}
 */
function npmCommand() {
  const running = process.env.npm_execpath;
  if (running?.endsWith('npm-cli.js') && existsSync(running)) return [process.execPath, running];
  const beside = join(dirname(dirname(process.execPath)), 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  return existsSync(beside) ? [process.execPath, beside] : ['npm'];
}

/**
 * @param {string} root
 * @param {readonly string[]} words npm's command
 */
function npm(root, words) {
  const [command, ...before] = npmCommand();
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];
  return spawnSync(command, [...before, ...words, ...options], {
    cwd: root,
    // npm's own chatter goes to standard error: standard output belongs to the program that is started afterwards.
    stdio: ['ignore', 2, 2],
    timeout: timeLimit,
    env: { ...process.env, npm_config_update_notifier: 'false', npm_config_fetch_timeout: '60000' },
  });
}

/** Both install what package-lock.json names; the second keeps what is there and asks the registry what the lock lacks. */
const clean = ['ci'];
const incremental = ['install', '--no-save'];

/**
 * @param {string} root
 * @param {(line: string) => void} report
 */
export function ensurePackages(root, report) {
  const state = packagesState(root);
  if (state !== 'current') {
    report(`installing npm packages (${state === 'missing' ? 'none installed yet' : 'package-lock.json has changed'})`);
    const [first, second] = state === 'missing' ? [clean, incremental] : [incremental, clean];
    let result = npm(root, first);
    if (result.status !== 0) {
      report(`npm ${first[0]} did not finish; trying npm ${second[0]}`);
      result = npm(root, second);
    }
    if (result.error !== undefined || result.status !== 0) {
      const reason = result.error?.message ?? `npm ended with ${result.signal ?? `code ${result.status}`}`;
      throw new Error(`The npm packages could not be installed: ${reason}. Check the network, then run: npm install`);
    }
  }
  linkNode(root);
  stamp(root);
}

/**
 * Makes sure that node_modules/.bin/node is the packaged Node: some versions of npm forget to link it.
 * @param {string} root
 */
function linkNode(root) {
  const carrier = nodePackage();
  const link = join(root, 'node_modules', '.bin', 'node');
  if (carrier === undefined || existsSync(link)) return;
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(join('..', carrier, 'bin', 'node'), link);
}

/**
 * Records which package-lock.json the installed packages match; bin/ launchers compare its time with the lock file's.
 * @param {string} root
 */
function stamp(root) {
  try {
    writeFileSync(join(root, 'node_modules', stampName), lockHash(root));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EACCES') throw error;
  }
}
