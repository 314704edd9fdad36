import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  Float64Column,
  Int32Column,
  Uint8Column,
  Uint16Column,
  Uint32Column,
} from '../../../decoders/facts/columns.ts';

const kinds = { Uint8Column, Uint16Column, Uint32Column, Int32Column, Float64Column };
/** On both sides of every place where a chunk ends or grows. */
const edges = [0, 1, 2047, 2048, 16_383, 16_384, 65_535, 65_536, 131_071, 131_072, 300_000];

for (const [name, Column] of Object.entries(kinds)) {
  test(`${name}: keeps every value while it grows`, () => {
    const column = new Column();
    for (const [i, row] of edges.entries()) column.set(row, i + 1);
    for (const [i, row] of edges.entries()) assert.equal(column.get(row), i + 1, `row ${row}`);
  });

  test(`${name}: gives 0 where nothing was written, in any order of writing`, () => {
    const column = new Column();
    for (const row of [...edges].reverse()) column.set(row, 7);
    for (const row of edges) assert.equal(column.get(row), 7, `row ${row}`);
    for (const row of [5, 3000, 60_000, 70_000, 299_999, 300_001, 9_000_000]) assert.equal(column.get(row), 0);
  });
}

test('a column of few rows takes little memory', () => {
  const column = new Float64Column();
  assert.equal(column.byteLength, 0);
  column.set(1, 1);
  assert.ok(column.byteLength <= 16_384);
  for (let row = 0; row < 65_536; row++) column.set(row, row);
  assert.equal(column.byteLength, 65_536 * 8);
});

test('a chunk has room for its row and keeps what was set', () => {
  const column = new Uint32Column();
  column.set(3, 33);
  const chunk = column.chunk(40_000);
  assert.equal(chunk.length, 65_536);
  assert.equal(chunk[3], 33);
});
