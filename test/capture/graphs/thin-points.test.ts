import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addPoint, noPoints, thinned } from '../../../capture/graphs/thin-points.ts';

test('thinning keeps order, bounds and the extremes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { maxLength: 3000 }),
      fc.integer({ min: 1, max: 50 }),
      (ys, most) => {
        const points = noPoints();
        for (const [at, y] of ys.entries()) addPoint(points, at / 7, y, at + 1);
        const thin = thinned(points, most);
        assert.ok(thin.x.length <= Math.max(2 * most, 0) || thin === points);
        assert.deepEqual(
          thin.x,
          [...thin.x].sort((a, b) => a - b),
        );
        for (const [n, frame] of thin.frames.entries()) assert.equal(thin.y[n], ys[frame - 1]);
        if (ys.length > 0) {
          assert.equal(Math.max(...thin.y), Math.max(...ys));
          assert.equal(Math.min(...thin.y), Math.min(...ys));
        }
      },
    ),
  );
});
