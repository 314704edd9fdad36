import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { clientProgram, readTrace, runClient, runNode, startDaemon, temporaryFolder, until } from './daemon-process.ts';

async function serverOf(t: TestContext, backlog?: number): Promise<{ server: Server; port: number }> {
  const server = createServer().listen({ port: 0, host: '127.0.0.1', ...(backlog === undefined ? {} : { backlog }) });
  await new Promise((listening) => server.once('listening', listening));
  t.after(() => server.close());
  return { server, port: (server.address() as { port: number }).port };
}

test('each service succeeds against the daemon', async (t) => {
  const folder = temporaryFolder(t);
  const certificate = join(folder, 'certificate.pem');
  const daemon = await startDaemon(t, '--certificate', certificate);
  const ask = async (service: string, ...words: string[]) => {
    const protocol = service === 'syslog' ? 'udp' : 'tcp';
    const client = await runClient(
      service,
      'localhost',
      String(daemon.port(service, protocol)),
      '--family',
      '4',
      '--ca',
      certificate,
      ...words,
    );
    assert.equal(client.status, 0, `${service}: ${client.stderr}`);
    return client;
  };
  assert.equal((await ask('echo', '--times', '3', '--half-close')).stderr, 'osiscope-client: 3 echoes of 5 bytes\n');
  assert.equal((await ask('echo', '--udp', '--message', 'datagram')).stdout, 'datagram\n');
  assert.match((await ask('http', '--times', '5', '--path', '/hits')).stdout, /own 5/);
  assert.equal((await ask('http', '--method', 'POST', '--path', '/echo', '--body', 'words')).stdout, 'words');
  assert.match((await ask('https', '--path', '/about')).stdout, /<h1>About/);
  for (const service of ['smtp', 'smtps']) await ask(service, '--message', 'one\n.two', '--subject', service);
  const mail = await ask('pop3', '--delete');
  assert.match(mail.stdout, /Subject: smtp\n[\s\S]*\none\n\.two\n[\s\S]*Subject: smtps\n/);
  assert.match((await ask('pop3s')).stderr, /0 messages read/);
  assert.equal((await ask('rpc', '--numbers', '-7,9')).stdout, '2\n');
  assert.match(
    (await ask('rpc', '--udp', '--procedure', 'summarize', '--numbers', '4,9,2')).stdout,
    /count 3, total 15, largest number 2 with 9/,
  );
  await ask('rpc', '--procedure', 'echo', '--times', '3', '--half-close');
  await ask('rpc', '--procedure', 'null', '--reset');
  await ask('syslog', '--message', 'a word to the collector');
  await until('it is collected', () => daemon.errors().includes('a word to the collector'));
});

test('refused, timed out, unknown, reset and untrusted are told apart', async (t) => {
  const nobody = await serverOf(t);
  const { port } = nobody;
  await new Promise((closed) => nobody.server.close(closed));
  const refused = await runClient('echo', '127.0.0.1', String(port));
  assert.deepEqual([refused.status, refused.stderr.includes('connection refused (ECONNREFUSED)')], [4, true]);
  assert.equal((await runClient('echo', '127.0.0.1', String(port), '--udp')).status, 4);
  assert.equal((await runClient('echo', 'no-such-host.invalid')).status, 3);
  assert.equal((await runClient('echo', '127.0.0.1', '1', '--local-address', '203.0.113.7')).status, 10);
  assert.equal((await runClient('echo')).status, 2);
  assert.equal((await runClient('gopher', 'localhost')).status, 2);

  const silent = await serverOf(t);
  silent.server.on('connection', (socket) => socket.on('error', () => {}));
  const late = await runClient('echo', '127.0.0.1', String(silent.port), '--read-timeout', '0.3');
  assert.deepEqual([late.status, late.stderr], [6, 'osiscope-client: the read timed out\n']);
  const rude = await serverOf(t);
  rude.server.on('connection', (socket) => socket.once('data', () => socket.resetAndDestroy()));
  assert.equal((await runClient('echo', '127.0.0.1', String(rude.port))).status, 7);
  const curt = await serverOf(t);
  curt.server.on('connection', (socket) => socket.end('!'));
  assert.equal((await runClient('http', '127.0.0.1', String(curt.port))).status, 1);

  const daemon = await startDaemon(t, '--services', 'https');
  assert.equal((await runClient('https', '127.0.0.1', String(daemon.port('https')))).status, 9);
});

test('a full backlog makes connecting time out', {
  skip: process.platform !== 'linux' && 'needs the queue of Linux',
}, async (t) => {
  const { server, port } = await serverOf(t, 1);
  // A process that never returns to its event loop accepts nothing; the kernel answers until its queue is full.
  const folder = temporaryFolder(t);
  const script = join(folder, 'busy.mjs');
  server.close();
  const busy = `import net from 'node:net';
const server = net.createServer().listen({ port: ${port}, host: '127.0.0.1', backlog: 1 }, () => {
  process.stdout.write('listening\\n', () => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30000); process.exit(); });
});`;
  writeFileSync(script, busy);
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  await new Promise((listening) => child.stdout.once('data', listening));
  const trace = join(folder, 'trace.jsonl');
  const words = [
    '--connect-timeout',
    '1',
    '--read-timeout',
    '3',
    '--repeat',
    '6',
    '--parallel',
    '6',
    '--trace',
    trace,
    '--quiet',
  ];
  const client = await runClient('echo', '127.0.0.1', String(port), ...words);
  assert.match(client.stderr, /connectTimeout/);
  const late = readTrace(trace).filter((event) => event.step === 'connect' && event.errno === 'ETIMEDOUT');
  assert.ok(late.length > 0);
  for (const { local, duration } of late) {
    assert.ok((local?.port ?? 0) > 0, 'the local port is known all the same');
    assert.ok((duration ?? 0) >= 990_000_000);
  }
});

test('a person can talk to echo, smtp and pop3', async (t) => {
  const daemon = await startDaemon(t);
  const talk = (service: string, typed: string) =>
    runNode([clientProgram, service, '127.0.0.1', String(daemon.port(service)), '--interactive'], typed);
  assert.equal((await talk('echo', 'hello\nworld\n')).stdout, 'hello\nworld\n');
  assert.match((await talk('smtp', 'HELO me\nQUIT\n')).stdout, /^220 [\s\S]*250 [\s\S]*221 Goodbye\r\n$/);
  assert.match((await talk('pop3', 'USER user\nPASS x\nSTAT\n')).stdout, /\+OK 0 0\r\n$/);
});

test('chunk, think, read size and read pause shape the traffic', async (t) => {
  const daemon = await startDaemon(t);
  const trace = join(daemon.folder, 'client.jsonl');
  const words = ['--trace', trace, '--message', 'abcdefghij', '--chunk', '4', '--think', '0.05', '--read-size', '3'];
  const client = await runClient('echo', '127.0.0.1', String(daemon.port('echo')), ...words);
  assert.equal(client.status, 0);
  const events = readTrace(trace);
  const writes = events.filter((event) => event.step === 'write');
  assert.deepEqual(
    writes.map(({ bytes, offset }) => [bytes, offset]),
    [
      [4, 0],
      [4, 4],
      [2, 8],
    ],
  );
  for (let index = 1; index < writes.length; index++)
    assert.ok(writes[index].time - writes[index - 1].time >= 45_000_000n);
  const reads = events.filter((event) => event.step === 'read' && event.bytes !== 0);
  assert.ok(reads.every((event) => (event.bytes ?? 0) <= 3));
  const steps = ['start', 'lookup', 'socket', 'bind', 'prepare', 'connect'];
  assert.deepEqual(
    events.slice(0, 6).map((event) => event.step),
    steps,
  );
});

test('reset ends with RST, half-close with FIN before the answer, and a rate is kept', async (t) => {
  const daemon = await startDaemon(t);
  const port = String(daemon.port('echo'));
  assert.equal((await runClient('echo', '127.0.0.1', port, '--reset')).status, 0);
  await until('the daemon saw the reset', () =>
    daemon.trace().some((event) => event.step === 'read' && event.errno === 'ECONNRESET'),
  );
  const began = Date.now();
  const rated = await runClient('echo', '127.0.0.1', port, '--repeat', '6', '--rate', '10', '--parallel', '6');
  assert.equal(rated.status, 0);
  assert.ok(Date.now() - began >= 490);
});
