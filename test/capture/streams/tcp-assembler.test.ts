import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TcpAssembler } from '../../../capture/streams/tcp-assembler.ts';
import { assemble, type Sent, segmentOf } from './assembled.ts';
import { modelOfFollowing } from './follow-model.ts';

const top = 0xffff_fffe;

/** Segments, and the chunks they become. */
const cases: readonly [name: string, sent: readonly Sent[], expected: readonly string[]][] = [
  [
    'both directions in the order of their frames',
    [
      { seq: 99, flags: 'S' },
      { from: 1, seq: 499, ack: 100, flags: 'S' },
      { seq: 100, data: 'GET' },
      { from: 1, seq: 500, ack: 103, data: 'OK' },
      { seq: 103, ack: 502, data: '!' },
    ],
    ['3 > GET', '4 < OK', '5 > !'],
  ],
  [
    'out of order: given when the segment before comes',
    [
      { seq: 0, data: 'a' },
      { seq: 2, data: 'c' },
      { seq: 3, data: 'd' },
      { seq: 1, data: 'b' },
    ],
    ['1 > a', '4 > b', '2 > c', '3 > d'],
  ],
  [
    'a retransmission is left out',
    [
      { seq: 5, data: 'abc' },
      { seq: 5, data: 'abc' },
    ],
    ['1 > abc', '2 > (again 0) abc'],
  ],
  [
    'a retransmission with more at its end gives the new part',
    [
      { seq: 5, data: 'abc' },
      { seq: 6, data: 'XYdef' },
    ],
    ['1 > abc', '2 > (again 1) XY', '2 > def'],
  ],
  [
    'what waits and overlaps: the first that reaches the next byte is taken',
    [
      { seq: 0, data: 'a' },
      { seq: 4, data: 'EFG' },
      { seq: 2, data: 'cdefgh' },
      { seq: 1, data: 'b' },
    ],
    ['1 > a', '4 > b', '3 > cdefgh', '2 > (again 4) EFG'],
  ],
  [
    'a gap that the other side acknowledges',
    [
      { seq: 0, data: 'ab' },
      { seq: 7, data: 'hi' },
      { from: 1, seq: 50, ack: 9 },
      { seq: 9, data: 'j' },
    ],
    ['1 > ab', '3 > [5 missing]', '2 > hi', '4 > j'],
  ],
  [
    'a gap that nobody acknowledges is told at the end',
    [
      { seq: 0, data: 'ab' },
      { seq: 7, data: 'hi' },
      { from: 1, seq: 50, ack: 2 },
    ],
    ['1 > ab', '3 > [5 missing]', '2 > hi'],
  ],
  [
    'a beginning that was not captured, and bytes before it',
    [
      { seq: 1000, data: 'middle' },
      { seq: 997, data: 'old' },
      { seq: 998, data: 'ldmi' },
      { seq: 1006, data: '.' },
    ],
    ['1 > middle', '3 > (again 0) mi', '4 > .'],
  ],
  [
    'numbers that wrap around',
    [
      { seq: top - 1, flags: 'S' },
      { seq: top, data: 'abcd' },
      { seq: 4, data: 'g' },
      { seq: 2, data: 'ef' },
    ],
    ['2 > abcd', '4 > ef', '3 > g'],
  ],
  [
    'a keep-alive is no repetition',
    [
      { seq: 0, data: 'ab' },
      { seq: 1, data: '\0' },
      { seq: 2, data: 'c' },
    ],
    ['1 > ab', '3 > c'],
  ],
  [
    'bytes of a segment that were not captured',
    [
      { seq: 0, data: 'ab', length: 10 },
      { seq: 10, data: 'c' },
    ],
    ['1 > ab [8 cut]', '2 > c'],
  ],
  [
    'data with SYN',
    [
      { seq: 7, flags: 'S', data: 'x' },
      { seq: 9, data: 'y' },
    ],
    ['1 > x', '2 > y'],
  ],
  [
    'data with RST',
    [
      { seq: 0, data: 'a' },
      { seq: 1, flags: 'R', data: 'why' },
    ],
    ['1 > a', '2 > why'],
  ],
];

for (const [name, sent, expected] of cases) {
  test(name, () => assert.deepEqual(assemble(sent).lines, expected));
}

test('what each direction has come to', () => {
  const { assembler } = assemble([
    { seq: 0, flags: 'S' },
    { seq: 1, data: 'ab', flags: 'F' },
    { seq: 1, data: 'ab' },
    { seq: 10, data: 'z', flags: 'R' },
  ]);
  const [client, server] = assembler.directions;
  assert.deepEqual(
    { ...client },
    {
      begun: true,
      position: 10,
      next: 11,
      written: 3,
      missing: 7,
      repeated: 2,
      earlier: 0,
      givenUp: 0,
      synSeen: true,
      ended: 'RST',
      segments: 4,
    },
  );
  assert.equal(server.segments, 0, 'one direction only');
});

test('gives the oldest gap up when too many segments wait, and says so', () => {
  const sent: Sent[] = [{ seq: 0, data: '0' }];
  for (let i = 0; i < 6; i++) sent.push({ seq: 10 + 2 * i, data: String(i) });
  const { lines, assembler } = assemble(sent, { finish: false, most: 4 });
  assert.deepEqual(lines, ['1 > 0', '6 > [9 missing]', '2 > 0', '7 > [1 missing]', '3 > 1']);
  assert.equal(assembler.directions[0].givenUp, 2);
  assert.equal(assembler.waitingCount(0), 4);
  assert.equal(assembler.waitingBytes(0), 4);
});

test('gives gaps up when too many bytes wait', () => {
  const { assembler } = assemble(
    [
      { seq: 0, data: '0' },
      { seq: 100, data: 'abcdef' },
      { seq: 200, data: 'ghijkl' },
    ],
    { finish: false, mostBytes: 10 },
  );
  assert.equal(assembler.directions[0].givenUp, 1);
  assert.equal(assembler.waitingBytes(0), 6);
});

/** Segments of both directions with any loss, order, overlap and repetition, some beginning near the wrap-around. */
const traffic = fc
  .record({
    isn: fc.tuple(fc.constantFrom(0, 1, 1000, 0x7fff_fff0, 0xffff_fff0), fc.constantFrom(0, 5000, 0xffff_ff00)),
    steps: fc.array(
      fc.record({
        from: fc.constantFrom<0 | 1>(0, 1),
        offset: fc.nat(60),
        length: fc.nat(12),
        cut: fc.constantFrom(0, 0, 0, 2),
        ack: fc.nat(70),
        seed: fc.nat(25),
      }),
      { maxLength: 40 },
    ),
  })
  .map(({ isn, steps }) =>
    steps.map(({ from, offset, length, cut, ack, seed }): Sent => {
      const data = Array.from({ length }, (_, i) => String.fromCharCode(97 + ((offset + i + seed) % 26))).join('');
      return {
        from,
        seq: (isn[from] + offset) >>> 0,
        ack: (isn[1 - from] + ack) >>> 0,
        data,
        length: length + (length > 0 ? cut : 0),
      };
    }),
  );

test('any order, overlap, repetition and loss: as the model of Wireshark gives it', () => {
  fc.assert(
    fc.property(traffic, (sent) => {
      const lines = assemble(sent, { finish: false }).lines.filter((line) => !line.includes('(again'));
      assert.deepEqual(
        lines.map((line) => line.replace(/ \[\d+ cut\]$/, '')),
        modelOfFollowing(sent),
      );
    }),
    { numRuns: 2000 },
  );
});

test('bytes that do not contradict each other come out as they were sent, however they are cut', () => {
  const text = Array.from({ length: 200 }, (_, i) => String.fromCharCode(33 + (i % 90))).join('');
  const pieces = fc.array(fc.tuple(fc.nat(190), fc.nat(30)), { maxLength: 30 });
  fc.assert(
    fc.property(pieces, fc.constantFrom(0, 0xffff_ff80), (cuts, isn) => {
      const sent: Sent[] = [{ seq: isn - 1, flags: 'S' }];
      for (const [at, length] of cuts) sent.push({ seq: (isn + at) >>> 0, data: text.slice(at, at + length) });
      for (let at = 0; at < 200; at += 7) sent.push({ seq: (isn + at) >>> 0, data: text.slice(at, at + 7) });
      assert.equal(assemble(sent).streams[0], text);
    }),
    { numRuns: 500 },
  );
});

test('a million tiny segments in the worst order', () => {
  let given = 0;
  const assembler = new TcpAssembler({ data: () => given++, gap: () => {}, again: () => {} });
  const started = performance.now();
  assembler.add(segmentOf({ seq: 0, data: 'x' }, 1));
  for (let i = 1_000_000; i > 0; i--) assembler.add(segmentOf({ seq: i * 2, data: 'x' }, 2));
  assert.ok(assembler.waitingCount(0) <= 65_536);
  assembler.finish(3);
  assert.equal(assembler.waitingCount(0), 0);
  assert.ok(given > 65_536, `${given}`);
  assert.ok(performance.now() - started < 10_000);
});

test('hostile overlaps take time in proportion to the segments', () => {
  const data = 'x'.repeat(100);
  let given = 0;
  const assembler = new TcpAssembler({
    data: (...[, , , , length]) => (given += length),
    gap: () => {},
    again: () => {},
  });
  const started = performance.now();
  assembler.add(segmentOf({ seq: 0, data: 'x' }, 1));
  for (let i = 0; i < 200_000; i++) assembler.add(segmentOf({ seq: 2 + (i % 1000), data }, 2));
  assembler.add(segmentOf({ seq: 1, data: 'x' }, 3));
  assert.equal(given, 2 + 999 + 99);
  assert.equal(assembler.waitingCount(0), 0);
  assert.ok(performance.now() - started < 10_000);
});
