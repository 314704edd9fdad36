import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TickClock, ticksPerSecond, timeDigits } from '../../../capture/sources/tick-clock.ts';

const resolutions = [...Array(20).keys(), ...Array.from({ length: 64 }, (_, exponent) => 0x80 | exponent)];

test('converts time stamps of every resolution exactly', () => {
  fc.assert(
    fc.property(fc.constantFrom(...resolutions), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (resolution, ticks) => {
      const perSecond = ticksPerSecond(resolution)!;
      const clock = new TickClock(perSecond, 0);
      clock.set(Number(ticks >> 32n), Number(ticks & 0xffffffffn));
      assert.equal(clock.seconds, Number(ticks / perSecond));
      assert.equal(clock.nanoseconds, Number(((ticks % perSecond) * 1_000_000_000n) / perSecond));
    }),
    { numRuns: 20_000, seed: 1 },
  );
});

test('converts time stamps around whole seconds exactly', () => {
  for (const resolution of resolutions) {
    const perSecond = ticksPerSecond(resolution)!;
    const clock = new TickClock(perSecond, 0);
    for (const seconds of [0n, 1n, 1_720_958_477n, 4_294_967_295n, 8_589_934_591n]) {
      for (const near of [-1n, 0n, 1n]) {
        const ticks = seconds * perSecond + near;
        if (ticks < 0n || ticks >= 2n ** 64n) continue;
        clock.set(Number(ticks >> 32n), Number(ticks & 0xffffffffn));
        assert.equal(clock.seconds, Number(ticks / perSecond));
        assert.equal(clock.nanoseconds, Number(((ticks % perSecond) * 1_000_000_000n) / perSecond));
      }
    }
  }
});

test('adds the offset, which may be negative', () => {
  const clock = new TickClock(1000n, -10);
  clock.set(0, 3500);
  assert.deepEqual([clock.seconds, clock.nanoseconds], [-7, 500_000_000]);
});

test('refuses resolutions that a 64-bit time stamp cannot hold', () => {
  assert.equal(ticksPerSecond(20), null);
  assert.equal(ticksPerSecond(0x80 | 64), null);
  assert.equal(ticksPerSecond(19), 10n ** 19n);
});

test('shows as many digits as the resolution justifies', () => {
  assert.deepEqual(
    [0, 3, 6, 9, 12, 0x80, 0x80 | 10, 0x80 | 20, 0x80 | 40].map(timeDigits),
    [0, 3, 6, 9, 9, 0, 3, 6, 9],
  );
});
