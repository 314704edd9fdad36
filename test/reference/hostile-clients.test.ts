import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { test } from 'node:test';
import type { RunningDaemon } from './daemon-process.ts';
import { counts, peerOf, residentBytes, runClient, startDaemon, until } from './daemon-process.ts';

const services = ['echo', 'http', 'smtp', 'pop3', 'rpc', 'https', 'smtps', 'pop3s'];

/** Sends `size` bytes without a line end as fast as the server takes them, until it closes or all are sent. */
function flood(daemon: RunningDaemon, service: string, start: string, size: number): Promise<number> {
  const piece = Buffer.alloc(1_048_576, 'x');
  return new Promise((over) => {
    let sent = 0;
    const socket = connect(daemon.port(service), '127.0.0.1');
    const more = (): void => {
      while (sent < size && !socket.destroyed) {
        sent += piece.length;
        if (!socket.write(piece)) return;
      }
      socket.end();
    };
    socket.on('connect', () => {
      socket.write(start);
      more();
    });
    socket.on('drain', more);
    socket.resume();
    socket.on('error', () => {});
    socket.on('close', () => over(sent));
  });
}

test('a line of a gigabyte takes no more memory than a short one', { timeout: 180_000 }, async (t) => {
  const daemon = await startDaemon(t, '--log-level', 'alert');
  await counts(daemon);
  const before = residentBytes(daemon.pid);
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, residentBytes(daemon.pid));
  }, 20);
  const gigabyte = 1_073_741_824;
  for (const service of services) await flood(daemon, service, '', service === 'echo' ? gigabyte / 4 : gigabyte);
  const mail = 'HELO me\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n';
  assert.ok((await flood(daemon, 'smtp', mail, gigabyte)) >= gigabyte, 'all of the message is taken, and thrown away');
  await flood(
    daemon,
    'http',
    'POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n40000000\r\n',
    gigabyte,
  );
  await flood(daemon, 'rpc', '\x80\x00\xff\xff', gigabyte);
  clearInterval(watch);
  assert.ok(most - before < 150 * 1_048_576, `${Math.round((most - before) / 1_048_576)} megabytes more`);
  await until('all are over', async () => (await counts(daemon)).inside === 1);
});

test('garbage, nothing and an early end do no harm to any service', async (t) => {
  const daemon = await startDaemon(t, '--read-timeout', '0.5', '--log-level', 'alert');
  let seed = 1;
  const random = (): Buffer => {
    const bytes = Buffer.alloc(2_000);
    for (let index = 0; index < bytes.length; index++) {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
      bytes[index] = seed >> 16;
    }
    return bytes;
  };
  for (const service of services)
    for (let round = 0; round < 5; round++) {
      const peer = await peerOf(t, daemon.port(service));
      peer.socket.on('error', () => {});
      if (round < 3) peer.socket.write(random());
      if (round === 3) peer.socket.end();
      if (round === 4) peer.socket.resetAndDestroy();
      else if (round < 2) peer.socket.end();
      await peer.over;
      peer.socket.destroy();
    }
  const sender = createSocket('udp4');
  t.after(() => sender.close());
  for (const service of ['echo', 'rpc', 'syslog'])
    for (let round = 0; round < 20; round++)
      await new Promise((sent) =>
        sender.send(random().subarray(0, round * 50), daemon.port(service, 'udp'), '127.0.0.1', sent),
      );
  await until('all are over', async () => (await counts(daemon)).inside === 1);
  assert.equal(daemon.process.exitCode, null);
});

test('a client that leaves during the TLS handshake is let go at once', async (t) => {
  const daemon = await startDaemon(t, '--services', 'http,https', '--log-level', 'alert');
  assert.equal((await runClient('https', '127.0.0.1', String(daemon.port('https')))).status, 9);
  await until('it is let go', () =>
    daemon.trace().some(({ step, service, remote }) => step === 'close' && service === 'https' && remote !== undefined),
  );
  assert.ok(!daemon.trace().some(({ step }) => step === 'timeout'));
  assert.equal((await counts(daemon)).inside, 1);
});

test('a client that never reads its answers is not served endlessly', async (t) => {
  const daemon = await startDaemon(t, '--write-timeout', '1', '--log-level', 'alert');
  const before = residentBytes(daemon.pid);
  const socket = connect(daemon.port('echo'), '127.0.0.1');
  t.after(() => socket.destroy());
  socket.on('error', () => {});
  socket.pause();
  const piece = Buffer.alloc(1_048_576);
  let open = true;
  socket.on('close', () => {
    open = false;
  });
  socket.on('connect', () => {
    const more = (): void => {
      if (open && socket.write(piece)) setImmediate(more);
    };
    socket.on('drain', more);
    more();
  });
  await until('the write timed out', () =>
    daemon.trace().some((event) => event.step === 'timeout' && event.text === 'write'),
  );
  assert.ok(residentBytes(daemon.pid) - before < 100 * 1_048_576);
  await until('it is over', async () => (await counts(daemon)).inside === 1);
});
