import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  allRows,
  extendedTo,
  hasRow,
  noRows,
  oneRow,
  rowCount,
  toggled,
} from '../../renderer/packet-list/row-selection.ts';

test('Shift selects from the anchor to the row', () => {
  const selection = extendedTo(extendedTo(oneRow(5), 8), 3);
  assert.deepEqual(selection, { cursor: 3, anchor: 5, intervals: [[3, 5]] });
});

test('Ctrl adds rows and takes them away, but for the last one', () => {
  let selection = toggled(toggled(oneRow(5), 7), 6);
  assert.deepEqual(selection.intervals, [[5, 7]]);
  selection = toggled(selection, 6);
  assert.deepEqual(selection.intervals, [
    [5, 5],
    [7, 7],
  ]);
  assert.deepEqual(toggled(oneRow(1), 1).intervals, [[1, 1]]);
});

test('all rows are one interval', () => assert.equal(rowCount(allRows(noRows, 5_000_000)), 5_000_000));

test('toggling rows is the same as toggling members of a set', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1 }), (rows) => {
      let selection = oneRow(rows[0]);
      const set = new Set([rows[0]]);
      for (const row of rows.slice(1)) {
        selection = toggled(selection, row);
        if (!set.has(row)) set.add(row);
        else if (set.size > 1) set.delete(row);
      }
      for (let row = 0; row <= 20; row++) assert.equal(hasRow(selection, row), set.has(row));
      assert.equal(rowCount(selection), set.size);
    }),
  );
});
