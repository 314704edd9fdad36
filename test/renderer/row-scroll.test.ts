import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { barPosition, contentHeight, lastTop, rowAtBar, wheelRows } from '../../renderer/rows/row-scroll.ts';

const space = fc.record({
  total: fc.integer({ min: 0, max: 5_000_000 }),
  rowHeight: fc.constant(22),
  height: fc.integer({ min: 22, max: 2000 }),
});

test('the last row can be reached in a list of any length', () => {
  fc.assert(
    fc.property(space, (s) => {
      assert.ok(contentHeight(s) <= 16_000_000);
      assert.equal(rowAtBar(contentHeight(s) - s.height, s), lastTop(s));
      assert.ok(lastTop(s) + Math.floor(s.height / s.rowHeight) >= s.total);
    }),
  );
});

test('the bar stands where its row is', () => {
  fc.assert(
    fc.property(space, fc.double({ min: 0, max: 1, noNaN: true }), (s, share) => {
      const row = Math.round(share * lastTop(s));
      assert.equal(rowAtBar(barPosition(row, s), s), row);
    }),
  );
});

test('the wheel moves whole rows, small steps add up', () => {
  const s = { total: 1000, rowHeight: 20, height: 400 };
  assert.deepEqual(wheelRows(100, 0, 0, s), { rows: 5, rest: 0 });
  assert.deepEqual(wheelRows(-3, 1, 0, s), { rows: -3, rest: 0 });
  let rest = 0;
  let rows = 0;
  for (let i = 0; i < 10; i++) {
    const moved = wheelRows(4, 0, rest, s);
    rest = moved.rest;
    rows += moved.rows;
  }
  assert.equal(rows, 2);
});
