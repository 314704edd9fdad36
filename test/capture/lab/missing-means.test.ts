import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { findProgram } from '../../../capture/helper/program.ts';
import { obstacle } from '../../../capture/lab/requirements.ts';
import { handshake } from '../../../capture/lab/scenarios/handshake.ts';

const main = join(import.meta.dirname, '../../../capture/cli/main.ts');
const noCapture = (await obstacle(handshake)) ?? false;

/** Root without the rights to capture and to make namespaces. */
const powerless = ['net_raw', 'net_admin', 'sys_admin'].map((right) => `-${right}`).join(',');
const withoutRights = ['setpriv', `--bounding-set=${powerless}`, `--inh-caps=${powerless}`];
const noSetpriv =
  spawnSync(withoutRights[0], [...withoutRights.slice(1), 'true']).status !== 0 && 'needs root and setpriv';

/** Where strace cannot be run: something else lies over it. */
const strace = findProgram('strace');
const hidden = [
  'unshare',
  '--mount',
  'sh',
  '-c',
  'mount --bind /dev/null "$0" && exec "$@"',
  strace ?? '/usr/bin/strace',
];
const noHiding =
  strace !== undefined &&
  spawnSync(hidden[0], [...hidden.slice(1), 'true']).status !== 0 &&
  'needs root and mount namespaces';

function run(prefix: readonly string[], ...words: string[]): Promise<{ status: number; text: string }> {
  const [file, ...more] = [...prefix, process.execPath, main, ...words];
  return new Promise((ended) => {
    execFile(file, more, { timeout: 60_000 }, (error, stdout, stderr) => {
      ended({ status: error === null ? 0 : Number(error.code ?? -1), text: stdout + stderr });
    });
  });
}

test('without rights to capture it is said who lacks them, and what would help', { skip: noSetpriv }, async () => {
  const trace = await run(withoutRights, 'trace', '--', 'true');
  assert.equal(trace.status, 1, trace.text);
  assert.match(trace.text, /No program here may capture\..*\n.*usermod -aG wireshark/);
  const lesson = await run(withoutRights, 'lab', 'run', 'handshake');
  assert.equal(lesson.status, 3, lesson.text);
  assert.match(lesson.text, /handshake cannot be run here: No program here may capture/);
});

test('without strace a run goes on, and says how to get it', { skip: noCapture || noHiding }, async () => {
  const prefix = strace === undefined ? [] : hidden;
  const advice = /System calls are not shown: strace is not installed .*apt-get install strace/;
  const trace = await run(prefix, 'trace', '--syscalls', '--', 'true');
  assert.equal(trace.status, 0, trace.text);
  assert.match(trace.text, advice);
  const lesson = await run(prefix, 'lab', 'run', 'handshake', '--syscalls');
  assert.equal(lesson.status, 0, lesson.text);
  assert.match(lesson.text, advice);
});
