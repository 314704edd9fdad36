import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allFrames, listedFrames, rangeFrames } from '../../../capture/export/frame-selection.ts';
import { parseRangeList } from '../../../capture/export/range-list.ts';

/** List, number of frames, and the frames meant. */
const lists: readonly [string, number, number[]][] = [
  ['1', 10, [1]],
  ['1-3,7', 10, [1, 2, 3, 7]],
  ['8-', 10, [8, 9, 10]],
  ['-3', 10, [1, 2, 3]],
  ['3-1', 10, [1, 2, 3]],
  ['5,1-2,2-3', 10, [1, 2, 3, 5]],
  [' 1 - 2 , 4 ', 10, [1, 2, 4]],
  ['9-20', 10, [9, 10]],
  ['20', 10, []],
  ['20-', 10, []],
  ['1-99999999999', 3, [1, 2, 3]],
];

for (const [list, last, frames] of lists) {
  test(`"${list}" of ${last} frames means ${frames.join(' ') || 'none'}`, () => {
    const ranges = parseRangeList(list, last);
    assert.ok(!('sentence' in ranges));
    const selection = rangeFrames(ranges);
    assert.deepEqual([...selection.numbers()], frames);
    assert.equal(selection.count, frames.length);
  });
}

/** List, the part of it that is wrong, and what is said of it. */
const wrong: readonly [string, string, RegExp][] = [
  ['', '', /A frame number or range is missing here/],
  ['1,,2', '', /missing here/],
  ['1,', '', /missing here/],
  ['1,x-3', 'x-3', /"x-3" is neither a frame number nor a range like 10-20/],
  ['1 2', '1 2', /neither a frame number nor a range/],
  ['1-2-3', '1-2-3', /neither a frame number nor a range/],
  ['5,-', '-', /needs a number on one side/],
  ['0', '0', /numbered from 1/],
  ['4,0-3', '0-3', /numbered from 1/],
];

for (const [list, part, sentence] of wrong) {
  test(`"${list}" is wrong`, () => {
    const error = parseRangeList(list, 10);
    assert.ok('sentence' in error);
    assert.match(error.sentence, sentence);
    assert.equal(list.slice(error.start, error.end), part);
  });
}

test('any text is a list or an error within the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789,- x'), maxLength: 12 }), (text) => {
      const parsed = parseRangeList(text, 50);
      if ('sentence' in parsed) assert.ok(parsed.start >= 0 && parsed.end <= text.length && parsed.start <= parsed.end);
      else for (const frame of rangeFrames(parsed).numbers()) assert.ok(frame >= 1 && frame <= 50);
    }),
    { numRuns: 5000, seed: 1 },
  );
});

test('listed frames come in file order, once each', () => {
  const selection = listedFrames([9, 2, 2, 5]);
  assert.deepEqual([...selection.numbers()], [2, 5, 9]);
  assert.equal(selection.count, 3);
  assert.equal(allFrames(0).count, 0);
  assert.deepEqual([...allFrames(2).numbers()], [1, 2]);
});
