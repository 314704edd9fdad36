import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ByteLog } from '../../../decoders/facts/byte-log.ts';
import { DatagramFacts } from '../../../decoders/facts/datagram-facts.ts';

test('numbers are read as they were written, across chunks', () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeNat(), { maxLength: 20_000 }), (numbers) => {
      const log = new ByteLog();
      for (const number of numbers) log.put(number);
      for (const number of numbers) assert.equal(log.take(), number);
      assert.equal(log.position, log.length);
    }),
    { numRuns: 20, seed: 1 },
  );
});

test('signed numbers and times', () => {
  const values = [0, 1, -1, 999, 1000, -1000, 123_456_789, -123_456_789, 1e15, -1e15, 4_503_599_627_370];
  const log = new ByteLog();
  for (const value of values) {
    log.putSigned(value);
    log.putTime(value);
  }
  for (const value of values) {
    assert.equal(log.takeSigned(), value);
    assert.equal(log.takeTime(), value);
  }
});

test('a time of some microseconds takes two bytes', () => {
  const log = new ByteLog();
  log.putTime(1_500_000);
  assert.equal(log.length, 2);
});

test('records are found by frame and by their number within it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 90 }), { maxLength: 300 }), (steps) => {
      const facts = new DatagramFacts();
      const written: { frame: number; ordinal: number; delta: number }[] = [];
      let frame = 1;
      for (const [i, step] of steps.entries()) {
        frame += step;
        const ordinal = written.filter((w) => w.frame === frame).length;
        facts.delta = i * 1000;
        facts.write(frame);
        written.push({ frame, ordinal, delta: facts.delta });
      }
      for (const w of [...written].reverse()) {
        assert.equal(facts.read(w.frame, w.ordinal), true);
        assert.equal(facts.delta, w.delta);
      }
      assert.equal(facts.read(frame + 1, 0), false);
      assert.equal(facts.delta, 0);
    }),
    { numRuns: 100, seed: 2 },
  );
});
