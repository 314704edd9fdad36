import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Output } from '../../../capture/cli/output.ts';

test('numbers are written in decimal digits, also where the buffer ends', () => {
  let text = '';
  const out = new Output((bytes) => {
    text += Buffer.from(bytes).toString('utf8');
  });
  const numbers = [0, 7, 9, 10, 99, 100, 65_535, 1_000_000_000, 2 ** 32 - 1, 2 ** 32, -2, 1.5, Number.NaN];
  let expected = '';
  for (let round = 0; round < 6000; round++) {
    for (const number of numbers) {
      out.number(number);
      out.write(' ');
      expected += `${number} `;
    }
  }
  out.flush();
  assert.ok(text === expected, 'the same text');
});
