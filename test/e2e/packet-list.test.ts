import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright';
import { generateCapture } from '../../tools/generate-capture.ts';
import { growingCapture, manyCapture, webCapture } from './captures.ts';
import { openWindow, temporaryFolder, withBrowser } from './window.ts';

withBrowser();

const current = (page: Page) => page.locator('.packet-row.current');

async function currentIs(page: Page, frame: number): Promise<void> {
  await page.locator(`.packet-row.current[data-frame="${frame}"]`).waitFor();
  await page.getByText(`frame ${frame.toLocaleString('en')}`, { exact: true }).waitFor();
}

test('the first packet is selected when a capture opens', async (t) => {
  const { page, complaints } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await currentIs(page, 1);
  assert.equal(await page.getByRole('grid', { name: 'Packets' }).getAttribute('aria-rowcount'), '11');
  assert.deepEqual(complaints, []);
});

test('keys move through the list', async (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'made.pcap');
  generateCapture(file, { frames: 3000 });
  const { page } = await openWindow(t, [file]);
  await currentIs(page, 1);
  const grid = page.getByRole('grid', { name: 'Packets' });
  await grid.focus();
  for (const [key, frame] of [
    ['ArrowDown', 2],
    ['ArrowDown', 3],
    ['ArrowUp', 2],
    ['End', 3000],
    ['Home', 1],
    ['Control+End', 3000],
    ['Control+Home', 1],
    ['Control+ArrowDown', 2],
  ] as const) {
    await page.keyboard.press(key);
    await currentIs(page, frame);
  }
  const before = Number(await current(page).getAttribute('data-frame'));
  await page.keyboard.press('PageDown');
  await page.waitForFunction(
    (n) => Number(document.querySelector('.packet-row.current')?.getAttribute('data-frame')) > n + 5,
    before,
  );
  const after = Number(await current(page).getAttribute('data-frame'));
  await page.keyboard.press('PageUp');
  await currentIs(page, before);
  assert.ok(after > before + 5);
});

test('Ctrl+Down moves from any pane', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await currentIs(page, 1);
  await page.getByRole('tree').focus();
  await page.keyboard.press('Control+ArrowDown');
  await currentIs(page, 2);
  await page.keyboard.press('F8');
  await currentIs(page, 3);
  await page.keyboard.press('F7');
  await currentIs(page, 2);
});

test('Ctrl+. goes through a conversation and Alt+Left back', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await currentIs(page, 1);
  await page.keyboard.press('Control+.');
  await currentIs(page, 2);
  await page.keyboard.press('Control+.');
  await page.getByText('There is no later packet of this conversation').waitFor();
  await page.keyboard.press('Control+,');
  await currentIs(page, 1);
  await page.locator('[data-frame="8"]').click();
  await currentIs(page, 8);
  await page.keyboard.press('Alt+ArrowLeft');
  await currentIs(page, 1);
  await page.keyboard.press('Alt+ArrowRight');
  await currentIs(page, 8);
});

test('packets are marked and found again', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await currentIs(page, 1);
  await page.locator('[data-frame="3"]').click();
  await page.locator('[data-frame="5"]').click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+m');
  await page.locator('.packet-row.marked[data-frame="4"]').waitFor();
  assert.equal(await page.locator('.packet-row.marked').count(), 3);
  await page.locator('[data-frame="1"]').click();
  await page.keyboard.press('Control+Shift+N');
  await currentIs(page, 3);
  await page.keyboard.press('Control+Alt+m');
  await page.waitForFunction(() => document.querySelectorAll('.packet-row.marked').length === 0);
});

test('several rows are selected and copied', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))], {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await currentIs(page, 1);
  await page.locator('[data-frame="3"]').click();
  await page.locator('[data-frame="6"]').click({ modifiers: ['Control'] });
  await page.keyboard.press('Shift+ArrowDown');
  assert.deepEqual(
    await page
      .locator('.packet-row[aria-selected="true"]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-frame'))),
    ['6', '7'],
  );
  await page.keyboard.press('Control+c');
  await page.getByText('2 rows copied').waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  const lines = text.split('\n');
  assert.equal(lines.length, 2);
  assert.equal(lines[0].split('\t')[0], '6');
  assert.equal(lines[1].split('\t')[0], '7');
});

test('columns are resized, fitted, moved and hidden, and stay so', async (t) => {
  const folder = temporaryFolder(t);
  const file = webCapture(folder);
  const { page } = await openWindow(t, [file], { settings: folder });
  await currentIs(page, 1);
  const heading = (name: string) => page.getByRole('columnheader', { name, exact: true });
  const width = async (name: string) => (await heading(name).boundingBox())!.width;

  const box = (await heading('Source').boundingBox())!;
  await page.mouse.move(box.x + box.width - 2, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 58, box.y + 8, { steps: 3 });
  await page.mouse.up();
  assert.equal(Math.round(await width('Source')), Math.round(box.width + 60));

  const wide = (await heading('Source').boundingBox())!;
  await page.mouse.dblclick(wide.x + wide.width - 3, wide.y + 8);
  assert.ok((await width('Source')) < 120);

  await heading('Length').dragTo(heading('Time'), { targetPosition: { x: 10, y: 8 } });
  const titles = () => page.getByRole('columnheader').allTextContents();
  assert.deepEqual((await titles()).slice(0, 3), ['No.', 'Length', 'Time']);

  await heading('Protocol').click({ button: 'right' });
  await page.getByRole('menuitemcheckbox', { name: 'Protocol' }).click();
  await heading('Protocol').waitFor({ state: 'detached' });
  await heading('Info').click({ button: 'right' });
  await page.getByRole('menuitemcheckbox', { name: 'Delta' }).click();
  await heading('Delta').waitFor();
  const left = await titles();
  const kept = await width('Source');

  await page.waitForFunction(() => true);
  await page.reload();
  await currentIs(page, 1);
  assert.deepEqual(await titles(), left);
  assert.equal(await width('Source'), kept);
});

test('columns follow what is scrolled to, and leave room for the last one', async (t) => {
  const file = growingCapture(temporaryFolder(t));
  const { page } = await openWindow(t, [file], { viewport: { width: 960, height: 640 } });
  await currentIs(page, 1);
  const cut = (column: string) =>
    page
      .locator(`.packet-row [data-column="${column}"]`)
      .evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).length);
  const sight = () =>
    page.locator('.packet-list-scroll').evaluate((list) => {
      const info = list.querySelector('[data-heading="info"]')!.getBoundingClientRect();
      return Math.round(Math.min(info.right, list.getBoundingClientRect().right) - info.left);
    });
  await page.waitForFunction(() => document.querySelector('[data-column="protocol"]')?.textContent === 'UDP');
  await page.waitForTimeout(300);
  assert.deepEqual([await cut('time'), await cut('source'), await cut('layers'), await cut('length')], [0, 0, 0, 0]);
  assert.ok((await sight()) >= 240, 'the last column is in sight');
  await page.keyboard.press('Control+End');
  await currentIs(page, 200);
  await page.waitForTimeout(300);
  assert.equal(await cut('time'), 0);

  await page.setViewportSize({ width: 1600, height: 640 });
  await page.waitForTimeout(300);
  assert.deepEqual([await cut('time'), await cut('source'), await cut('destination')], [0, 0, 0]);
});

test('the frame shown is shown again after the page was loaded again', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await currentIs(page, 1);
  await page.locator('[data-frame="8"]').click();
  await currentIs(page, 8);
  await page.reload();
  await currentIs(page, 8);
});

test('the wheel steps exactly and the bar reaches the last of many rows', async (t) => {
  const many = 1_000_000;
  const { page } = await openWindow(t, [manyCapture(temporaryFolder(t), many)]);
  await page.waitForFunction(
    (rows) => document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount') === String(rows + 1),
    many,
    { timeout: 60_000 },
  );
  const firstIs = (frame: number) =>
    page.waitForFunction(
      (n) => document.querySelector('.packet-row[data-frame]')?.getAttribute('data-frame') === String(n),
      frame,
    );
  await page.locator('.packet-list-body').hover();
  await page.mouse.wheel(0, 66);
  await firstIs(4);
  await page.mouse.wheel(0, -22);
  await firstIs(3);
  await page.locator('.packet-list-bar .rows-bar').evaluate((bar) => {
    bar.scrollTop = bar.scrollHeight;
  });
  await page.locator(`[data-frame="${many}"]`).click();
  await currentIs(page, many);
});
