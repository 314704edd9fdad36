import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { OpenPdu } from '../../../decoders/transport/tcp/open-pdu.ts';

const LENGTH = 100;
const whole = Uint8Array.from({ length: LENGTH }, (_, i) => i);

test('pieces in any order, overlapping and repeated, give the message', () => {
  const piece = fc.tuple(fc.nat({ max: LENGTH - 1 }), fc.integer({ min: 1, max: 40 }));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const pdu = new OpenPdu(0, 0);
      const have = new Uint8Array(LENGTH);
      pdu.wanted = LENGTH;
      pieces.forEach(([at, wanted], i) => {
        const length = Math.min(wanted, LENGTH - at);
        const missing = have.subarray(at, at + length).includes(0);
        assert.equal(pdu.lacks(at, length), missing);
        assert.equal(pdu.add(at, whole, at, length, i + 1, 50 + at), true);
        have.fill(1, at, at + length);
        const gap = have.indexOf(0);
        const filled = gap < 0 ? LENGTH : gap;
        assert.equal(pdu.filled, filled);
        assert.equal(pdu.hasGap, have.subarray(filled).includes(1));
        assert.deepEqual(pdu.bytes.subarray(0, filled), whole.subarray(0, filled));
      });
      let at = 0;
      for (const p of pdu.piecesOf(pdu.filled)) {
        assert.equal(p.at, at);
        assert.equal(p.offset, 50 + at);
        at += p.length;
      }
      assert.equal(at, pdu.filled);
    }),
    { numRuns: 300, seed: 9 },
  );
});

test('a message in too many islands is not added to', () => {
  const pdu = new OpenPdu(0, 0);
  let added = true;
  for (let i = 1; i < 600 && added; i++) added = pdu.add(i * 2, whole, 0, 1, i, 0);
  assert.equal(added, false);
  assert.equal(pdu.filled, 0);
});

test('memory grows with what has come, not with what a message says of its length', () => {
  const pdu = new OpenPdu(0, 0);
  pdu.wanted = 16 * 1024 * 1024;
  pdu.add(0, whole, 0, LENGTH, 1, 0);
  assert.ok(pdu.bytes.length <= 4096);
});
