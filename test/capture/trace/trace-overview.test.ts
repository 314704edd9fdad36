import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LadderRow } from '../../../capture/trace/recorded-trace.ts';
import { overview } from '../../../capture/trace/trace-overview.ts';

function row(seconds: number, side: LadderRow['side']): LadderRow {
  return {
    kind: 'event',
    time: 1_700_000_000_000_000_000n + BigInt(Math.round(seconds * 1e9)),
    side,
    forward: true,
    frame: 0,
    frames: [],
    label: '',
    text: '',
    pid: 1,
    tid: 1,
    failed: false,
    osi: 0,
    own: true,
  };
}

const rows = [row(0, 'daemon'), row(1, 'client'), row(1.5, 'wire'), row(2, 'daemon'), row(4, 'client')];

function total({ stretches }: ReturnType<typeof overview>, side: LadderRow['side']): number {
  return stretches.reduce((sum, stretch) => sum + stretch[side], 0);
}

test('all rows of a session are in one of the stretches of its time', () => {
  const all = overview(rows, 0, 0);
  assert.deepEqual([all.duration, all.from, all.to, all.stretches.length], [4, 0, 4, 240]);
  assert.deepEqual([total(all, 'client'), total(all, 'wire'), total(all, 'daemon')], [2, 1, 2]);
  assert.deepEqual(all.stretches[60], { client: 1, wire: 0, daemon: 0, row: 1 });
  assert.equal(all.stretches[61].row, 2, 'an empty stretch leads to the row that comes next');
});

test('of a part only the rows in it are counted', () => {
  const part = overview(rows, 1, 2);
  assert.deepEqual([part.duration, part.from, part.to], [4, 1, 2]);
  assert.deepEqual([total(part, 'client'), total(part, 'wire'), total(part, 'daemon')], [1, 1, 1]);
  assert.equal(part.stretches[0].row, 1);
  assert.equal(part.stretches.at(-1)?.daemon, 1);
});

test('no rows, one row, and parts that are not there', () => {
  assert.deepEqual(overview([], 0, 0), { duration: 0, from: 0, to: 0, stretches: [] });
  assert.deepEqual(overview(rows.slice(0, 1), 0, 0).stretches, [{ client: 0, wire: 0, daemon: 1, row: 0 }]);
  assert.deepEqual(overview(rows, 9, 12).stretches.length <= 1, true);
  assert.deepEqual(overview(rows, -3, 2).from, 0);
});
