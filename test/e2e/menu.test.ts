import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright';
import { webCapture } from './captures.ts';
import { openWindow, temporaryFolder, withBrowser } from './window.ts';

withBrowser();

const focusedClass = (page: Page) => page.evaluate(() => document.activeElement?.className ?? '');

test('the menu bar is worked by keys alone', async (t) => {
  const { page, complaints } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await page.getByText('frame 1', { exact: true }).waitFor();
  await page.keyboard.press('F10');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('menu', { name: 'View' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('menu', { name: 'Time Display' }).waitFor();
  await page.getByRole('menuitemcheckbox', { name: 'Seconds Since First', checked: true }).waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('menu', { name: 'Time Display' }).waitFor({ state: 'detached' });
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('menu', { name: 'Edit' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('menu', { name: 'Edit' }).waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('menuitem', { name: 'Find Packet…' }).count(), 0);
  await page.keyboard.press('Alt+g');
  await page.keyboard.type('la');
  await page.keyboard.press('Enter');
  await page.getByText('frame 10', { exact: true }).waitFor();
  assert.deepEqual(complaints, []);
});

test('keys reach their commands, but not from where text is typed', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await page.getByText('frame 1', { exact: true }).waitFor();
  await page.keyboard.press('Control+g');
  await page.keyboard.type('67');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Enter');
  await page.getByText('frame 6', { exact: true }).waitFor();
  assert.match(await focusedClass(page), /packet-list/);
  await page.keyboard.press('F8');
  await page.getByText('frame 7', { exact: true }).waitFor();
  await page.keyboard.press('Control+.');
  await page.getByText('frame 8', { exact: true }).waitFor();
  await page.keyboard.press('Control+Home');
  await page.getByText('frame 1', { exact: true }).waitFor();
});

test('F6 goes through the parts of the window', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await page.getByText('frame 1', { exact: true }).waitFor();
  await page.locator('.packet-row[data-frame="1"]').click();
  const visited: (string | null)[] = [];
  for (let times = 0; times < 6; times++) {
    await page.keyboard.press('F6');
    visited.push(
      await page.evaluate(
        () =>
          document.activeElement?.closest('[data-pane-name], .toolbar, .packet-list')?.getAttribute('aria-label') ??
          null,
      ),
    );
  }
  assert.deepEqual(visited, ['OSI Layers', 'Details', 'Bytes', 'Header Diagram', 'Tools', 'Packets']);
});

test('dialogs hold the focus and give it back', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await page.locator('.packet-row[data-frame="2"]').click();
  await page.getByText('frame 2', { exact: true }).waitFor();
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog', { name: 'Capture Options' });
  await dialog.waitFor();
  for (let times = 0; times < 8; times++) await page.keyboard.press('Tab');
  assert.equal(await dialog.evaluate((element) => element.contains(document.activeElement)), true);
  await page.keyboard.press('Control+e');
  assert.equal(await page.getByRole('button', { name: 'Stop' }).count(), 0);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.classList.contains('packet-list'));
  await page.keyboard.press('Alt+h');
  await page.keyboard.type('k');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Keyboard Shortcuts' }).getByText('Ctrl+E', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+h');
  await page.keyboard.type('a');
  await page.keyboard.press('Enter');
  await page
    .getByRole('dialog', { name: 'About Osiscope' })
    .getByText(/^Node \d+/)
    .waitFor();
});
