import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SpillSegments } from '../../../capture/sources/spill-segments.ts';
import { FrameBytes } from '../../../capture/store/frame-bytes.ts';

const bytesFrom = (start: number, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => ((start + at) * 31) % 251);

test('bytes are read back from any place, across segments', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40 }),
      fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 8 }),
      fc.nat(400),
      fc.nat(120),
      async (size, pieces, from, length) => {
        const spill = new SpillSegments(size);
        let total = 0;
        for (const piece of pieces) {
          await spill.append(bytesFrom(total, piece));
          total += piece;
        }
        const there = Math.max(0, Math.min(length, total - from));
        assert.deepEqual(new FrameBytes(spill).read(from, length), bytesFrom(from, there));
        await spill.close();
      },
    ),
    { numRuns: 60 },
  );
});

test('what was given up reads as nothing, the rest as before', async (t) => {
  const size = 256 * 1024;
  const spill = new SpillSegments(size);
  t.after(() => spill.close());
  await spill.append(bytesFrom(0, 4 * size + 100));
  await spill.forget(3 * size - 1);
  const read = (from: number, length: number) => new FrameBytes(spill).read(from, length);
  assert.equal(read(0, 5).length, 0);
  assert.equal(read(2 * size - 1, 1).length, 0);
  assert.deepEqual(read(2 * size, 25), bytesFrom(2 * size, 25));
  assert.deepEqual(read(3 * size - 5, 10), bytesFrom(3 * size - 5, 10));
  await spill.append(bytesFrom(4 * size + 100, 10));
  assert.deepEqual(read(4 * size + 98, 12), bytesFrom(4 * size + 98, 12));
});
