import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { existsSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { daemonProgram, processState, run, runClient, runNode, temporaryFolder, until } from './daemon-process.ts';

test('a daemon has its own session, working directory / and standard descriptors on /dev/null', async (t) => {
  const folder = temporaryFolder(t);
  const pidFile = join(folder, 'd.pid');
  const log = join(folder, 'd.log');
  const collector = createSocket('udp4').bind(0, '127.0.0.1');
  await new Promise((bound) => collector.once('listening', bound));
  t.after(() => collector.close());
  const collected: string[] = [];
  collector.on('message', (datagram) => collected.push(datagram.toString()));

  const flags = ['--pid-file', pidFile, '--grace', '2'];
  const syslog = ['--syslog', `127.0.0.1:${collector.address().port}`, '--log-file', log];
  const start = await runNode([daemonProgram, 'start', '--daemonize', '--any-port', ...flags, ...syslog]);
  assert.equal(start.status, 0, start.stderr);
  const pid = Number(readFileSync(pidFile, 'utf8'));
  t.after(() => {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {}
  });
  assert.match(start.stderr, new RegExp(`runs in the background with process id ${pid}`));

  const state = processState(pid);
  assert.equal(state?.session, pid);
  assert.equal(state?.group, pid);
  assert.equal(state?.terminal, 0);
  assert.equal(readlinkSync(`/proc/${pid}/cwd`), '/');
  for (const fd of [0, 1, 2]) assert.equal(readlinkSync(`/proc/${pid}/fd/${fd}`), '/dev/null');

  const port = /^listening: echo tcp \S+ (\d+)$/m.exec(start.stderr)?.[1] as string;
  assert.equal((await runClient('echo', '127.0.0.1', port)).status, 0);

  const status = await runNode([daemonProgram, 'status', ...flags]);
  assert.equal(status.status, 0);
  assert.match(status.stdout, /model {7}select/);
  assert.match(status.stdout, /connections 0 now, at most 1 at a time, 1 in all, 0 refused/);

  const second = await runNode([daemonProgram, 'start', '--any-port', ...flags]);
  assert.equal(second.status, 1);
  assert.match(second.stderr, /runs already/);

  assert.equal((await runNode([daemonProgram, 'reload', ...flags])).status, 0);
  await until('it says so', () => readFileSync(log, 'utf8').includes('the configuration was read again'));

  const stop = await runNode([daemonProgram, 'stop', ...flags]);
  assert.equal(stop.status, 0);
  // Its parent is now process 1, which may take its time to reap it, or in a container never do.
  assert.ok([undefined, 'Z'].includes(processState(pid)?.state));
  assert.ok(!existsSync(pidFile));
  assert.equal((await runNode([daemonProgram, 'status', ...flags])).status, 3);
  assert.equal((await runNode([daemonProgram, 'reload', ...flags])).status, 7);
  assert.equal((await runNode([daemonProgram, 'stop', ...flags])).status, 0);

  await until('the last message arrived', () => collected.some((text) => text.includes('ended with exit status 0')));
  for (const text of ['started, model select', 'SIGHUP received', 'SIGTERM received'])
    assert.ok(
      collected.some((message) => message.includes(text)),
      text,
    );
  const form = /^<(29|30)>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \S+ osiscope-daemon \d+ - - \ufeff/;
  for (const message of collected) assert.match(message, form);
});

test('a start that fails tells the starter why, with status 1', async (t) => {
  const folder = temporaryFolder(t);
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => other.once('listening', listening));
  t.after(() => other.close());
  const { port } = other.address() as { port: number };
  const flags = ['--pid-file', join(folder, 'd.pid'), '--services', 'echo', '--port', `echo=${port}`];
  for (const more of [[], ['--daemonize', '--log-file', join(folder, 'log')]]) {
    const start = await runNode([daemonProgram, 'start', ...flags, ...more]);
    assert.equal(start.status, 1);
    assert.match(start.stderr, /address already in use \(EADDRINUSE\)\. Another program uses this port/);
    assert.ok(!existsSync(join(folder, 'd.pid')));
  }
});

test('a privileged port without rights is explained', { skip: process.getuid?.() !== 0 && 'needs root' }, async (t) => {
  const folder = temporaryFolder(t);
  // Root without this one right: another user may not be able to read the program where it stands.
  const words = ['--bounding-set=-net_bind_service', '--inh-caps=-net_bind_service', process.execPath, daemonProgram];
  const probe = await run('unshare', ['--net', 'true']).catch(() => undefined);
  if (probe?.status !== 0) return t.skip('no network namespace to try it in');
  const flags = ['--pid-file', join(folder, 'd.pid'), '--services', 'echo', '--port', 'echo=7', '--bind', '::'];
  const start = await run('unshare', ['--net', 'setpriv', ...words, ...flags]);
  assert.equal(start.status, 1, start.stderr);
  assert.match(start.stderr, /EACCES\)\. Ports below 1024 are for privileged users/);
});

test('a wrong configuration names file, line and reason', async (t) => {
  const folder = temporaryFolder(t);
  const config = join(folder, 'wrong.conf');
  writeFileSync(config, 'model thread\n\nmodle fork\n');
  const start = await runNode([daemonProgram, '--config', config]);
  assert.equal(start.status, 2);
  assert.match(start.stderr, /wrong\.conf, line 3: there is no option modle\./);
  const missing = await runNode([daemonProgram, '--config', join(folder, 'none')]);
  assert.match(missing.stderr, /cannot be read: no such file or directory/);
  const flag = await runNode([daemonProgram, '--modle', 'fork']);
  assert.equal(flag.status, 2);
  assert.match(flag.stderr, /no option --modle/);
});

test('a stale pid file does not hold up a start', async (t) => {
  const folder = temporaryFolder(t);
  const pidFile = join(folder, 'd.pid');
  writeFileSync(pidFile, `${process.pid}\n`);
  assert.equal((await runNode([daemonProgram, 'status', '--pid-file', pidFile])).status, 1);
  const start = await runNode([
    daemonProgram,
    '--daemonize',
    '--any-port',
    '--pid-file',
    pidFile,
    '--log-file',
    join(folder, 'log'),
  ]);
  assert.equal(start.status, 0, start.stderr);
  assert.equal((await runNode([daemonProgram, 'stop', '--pid-file', pidFile])).status, 0);
});
