import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exactFinder, foldedFinder } from '../../../capture/find/byte-finder.ts';

const lower = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte);

/** What the finders must answer, found the slow way. */
function slow(bytes: Uint8Array, pattern: Uint8Array, start: number, end: number, fold: boolean): number {
  const same = (a: number, b: number): boolean => (fold ? lower(a) === lower(b) : a === b);
  for (let at = start; pattern.length > 0 && at + pattern.length <= end; at++) {
    if (pattern.every((byte, n) => same(bytes[at + n], byte))) return at;
  }
  return -1;
}

/** Few different bytes, so that patterns occur, nearly occur and overlap. */
const some = (maxLength: number) =>
  fc.array(fc.constantFrom(0, 0x41, 0x61, 0x42, 0x62, 0x5b, 0x7a, 0xff), { maxLength }).map((a) => Uint8Array.from(a));

test('finders find the first occurrence within their limits, as the slow way does', () => {
  fc.assert(
    fc.property(some(60), some(4), fc.nat(10), fc.nat(10), (bytes, pattern, from, less) => {
      const start = Math.min(from, bytes.length);
      const end = Math.max(start, bytes.length - less);
      assert.equal(exactFinder(pattern)(bytes, start, end), slow(bytes, pattern, start, end, false));
      assert.equal(foldedFinder(pattern)(bytes, start, end), slow(bytes, pattern, start, end, true));
    }),
    { numRuns: 3000 },
  );
});
