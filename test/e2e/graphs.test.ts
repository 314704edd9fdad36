import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { webCapture } from './captures.ts';
import { openWindow, temporaryFolder, withBrowser } from './window.ts';

withBrowser();

test('each graph is drawn, and leads to packets', async (t) => {
  const { page, complaints } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await page.locator('.packet-row.current[data-frame="1"]').waitFor();
  await page.keyboard.press('Alt+s');
  await page.getByRole('menuitem', { name: 'I/O Graph' }).click();
  const chart = page.locator('.graph-chart');
  // A flat line has no height, which counts as hidden.
  await chart.locator('.recharts-line-curve').first().waitFor({ state: 'attached' });
  const box = (await chart.boundingBox())!;
  // The middle of the time is that of frame 6; the pointer has to be there before it clicks.
  await page.mouse.move(box.x + box.width * 0.55, box.y + box.height / 2);
  await page.locator('.graph-tip').waitFor();
  const words = ((await page.locator('.graph-tip').textContent()) ?? '').match(/packet (\d+)/);
  await page.mouse.down();
  await page.mouse.up();
  assert.ok(words, 'the tip names a packet');
  await page.locator(`.packet-row.current[data-frame="${words[1]}"]`).waitFor();

  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Reset', exact: true }).first().click();

  const [csv] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
  assert.match(readFileSync(await csv.path(), 'utf8'), /^"Time","All packets","TCP errors"\r\n0,/);
  const [svg] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'SVG' }).click()]);
  assert.match(readFileSync(await svg.path(), 'utf8'), /^<svg[^>]*xmlns/);
  const [png] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'PNG' }).click()]);
  assert.equal(
    readFileSync(await png.path())
      .subarray(1, 4)
      .toString(),
    'PNG',
  );

  await page.locator('.packet-row[data-frame="6"]').click();
  await page.getByRole('tab', { name: 'TCP Stream' }).click();
  await page.getByText('8 segments, 1 TCP stream').waitFor();
  for (const kind of ['stevens', 'throughput', 'round-trip', 'window']) {
    await page.locator('.graph-choices select').selectOption(kind);
    await page.locator('.graph-chart .recharts-surface').waitFor();
  }
  await page.getByRole('tab', { name: 'Packet Lengths' }).click();
  await page.getByRole('button', { name: '80–159' }).click();
  await page.getByText('3 of 10').waitFor();
  await page.getByRole('tab', { name: 'Flow' }).click();
  await page.locator('.flow-row', { hasText: 'GET /layers' }).click();
  await page.locator('.packet-row.current[data-frame="6"]').waitFor();
  await page.getByRole('tab', { name: 'Response Times' }).click();
  await page.getByRole('button', { name: 'HTTP 200' }).click();
  await page.getByText('1 of 10').waitFor();
  assert.deepEqual(complaints, []);
});
