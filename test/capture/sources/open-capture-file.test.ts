import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, readFileSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { describeUnknown } from '../../../capture/sources/detect-format.ts';
import { openCaptureFile } from '../../../capture/sources/open-capture-file.ts';
import { pcapFile } from '../../builders/capture-file-pcap.ts';
import { hello, noon, variants } from '../../builders/capture-file-variants.ts';
import { openedCapture, temporaryFile, temporaryFolder } from '../opened-capture.ts';

/** A capture that needs many blocks. */
const frames = Array.from({ length: 20_000 }, (_, index) => ({ seconds: noon, fraction: index, bytes: hello }));
const large = pcapFile({}, frames);

async function refusal(path: string, code: string): Promise<string> {
  let message = '';
  await assert.rejects(openCaptureFile(path), (error: Error & { code: string }) => {
    assert.equal(error.name, 'CaptureFileError');
    assert.equal(error.code, code);
    message = error.message;
    return true;
  });
  return message;
}

test('says why a file cannot be opened', async (t) => {
  const folder = await temporaryFolder(t);
  assert.match(await refusal(join(folder, 'missing'), 'not-found'), /There is no file ".*missing"\./);
  assert.match(await refusal(folder, 'not-a-file'), /is a folder\. Choose a capture file in it\./);
  assert.match(
    await refusal(await temporaryFile(t, 'empty', new Uint8Array(0)), 'empty'),
    /is empty: it holds no capture/,
  );
  symlinkSync('loop', join(folder, 'loop'));
  assert.match(await refusal(join(folder, 'loop'), 'io'), /cannot be opened/);
});

test('says that a file may not be read', {
  skip: process.getuid?.() === 0 && 'root may read everything',
}, async (t) => {
  const path = await temporaryFile(t, 'secret.pcap', large);
  chmodSync(path, 0);
  assert.match(await refusal(path, 'no-permission'), /You have no permission to read/);
});

const unknown: readonly [string, Uint8Array | string, RegExp][] = [
  ['a web page', '<!DOCTYPE html><html><body>404</body></html>', /It looks like a web page\./],
  ['a text', 'Dear reader,\n', /It looks like a text file\./],
  ['a hex dump', '0000  ff ff ff ff ff ff 02 00\n', /text2pcap/],
  ['a key log', 'CLIENT_RANDOM 00 11\n', /a TLS key log/],
  ['a zip archive', 'PK\x03\x04rest of it', /a zip archive\. Unpack it first/],
  ['a snoop capture', 'snoop\0\0\0\0\0\0\x02', /a Sun snoop capture\. Convert it/],
  ['zero bytes', new Uint8Array(100), /nothing but zero bytes/],
  ['other bytes', Uint8Array.of(0xde, 0xad, 0xbe, 0xef, 1, 2, 3), /begins with the bytes de ad be ef/],
  ['one byte', Uint8Array.of(0x0a), /a text file/],
  ['a gzip file of text', gzipSync('hello'), /unpacked from gzip, is no pcap or pcapng capture\. It looks like a text/],
  ['a gzip file of nothing', gzipSync(''), /an empty file/],
];

for (const [name, bytes, sentence] of unknown) {
  test(`says what ${name} looks like instead of a capture`, async (t) => {
    const content = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
    assert.match(await refusal(await temporaryFile(t, 'file', content), 'unknown-format'), sentence);
  });
}

test('recognises a pcapng file whose line ends were changed', () => {
  const file = variants.find(({ name }) => name === 'pcapng-little.pcapng')!.bytes;
  const changed = Buffer.from(Buffer.from(file).toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  assert.match(describeUnknown(changed), /changed by a text-mode transfer/);
});

test('reports progress and can be left in the middle', async (t) => {
  const source = await openCaptureFile(await temporaryFile(t, 'a.pcap', large));
  const sink = { captureInterface() {}, frame() {} };
  let steps = 0;
  for await (const { bytes, totalBytes, frames: read } of source.read(sink, { sliceBytes: 100_000 })) {
    assert.equal(totalBytes, large.length);
    assert.ok(bytes <= large.length);
    if (++steps === 3) {
      assert.ok(read > 3_000 && read < 6_000);
      break;
    }
  }
  await source.close();
});

test('stops when cancelled and keeps the frames so far', async (t) => {
  const controller = new AbortController();
  const source = await openCaptureFile(await temporaryFile(t, 'a.pcap', large));
  t.after(() => source.close());
  let read = 0;
  const sink = { captureInterface() {}, frame: () => void read++ };
  for await (const progress of source.read(sink, { sliceBytes: 100_000, signal: controller.signal })) {
    if (progress.frames > 5_000) controller.abort();
  }
  assert.ok(read > 5_000 && read < 10_000);
  assert.equal(source.damage, null);
  assert.equal(source.frameBytes.read(40, 47).length, 47);
});

test('reads on when the file grows while it is read', async (t) => {
  const [first, rest] = [large.subarray(0, 1_200_000), large.subarray(1_200_000)];
  const path = await temporaryFile(t, 'a.pcap', first);
  const source = await openCaptureFile(path, { blockBytes: 50_000 });
  t.after(() => source.close());
  appendFileSync(path, rest);
  let last = 0;
  for await (const progress of source.read({ captureInterface() {}, frame() {} })) last = progress.frames;
  assert.equal(last, frames.length);
  assert.equal(source.damage, null);
});

test('says that a file became shorter while it was read', async (t) => {
  const path = await temporaryFile(t, 'a.pcap', large);
  const source = await openCaptureFile(path, { blockBytes: 1000 });
  t.after(() => source.close());
  truncateSync(path, 1_100_000);
  let last = 0;
  for await (const progress of source.read({ captureInterface() {}, frame() {} })) last = progress.frames;
  assert.equal(last, Math.floor((1_100_000 - 24) / 63));
  assert.equal(source.damage?.what, 'io');
  assert.match(source.damage!.sentence, /has become shorter while it was being read/);
});

/** Twenty thousand frames in a gzip file in which a cut or a wrong byte is met half way. */
const texts = frames.map((frame, index) => ({ ...frame, bytes: noisyText(index) }));
const noisy = gzipSync(pcapFile({}, texts));
const half = Math.floor(noisy.length / 2);

for (const [what, damaged] of [
  ['cut-short', noisy.subarray(0, half)],
  ['corrupt', noisy.map((byte, index) => (index >= half && index < half + 40 ? 0xff : byte))],
] as const) {
  test(`gives every frame before the place where a gzip file is ${what}`, async (t) => {
    const path = await temporaryFile(t, 'a.pcap.gz', damaged);
    const { source, recorded } = await openedCapture(t, path);
    assert.ok(recorded.count > 9_900 && recorded.count < 10_100, `${recorded.count} frames`);
    assert.equal(source.damage?.what, what);
    assert.equal(source.damage?.frame, recorded.count + 1);
    assert.ok(recorded.count >= tsharkFrames(path));
    for (const frame of recorded.frames.slice(0, -1)) assert.equal(frame.bytes.length, 60);
    const last = recorded.frames.at(-1)!;
    assert.deepEqual(Array.from(source.frameBytes.read(last.offset, last.bytes.length)), Array.from(last.bytes));
  });
}

/** Text of a few letters, which compresses to about a quarter, the same every time. */
function noisyText(seed: number): Uint8Array {
  let state = seed + 1;
  return Uint8Array.from({ length: 60 }, () => {
    state = Math.imul(state, 1_103_515_245) + 12_345;
    return 97 + ((state >>> 16) & 7);
  });
}

/** Frames that tshark finds, or 0 where it is not installed. */
function tsharkFrames(path: string): number {
  const { stdout } = spawnSync('tshark', ['-n', '-r', path, '-T', 'fields', '-e', 'frame.number']);
  return stdout?.toString().split('\n').filter(Boolean).length ?? 0;
}

test('stops unpacking at the limit and keeps what was unpacked', async (t) => {
  const path = await temporaryFile(t, 'bomb.pcap.gz', gzipSync(Buffer.concat([large, Buffer.alloc(50_000_000)])));
  const { source, recorded } = await openedCapture(t, path, { spillLimit: 4_000_000 });
  assert.ok(recorded.count >= 20_000);
  assert.equal(source.damage?.what, 'limit');
  assert.match(source.damage!.sentence, /longer than the 0\.00373 GiB that are unpacked/);
});

test('leaves no file behind when reading a compressed capture', async (t: TestContext) => {
  const folder = await temporaryFolder(t);
  const spills = join(folder, 'spills');
  mkdirSync(spills);
  const path = await temporaryFile(t, 'a.pcap.gz', gzipSync(large));
  const source = await openCaptureFile(path, { spillDirectory: spills });
  assert.equal(execFileSync('ls', ['-A', spills]).toString(), '');
  await source.close();
});

test('says that no temporary file can be made', async (t) => {
  const path = await temporaryFile(t, 'a.pcap.gz', gzipSync(large));
  await assert.rejects(
    openCaptureFile(path, { spillDirectory: '/nonexistent' }),
    /No file can be made to hold the capture/,
  );
  assert.equal(readFileSync(path).length, gzipSync(large).length);
});
