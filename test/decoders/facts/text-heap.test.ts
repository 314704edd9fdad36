import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextHeap } from '../../../decoders/facts/text-heap.ts';
import { latin } from '../../builders/http.ts';

function keep(heap: TextHeap, text: string): number {
  heap.begin(text.length);
  heap.ascii(text.slice(0, 3));
  const rest = latin(text);
  heap.bytes(rest, Math.min(3, text.length), text.length);
  return heap.end();
}

const read = (heap: TextHeap, at: number, length: number) => Buffer.from(heap.read(at, length)).toString('latin1');

test('texts are found again where they began', () => {
  const heap = new TextHeap(1 << 20);
  const texts = Array.from({ length: 9000 }, (_, i) => `text ${i} `.repeat(1 + (i % 7)));
  const places = texts.map((text) => keep(heap, text));
  texts.forEach((text, i) => {
    assert.equal(read(heap, places[i], text.length), text);
  });
  assert.ok(heap.byteLength > 1 << 17);
});

test('a text that may not fit is kept nowhere; what follows and fits is', () => {
  const heap = new TextHeap(100);
  assert.equal(keep(heap, 'a'.repeat(60)), 0);
  assert.equal(keep(heap, 'b'.repeat(60)), -1);
  const at = keep(heap, 'c'.repeat(30));
  assert.equal(read(heap, at, 30), 'c'.repeat(30));
  assert.equal(keep(heap, 'd'.repeat(70_000)), -1);
  assert.equal(read(heap, 0, 60), 'a'.repeat(60));
});

test('a text may be shorter than was announced', () => {
  const heap = new TextHeap(1 << 20);
  heap.begin(50_000);
  heap.ascii('abc');
  const first = heap.end();
  const second = keep(heap, 'd'.repeat(65_000));
  assert.equal(read(heap, first, 3), 'abc');
  assert.equal(read(heap, second, 65_000), 'd'.repeat(65_000));
});
