import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axisPart, axisTimes } from '../../renderer/session/time-axis.ts';

test('each step of the zoom halves the time shown, around what is in sight', () => {
  assert.deepEqual(axisPart(8, 0, [3, 4]), [0, 0]);
  assert.deepEqual(axisPart(8, 1, [3, 5]), [2, 6]);
  assert.deepEqual(axisPart(8, 2, [3, 5]), [3, 5]);
});

test('the part shown stays within the session, and stands still over small moves', () => {
  assert.deepEqual(axisPart(8, 1, [0, 1]), [0, 4]);
  assert.deepEqual(axisPart(8, 1, [7, 8]), [4, 8]);
  assert.deepEqual(axisPart(8, 1, [3.05, 5.05]), [2, 6]);
  assert.deepEqual(axisPart(0, 3, [0, 0]), [0, 0]);
  assert.deepEqual(axisPart(8, 3, undefined), [0, 0]);
});

test('times have the digits that tell them apart', () => {
  assert.deepEqual(axisTimes(0, 4), ['0.0 s', '1.0 s', '2.0 s', '3.0 s', '4.0 s']);
  assert.deepEqual(axisTimes(1, 1.001).at(1), '1.00025 s');
  assert.deepEqual(axisTimes(2, 2), ['2.000']);
});
