import assert from 'node:assert/strict';
import { appendFileSync, closeSync, openSync, truncateSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { FrameBytes } from '../../../capture/store/frame-bytes.ts';
import { temporaryFile } from '../opened-capture.ts';

const KIB = 1024;

/** Bytes that tell where they stand. */
function content(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 7 + (index >> 8) * 13 + (index >> 16)) & 255);
}

async function opened(t: TestContext, bytes: Uint8Array, memory?: number) {
  const path = await temporaryFile(t, 'bytes', bytes);
  const fd = openSync(path, 'r');
  t.after(() => closeSync(fd));
  return { path, frameBytes: new FrameBytes(fd, memory) };
}

test('reads any range, also across blocks and with little memory', async (t) => {
  const bytes = content(3000 * KIB);
  const { frameBytes } = await opened(t, bytes, 512 * KIB);
  const range = fc.tuple(fc.nat(3000 * KIB), fc.oneof(fc.nat(100), fc.nat(300 * KIB)));
  fc.assert(
    fc.property(fc.array(range, { maxLength: 20 }), (ranges) => {
      const views = ranges.map(([offset, length]) => frameBytes.read(offset, length));
      for (const [index, [offset, length]] of ranges.entries()) {
        assert.equal(Buffer.compare(views[index], bytes.subarray(offset, offset + length)), 0);
        const available = frameBytes.locate(offset, length);
        const located = frameBytes.bytes.subarray(frameBytes.start, frameBytes.start + available);
        assert.equal(Buffer.compare(located, bytes.subarray(offset, offset + length)), 0);
      }
    }),
    { numRuns: 50, seed: 1 },
  );
});

test('keeps what was located while any amount of other bytes is read', async (t) => {
  const bytes = content(3000 * KIB);
  const { frameBytes } = await opened(t, bytes, 512 * KIB);
  frameBytes.locate(1000, 100);
  const { bytes: located, start } = frameBytes;
  for (let offset = 0; offset < 3000 * KIB; offset += 100 * KIB) frameBytes.read(offset, 50);
  assert.equal(frameBytes.bytes, located);
  assert.deepEqual(located.subarray(start, start + 100), bytes.subarray(1000, 1100));
});

test('needs few system calls for neighbours and for a pass in file order', async (t) => {
  const { frameBytes } = await opened(t, content(2048 * KIB));
  for (let frame = 0; frame < 60; frame++) frameBytes.read(300 * KIB + frame * 140, 126);
  assert.equal(frameBytes.systemCalls, 1);
  for (let offset = 0; offset + 126 <= 2048 * KIB; offset += 140) frameBytes.locate(offset, 126);
  assert.equal(frameBytes.systemCalls, 8);
  assert.equal(frameBytes.shortReads, 0);
});

test('gives what is left of a file that has become shorter, and says so', async (t) => {
  const bytes = content(1000 * KIB);
  const { frameBytes, path } = await opened(t, bytes);
  truncateSync(path, 700 * KIB);
  assert.equal(frameBytes.read(699 * KIB, 100).length, 100);
  assert.equal(frameBytes.shortReads, 0);
  assert.deepEqual(frameBytes.read(700 * KIB - 10, 100), bytes.subarray(700 * KIB - 10, 700 * KIB));
  assert.equal(frameBytes.read(900 * KIB, 100).length, 0);
  assert.equal(frameBytes.read(600 * KIB, 300 * KIB).length, 100 * KIB);
  assert.equal(frameBytes.shortReads, 3);
});

test('sees what is added to a file that grows', async (t) => {
  const bytes = content(10);
  const { frameBytes, path } = await opened(t, bytes);
  assert.deepEqual(frameBytes.read(0, 10), bytes);
  appendFileSync(path, Uint8Array.of(1, 2, 3));
  assert.deepEqual(Array.from(frameBytes.read(8, 5)), [bytes[8], bytes[9], 1, 2, 3]);
});

test('reads nothing once closed', async (t) => {
  const { frameBytes } = await opened(t, content(100));
  frameBytes.close();
  assert.equal(frameBytes.read(0, 10).length, 0);
  assert.equal(frameBytes.systemCalls, 0);
});
