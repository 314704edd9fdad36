import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LAST, MAX_PIECES, MESSAGE, PART, SKIPPED, TcpFacts } from '../../../decoders/facts/tcp-facts.ts';

interface Row {
  readonly skip: number;
  readonly delta: number;
  readonly acked: number;
  readonly ackTime: number;
  readonly flight: boolean;
  readonly inFlight: number;
  readonly pushed: number;
  readonly flags: number;
  readonly duplicate: number;
  readonly delay: number;
  readonly pieces: readonly (readonly [kind: number, length: number, pdu: number])[];
}

const rows = fc.array(
  fc.record<Row>({
    skip: fc.nat({ max: 40 }),
    delta: fc.integer({ min: -1_000_000, max: 10_000_000_000 }),
    acked: fc.nat({ max: 3 }),
    ackTime: fc.nat(),
    flight: fc.boolean(),
    inFlight: fc.nat(),
    pushed: fc.nat(),
    flags: fc.constantFrom(0, 0, 1, 0x4010),
    duplicate: fc.nat({ max: 2 }),
    delay: fc.nat({ max: 2 }),
    pieces: fc.array(fc.tuple(fc.constantFrom(PART, LAST, MESSAGE, SKIPPED), fc.nat({ max: 100_000 }), fc.nat()), {
      maxLength: 3,
    }),
  }),
  { maxLength: 120 },
);

function fill(facts: TcpFacts, row: Row, frame: number): void {
  facts.clear();
  facts.delta = row.delta;
  facts.ackedFrame = row.acked === 0 ? 0 : Math.max(1, frame - row.acked);
  facts.ackTime = facts.ackedFrame ? row.ackTime : 0;
  facts.flight = row.flight;
  facts.inFlight = row.flight ? row.inFlight : 0;
  facts.pushed = row.flight ? row.pushed : 0;
  facts.flags = row.flags;
  facts.duplicateNumber = row.duplicate;
  facts.duplicateFrame = row.duplicate ? frame - 1 : 0;
  facts.retransmitted = row.delay === 0 ? 0 : Math.max(1, frame - row.delay);
  facts.delay = row.delay;
  facts.analysed = facts.flight || facts.ackedFrame !== 0 || facts.flags !== 0 || row.delay === 2;
  for (const [kind, length, pdu] of row.pieces) facts.piece(kind, length, kind === PART || kind === LAST ? pdu : -1);
}

/** What a record holds, without what was left in the arrays. */
function content(facts: TcpFacts): unknown {
  const pieces = [];
  for (let i = 0; i < facts.pieces; i++) pieces.push([facts.pieceKind[i], facts.pieceLength[i], facts.piecePdu[i]]);
  const { delta, analysed, ackedFrame, ackTime, flight, inFlight, pushed, flags } = facts;
  const { duplicateNumber, duplicateFrame, retransmitted, delay } = facts;
  const repeated = { duplicateNumber, duplicateFrame, retransmitted, delay };
  return { delta, analysed, ackedFrame, ackTime, flight, inFlight, pushed, flags, ...repeated, pieces };
}

test('what is written for a frame is read for it, in any order', () => {
  fc.assert(
    fc.property(rows, fc.array(fc.nat(), { maxLength: 200 }), (list, order) => {
      const facts = new TcpFacts();
      const wanted = new Map<number, unknown>();
      let frame = 0;
      for (const row of list) {
        frame += 1 + row.skip;
        fill(facts, row, frame);
        wanted.set(frame, content(facts));
        facts.write(frame);
      }
      const frames = [...wanted.keys()];
      const empty = content(new TcpFacts());
      for (const n of frames) {
        assert.equal(facts.read(n, 0), true);
        assert.deepEqual(content(facts), wanted.get(n));
      }
      for (const n of order) {
        const at = frames.length === 0 ? n : frames[n % frames.length] + (n & 1);
        assert.equal(facts.read(at, 0), wanted.has(at));
        assert.deepEqual(content(facts), wanted.get(at) ?? empty);
      }
    }),
    { numRuns: 200, seed: 5 },
  );
});

test('two segments in one frame are told apart', () => {
  const facts = new TcpFacts();
  for (const delta of [1000, 2000]) {
    facts.clear();
    facts.delta = delta;
    facts.write(7);
  }
  assert.equal(facts.read(7, 1), true);
  assert.equal(facts.delta, 2000);
  assert.equal(facts.read(7, 0), true);
  assert.equal(facts.delta, 1000);
  assert.equal(facts.read(7, 2), false);
});

test('a segment has no more than so many pieces', () => {
  const facts = new TcpFacts();
  for (let i = 0; i < MAX_PIECES; i++) assert.equal(facts.piece(MESSAGE, 1, -1), true);
  assert.equal(facts.piece(MESSAGE, 1, -1), false);
});
