import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NearColumn } from '../../../decoders/facts/near-column.ts';

test('keeps whole numbers, however far from each other', () => {
  const whole = fc.oneof(
    fc.integer({ min: -2, max: 2 }),
    fc.constantFrom(2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1, 2 ** 32, 2 ** 53, -(2 ** 53)),
    fc.integer({ min: 1_720_000_000, max: 1_730_000_000 }),
  );
  const steps = fc.array(fc.tuple(fc.constantFrom(1, 2, 40_000, 140_000), whole), { maxLength: 40 });
  fc.assert(
    fc.property(steps, (written) => {
      const column = new NearColumn();
      const rows: [number, number][] = [];
      for (const [step, value] of written) rows.push([(rows.at(-1)?.[0] ?? 0) + step, value]);
      for (const [at, value] of rows) column.set(at, value);
      for (const [at, value] of rows) assert.equal(column.get(at), value, `row ${at}`);
    }),
  );
});

test('near numbers take four bytes each', () => {
  const column = new NearColumn();
  for (let row = 1; row <= 65_535; row++) column.set(row, 1_720_958_477 + row);
  assert.ok(column.byteLength <= 65_536 * 4 + 8, `${column.byteLength}`);
});

test('gives 0 where nothing was written', () => {
  assert.equal(new NearColumn().get(5), 0);
});
