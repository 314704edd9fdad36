import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WebSocketRoute } from 'playwright';
import { webCapture } from './captures.ts';
import { openWindow, temporaryFolder, withBrowser } from './window.ts';

withBrowser();

test('a window whose capture process was killed says so and keeps what it shows', async (t) => {
  const { page, host } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await page.locator('.packet-row[data-frame="6"]').click();
  await page.getByText('frame 6', { exact: true }).waitFor();
  host.kill('SIGKILL');
  const overlay = page.getByRole('alertdialog');
  await overlay.getByText('The connection to the capture process was lost').waitFor();
  assert.equal(await overlay.getByRole('button').evaluate((button) => button === document.activeElement), true);
  await page.getByText('Not connected').waitFor();
  assert.equal(await page.locator('.packet-row[data-frame]').count(), 10);
  await overlay.getByRole('button', { name: 'Connect Now' }).click();
  await overlay.getByText('Nothing answers at').waitFor();
});

test('a connection that breaks comes back by itself with everything as it was', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  const routes: WebSocketRoute[] = [];
  await page.routeWebSocket('**/port', (route) => {
    route.connectToServer();
    routes.push(route);
  });
  await page.reload();
  await page.locator('.packet-row[data-frame="8"]').click();
  await page.getByText('frame 8', { exact: true }).waitFor();
  await routes[0].close({ code: 1011, reason: 'The line was cut.' });
  await page.getByRole('alertdialog').waitFor();
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  await page.getByText('frame 8', { exact: true }).waitFor();
  await page.keyboard.press('Control+End');
  await page.getByText('frame 10', { exact: true }).waitFor();
});

test('loading the page again brings back capture, packet, times and theme', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await page.locator('.packet-row[data-frame="7"]').click();
  await page.getByText('frame 7', { exact: true }).waitFor();
  await page.keyboard.press('Control+Alt+Digit3');
  await page.locator('.packet-cell-time', { hasText: '1700000000.0' }).first().waitFor();
  await page.keyboard.press('Alt+v');
  await page.keyboard.type('tt');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('d');
  await page.keyboard.press('Enter');
  await page.locator('html[data-theme="dark"]').waitFor();
  await page.reload();
  await page.locator('html[data-theme="dark"]').waitFor();
  await page.getByText('frame 7', { exact: true }).waitFor();
  await page.locator('.packet-cell-time', { hasText: '1700000000.0' }).first().waitFor();
});
