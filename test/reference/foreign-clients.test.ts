import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { clientProgram, readTrace, run, runClient, startDaemon, temporaryFolder, until } from './daemon-process.ts';

async function missing(command: string): Promise<string | false> {
  const found = await run('sh', ['-c', `command -v ${command}`]);
  return found.status === 0 ? false : `${command} is not installed`;
}

const noCurl = await missing('curl');
const noRpcinfo = await missing('rpcinfo');
const noStrace = await missing('strace');

function curl(...words: string[]) {
  return run('curl', ['--silent', '--show-error', '--max-time', '30', ...words]);
}

test('curl: HTTP pages, chunks, bodies, errors and one connection for several requests', {
  skip: noCurl,
}, async (t) => {
  const daemon = await startDaemon(t);
  const site = `http://127.0.0.1:${daemon.port('http')}`;
  const home = await curl('--include', `${site}/`);
  assert.match(home.stdout, /^HTTP\/1\.1 200 OK\r\n/);
  assert.match(home.stdout, /<h1>Osiscope reference daemon<\/h1>/);
  const tag = /^ETag: (.+)\r$/m.exec(home.stdout)?.[1] as string;
  const status = async (...words: string[]) =>
    (await curl('--output', '/dev/null', '--write-out', '%{http_code}', ...words)).stdout;
  assert.equal(await status('--header', `If-None-Match: ${tag}`, `${site}/`), '304');
  assert.equal(await status('--head', `${site}/`), '200');
  assert.equal(await status(`${site}/none`), '404');
  assert.equal(await status('--request', 'DELETE', `${site}/`), '405');
  assert.equal(await status('--location', `${site}/redirect`), '200');
  assert.equal(await status('--http1.0', `${site}/`), '200');
  const zipped = await curl('--header', 'Accept-Encoding: gzip', `${site}/about`);
  assert.match(gunzipSync(Buffer.from(zipped.stdout, 'latin1')).toString(), /<h1>About<\/h1>/);
  const stream = await curl(`${site}/stream?chunks=3&delay=10`);
  assert.equal(stream.stdout, 'chunk 1\nchunk 2\nchunk 3\n');
  const size = await curl('--output', '/dev/null', '--write-out', '%{size_download}', `${site}/large?bytes=20000000`);
  assert.equal(size.stdout, '20000000');
  const echo = await curl('--data', 'some words', `${site}/echo`);
  assert.equal(echo.stdout, 'some words');
  const chunked = await curl('--header', 'Transfer-Encoding: chunked', '--data', 'x'.repeat(100_000), `${site}/echo`);
  assert.equal(chunked.stdout.length, 100_000);
  const two = await curl('--verbose', `${site}/hits`, `${site}/hits`);
  assert.match(two.stderr, /Re-using existing connection/i);
});

test('curl: HTTPS with the certificate of the daemon, its session keys logged', { skip: noCurl }, async (t) => {
  const folder = temporaryFolder(t);
  const keys = join(folder, 'keys');
  const certificate = join(folder, 'certificate.pem');
  const secured = await startDaemon(t, '--certificate', certificate, '--key-log', keys, '--model', 'thread');
  const words = ['--cacert', certificate, `https://localhost:${secured.port('https')}/hits`];
  for (const version of [['--tlsv1.3'], ['--tls-max', '1.2']]) {
    const page = await curl(...version, ...words);
    assert.match(page.stdout, /^pid \d+\n/, page.stderr);
  }
  await until('keys are logged', () => readFileSync(keys, 'utf8').includes('CLIENT_RANDOM'));
  for (const line of readFileSync(keys, 'utf8').trim().split('\n'))
    assert.match(line, /^[A-Z_0-9]+ [0-9a-f]{64} [0-9a-f]+$/);
  assert.match(readFileSync(keys, 'utf8'), /^CLIENT_TRAFFIC_SECRET_0 /m);
  const distrusting = await curl(words[2]);
  assert.equal(distrusting.status, 60);
  const handshakes = secured.trace().filter((event) => event.step === 'handshake');
  assert.deepEqual(
    handshakes.map((event) => event.text?.split(' ')[0]),
    ['TLSv1.3', 'TLSv1.2'],
  );
});

test('curl: mail goes in by SMTP and comes out by POP3, in the clear and under TLS', { skip: noCurl }, async (t) => {
  const daemon = await startDaemon(t, '--model', 'fork', '--prefork', '2');
  const message = 'From: <a@example.org>\r\nSubject: dots\r\n\r\nline\r\n.dot\r\n..two dots\r\n';
  const envelope = ['--mail-from', 'a@example.org', '--mail-rcpt', 'Someone@example.net', '--upload-file', '-'];
  const upload = (url: string) => run('curl', ['-sSk', '--max-time', '30', url, ...envelope], message);
  for (const url of [`smtp://127.0.0.1:${daemon.port('smtp')}`, `smtps://127.0.0.1:${daemon.port('smtps')}`]) {
    const sent = await upload(url);
    assert.equal(sent.status, 0, sent.stderr);
  }
  const mailbox = `someone:any@127.0.0.1`;
  const list = await curl(`pop3://${mailbox}:${daemon.port('pop3')}/`);
  assert.match(list.stdout, /^1 \d+\r\n2 \d+\r\n$/);
  for (const url of [`pop3://${mailbox}:${daemon.port('pop3')}/1`, `pop3s://${mailbox}:${daemon.port('pop3s')}/2`]) {
    const read = await curl('--insecure', url);
    assert.ok(read.stdout.startsWith('Return-Path: <a@example.org>\r\nReceived: from '), read.stderr);
    assert.ok(read.stdout.endsWith(message), read.stdout);
  }
  await curl('--head', '--request', 'DELE 1', `pop3://${mailbox}:${daemon.port('pop3')}/1`);
  const left = await curl(`pop3://${mailbox}:${daemon.port('pop3')}/`);
  assert.match(left.stdout, /^1 \d+\r\n$/);
});

test('rpcinfo: the null procedure over TCP and UDP', { skip: noRpcinfo }, async (t) => {
  const daemon = await startDaemon(t);
  const port = daemon.port('rpc');
  const address = `127.0.0.1.${port >> 8}.${port & 0xff}`;
  for (const transport of ['tcp', 'udp']) {
    const found = await run('rpcinfo', ['-a', address, '-T', transport, String(0x20004f53), '1']);
    assert.match(found.stdout, /program 536891219 version 1 ready and waiting/, found.stderr);
    const wrong = await run('rpcinfo', ['-a', address, '-T', transport, String(0x20004f53), '7']);
    assert.match(wrong.stdout + wrong.stderr, /low version = 1, high version = 1/);
    const other = await run('rpcinfo', ['-a', address, '-T', transport, '100003', '3']);
    assert.match(other.stdout + other.stderr, /Program unavailable/);
  }
});

test('strace: the trace tells the truth about system calls', { skip: noStrace }, async (t) => {
  const daemon = await startDaemon(t, '--services', 'echo');
  const trace = join(daemon.folder, 'client.jsonl');
  const calls = join(daemon.folder, 'calls');
  const client = [process.execPath, clientProgram, 'echo', '127.0.0.1', String(daemon.port('echo')), '--trace', trace];
  const traced = await run('strace', ['-f', '-o', calls, '-e', 'trace=socket,bind,connect,shutdown', ...client]);
  if (traced.status !== 0) return t.skip('strace may not trace here');
  const lines = readFileSync(calls, 'utf8').split('\n');
  const events = readTrace(trace);
  const connect = events.find((event) => event.step === 'connect');
  const call = lines.find((line) =>
    line.includes(`connect(${connect?.fd}, {sa_family=AF_INET, sin_port=htons(${daemon.port('echo')})`),
  );
  assert.ok(call !== undefined, 'the descriptor of the trace is the one of the call');
  assert.equal(Number(call.split(' ')[0]), connect?.tid);
  assert.ok(lines.some((line) => line.includes(`shutdown(${connect?.fd}, SHUT_WR)`)));
});

test('the two ends of a connection agree on addresses, bytes and time', async (t) => {
  const daemon = await startDaemon(t, '--services', 'echo');
  const trace = join(daemon.folder, 'client.jsonl');
  const words = ['--trace', trace, '--size', '300000', '--times', '3', '--quiet'];
  const before = BigInt(Date.now()) * 1_000_000n;
  assert.equal((await runClient('echo', '127.0.0.1', String(daemon.port('echo')), ...words)).status, 0);
  const ours = readTrace(trace);
  await until('the daemon closed', () => daemon.trace().filter((event) => event.step === 'close').length > 0);
  const theirs = daemon.trace().filter((event) => event.connection !== undefined);
  const connect = ours.find((event) => event.step === 'connect');
  const accept = theirs.find((event) => event.step === 'accept');
  assert.deepEqual(accept?.remote, connect?.local);
  assert.deepEqual(accept?.local, connect?.remote);
  for (const events of [ours, theirs])
    for (const step of ['read', 'write'] as const) {
      let expected = 0;
      for (const event of events.filter((other) => other.step === step)) {
        assert.equal(event.offset, expected, `${step} offsets follow each other`);
        expected += event.bytes ?? 0;
      }
      assert.equal(expected, 900_000);
    }
  const times = [...ours, ...theirs].filter((event) => event.connection !== undefined).map((event) => event.time);
  for (const time of times) assert.ok(time >= before - 2_000_000n && time <= BigInt(Date.now() + 2) * 1_000_000n);
  assert.ok((accept?.time ?? 0n) > (connect?.time ?? 0n));
});
