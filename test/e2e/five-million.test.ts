import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright';
import { generateCapture } from '../../tools/generate-capture.ts';
import { openWindow, temporaryFolder, withBrowser } from './window.ts';

withBrowser();

const FRAMES = 5_000_000;

test('five million frames open, and the last one is reached and shown', async (t) => {
  const file = join(temporaryFolder(t), 'five-million.pcap');
  const began = performance.now();
  const bytes = generateCapture(file, { frames: FRAMES });
  const generated = performance.now();
  const { page, host, complaints } = await openWindow(t, [file]);
  await page.locator('.packet-row.current[data-frame="1"]').waitFor();
  const shown = performance.now();
  const rows = page.getByRole('grid', { name: 'Packets' });
  await page.waitForFunction(
    (count) => document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount') === String(count + 1),
    FRAMES,
    { timeout: 150_000 },
  );
  const indexed = performance.now();

  await page.locator('.packet-list-bar .rows-bar').evaluate((bar) => {
    bar.scrollTop = bar.scrollHeight;
  });
  const last = rows.locator(`.packet-row[data-frame="${FRAMES}"]`);
  await last.click();
  await page.locator(`.packet-row.current[data-frame="${FRAMES}"]`).waitFor();
  await last.getByText(String(FRAMES), { exact: true }).waitFor();
  await page.getByText('frame 5,000,000', { exact: true }).waitFor();
  await page.getByRole('tree').getByText(`Frame ${FRAMES}:`).waitFor();
  assert.deepEqual(complaints, []);

  const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`;
  t.diagnostic(`generated ${megabytes(bytes)} in ${seconds(began, generated)}`);
  t.diagnostic(
    `first rows ${seconds(generated, shown)} after the program's start, all rows ${seconds(generated, indexed)}`,
  );
  const status = readFileSync(`/proc/${host.pid}/status`, 'utf8');
  const resident = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) * 1024;
  const most = Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]) * 1024;
  t.diagnostic(
    `capture process: ${megabytes(resident)} resident, ${(resident / FRAMES).toFixed(0)} bytes a frame, at most ${megabytes(most)}`,
  );
  t.diagnostic(`page: ${megabytes(await pageMemory(page))} of JavaScript heap`);
});

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

async function pageMemory(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find((metric) => metric.name === 'JSHeapUsedSize')?.value ?? Number.NaN;
}
