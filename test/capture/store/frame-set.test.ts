import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FrameSet } from '../../../capture/store/frame-set.ts';

const frames = fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { maxLength: 400 });

test('a set answers as a sorted list does, in whatever order frames come and go', () => {
  fc.assert(
    fc.property(frames, frames, fc.integer({ min: 0, max: 6000 }), (added, removed, asked) => {
      const set = FrameSet.of(added);
      set.nth(0);
      for (const frame of removed) set.delete(frame);
      const list = added.filter((frame) => !removed.includes(frame)).sort((a, b) => a - b);
      assert.equal(set.count, list.length);
      assert.deepEqual([...set], list);
      assert.deepEqual(
        list.map((_, row) => set.nth(row)),
        list,
      );
      assert.equal(set.has(asked), list.includes(asked));
      assert.equal(set.rank(asked), list.filter((frame) => frame < asked).length);
      assert.equal(set.nth(list.length), 0);
    }),
  );
});

test('ranks stay right while frames are added between questions', () => {
  const set = new FrameSet();
  for (let frame = 3; frame < 300_000; frame += 7) {
    set.add(frame);
    if (frame % 1001 === 0) assert.equal(set.nth(set.count - 1), frame);
  }
  assert.equal(set.nth(0), 3);
  assert.equal(set.rank(3 + 7 * 20_000), 20_000);
  assert.equal(set.nth(20_000), 3 + 7 * 20_000);
  set.clear();
  assert.equal(set.count, 0);
  assert.equal(set.nth(0), 0);
});
