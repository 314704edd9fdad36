// System packages: looked for first, fetched with apt-get where that is allowed, else named in one command to copy.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';

/**
 * Something a Debian package provides.
 * @typedef {{ package: string, why: string, present: () => boolean }} Requirement
 */

const systemDirectories = ['/usr/sbin', '/sbin', '/usr/local/sbin'];
const timeLimit = 15 * 60_000;

/** @param {string} program */
export function inPath(program) {
  const directories = [...(process.env.PATH ?? '').split(delimiter), ...systemDirectories];
  return directories.some((directory) => {
    try {
      accessSync(join(directory, program), constants.X_OK);
      return directory !== '';
    } catch {
      return false;
    }
  });
}

export function pcapHeaderPresent() {
  return ['/usr/include', '/usr/local/include', '/opt/homebrew/include'].some((directory) =>
    existsSync(join(directory, 'pcap', 'pcap.h')),
  );
}

/**
 * @param {string} name package
 * @param {string} program
 * @param {string} why
 * @returns {Requirement}
 */
const providing = (name, program, why) => ({ package: name, why, present: () => inPath(program) });

/**
 * What running the analyzer wants: a capture tool, and what building cap takes while it is not built.
 * @param {boolean} capIsBuilt
 * @returns {Requirement[]}
 */
export function runRequirements(capIsBuilt) {
  const capture = {
    package: 'tcpdump',
    why: 'to capture packets',
    present: () => inPath('dumpcap') || inPath('tcpdump'),
  };
  if (capIsBuilt) return [capture];
  return [
    capture,
    { package: 'libpcap-dev', why: 'to build the capture library', present: pcapHeaderPresent },
    providing('g++', 'g++', 'to build the capture library'),
    providing('make', 'make', 'to build the capture library'),
    providing('python3', 'python3', 'to build the capture library'),
  ];
}

/** What only the tests want. @type {Requirement[]} */
export const testRequirements = [
  providing('chromium', 'chromium', 'for the end-to-end tests'),
  providing('tshark', 'tshark', 'to compare results with'),
  providing('tcpdump', 'tcpdump', 'to compare results with'),
  providing('curl', 'curl', 'to make traffic'),
  providing('strace', 'strace', 'to trace programs'),
  providing('iproute2', 'ip', 'to make test networks'),
  providing('tcpreplay', 'tcpreplay', 'to replay captures'),
  providing('nftables', 'nft', 'to drop packets on purpose'),
  providing('iputils-ping', 'ping', 'to make traffic'),
];

/**
 * How the missing packages can be had.
 * @param {{ missing: string[], isRoot: boolean, hasApt: boolean, hasSudo: boolean, forbidden: boolean }} facts
 *   `hasSudo`: sudo works without a password
 * @returns {{ action: 'nothing' } | { action: 'install', prefix: string[] } | { action: 'tell', command: string }}
 */
export function planSystem({ missing, isRoot, hasApt, hasSudo, forbidden }) {
  if (missing.length === 0) return { action: 'nothing' };
  const command = hasApt
    ? `${isRoot ? '' : 'sudo '}apt-get install ${missing.join(' ')}`
    : `the package manager of this system, for ${missing.join(', ')}`;
  if (!hasApt || forbidden || !(isRoot || hasSudo)) return { action: 'tell', command };
  return { action: 'install', prefix: isRoot ? [] : ['sudo', '-n'] };
}

/**
 * @param {Requirement[]} requirements
 * @param {(line: string) => void} report
 */
export function ensureSystem(requirements, report) {
  const isMissing = () => requirements.filter((requirement) => !requirement.present());
  let missing = isMissing();
  if (missing.length === 0) return;
  const isRoot = process.getuid?.() === 0;
  const facts = {
    isRoot,
    hasApt: inPath('apt-get'),
    hasSudo:
      !isRoot && inPath('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore', timeout: 5000 }).status === 0,
    forbidden: process.env.OSISCOPE_APT === 'no',
  };
  const plan = planSystem({ ...facts, missing: names(missing) });
  if (plan.action === 'install') {
    report(`installing with apt-get: ${names(missing).join(' ')}`);
    installWithApt(plan.prefix, names(missing), () => names(isMissing()));
    missing = isMissing();
    if (missing.length === 0) return;
  }
  const command = planSystem({ ...facts, missing: names(missing), forbidden: true });
  const reasons = [...new Set(missing.map((requirement) => requirement.why))].join('; ');
  if (command.action === 'tell') report(`something is not installed (${reasons}). To add it: ${command.command}`);
}

/**
 * @param {Requirement[]} requirements
 * @returns {string[]}
 */
const names = (requirements) => [...new Set(requirements.map((requirement) => requirement.package))];

/**
 * Tries the package lists as they are, then with fresh ones, then each package alone, so that one that this release
 * does not have cannot keep the others away.
 * @param {string[]} prefix words before apt-get
 * @param {string[]} packages
 * @param {() => string[]} stillMissing
 */
function installWithApt(prefix, packages, stillMissing) {
  const install = (/** @type {string[]} */ wanted) =>
    apt(prefix, ['install', '-y', '--no-install-recommends', ...wanted]) && stillMissing().length === 0;
  if (packages.every(isKnown) && install(packages)) return;
  apt(prefix, ['update', '-q']);
  if (install(packages)) return;
  for (const name of stillMissing()) install([name]);
}

/**
 * Whether the package lists on this machine offer `name`.
 * @param {string} name
 */
function isKnown(name) {
  const policy = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  return /Candidate: (?!\(none\))/.test(policy.stdout ?? '');
}

/**
 * @param {string[]} prefix
 * @param {string[]} words
 */
function apt(prefix, words) {
  const options = [
    '-q',
    '-o',
    'DPkg::Lock::Timeout=300',
    '-o',
    'Acquire::Retries=2',
    '-o',
    'Acquire::http::Timeout=60',
  ];
  // env carries the variable through sudo; debconf (tshark asks who may capture) then takes its defaults.
  const [command, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...options, ...words];
  return spawnSync(command, rest, { stdio: ['ignore', 2, 2], timeout: timeLimit }).status === 0;
}
