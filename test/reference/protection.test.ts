import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import type { Peer } from './daemon-process.ts';
import { childrenOf, counts, peerOf, startDaemon, until, zombiesOf } from './daemon-process.ts';

test('above 100 connections one waits a second, above 120 it is closed at once', async (t) => {
  const daemon = await startDaemon(t, '--log-level', 'alert');
  const open = async (count: number): Promise<Peer[]> => {
    const peers: Peer[] = [];
    for (let index = 0; index < count; index++) {
      const peer = await peerOf(t, daemon.port('echo'));
      peer.socket.write('x');
      peers.push(peer);
    }
    return peers;
  };
  const first = await open(100);
  await until('100 are served', () => first.every((peer) => peer.received() === 'x'));
  const waiting = await open(20);
  const cut = await open(3);
  for (const peer of cut) assert.equal((await peer.over) !== undefined && peer.received(), '');
  await until('20 are served after their wait', () => waiting.every((peer) => peer.received() === 'x'));
  const events = daemon.trace();
  assert.equal(events.filter((event) => event.step === 'delay').length, 20);
  assert.equal(events.filter((event) => event.step === 'refuse').length, 3);
  for (const { connection, time } of events.filter((event) => event.step === 'delay')) {
    const read = events.find((event) => event.step === 'read' && event.connection === connection);
    assert.ok(Number((read?.time ?? 0n) - time) >= 990_000_000, 'it waited a second');
  }
  for (const peer of first.slice(0, 30)) peer.socket.end();
  await Promise.all(first.slice(0, 30).map((peer) => peer.over));
  await until('there is room again', async () => (await counts(daemon)).inside === 91);
  const { refused, most } = await counts(daemon);
  assert.deepEqual({ refused, most }, { refused: 3, most: 120 });
});

for (const model of ['fork', 'thread', 'mixed']) {
  test(`${model}: the limits are exact`, async (t) => {
    const limits = [
      '--soft-limit',
      '4',
      '--hard-limit',
      '6',
      '--soft-wait',
      '0.5',
      '--start-servers',
      '1',
      '--threads-per-child',
      '3',
    ];
    const daemon = await startDaemon(t, '--model', model, ...limits);
    const peers = await Promise.all(Array.from({ length: 10 }, () => peerOf(t, daemon.port('echo'))));
    for (const peer of peers) peer.socket.write('x');
    await until('six are served', () => peers.filter((peer) => peer.received() === 'x').length === 6);
    const steps = (step: string) => daemon.trace().filter((event) => event.step === step);
    await until('four are refused', () => steps('refuse').length === 4);
    const soft = steps('delay').filter((event) => event.text?.includes('soft limit'));
    assert.equal(soft.length, 2);
    for (const peer of peers) peer.socket.end();
    await Promise.all(peers.map((peer) => peer.over));
    await until('all are over', async () => (await counts(daemon)).inside === 1);
    assert.equal((await counts(daemon)).most, 6);
    if (model === 'fork') await until('no child is left', () => childrenOf(daemon.pid).length <= 1);
    await until('every child that ended is reaped', () => zombiesOf(daemon.pid).length === 0);
  });
}

test('the access list decides by address, IPv4 and IPv6, and refusals name the originator', async (t) => {
  const ranges = ['--allow', '127.0.0.2/31,::1', '--deny', '127.0.0.3'];
  const daemon = await startDaemon(t, '--bind', '127.0.0.1,::1', '--services', 'echo,http', ...ranges);
  const ports = [...daemon.errors().matchAll(/^listening: echo tcp (\S+) (\d+)$/gm)].map((line) => Number(line[2]));
  const from = (localAddress: string, host: string, port: number): Promise<string> =>
    new Promise((over) => {
      const socket = connect({ host, port, localAddress }, () => socket.end('x'));
      let received = '';
      socket.on('data', (bytes) => {
        received += bytes;
      });
      socket.on('error', () => {});
      socket.on('close', () => over(received));
    });
  assert.equal(await from('127.0.0.2', '127.0.0.1', ports[0]), 'x');
  assert.equal(await from('127.0.0.3', '127.0.0.1', ports[0]), '');
  assert.equal(await from('127.0.0.1', '127.0.0.1', ports[0]), '');
  assert.equal(await from('::1', '::1', ports[1]), 'x');
  await until('refusals are logged', () =>
    /connection \S+ from 127\.0\.0\.1 port \d+ is refused: not in an allowed range/.test(daemon.errors()),
  );
  assert.match(daemon.errors(), /from 127\.0\.0\.3 port \d+ is refused: denied by 127\.0\.0\.3/);
});

test('a client that owes bytes is let go after the read time-out, one that takes none after the write time-out', async (t) => {
  const daemon = await startDaemon(t, '--read-timeout', '0.5', '--write-timeout', '0.5');
  const farewells: [service: string, sent: string, expected: RegExp][] = [
    ['echo', '', /^$/],
    ['http', 'GET / HT', /^HTTP\/1\.1 408 /],
    ['smtp', '', /421 Nothing came in time/],
    ['pop3', '', /^\+OK .*\r\n$/],
    ['rpc', '\x80', /^$/],
    ['https', '', /^$/],
  ];
  for (const [service, sent, expected] of farewells) {
    const peer = await peerOf(t, daemon.port(service));
    if (sent !== '') peer.socket.write(sent, 'latin1');
    await peer.over;
    assert.match(peer.received(), expected, service);
    peer.socket.destroy();
  }
  const slow = connect(daemon.port('http'), '127.0.0.1', () =>
    slow.write('GET /large?bytes=400000000 HTTP/1.1\r\nHost: x\r\n\r\n'),
  );
  t.after(() => slow.destroy());
  slow.on('error', () => {});
  slow.pause();
  await until('the write times out', () =>
    daemon.trace().some((event) => event.step === 'timeout' && event.text === 'write'),
  );
  assert.ok(
    daemon.trace().some((event) => event.step === 'write' && event.text === 'a part'),
    'a write was partial',
  );
  await until('all are over', async () => (await counts(daemon)).inside === 1);
});
