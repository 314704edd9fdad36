import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noHistory, stepped, visited } from '../../renderer/packet-list/selection-history.ts';

const through = (...frames: number[]) => frames.reduce((history, frame) => visited(history, frame, false), noHistory);

test('steps back and forward end at the ends', () => {
  const history = through(1, 8, 3);
  const back = stepped(history, -1);
  assert.equal(back.frames[back.at], 8);
  assert.equal(stepped(stepped(back, -1), -1).at, 0);
  assert.equal(stepped(history, 1), history);
});

test('going on from an earlier place forgets what lay ahead', () => {
  const history = visited(stepped(stepped(through(1, 8, 3), -1), -1), 5, false);
  assert.deepEqual(history, { frames: [1, 5], at: 1 });
});

test('a place is replaced while wandering, and the same frame is one place', () => {
  assert.deepEqual(visited(through(1, 8), 9, true), { frames: [1, 9], at: 1 });
  assert.deepEqual(visited(through(1, 8), 8, false), { frames: [1, 8], at: 1 });
});
