import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PacketTable } from '../../../capture/store/packet-table.ts';

/** Captured and original length: whole, cut, and what only broken files claim. */
const lengths = [
  [60, 60],
  [96, 1514],
  [60, 0],
  [0, 0xffff_ffff],
  [262_144, 1],
  [0, 0],
] as const;

test('lengths on the link are those of the file, whether frames were cut or not', () => {
  const table = new PacketTable();
  for (const [captured, original] of lengths) table.append(1, 0, 0, captured, original, 0);
  lengths.forEach(([captured, original], i) => {
    assert.equal(table.captured.get(i + 1), captured);
    assert.equal(table.original.get(i + 1), original);
  });
});

test('a capture from one interface without cut frames keeps no bytes for either', () => {
  const table = new PacketTable();
  for (let i = 0; i < 65_535; i++) table.append(1_720_958_477 + i, 0, i * 100, 84, 84, 0);
  assert.equal(table.original.byteLength, 0);
  assert.equal(table.interface.byteLength, 0);
  assert.ok(table.byteLength <= 65_536 * 26, `${table.byteLength / 65_536} bytes a frame`);
});

test('interfaces of frames are kept', () => {
  const table = new PacketTable();
  for (let i = 0; i < 5000; i++) table.append(1, 0, 0, 1, 1, i % 3);
  for (let i = 0; i < 5000; i++) assert.equal(table.interface.get(i + 1), i % 3);
});
