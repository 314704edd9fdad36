import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TraceEvent } from '../../contract/trace-event.ts';
import { childrenOf, counts, hits, processState, runClient, startDaemon, until, zombiesOf } from './daemon-process.ts';

const models: { name: string; flags: string[]; connections: number }[] = [
  { name: 'select', flags: ['--model', 'select'], connections: 200 },
  { name: 'fork', flags: ['--model', 'fork'], connections: 200 },
  { name: 'fork with a pool', flags: ['--model', 'fork', '--prefork', '4'], connections: 200 },
  { name: 'thread', flags: ['--model', 'thread'], connections: 200 },
  { name: 'mixed', flags: ['--model', 'mixed', '--start-servers', '1', '--threads-per-child', '2'], connections: 200 },
];

/** Most connections that were accepted and not yet closed at a time. */
function mostOpen(events: TraceEvent[]): number {
  let open = 0;
  let most = 0;
  const ends = events.filter((event) => event.step === 'accept' || event.step === 'close');
  for (const { step } of ends.sort((a, b) => Number(a.time - b.time))) {
    open += step === 'accept' ? 1 : -1;
    most = Math.max(most, open);
  }
  return most;
}

for (const { name, flags, connections } of models) {
  test(`${name} serves ${connections} connections, counts them exactly and leaves no zombie`, async (t) => {
    const daemon = await startDaemon(t, ...flags, '--log-level', 'warning');
    const load = ['--repeat', String(connections), '--parallel', '6', '--times', '2'];
    const client = await runClient('echo', '127.0.0.1', String(daemon.port('echo')), ...load);
    assert.equal(client.stderr, `osiscope-client: ${connections} connections: ${connections} success\n`);
    assert.equal(client.status, 0);
    await until('all connections are over', async () => (await counts(daemon)).inside === 1);
    const { refused, most } = await counts(daemon);
    assert.equal(refused, 0);
    await until('every child that ended is reaped', () => zombiesOf(daemon.pid).length === 0);

    const events = daemon.trace().filter((event) => event.service === 'echo' && event.connection !== undefined);
    const accepted = events.filter((event) => event.step === 'accept');
    assert.equal(accepted.length, connections);
    assert.equal(new Set(accepted.map((event) => event.connection)).size, connections);
    // Processes and threads tell of an end after it, while the client makes its next connection: the count may be late.
    assert.ok(most >= mostOpen(events), `no fewer than the ${mostOpen(events)} open at a time, not ${most}`);
    if (name === 'select') assert.ok(most <= 14, `at most twice the 6 echoes and the questions, not ${most}`);
    for (const step of ['close', 'shutdown'] as const)
      assert.equal(events.filter((event) => event.step === step).length, connections, step);
    const bytes = (step: string) =>
      events.filter((event) => event.step === step).reduce((sum, event) => sum + (event.bytes ?? 0), 0);
    assert.equal(bytes('read'), connections * 10);
    assert.equal(bytes('write'), connections * 10);

    daemon.process.kill('SIGTERM');
    assert.deepEqual(await daemon.ended, { status: 0, signal: null });
    assert.deepEqual(childrenOf(daemon.pid), []);
  });
}

test('fork serves each connection in a process of its own, with data of its own', async (t) => {
  const daemon = await startDaemon(t, '--model', 'fork');
  const first = await hits(daemon.port('http'));
  const second = await hits(daemon.port('http'));
  assert.notEqual(first.pid, daemon.pid);
  assert.notEqual(first.pid, second.pid);
  assert.deepEqual([second.own, second.locked, second.unlocked], [1, 1, 1]);
  await until('both children are gone', () => childrenOf(daemon.pid).length === 0);
  const reaped = () => daemon.trace().filter((event) => event.step === 'reap');
  await until('both are reaped', () => reaped().length >= 2);
  assert.deepEqual(
    reaped().map(({ child, status }) => ({ child, status })),
    [
      { child: first.pid, status: 0 },
      { child: second.pid, status: 0 },
    ],
  );
});

test('thread serves in threads of the one process, which share memory', async (t) => {
  const daemon = await startDaemon(t, '--model', 'thread', '--spare-threads', '2');
  const first = await hits(daemon.port('http'), 10);
  assert.equal(first.pid, daemon.pid);
  assert.notEqual(first.tid, daemon.pid);
  assert.equal(processState(first.tid)?.pid, first.tid);
  const second = await hits(daemon.port('http'), 5);
  assert.equal(second.locked, 15);
  const made = daemon.trace().filter((event) => event.step === 'thread');
  assert.ok(made.some((event) => event.child === first.tid));
  const reads = daemon.trace().filter((event) => event.step === 'read' && event.tid === first.tid);
  assert.ok(reads.length > 0, 'the thread itself reads');
});

test('with a lock no hit is lost, without one some are', async (t) => {
  const daemon = await startDaemon(t, '--model', 'thread', '--spare-threads', '2');
  const port = daemon.port('http');
  let total = 0;
  let last = { locked: 0, unlocked: 0 };
  for (let round = 0; round < 20 && last.unlocked === total; round++) {
    const two = await Promise.all([hits(port, 200_000), hits(port, 200_000)]);
    total += 400_000;
    last = { locked: Math.max(two[0].locked, two[1].locked), unlocked: (await hits(port, 0)).unlocked };
  }
  assert.equal((await hits(port, 0)).locked, total);
  assert.ok(last.unlocked < total, 'the race lost hits');
});

test('mixed grows to its limit and shrinks again', async (t) => {
  const daemon = await startDaemon(
    t,
    ...['--model', 'mixed', '--start-servers', '1', '--threads-per-child', '2', '--server-limit', '3'],
    ...['--min-spare-threads', '1', '--max-spare-threads', '2'],
  );
  assert.equal(childrenOf(daemon.pid).length, 1);
  const port = daemon.port('http');
  const slow = Array.from({ length: 8 }, () =>
    fetch(`http://127.0.0.1:${port}/slow?ms=1500`).then((answer) => answer.text()),
  );
  await until('three processes', () => childrenOf(daemon.pid).length === 3);
  assert.deepEqual(await Promise.all(slow), Array(8).fill('At last.\n'));
  const served = daemon.trace().filter((event) => event.step === 'service');
  assert.ok(new Set(served.map((event) => event.pid)).size > 1, 'several processes served');
  const delayed = daemon.trace().filter((event) => event.step === 'delay');
  assert.ok(delayed.length >= 2, 'two connections waited for a thread');
  await hits(port);
  await until('one process again', () => childrenOf(daemon.pid).length === 1);
  await until('every child that ended is reaped', () => zombiesOf(daemon.pid).length === 0);
});
