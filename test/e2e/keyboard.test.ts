import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright';
import { webCapture } from './captures.ts';
import { openWindow, temporaryFolder, withBrowser } from './window.ts';

withBrowser();

/** What has the focus: its label or its text. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement | null;
    return (
      element?.getAttribute('aria-label') ?? element?.labels?.[0]?.textContent ?? element?.textContent?.trim() ?? ''
    );
  });

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, wanted: string): Promise<void> {
  const passed: string[] = [];
  while (passed.length < 60) {
    await page.keyboard.press('Tab');
    const name = await focused(page);
    if (name === wanted) return;
    passed.push(name);
  }
  assert.fail(`Tab comes to ${passed.join(' | ')}, not to "${wanted}"`);
}

test('a file is opened, filtered, read, its stream followed and saved by keys alone', async (t) => {
  const files = temporaryFolder(t);
  webCapture(files);
  const { page, complaints } = await openWindow(t, []);
  await page.getByText('Open a capture file…').waitFor();
  await page.keyboard.press('Control+o');
  await page.locator('[aria-label="Files"][aria-busy="false"]').waitFor();
  await tabTo(page, 'Folder');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(files);
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'web.pcap', selected: true }).waitFor();
  await tabTo(page, 'Files');
  await page.keyboard.press('Enter');
  await page.getByText('frame 1', { exact: true }).waitFor();

  await page.keyboard.press('Control+/');
  await page.keyboard.type('tcp.len > 0');
  await page.keyboard.press('Enter');
  await page.getByText('2 of 10').waitFor();
  await tabTo(page, 'Packets');
  await page.keyboard.press('End');
  await page.getByText('frame 8', { exact: true }).waitFor();
  await tabTo(page, 'Fields of the packet');
  await page.keyboard.press('End');
  await page.locator('.details-row.selected').waitFor();

  await page.keyboard.press('Control+Alt+Shift+T');
  await page.locator('.stream-row').first().waitFor();
  await page.getByText('GET /layers HTTP/1.1').last().waitFor();
  await tabTo(page, 'Save…');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Save Stream' }).waitFor();
  await page.locator('[aria-label="Files"][aria-busy="false"]').waitFor();
  await tabTo(page, 'File name');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('talk.txt');
  await page.keyboard.press('Enter');
  await page.getByText('written to').waitFor();
  assert.match(readFileSync(join(files, 'talk.txt'), 'latin1'), /^GET \/layers[\s\S]*hello$/);
  assert.deepEqual(complaints, []);
});

test('grid, tree and tabs tell where one stands', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await page.getByText('frame 1', { exact: true }).waitFor();
  const list = page.getByRole('grid', { name: 'Packets' });
  assert.deepEqual(await Promise.all(['aria-rowcount', 'aria-colcount'].map((name) => list.getAttribute(name))), [
    '11',
    '8',
  ]);
  await list.focus();
  await page.keyboard.press('ArrowDown');
  const row = page.locator(`#${await list.getAttribute('aria-activedescendant')}`);
  assert.deepEqual(
    await Promise.all(['role', 'aria-rowindex', 'aria-selected'].map((name) => row.getAttribute(name))),
    ['row', '3', 'true'],
  );
  const tree = page.getByRole('tree', { name: 'Fields of the packet' });
  await tree.focus();
  await page.keyboard.press('ArrowDown');
  const item = page.locator(`#${await tree.getAttribute('aria-activedescendant')}`);
  assert.deepEqual(await Promise.all(['role', 'aria-level', 'aria-expanded'].map((name) => item.getAttribute(name))), [
    'treeitem',
    '1',
    'false',
  ]);
  await page.keyboard.press('ArrowRight');
  assert.equal(await item.getAttribute('aria-expanded'), 'true');
  await page.getByRole('tab', { name: 'OSI Layers', selected: true }).focus();
  await page.keyboard.press('ArrowRight');
  const tab = page.getByRole('tab', { name: 'Encapsulation', selected: true });
  await tab.waitFor();
  await page.locator(`#${await tab.getAttribute('aria-controls')}[role="tabpanel"]`).waitFor();
});
