import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FrameTimes, frameTime } from '../../../capture/passes/frame-time.ts';
import type { CaptureInterface } from '../../../capture/sources/frame-sink.ts';
import { PacketTable } from '../../../capture/store/packet-table.ts';

function times(timeDigits: number, ...rows: [seconds: number, nanoseconds: number][]): FrameTimes {
  const table = new PacketTable();
  for (const [seconds, nanoseconds] of rows) table.append(seconds, nanoseconds, 0, 0, 0, 0);
  return { table, interfaces: [{ timeDigits } as CaptureInterface] };
}

test('a time has the digits its interface records, with leading zeros', () => {
  const shown = [0, 3, 6, 9].map((digits) => frameTime(times(digits, [1, 4_005_006]), 1, 'e'));
  assert.deepEqual(shown, ['1.', '1.004', '1.004005', '1.004005006']);
  assert.equal(frameTime(times(9, [1, 999_999_999]), 1, 'e'), '1.999999999');
  assert.equal(frameTime(times(9, [1, 0]), 1, 'e'), '1.000000000');
});

test('times relative to the first frame and to the one before are exact, also backwards', () => {
  const capture = times(9, [1_700_000_000, 999_999_999], [1_700_000_001, 1], [1_699_999_999, 0], [2, -1]);
  assert.equal(frameTime(capture, 1, 'r'), '0.000000000');
  assert.equal(frameTime(capture, 2, 'r'), '0.000000002');
  assert.equal(frameTime(capture, 3, 'r'), '-1.999999999');
  assert.equal(frameTime(capture, 3, 'd'), '-2.000000001');
  assert.equal(frameTime(capture, 1, 'd'), '0.000000000');
  assert.equal(frameTime(capture, 4, 'r'), '');
});

test('calendar times in UTC', () => {
  const capture = times(6, [1_720_958_477, 78_000]);
  assert.equal(frameTime(capture, 1, 'u'), '12:01:17.000078');
  assert.equal(frameTime(capture, 1, 'ud'), '2024-07-14 12:01:17.000078');
  assert.equal(frameTime(times(6, [9e15, 0]), 1, 'ud'), '9000000000000000.000000');
});
