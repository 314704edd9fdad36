import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { webCapture } from './captures.ts';
import { openWindow, temporaryFolder, withBrowser } from './window.ts';

withBrowser();

const withoutTshark = spawnSync('tshark', ['--version']).error !== undefined;

test('packets are coloured, commented, ignored; times count from one; the comment is saved and comes back', async (t) => {
  const { page, folder, complaints } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  const row = (frame: number) => page.locator(`.packet-row[data-frame="${frame}"]`);
  await page.locator('.packet-row[data-frame="6"][data-rule="HTTP"]').waitFor();
  await row(6).click();
  await page.keyboard.press('Control+Alt+c');
  await page.getByLabel('Comment 1').fill('the request');
  await page.keyboard.press('Control+Enter');
  await row(6).locator('.packet-tag-comment').waitFor();
  await page.locator('.details-comments', { hasText: 'the request' }).waitFor();
  await row(4).click();
  await page.keyboard.press('Control+t');
  await row(4).locator('[data-column="time"]', { hasText: '*REF*' }).waitFor();
  await row(5).click();
  await page.keyboard.press('Control+d');
  await row(5).locator('[data-column="info"]', { hasText: '<Ignored>' }).waitFor();

  await page.keyboard.press('Control+Shift+s');
  await page.getByLabel('File name').fill(join(folder, 'noted.pcapng'));
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText(/10 packets written/).waitFor();
  const again = await openWindow(t, [join(folder, 'noted.pcapng')]);
  await again.page.locator('.packet-row[data-frame="6"] .packet-tag-comment').waitFor();
  await again.page.locator('.packet-row[data-frame="6"]').click();
  await again.page.locator('.details-comments').click();
  assert.equal(await again.page.getByLabel('Comment 1').inputValue(), 'the request');
  assert.equal(await again.page.locator('.packet-tag-comment').count(), 1);
  assert.deepEqual(complaints, []);
  if (!withoutTshark) assert.deepEqual(comments(join(folder, 'noted.pcapng')), ['6\tthe request']);
});

/** Frame number and comment of each frame that tshark finds one in. */
function comments(path: string): string[] {
  const fields = ['-T', 'fields', '-e', 'frame.number', '-e', 'frame.comment'];
  const { stdout } = spawnSync('tshark', ['-n', '-r', path, '-Y', 'frame.comment', ...fields], { encoding: 'utf8' });
  return stdout.trim().split('\n');
}

test('a colouring rule is edited: its packets, and no others, change their colours', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))], { colorScheme: 'light' });
  const colors = (frame: number) =>
    page.locator(`.packet-row[data-frame="${frame}"]`).evaluate((row) => {
      const { backgroundColor, color } = getComputedStyle(row);
      return [backgroundColor, color];
    });
  await page.locator('.packet-row[data-frame="10"]').click();
  await page.locator('.packet-row[data-frame="1"][data-rule="UDP"]').waitFor();
  const [query, request] = [await colors(1), await colors(6)];
  assert.deepEqual(query, ['rgb(218, 238, 255)', 'rgb(18, 39, 46)']);
  assert.deepEqual(request, ['rgb(228, 255, 199)', 'rgb(18, 39, 46)']);
  await page.keyboard.press('Alt+v');
  await page.getByRole('menuitem', { name: 'Colouring Rules…' }).click();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByLabel('Name', { exact: true }).first().fill('Names');
  await page.getByLabel('Display filter', { exact: true }).last().waitFor();
  await page.getByRole('dialog').getByLabel('Display filter').first().fill('dns');
  await page.getByLabel('Ground', { exact: true }).first().fill('#102030');
  await page.getByLabel('Text', { exact: true }).first().fill('#fffefd');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.locator('.packet-row[data-frame="1"][data-rule="Names"]').waitFor();
  for (const frame of [1, 2]) assert.deepEqual(await colors(frame), ['rgb(16, 32, 48)', 'rgb(255, 254, 253)']);
  assert.deepEqual(await colors(6), request);
});

test('packets are found, forwards and backwards', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await page.locator('.packet-row.current[data-frame="1"]').waitFor();
  await page.keyboard.press('Control+f');
  await page.getByLabel('Place').selectOption('bytes');
  await page.getByLabel('Find', { exact: true }).fill('HTTP/1.1');
  await page.keyboard.press('Enter');
  await page.locator('.packet-row.current[data-frame="6"]').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.packet-row.current[data-frame="8"]').waitFor();
  await page.keyboard.press('Control+b');
  await page.locator('.packet-row.current[data-frame="6"]').waitFor();
  await page.getByLabel('Find', { exact: true }).fill('not there');
  await page.keyboard.press('Enter');
  await page.getByText('Not found').waitFor();
});
