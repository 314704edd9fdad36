import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { peerOf, runClient, startDaemon, until } from './daemon-process.ts';

test('a collector that is not there is named at the other places, and loses nothing there', async (t) => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await new Promise((bound) => socket.once('listening', bound));
  const { port } = socket.address();
  await new Promise<void>((closed) => socket.close(closed));
  const daemon = await startDaemon(t, '--services', 'echo', '--syslog', `127.0.0.1:${port}`);
  for (let round = 0; round < 3; round++) await runClient('echo', '127.0.0.1', String(daemon.port('echo')));
  const complaint = `the collector 127.0.0.1 port ${port} does not get our messages: connection refused (ECONNREFUSED)`;
  await until('it complains', () => daemon.errors().includes(complaint));
  assert.match(daemon.errors(), /notice: started, model select/);
});

test('an unknown collector and a missing system log are named too', async (t) => {
  const daemon = await startDaemon(t, '--services', 'echo', '--syslog', 'no-such-host.invalid:514');
  await until('it complains', () => /no-such-host\.invalid port 514 does not get our messages/.test(daemon.errors()));
  if (existsSync('/dev/log')) return;
  const other = await startDaemon(t, '--services', 'echo', '--logger');
  assert.match(other.errors(), /logger does not take our messages: this system has no log at \/dev\/log/);
});

test('messages have severities, and one level hides those below it', async (t) => {
  const flags = ['--services', 'echo', '--hard-limit', '1', '--soft-limit', '1'];
  const daemon = await startDaemon(t, ...flags, '--log-level', 'notice');
  const one = await peerOf(t, daemon.port('echo'));
  one.socket.write('x');
  await until('it is served', () => one.received() === 'x');
  const two = await peerOf(t, daemon.port('echo'));
  await two.over;
  await until('it is logged', () =>
    /alert: echo connection \S+ from 127\.0\.0\.1 port \d+ is refused/.test(daemon.errors()),
  );
  assert.doesNotMatch(daemon.errors(), / info: /);
  assert.match(daemon.errors(), / notice: started/);
});

test('text of a client cannot forge messages or fill the log', async (t) => {
  const daemon = await startDaemon(t, '--services', 'syslog');
  const sender = createSocket('udp4');
  t.after(() => sender.close());
  const forged = Buffer.from(
    `<30>hello\n2026-01-01T00:00:00.000Z osiscope-daemon[1] alert: forged\x1b[31m${'x'.repeat(9_000)}`,
  );
  await new Promise((sent) => sender.send(forged, daemon.port('syslog', 'udp'), '127.0.0.1', sent));
  await until('it is collected', () => daemon.errors().includes('hello.2026'));
  const lines = daemon.errors().split('\n');
  assert.ok(!lines.some((line) => line.includes('alert: forged') && line.startsWith('2026-01-01')));
  assert.ok(lines.every((line) => line.length < 2_500 && !line.includes('\x1b')));
});
