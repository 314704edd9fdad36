import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatBytes } from '../../renderer/bytes/byte-formats.ts';
import {
  cellChars,
  cellStart,
  columnAt,
  fittingGrid,
  gridPlaces,
  outline,
  runsOf,
} from '../../renderer/bytes/byte-grid.ts';
import { byteTints } from '../../renderer/bytes/byte-tints.ts';
import { samplePacket } from './sample-tree.ts';

const some = Uint8Array.from([0x47, 0x45, 0x54, 0x20, 0x2f, 0x0d, 0x0a, 0x00, 0xff]);

test('bytes are written in every format', () => {
  assert.equal(formatBytes(some, 'hex-stream'), '474554202f0d0a00ff');
  assert.equal(formatBytes(some, 'base64'), 'R0VUIC8NCgD/');
  assert.equal(formatBytes(some, 'text'), 'GET /\r\n');
  assert.equal(
    formatBytes(some, 'c-array'),
    'const unsigned char bytes[9] = {\n  0x47, 0x45, 0x54, 0x20, 0x2f, 0x0d, 0x0a, 0x00, 0xff\n};',
  );
  assert.equal(
    formatBytes(some, 'hex-dump', 0x20),
    '0020  47 45 54 20 2f 0d 0a 00  ff                       GET /....',
  );
});

test('base64 is what the platform decodes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100_000 }), (bytes) => {
      assert.deepEqual(new Uint8Array(Buffer.from(formatBytes(bytes, 'base64'), 'base64')), bytes);
    }),
    { numRuns: 20 },
  );
});

test('the grid is as wide as fits', () => {
  assert.equal(fittingGrid(false, 1500, 80).columns, 16);
  assert.equal(fittingGrid(false, 1500, 60).columns, 8);
  assert.equal(fittingGrid(false, 1500, 10).columns, 4);
  assert.equal(fittingGrid(true, 1500, 100).columns, 8);
  assert.equal(fittingGrid(false, 0x12345678, 100).offsetChars, 8);
});

test('a character of a byte is that byte', () => {
  for (const grid of [fittingGrid(false, 100, 80), fittingGrid(false, 100, 50), fittingGrid(true, 100, 90)]) {
    const { numbers, text, end } = gridPlaces(grid);
    for (let column = 0; column < grid.columns; column++) {
      for (let char = 0; char < cellChars(grid); char++) {
        assert.equal(columnAt(grid, numbers + cellStart(grid, column) + char + 0.5), column);
      }
      assert.equal(columnAt(grid, text + column + 0.5), column);
    }
    assert.equal(columnAt(grid, 1), -1);
    assert.equal(columnAt(grid, end + 1), -1);
  }
});

test('rows are parted where the tint changes', () => {
  assert.deepEqual(runsOf(Uint8Array.from([9, 2, 2, 3, 3, 3]), 1, 6), [
    { start: 0, end: 2, tint: 2 },
    { start: 2, end: 5, tint: 3 },
  ]);
  assert.deepEqual(runsOf(new Uint8Array(0), 0, 0), []);
});

test('an outline goes around its bytes', () => {
  const at = (start: number, length: number) =>
    outline(
      { start, length },
      8,
      0,
      10,
      (column) => column,
      (column) => column + 1,
    ).map((shape) => shape.map(({ x, y }) => `${x},${y}`).join(' '));
  assert.deepEqual(at(2, 3), ['2,0 5,0 5,1 2,1']);
  assert.deepEqual(at(6, 4), ['6,0 8,0 8,1 6,1', '0,1 2,1 2,2 0,2']);
  assert.deepEqual(at(6, 20), ['6,0 8,0 8,3 2,3 2,4 0,4 0,1 6,1']);
  assert.deepEqual(at(1000, 3), []);
});

test('bytes have the colour of the innermost header, padding that of its layer', () => {
  const packet = samplePacket(`
    frame@1 0+0
    eth@2 0+2
      eth.padding 8+2
    ip@3 2+3
      ip.opt 5+1
    data@7 6+2
  `);
  assert.deepEqual([...byteTints(packet, 0, 0, 11)], [2, 2, 3, 3, 3, 3, 7, 7, 2, 2, 0]);
  assert.deepEqual([...byteTints(packet, 0, 4, 3)], [3, 3, 7]);
  assert.deepEqual([...byteTints(packet, 1, 0, 3)], [0, 0, 0]);
});
