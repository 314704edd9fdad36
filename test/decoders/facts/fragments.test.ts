import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  FragmentTable,
  MULTIPLE_TAILS,
  OVERLAP,
  OVERLAP_CONFLICT,
  TOO_LONG,
} from '../../../decoders/facts/fragments.ts';
import { MAX_PENDING, MAX_PENDING_BYTES } from '../../../decoders/facts/pending-datagrams.ts';

interface Piece {
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly more: boolean;
}

/** A table fed with pieces, one per frame, whose frames can be read again. */
class Feed {
  readonly table = new FragmentTable();
  readonly frames: Uint8Array[] = [];
  readonly access = { frameBytes: (frame: number) => this.frames[frame - 1] };

  /** Adds a frame of three bytes before the payload; returns the row. */
  add(piece: Piece, ident = 1, source = 0): number {
    const frame = new Uint8Array(3 + piece.bytes.length);
    frame.set(piece.bytes, 3);
    const number = this.frames.push(frame);
    const { length } = piece.bytes;
    return this.table.learn(7, 9, ident, 17, number, source, 3, piece.offset, length, piece.more, frame, 3, 0);
  }

  assemble(row: number): Uint8Array | undefined {
    const frame = this.table.frame.get(row);
    const bytes = this.table.assemble(row, this.frames[frame - 1], 3, this.access, 0);
    return bytes?.slice(0, this.table.datagramLength.get(this.table.datagram.get(row)));
  }
}

const numbers = (from: number, to: number) => Uint8Array.from({ length: to - from }, (_, i) => (from + i) & 0xff);
const piece = (from: number, to: number, end: number): Piece => ({
  offset: from,
  bytes: numbers(from, to),
  more: to < end,
});

test('a datagram is known when its last missing fragment comes, in any order', () => {
  const feed = new Feed();
  const tail = feed.add(piece(16, 20, 20));
  const head = feed.add(piece(0, 8, 20));
  assert.equal(feed.table.completion(tail), 0);
  const middle = feed.add(piece(8, 16, 20));
  for (const row of [tail, head, middle]) assert.equal(feed.table.completion(row), 3);
  assert.deepEqual(
    [tail, head, middle].map((row) => feed.table.completes(row)),
    [false, false, true],
  );
  assert.deepEqual(feed.table.completed(0).slice(0, 20), numbers(0, 20));
  assert.deepEqual(feed.assemble(middle), numbers(0, 20));
  assert.equal(feed.table.find(2, 0, 3), head);
  assert.equal(feed.table.find(2, 0, 4), -1);
  assert.equal(feed.table.find(4, 0, 3), -1);
});

test('an identification used again names a new datagram', () => {
  const feed = new Feed();
  feed.add(piece(0, 8, 12));
  feed.add(piece(8, 12, 12));
  const again = feed.add(piece(0, 8, 12));
  assert.equal(feed.table.completion(again), 0);
  feed.add(piece(8, 12, 12));
  assert.equal(feed.table.completion(again), 4);
});

test('datagrams of different identifications do not mix', () => {
  const feed = new Feed();
  const rows = [feed.add(piece(0, 8, 12), 1), feed.add(piece(8, 12, 12), 2), feed.add(piece(8, 12, 12), 1)];
  assert.deepEqual(
    rows.map((row) => feed.table.completion(row)),
    [3, 0, 3],
  );
});

test('of overlapping fragments the lower offset wins, and disagreement is told', () => {
  const feed = new Feed();
  const low = feed.add({ offset: 0, bytes: new Uint8Array(16).fill(1), more: true });
  const same = feed.add({ offset: 8, bytes: new Uint8Array(8).fill(1), more: true });
  const high = feed.add({ offset: 8, bytes: new Uint8Array(16).fill(2), more: false });
  const flags = [low, same, high].map((row) => feed.table.flags.get(row));
  assert.deepEqual(flags, [0, OVERLAP, OVERLAP | OVERLAP_CONFLICT]);
  const wanted = new Uint8Array(24).fill(1);
  wanted.fill(2, 16);
  assert.deepEqual(feed.assemble(high), wanted);
});

test('a second end and bytes behind the end are told', () => {
  const feed = new Feed();
  feed.add(piece(8, 16, 16));
  const tail = feed.add(piece(8, 12, 12));
  const beyond = feed.add(piece(8, 24, 32));
  const last = feed.add(piece(0, 8, 16));
  assert.equal(feed.table.flags.get(tail) & MULTIPLE_TAILS, MULTIPLE_TAILS);
  assert.equal(feed.table.flags.get(beyond) & TOO_LONG, TOO_LONG);
  assert.deepEqual(feed.assemble(last), numbers(0, 16));
});

test('a frame that cannot be read any more leaves its datagram apart', () => {
  const feed = new Feed();
  feed.add(piece(0, 8, 12));
  const last = feed.add(piece(8, 12, 12));
  assert.equal(feed.table.assemble(last, feed.frames[1], 3, undefined, 0), undefined);
  feed.frames[0] = feed.frames[0].subarray(0, 10);
  assert.equal(feed.assemble(last), undefined);
});

test('fragments inside reassembled data are kept, as no frame holds them', () => {
  const feed = new Feed();
  feed.add(piece(0, 8, 12), 1, 1);
  const last = feed.add(piece(8, 12, 12), 1, 1);
  feed.frames[0] = new Uint8Array(0);
  assert.deepEqual(feed.assemble(last), numbers(0, 12));
});

test('of too many unfinished datagrams the oldest is given up', () => {
  const feed = new Feed();
  for (let ident = 0; ident <= MAX_PENDING; ident++) feed.add(piece(0, 8, 12), ident);
  const first = feed.add(piece(8, 12, 12), 0);
  const third = feed.add(piece(8, 12, 12), 2);
  assert.equal(feed.table.completion(first), 0);
  assert.equal(feed.table.completion(third), MAX_PENDING + 3);
});

test('unfinished datagrams are given up when they hold too many bytes', () => {
  const feed = new Feed();
  const large = 60_000;
  const count = Math.ceil(MAX_PENDING_BYTES / large) + 2;
  const head = piece(0, large, large + 1);
  for (let ident = 0; ident < count; ident++) feed.add(head, ident);
  assert.equal(feed.table.completion(feed.add(piece(large, large + 1, large + 1), 0)), 0);
  assert.notEqual(feed.table.completion(feed.add(piece(large, large + 1, large + 1), count - 1)), 0);
});

test('a datagram of endless fragments is given up', () => {
  const feed = new Feed();
  for (let i = 0; i < 10_000; i++) feed.add(piece(0, 8, 16));
  assert.ok(feed.table.datagrams > 1);
});

test('any fragments give what the rule of the lower offset gives', () => {
  const fragments = fc.array(
    fc.record({ offset: fc.nat({ max: 6 }), length: fc.nat({ max: 4 }), fill: fc.nat({ max: 1 }), more: fc.boolean() }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(fragments, (list) => {
      const feed = new Feed();
      let waiting: Piece[] = [];
      let end = -1;
      for (const { offset, length, fill, more } of list) {
        const next: Piece = { offset: offset * 8, bytes: new Uint8Array(length * 8).fill(fill), more };
        const row = feed.add(next);
        waiting.push(next);
        if (!more && end < 0) end = offset * 8 + length * 8;
        const wanted = end < 0 ? undefined : expected(waiting, end);
        assert.equal(feed.table.completes(row), wanted !== undefined);
        if (!wanted) continue;
        assert.deepEqual(feed.table.completed(0).slice(0, end), wanted);
        assert.deepEqual(feed.assemble(row), wanted);
        waiting = [];
        end = -1;
      }
    }),
    { numRuns: 500 },
  );
});

function expected(pieces: readonly Piece[], end: number): Uint8Array | undefined {
  const out: (number | undefined)[] = new Array(end).fill(undefined);
  for (const { offset, bytes } of pieces.toSorted((a, b) => a.offset - b.offset)) {
    bytes.forEach((value, i) => {
      if (offset + i < end) out[offset + i] ??= value;
    });
  }
  return out.includes(undefined) ? undefined : Uint8Array.from(out as number[]);
}
