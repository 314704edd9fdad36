import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { fileTree } from './file-tree.ts';

const project = join(import.meta.dirname, '../..');

/** A checkout with the real launcher and this machine's packages, and `program` in place of the command line tool. */
function checkout(t: TestContext, program: string): { root: string; launcher: string; env: NodeJS.ProcessEnv } {
  const root = fileTree(t, { 'capture/cli/main.ts': program, 'package-lock.json': '{}', 'elsewhere/empty': '' });
  cpSync(join(project, 'bin'), join(root, 'bin'), { recursive: true });
  cpSync(join(project, 'tools/launch.sh'), join(root, 'tools/launch.sh'));
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
  utimesSync(join(root, 'package-lock.json'), 0, 0);
  const env = { PATH: process.env.PATH, HOME: root, XDG_CACHE_HOME: '', NODE_COMPILE_CACHE: '' };
  return { root, launcher: join(root, 'bin/osiscope'), env };
}

test('arguments, standard streams and the exit code are the program’s', (t) => {
  const { root, launcher, env } = checkout(
    t,
    `import { readFileSync } from 'node:fs';
     const input: string = readFileSync(0, 'utf8');
     process.stdout.write(JSON.stringify({ words: process.argv.slice(2), input, version: process.version }));
     process.stderr.write('to standard error');
     process.exitCode = 7;`,
  );
  const words = ['-r', 'a b', '', '*', '$HOME'];
  const { status, stdout, stderr } = spawnSync(launcher, words, { input: 'hello', encoding: 'utf8', env });
  assert.equal(status, 7);
  assert.equal(stderr, 'to standard error');
  assert.deepEqual(JSON.parse(stdout), { words, input: 'hello', version: process.version });
  assert.ok(existsSync(join(root, '.cache/osiscope/node')), 'compiled code is kept in the cache of the user');
});

test('it is found through relative and absolute symbolic links, from any directory', (t) => {
  const { root, launcher, env } = checkout(t, 'process.stdout.write(process.cwd());');
  const cwd = join(root, 'elsewhere');
  symlinkSync('../bin/osiscope', join(cwd, 'relative'));
  symlinkSync(join(cwd, 'relative'), join(cwd, 'absolute'));
  for (const command of [launcher, './relative', join(cwd, 'absolute'), '../bin/osiscope']) {
    const { stdout, stderr } = spawnSync(command, { cwd, encoding: 'utf8', env });
    assert.equal(stdout, cwd, `${command}: ${stderr}`);
  }
  const inPath = spawnSync('relative', { cwd: '/', encoding: 'utf8', env: { ...env, PATH: `${cwd}:${env.PATH}` } });
  assert.equal(inPath.stdout, '/', inPath.stderr);
});

test('a signal ends the program itself', async (t) => {
  const { launcher, env } = checkout(t, "setInterval(() => {}, 1000);\nprocess.stdout.write('up');");
  const child = spawn(launcher, { stdio: ['ignore', 'pipe', 'inherit'], env });
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  const [code, signal] = await once(child, 'exit');
  assert.deepEqual([code, signal], [null, 'SIGTERM']);
});

test('without packages and without Node it says what to install', (t) => {
  const root = fileTree(t, {});
  cpSync(join(project, 'bin'), join(root, 'bin'), { recursive: true });
  cpSync(join(project, 'tools/launch.sh'), join(root, 'tools/launch.sh'));
  writeFileSync(join(root, 'package-lock.json'), '{}');
  const { status, stderr } = spawnSync('/bin/sh', [join(root, 'bin/osiscope')], {
    encoding: 'utf8',
    env: { PATH: root },
  });
  assert.equal(status, 1);
  assert.match(stderr, /Node is not installed. Install Node 18 or later/);
});
