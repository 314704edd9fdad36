import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { openCaptureFile } from '../../../capture/sources/open-capture-file.ts';
import { readAll } from '../../../capture/sources/read-all.ts';
import { pcapFile } from '../../builders/capture-file-pcap.ts';
import { hello, noon, variants, whoHas } from '../../builders/capture-file-variants.ts';
import { RecordedFrames } from '../../builders/recorded-frames.ts';
import { openedCapture, temporaryFile, temporaryFolder } from '../opened-capture.ts';

const frames = Array.from({ length: 5000 }, (_, index) => ({ seconds: noon, fraction: index, bytes: hello }));
const capture = pcapFile({}, frames);

for (const [name, bytes] of [
  ['pcap', capture],
  ['gzip', gzipSync(capture)],
  ['pcapng', variants.find((variant) => variant.name === 'pcapng-sections.pcapng')!.bytes],
] as const) {
  test(`reads ${name} from a named pipe as from a file`, async (t) => {
    const path = join(await temporaryFolder(t), 'pipe');
    execFileSync('mkfifo', [path]);
    const file = await temporaryFile(t, 'file', bytes);
    const writer = spawn('sh', ['-c', 'cat "$0" > "$1"', file, path]);
    t.after(() => writer.kill());
    const piped = await openedCapture(t, path);
    const whole = await openedCapture(t, file);
    assert.deepEqual(piped.recorded.frames, whole.recorded.frames);
    for (const frame of piped.recorded.frames.slice(-10)) {
      const read = piped.source.frameBytes.read(frame.offset, frame.bytes.length);
      assert.deepEqual(Array.from(read), Array.from(frame.bytes));
    }
  });
}

test('delivers frames of a pipe as they arrive, however it is cut into pieces', async (t) => {
  const stream = new PassThrough();
  const opening = openCaptureFile('-', { standardInput: stream });
  const two = pcapFile({}, [
    { seconds: noon, fraction: 1, bytes: whoHas },
    { seconds: noon, fraction: 2, bytes: hello },
  ]);
  stream.write(two.subarray(0, 24));
  const source = await opening;
  t.after(() => source.close());
  const recorded = new RecordedFrames();
  const reading = readAll(source, recorded);
  const until = async (count: number) => {
    while (recorded.count < count) await setTimeout(1);
  };
  stream.write(two.subarray(24, 30));
  await setTimeout(5);
  assert.equal(recorded.count, 0);
  stream.write(two.subarray(30, 90));
  await until(1);
  assert.deepEqual(Array.from(source.frameBytes.read(40, 42)), Array.from(whoHas));
  stream.write(two.subarray(90));
  await until(2);
  assert.deepEqual(Array.from(source.frameBytes.read(98, 47)), Array.from(hello));
  stream.end();
  assert.equal((await reading).frames, 2);
  assert.equal(source.damage, null);
});

test('says that a pipe ended inside a frame', async (t) => {
  const stream = new PassThrough();
  stream.end(capture.subarray(0, 24 + 63 + 20));
  const { source, recorded } = await openedCapture(t, '-', { standardInput: stream });
  assert.equal(recorded.count, 1);
  assert.equal(source.damage?.what, 'cut-short');
});

test('gives every frame before the damage of a compressed pipe', async (t) => {
  const stream = new PassThrough();
  const gz = gzipSync(capture);
  const at = gz.length - 100;
  stream.end(Buffer.concat([gz.subarray(0, at), Buffer.from([0xff, 0xff, 0xff]), gz.subarray(at + 3)]));
  const { source, recorded } = await openedCapture(t, '-', { standardInput: stream });
  assert.ok(recorded.count > 4000);
  assert.equal(source.damage?.what, 'corrupt');
});

test('stops waiting for a silent pipe when cancelled', async (t) => {
  const opening = new AbortController();
  const waiting = openCaptureFile('-', { standardInput: new PassThrough(), signal: opening.signal });
  opening.abort();
  await assert.rejects(waiting, { code: 'cancelled' });

  const reading = new AbortController();
  const stream = new PassThrough();
  stream.write(capture.subarray(0, 24 + 63 + 5));
  const source = await openCaptureFile('-', { standardInput: stream });
  t.after(() => source.close());
  const recorded = new RecordedFrames();
  const done = readAll(source, recorded, { signal: reading.signal });
  while (recorded.count < 1) await setTimeout(1);
  reading.abort();
  await done;
  assert.equal(source.damage, null);
  assert.equal(source.frameBytes.read(40, 47).length, 47);
});

test('closes while a pipe is silent', async () => {
  const stream = new PassThrough();
  stream.write(gzipSync(capture).subarray(0, 100));
  const source = await openCaptureFile('-', { standardInput: stream });
  const reading = readAll(source, new RecordedFrames());
  await setTimeout(5);
  await source.close();
  await reading;
});

test('keeps what comes from a pipe where it is asked to', async (t) => {
  const keepAt = join(await temporaryFolder(t), 'unsaved.pcap');
  const stream = new PassThrough();
  stream.end(capture);
  const source = await openCaptureFile('-', { standardInput: stream, keepAt });
  await readAll(source, new RecordedFrames());
  await source.close();
  assert.deepEqual(readFileSync(keepAt), Buffer.from(capture));
});
