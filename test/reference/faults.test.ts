import assert from 'node:assert/strict';
import { test } from 'node:test';
import { childrenOf, counts, peerOf, runClient, startDaemon, until, zombiesOf } from './daemon-process.ts';

const lab = ['--lab', '--services', 'echo,http,fault'];

test('a crash in the fork model kills one copy only', async (t) => {
  const daemon = await startDaemon(t, ...lab, '--model', 'fork');
  const bystander = await peerOf(t, daemon.port('echo'));
  bystander.socket.write('before ');
  await until('the bystander is served', () => bystander.received() === 'before ');
  for (const fault of ['segv', 'abort', 'exit 3', 'throw'])
    await runClient('fault', '127.0.0.1', String(daemon.port('fault')), '--message', fault);
  const reaped = () => daemon.trace().filter((event) => event.step === 'reap');
  await until('all four are reaped', () => reaped().length === 4);
  assert.deepEqual(
    reaped().map((event) => event.signal ?? event.status),
    ['SIGSEGV', 'SIGABRT', 3, 1],
  );
  for (const word of ['SIGSEGV', 'SIGABRT', 'exit status 3', 'exit status 1'])
    assert.match(daemon.errors(), new RegExp(word));
  bystander.socket.write('after');
  await until('the bystander lives on', () => bystander.received() === 'before after');
  assert.equal((await counts(daemon)).inside, 2);
  await until('only the bystander has a process', () => childrenOf(daemon.pid).length === 1);
  await until('every child that ended is reaped', () => zombiesOf(daemon.pid).length === 0);
});

for (const model of ['select', 'thread']) {
  test(`a crash in the ${model} model kills all`, async (t) => {
    const daemon = await startDaemon(t, ...lab, '--model', model);
    const bystander = await peerOf(t, daemon.port('echo'));
    bystander.socket.write('before');
    await until('the bystander is served', () => bystander.received() === 'before');
    await runClient('fault', '127.0.0.1', String(daemon.port('fault')), '--message', 'segv');
    await bystander.over;
    assert.equal((await daemon.ended).signal, 'SIGSEGV');
  });
}

test('an error nobody catches ends one thread, and the daemon makes another', async (t) => {
  const daemon = await startDaemon(t, ...lab, '--model', 'thread', '--spare-threads', '1');
  await runClient('fault', '127.0.0.1', String(daemon.port('fault')), '--message', 'throw');
  await until('the thread is joined', () => daemon.trace().some((event) => event.step === 'join'));
  await until('the count is right', async () => (await counts(daemon)).inside === 1);
  assert.match(daemon.errors(), /alert: thread \d+ ended with status 1: an error nobody catches/);
  const echo = await runClient('echo', '127.0.0.1', String(daemon.port('echo')));
  assert.equal(echo.status, 0);
});

test('a crash in the mixed model kills the threads of one process', async (t) => {
  const daemon = await startDaemon(t, ...lab, '--model', 'mixed', '--start-servers', '2', '--threads-per-child', '2');
  await runClient('fault', '127.0.0.1', String(daemon.port('fault')), '--message', 'abort');
  await until('the process is reaped', () => daemon.trace().some((event) => event.step === 'reap'));
  const echo = await runClient('echo', '127.0.0.1', String(daemon.port('echo')), '--repeat', '10', '--parallel', '3');
  assert.equal(echo.status, 0);
  await until('the count is right', async () => (await counts(daemon)).inside === 1);
  await until('every child that ended is reaped', () => zombiesOf(daemon.pid).length === 0);
});

test('faults need --lab', async (t) => {
  await assert.rejects(startDaemon(t, '--services', 'fault'), /the daemon ended: .*needs --lab/);
});
