import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sortFrames } from '../../../capture/store/sort-frames.ts';

const going = { aborted: false };

test('frames stand as a stable sort puts them, across many runs', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 9000, minLength: 900 }), async (keys) => {
      const frames = Uint32Array.from(keys, (_, at) => at);
      const expected = [...frames].sort((a, b) => keys[a] - keys[b]);
      assert.deepEqual([...(await sortFrames(frames, (a, b) => keys[a] - keys[b], going))!], expected);
    }),
    { numRuns: 30 },
  );
});

test('sorting can be stopped', async () => {
  const frames = Uint32Array.from({ length: 400_000 }, (_, at) => (at * 7919) % 400_009);
  const signal = { aborted: false };
  const sorting = sortFrames(frames, (a, b) => a - b, signal);
  setImmediate(() => {
    signal.aborted = true;
  });
  assert.equal(await sorting, undefined);
});
