import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseSpan, spanText } from '../../renderer/edits/time-span.ts';

const spans: readonly [string, number, number][] = [
  ['0', 0, 0],
  ['5', 5, 0],
  ['+1:30', 90, 0],
  ['1:00:00.25', 3600, 250_000_000],
  ['-1', -1, 0],
  ['-0.000000001', -1, 999_999_999],
  ['-2.5', -3, 500_000_000],
];

for (const [text, seconds, nanoseconds] of spans) {
  test(`"${text}" is ${seconds} s and ${nanoseconds} ns`, () => {
    assert.deepEqual(parseSpan(text), { seconds, nanoseconds });
    assert.equal(spanText({ seconds, nanoseconds }), text.replace('+', ''));
  });
}

test('other texts are no spans', () => {
  for (const text of ['', '-', ':', '1:', ':30', '1:2:3:4', '1,5', '1.0000000001', '1e3', '--1', '1 h']) {
    assert.equal(parseSpan(text), undefined, text);
  }
});

test('every span is read from its own text', () => {
  const span = fc.record({
    seconds: fc.integer({ min: -1e9, max: 1e9 }),
    nanoseconds: fc.integer({ min: 0, max: 999_999_999 }),
  });
  fc.assert(fc.property(span, (one) => assert.deepEqual(parseSpan(spanText(one)), { ...one })));
});
