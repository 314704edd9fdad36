import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { childrenOf, counts, peerOf, runClient, startDaemon, temporaryFolder, until } from './daemon-process.ts';

for (const signal of ['SIGINT', 'SIGQUIT', 'SIGTERM'] as const) {
  test(`${signal} stops gracefully: open connections finish, new ones are refused, exit status 0`, async (t) => {
    const daemon = await startDaemon(t);
    const open = await peerOf(t, daemon.port('echo'));
    open.socket.write('before ');
    await until('it is served', () => open.received() === 'before ');
    daemon.process.kill(signal);
    await until('it is stopping', () => daemon.errors().includes('stopping, 1 connections are open'));
    const refused = await runClient('echo', '127.0.0.1', String(daemon.port('echo')));
    assert.equal(refused.status, 4);
    open.socket.end('after');
    await open.over;
    assert.equal(open.received(), 'before after');
    assert.deepEqual(await daemon.ended, { status: 0, signal: null });
    assert.ok(daemon.trace().some((event) => event.step === 'signal' && event.text === signal));
  });
}

for (const model of ['select', 'fork', 'thread', 'mixed']) {
  test(`${model}: a second signal stops at once with status 1`, async (t) => {
    const daemon = await startDaemon(t, '--model', model);
    const open = await peerOf(t, daemon.port('echo'));
    open.socket.write('x');
    await until('it is served', () => open.received() === 'x');
    daemon.process.kill('SIGTERM');
    await until('it is stopping', () => daemon.errors().includes('stopping, 1 connections'));
    daemon.process.kill('SIGTERM');
    assert.deepEqual(await daemon.ended, { status: 1, signal: null });
    await open.over;
    assert.deepEqual(childrenOf(daemon.pid), []);
  });

  test(`${model}: after the grace time open connections are cut, exit status 0`, async (t) => {
    const daemon = await startDaemon(t, '--model', model, '--grace', '0.5');
    const open = await peerOf(t, daemon.port('echo'));
    open.socket.write('x');
    await until('it is served', () => open.received() === 'x');
    daemon.process.kill('SIGTERM');
    assert.deepEqual(await daemon.ended, { status: 0, signal: null });
    await open.over;
    assert.match(daemon.errors(), /the grace time is over, 1 connections are cut/);
  });
}

test('KILL leaves no process behind in any model', async (t) => {
  for (const model of ['fork', 'mixed']) {
    const daemon = await startDaemon(t, '--model', model, '--prefork', '2');
    await until('there are children', () => childrenOf(daemon.pid).length === 2);
    const children = childrenOf(daemon.pid);
    daemon.process.kill('SIGKILL');
    assert.equal((await daemon.ended).signal, 'SIGKILL');
    const alive = (pid: number): boolean => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    await until('the children end by themselves', () => !children.some(alive));
  }
});

test('an idle HTTP connection kept alive does not hold up the stop', async (t) => {
  const daemon = await startDaemon(t);
  const open = await peerOf(t, daemon.port('http'));
  open.socket.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n');
  await until('the page is there', () => open.received().includes('</html>'));
  daemon.process.kill('SIGTERM');
  assert.equal(await open.over, 'end');
  assert.equal((await daemon.ended).status, 0);
});

test('HUP takes over a new configuration, keeps what needs a restart, and keeps all of it when it is wrong', async (t) => {
  const folder = temporaryFolder(t);
  const config = join(folder, 'daemon.conf');
  writeFileSync(config, '# nobody is denied\nread-timeout 20\nbacklog 16\n');
  const daemon = await startDaemon(t, '--config', config);
  const connect = () => runClient('echo', '127.0.0.1', String(daemon.port('echo')), '--read-timeout', '10');
  assert.equal((await connect()).status, 0);
  const kept = await peerOf(t, daemon.port('echo'));

  writeFileSync(config, 'deny 127.0.0.0/8 # all of this machine\nbacklog 32\n');
  daemon.process.kill('SIGHUP');
  await until('it was read again', () => daemon.errors().includes('the configuration was read again'));
  assert.match(daemon.errors(), /only a restart changes backlog/);
  assert.notEqual((await connect()).status, 0);
  kept.socket.write('still open');
  await until('an open connection goes on', () => kept.received() === 'still open');

  writeFileSync(config, 'deny 127.0.0.0/8\nhard-limit many\n');
  daemon.process.kill('SIGHUP');
  await until('it was refused', () => daemon.errors().includes('the old configuration stays in force'));
  assert.match(daemon.errors(), /daemon\.conf, line 2: hard-limit: "many" is not a whole number/);
  assert.notEqual((await connect()).status, 0);

  writeFileSync(config, '');
  daemon.process.kill('SIGHUP');
  await until('nobody is denied', async () => (await connect()).status === 0);
  assert.ok((await counts(daemon)).refused >= 2);
});
