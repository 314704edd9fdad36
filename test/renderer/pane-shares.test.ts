import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fittingGrid } from '../../renderer/bytes/byte-grid.ts';
import { paneShares } from '../../renderer/panes/pane-shares.ts';

test('from 1,280 pixels on sixteen bytes stand in a row; shares make a whole', () => {
  for (const width of [800, 1024, 1280, 1366, 1440, 1920, 2560]) {
    const { osi, details, right } = paneShares(width);
    assert.ok(Math.abs(osi + details + right - 100) < 0.2, String(width));
    assert.ok(Math.min(osi, details, right) > 20, String(width));
    if (width < 1280) continue;
    // Without padding and scroll bar, in characters of 7.23 pixels.
    const chars = Math.floor(((right / 100) * (width - 64) - 30) / 7.23);
    assert.equal(fittingGrid(false, 1500, chars).columns, 16, String(width));
  }
});
