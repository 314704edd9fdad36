import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { noLiveCapture } from '../../e2e/live-traffic.ts';
import { osiscope } from './osiscope.ts';

const skip = noLiveCapture();
const folder = mkdtempSync(join(tmpdir(), 'osiscope-cli-'));
const receiver = createSocket('udp4');
const sender = createSocket('udp4');
let port = 0;
let timer: NodeJS.Timeout | undefined;

before(async () => {
  receiver.bind(0, '127.0.0.1');
  await once(receiver, 'listening');
  port = receiver.address().port;
  timer = setInterval(() => sender.send('seven layers', port, '127.0.0.1'), 10);
});
after(() => {
  clearInterval(timer);
  receiver.close();
  sender.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the program while datagrams are sent. */
async function capturing(args: readonly string[]): Promise<{ output: string; errors: string; code: number | null }> {
  const child = spawn(osiscope.path, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: 30_000 });
  const texts = { output: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.errors += text));
  const [code] = await once(child, 'close');
  return { ...texts, code };
}

test('interfaces and their link types are listed', { skip }, () => {
  assert.match(osiscope(['-D']).output, /\blo\b/);
  assert.match(osiscope(['-L', '-i', 'lo']).output, /EN10MB/);
});

test('frames are printed as they come, until there are enough', { skip }, async () => {
  const fields = ['-T', 'fields', '-e', 'udp.dstport', '-e', 'data.len'];
  const { output, code } = await capturing(['-i', 'lo', '-f', `udp port ${port}`, '-c', '5', ...fields]);
  assert.deepEqual([output, code], [`${port}\t12\n`.repeat(5), 0]);
});

test('frames are cut at the snap length and written to a file', { skip }, async () => {
  const path = join(folder, 'out.pcapng');
  const { code } = await capturing(['-i', 'lo', '-f', `udp port ${port}`, '-s', '50', '-a', 'packets:4', '-w', path]);
  assert.equal(code, 0);
  const read = osiscope(['-r', path, '-T', 'fields', '-e', 'frame.cap_len', '-e', 'frame.len']);
  assert.equal(read.output, '50\t54\n'.repeat(4));
});

test('time ends a capture', { skip }, async () => {
  const began = performance.now();
  const { code } = await capturing(['-i', 'lo', '-f', `udp port ${port}`, '-a', 'duration:1', '-q']);
  assert.equal(code, 0);
  assert.ok(performance.now() - began >= 1000);
});

test('a ring keeps its newest files', { skip }, async () => {
  const ring = join(folder, 'ring.pcapng');
  const limits = ['-b', 'packets:3', '-b', 'files:2', '-a', 'packets:12'];
  const { code } = await capturing(['-i', 'lo', '-f', `udp port ${port}`, ...limits, '-w', ring]);
  assert.equal(code, 0);
  const files = readdirSync(folder).filter((name) => /^ring_\d{5}_\d{14}\.pcapng$/.test(name));
  assert.equal(files.length, 2);
  assert.ok(files.every((name) => statSync(join(folder, name)).size > 0));
});

test('an interface that is not there and a full disk are told, and fail', { skip }, async () => {
  const nowhere = await capturing(['-i', 'nope0', '-c', '1']);
  assert.equal(nowhere.code, 1);
  assert.match(nowhere.errors, /no device named "nope0"/);
  const full = await capturing(['-i', 'lo', '-f', `udp port ${port}`, '-c', '50', '-w', '/dev/full']);
  assert.equal(full.code, 1);
  assert.match(full.errors, /"\/dev\/full" cannot be written: ENOSPC/);
});
