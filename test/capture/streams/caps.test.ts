import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_CHUNKS } from '../../../capture/streams/chunk-table.ts';
import { FixedRows } from '../../../capture/streams/fixed-rows.ts';
import { MAX_FOUND, StreamSearch } from '../../../capture/streams/stream-search.ts';
import { TextRows } from '../../../capture/streams/text-rows.ts';
import { Dialogue } from '../../builders/tcp.ts';
import { followedDialogue } from './followed.ts';

const going = { aborted: false };
const MILLION = 1_000_000;

/** A stream of one frame whose only byte is given a million times more, as if that many segments had brought it. */
async function tinySegments(t: Parameters<typeof followedDialogue>[0], count: number) {
  const stream = await followedDialogue(t, new Dialogue().open().client('x').frames);
  const at = stream.chunks.at(0);
  for (let i = 1; i <= count; i++) stream.data(4, 0, i, at, 1, 0);
  return stream;
}

test('a million tiny segments are shown, searched and gone to in time and memory in proportion', async (t) => {
  const stream = await tinySegments(t, MILLION);
  const before = process.memoryUsage();
  const began = performance.now();
  const text = new TextRows(stream, 'text', null, 100);
  await text.extend(going);
  assert.equal(text.total, Math.ceil((MILLION + 1) / 100));
  const [row] = text.rows(5000, 1);
  assert.equal(row.text, 'x'.repeat(100));
  assert.equal(row.pieces.length, 100);
  assert.equal(text.rowOf(MILLION, 0), text.total - 1);
  const hex = new FixedRows(stream, 'hex', 0, 100);
  await hex.extend(going);
  assert.equal(hex.total, MILLION + 1);
  assert.equal(hex.rowOf(MILLION, 0), MILLION);
  const needle = { needles: [new TextEncoder().encode('xx')], fold: true, table: undefined };
  const search = new StreamSearch(stream, needle);
  await search.run([0], going);
  assert.deepEqual([search.found.length, search.more], [MAX_FOUND, true]);
  const after = process.memoryUsage();
  const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  assert.ok(grown < 64 * MILLION, `${grown} bytes more`);
  assert.ok(performance.now() - began < 20_000);
});

test('a stream of more chunks than are kept says how many are left out', async (t) => {
  const stream = await tinySegments(t, MAX_CHUNKS + 9);
  assert.equal(stream.chunks.count, MAX_CHUNKS);
  assert.equal(stream.dropped, 10);
  assert.equal(stream.bytes[0], MAX_CHUNKS);
});

test('a line of nothing but continuation bytes ends', async (t) => {
  const d = new Dialogue().open();
  for (let i = 0; i < 50; i++) d.client(new Uint8Array(1000).fill(0x80));
  const rows = new TextRows(await followedDialogue(t, d.frames), 'utf-8', null, 100);
  await rows.extend(going);
  assert.equal(rows.total, 50_000 / 400);
  assert.ok(rows.rows(0, rows.total).every(({ text }) => text.length === 400));
});
