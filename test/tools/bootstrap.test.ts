import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { withLock } from '../../tools/bootstrap/lock.mjs';
import { nodePackage } from '../../tools/bootstrap/node.mjs';
import { matchesLock, packagesState } from '../../tools/bootstrap/packages.mjs';
import { planSystem } from '../../tools/bootstrap/system.mjs';
import { readArguments } from '../../tools/bootstrap.mjs';
import { fileTree } from './file-tree.ts';

const lock = (packages: Record<string, object>): string => JSON.stringify({ packages });
const node = nodePackage();
const nodeFile = node === undefined ? {} : { [`node_modules/${node}/bin/node`]: '' };

test('arguments: everything after the script is its own', () => {
  assert.deepEqual(readArguments(['--test', '--then', 'a.ts', '--test', 'x']), {
    test: true,
    script: 'a.ts',
    rest: ['--test', 'x'],
  });
  assert.deepEqual(readArguments([]), { test: false, script: undefined, rest: [] });
  assert.throws(() => readArguments(['--tset']), /does not know the argument --tset/);
  assert.throws(() => readArguments(['--then']), /needs a script/);
});

test('packages: nothing installed', (t) => {
  assert.equal(packagesState(fileTree(t, { 'package-lock.json': lock({}) })), 'missing');
});

test('packages: installed without Node for this machine', {
  skip: node === undefined && 'no Node package here',
}, (t) => {
  const root = fileTree(t, { 'package-lock.json': lock({}), 'node_modules/.package-lock.json': lock({}) });
  assert.equal(packagesState(root), 'missing');
});

test('packages: current without a stamp when npm installed them, stale after the lock changed', (t) => {
  const files = { 'node_modules/.package-lock.json': lock({ 'node_modules/ws': { version: '1.0.0' } }), ...nodeFile };
  const installed = { ...files, 'package-lock.json': lock({ '': {}, 'node_modules/ws': { version: '1.0.0' } }) };
  assert.equal(packagesState(fileTree(t, installed)), 'current');
  const changed = { ...files, 'package-lock.json': lock({ 'node_modules/ws': { version: '2.0.0' } }) };
  assert.equal(packagesState(fileTree(t, changed)), 'stale');
});

test('packages: those for other platforms may be absent, others not', () => {
  const wanted = { packages: { '': {}, a: { version: '1' }, b: { version: '1', optional: true } } };
  assert.equal(matchesLock(wanted, { packages: { a: { version: '1' } } }), true);
  assert.equal(matchesLock(wanted, { packages: { b: { version: '1' } } }), false);
});

test('system: installs as root or with sudo, else tells the command', () => {
  const facts = { missing: ['tcpdump', 'g++'], isRoot: true, hasApt: true, hasSudo: false, forbidden: false };
  assert.deepEqual(planSystem({ ...facts, missing: [] }), { action: 'nothing' });
  assert.deepEqual(planSystem(facts), { action: 'install', prefix: [] });
  assert.deepEqual(planSystem({ ...facts, isRoot: false, hasSudo: true }), {
    action: 'install',
    prefix: ['sudo', '-n'],
  });
  assert.deepEqual(planSystem({ ...facts, isRoot: false }), {
    action: 'tell',
    command: 'sudo apt-get install tcpdump g++',
  });
  assert.deepEqual(planSystem({ ...facts, forbidden: true }), {
    action: 'tell',
    command: 'apt-get install tcpdump g++',
  });
  const elsewhere = planSystem({ ...facts, hasApt: false });
  assert.equal(elsewhere.action, 'tell');
});

test('lock: held while working, waited for, taken over from a process that is gone', async (t) => {
  const root = fileTree(t, {});
  const told: string[] = [];
  const order: string[] = [];
  let release = (): void => undefined;
  const first = withLock(
    root,
    () => undefined,
    async () => {
      order.push('first');
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    },
  );
  const second = withLock(
    root,
    (line) => told.push(line),
    async () => {
      order.push('second');
    },
  );
  release();
  await Promise.all([first, second]);
  assert.deepEqual(order, ['first', 'second']);
  assert.match(told[0]!, /waiting for another set-up/);

  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  mkdirSync(join(root, '.bootstrap.lock'));
  writeFileSync(join(root, '.bootstrap.lock/pid'), String(gone));
  await withLock(
    root,
    () => undefined,
    async () => undefined,
  );
  assert.equal(existsSync(join(root, '.bootstrap.lock')), false);
});
