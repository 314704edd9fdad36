import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noLiveCapture } from './live-traffic.ts';
import { openWindow, withBrowser } from './window.ts';

withBrowser();

const skip = noLiveCapture();

test('daemon and client are run in the window, and the daemon is killed there', { skip }, async (t) => {
  const { page, complaints } = await openWindow(t, []);
  await page.getByRole('tab', { name: 'Session' }).click();
  await page.getByLabel('What to run').selectOption('pair');
  await page.getByLabel('Options of the daemon').fill('--model fork --services echo');
  await page.getByLabel('Options of the client').fill('--times 2 --think 30');
  await page.getByRole('button', { name: 'Run' }).click();

  // The client has its first answer and thinks: the child serves it, and the ladder has kept up.
  await page.locator('.packet-row', { hasText: 'PSH' }).nth(1).waitFor({ timeout: 30_000 });
  const ladder = page.getByRole('grid', { name: 'Steps and frames' });
  await ladder.locator('.ladder-segment', { hasText: 'PSH' }).last().waitFor();
  await page.getByRole('button', { name: 'Follow', pressed: true }).waitFor();
  const tree = page.getByRole('listbox', { name: 'Processes and threads' });
  await tree.getByRole('option', { name: /^daemon \d+ ?running/ }).waitFor();
  await page
    .getByRole('log')
    .getByText(/started/)
    .first()
    .waitFor();

  const child = tree.getByRole('option', { name: /child/ }).first();
  await child.waitFor();
  await child.click();
  await page.getByRole('button', { name: 'KILL' }).click();
  await page.getByText(/SIGKILL was sent to/).waitFor();
  await tree.getByRole('option', { name: /killed by SIGKILL/ }).waitFor();
  await page
    .locator('.packet-row', { hasText: /\[(FIN|RST)/ })
    .first()
    .waitFor({ timeout: 20_000 });
  await page
    .getByRole('log')
    .getByText(/SIGKILL|signal/)
    .first()
    .waitFor();

  // A step selects its frames in the list, a packet its state on both sides.
  await page.locator('.packet-row', { hasText: '[SYN]' }).first().click();
  await page.locator('.connection-end', { hasText: 'SYN-SENT' }).waitFor();
  await page.locator('.ladder-selected', { hasText: '[SYN]' }).waitFor();

  await page.locator('.session-bar').getByRole('button', { name: 'Stop' }).click();
  await page.getByText(/Daemon and client: (stopped|failed)/).waitFor({ timeout: 20_000 });
  await tree.getByRole('option', { name: /running/ }).waitFor({ state: 'detached' });
  assert.deepEqual(complaints, []);
});

test('a lesson is run, and its checks lead to packets', { skip }, async (t) => {
  const { page } = await openWindow(t, []);
  await page.getByRole('tab', { name: 'Session' }).click();
  await page.getByLabel('Lesson', { exact: true }).selectOption('handshake');
  await page.getByText('three to open it', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: 'Run' }).click();
  await page.getByText(/close: all checks are ok/).waitFor({ timeout: 40_000 });
  await page.locator('.lesson-checks .graph-link').last().click();
  const frame = (await page.locator('.lesson-checks .graph-link').last().textContent())!.slice(1);
  await page.locator(`.packet-row.current[data-frame="${frame}"]`).waitFor();
});
