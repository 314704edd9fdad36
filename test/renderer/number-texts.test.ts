import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byteText, countText, durationText, percentText } from '../../renderer/status/number-texts.ts';

test('bytes in the unit that fits', () => {
  const texts: [number, string][] = [
    [0, '0 B'],
    [66, '66 B'],
    [999, '999 B'],
    [1000, '1.0 KB'],
    [1234, '1.2 KB'],
    [99_940, '99.9 KB'],
    [123_456, '123 KB'],
    [999_600, '1.0 MB'],
    [420e6, '420 MB'],
    [5e12, '5.0 TB'],
    [7e15, '7000 TB'],
  ];
  for (const [bytes, text] of texts) assert.equal(byteText(bytes), text);
});

test('a part is never called all, nor something nothing', () => {
  assert.equal(percentText(0, 0), '0 %');
  assert.equal(percentText(0, 10), '0 %');
  assert.equal(percentText(1, 1_000_000), '< 0.1 %');
  assert.equal(percentText(12, 1000), '1.2 %');
  assert.equal(percentText(434, 1000), '43 %');
  assert.equal(percentText(999_999, 1_000_000), '> 99.9 %');
  assert.equal(percentText(10, 10), '100 %');
});

test('durations', () => {
  const texts: [number, string][] = [
    [0, '0.000 s'],
    [0.30122, '0.301 s'],
    [12.34, '12.3 s'],
    [245.2, '4 min 5 s'],
    [7800, '2 h 10 min'],
    [273_600, '3 d 4 h'],
  ];
  for (const [seconds, text] of texts) assert.equal(durationText(seconds), text);
});

test('counts', () => {
  assert.equal(countText(1, 'packet'), '1 packet');
  assert.equal(countText(0, 'packet'), '0 packets');
  assert.equal(countText(1234, 'packet'), '1,234 packets');
});
