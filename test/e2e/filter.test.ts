import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright';
import { webCapture } from './captures.ts';
import { openWindow, temporaryFolder, withBrowser } from './window.ts';

withBrowser();

const rows = (page: Page) => page.locator('.packet-row[data-frame]');

async function framesAre(page: Page, frames: readonly number[]): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('.packet-row[data-frame]')].map((row) => row.getAttribute('data-frame')).join() ===
      wanted,
    frames.join(),
  );
}

test('a filter is typed, applied and cleared; the selected packet stays', async (t) => {
  const { page, complaints } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await rows(page).nth(5).click();
  await page.keyboard.press('Control+/');
  await page.keyboard.type('http or dns.flags.response == 1');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+/');
  await page.keyboard.type('http || dns.flags.response == 1');
  await page.keyboard.press('Enter');
  await framesAre(page, [2, 6, 8]);
  await page.getByText('3 of 10').waitFor();
  await page.locator('.packet-row.current[data-frame="6"]').waitFor();
  await page.getByText('Displayed 3 (30 %)').waitFor();
  await page.getByTitle('Clear the filter and show every packet').click();
  await framesAre(page, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert.deepEqual(complaints, []);
});

test('what is wrong is underlined and said, and a suggestion can be taken', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await rows(page).first().click();
  await page.keyboard.press('Control+/');
  await page.keyboard.type('tcp.srcprt == 80');
  await page.keyboard.press('Enter');
  await page.locator('.filter-bar-invalid').waitFor();
  await page.locator('.filter-problem', { hasText: 'tcp.srcprt' }).waitFor();
  await page.getByRole('alert').getByRole('button', { name: 'tcp.srcport' }).click();
  await page.locator('.filter-bar-invalid').waitFor({ state: 'detached' });
  await page.locator('.filter-editor', { hasText: 'tcp.srcport == 80' }).waitFor();
});

test('fields and values complete what is typed, and the count of packets is told', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await rows(page).first().click();
  await page.keyboard.press('Control+/');
  await page.keyboard.type('http.response.co');
  const choices = page.locator('.cm-tooltip-autocomplete');
  await choices
    .getByRole('option', { name: /^http\.response\.code/ })
    .first()
    .waitFor();
  await page.keyboard.press('Tab');
  await page.locator('.filter-editor', { hasText: /^http\.response\.code/ }).waitFor();
  await page.keyboard.type(' == 200');
  await page.keyboard.press('Enter');
  await framesAre(page, [8]);
  await page.getByText('1 of 10').waitFor();
  await page.getByText('Displayed 1 (10 %)').waitFor();
});

test('a macro is defined, completed and used; a filter refers to the selected packet', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await rows(page).nth(3).click();
  await page.keyboard.press('Alt+a');
  await page.getByRole('menuitem', { name: 'Display Filter Macros…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('to port');
  await dialog.getByLabel('Text', { exact: true }).fill('tcp.dstport == $1 and tcp.len > 0');
  await dialog.getByText('Names are made of letters').waitFor();
  await dialog.getByLabel('Name', { exact: true }).fill('to_port');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+/');
  await page.keyboard.type('$to');
  await page
    .locator('.cm-tooltip-autocomplete')
    .getByRole('option', { name: /to_port/ })
    .waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.type('_port(8080)');
  await page.locator('.filter-bar-valid').waitFor();
  await page.keyboard.press('Enter');
  await framesAre(page, [6]);
  await page.keyboard.press('Control+/');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(`ip.dst == \${ip.src} && tcp`);
  await page.keyboard.press('Enter');
  await framesAre(page, [4, 7, 8, 10]);
});

test('filters are made from cells, fields and conversations, kept, and become buttons', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await page.locator('.packet-row[data-frame="2"] [data-column="source"]').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Apply as Filter' }).click();
  await page.getByRole('menuitem', { name: 'Selected', exact: true }).click();
  await framesAre(page, [2, 4, 7, 8, 10]);
  await page.locator('.packet-row[data-frame="8"]').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Conversation Filter' }).hover();
  await page.getByRole('menuitem', { name: 'TCP or UDP' }).click();
  await framesAre(page, [3, 4, 5, 6, 7, 8, 9, 10]);

  await page.getByTitle('Saved filters and filters used before').click();
  await page.getByRole('menuitemradio', { name: /Save This Filter/ }).click();
  await page.getByLabel('Name', { exact: true }).fill('Web');
  await page.getByLabel('Button', { exact: true }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).last().click();
  await page.getByTitle('Clear the filter and show every packet').click();
  await framesAre(page, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  await page.locator('.filter-button', { hasText: 'Web' }).click();
  await framesAre(page, [3, 4, 5, 6, 7, 8, 9, 10]);
});

test('filters are made from bytes, times and columns of fields, also while names stand for addresses', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  const applySelected = async (): Promise<void> => {
    await page.getByRole('menuitem', { name: 'Apply as Filter' }).click();
    await page.getByRole('menuitem', { name: 'Selected', exact: true }).click();
  };
  const clear = () => page.getByTitle('Clear the filter and show every packet').click();
  await page.locator('.packet-row[data-frame="6"]').click();
  await page.getByText('frame 6', { exact: true }).waitFor();
  const bytes = page.locator('.bytes-viewport');
  const probe = (await page.locator('.bytes-probe').boundingBox())!.width / 100;
  // Byte 0x10 of the frame is the first of the IP length, the second row's first column.
  await bytes.click({ button: 'right', position: { x: 8 + 7.5 * probe, y: 30 } });
  await applySelected();
  await page.locator('.filter-editor', { hasText: /^ip\.len == \d+$/ }).waitFor();
  await framesAre(page, [6, 8]);
  await clear();
  await page.locator('.packet-row[data-frame="2"] [data-column="time"]').click({ button: 'right' });
  await applySelected();
  await framesAre(page, [2]);
  await clear();
  await page.keyboard.press('Alt+v');
  await page.getByRole('menuitem', { name: 'Name Resolution' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Resolve Network Addresses' }).click();
  await page.locator('.packet-row[data-frame="1"] [data-column="destination"]', { hasText: 'example.org' }).waitFor();
  await page.locator('.packet-row[data-frame="1"] [data-column="destination"]').click({ button: 'right' });
  await applySelected();
  await page.locator('.filter-editor', { hasText: 'ip.dst == 10.0.0.1' }).waitFor();
  await framesAre(page, [1, 3, 5, 6, 9]);
});

test('typing over the list begins a filter; headings sort; a field becomes a column', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await rows(page).first().click();
  await page.keyboard.type('dns');
  await page.keyboard.press('Enter');
  await framesAre(page, [1, 2]);
  await page.locator('[data-heading="length"]').click();
  await page.locator('[data-heading="length"]').click();
  await page.locator('[data-heading="length"][aria-sort="descending"]').waitFor();
  await page.locator('.packet-row.current[data-frame="1"]').waitFor();
  await page.getByText('Transaction ID: 0x3d1c').first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Apply as Column' }).click();
  await page.locator('[data-column="field:dns.id"]', { hasText: '0x3d1c' }).first().waitFor();
});

test('completions that come when the focus has left the bar are not shown', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  const list = page.getByRole('grid', { name: 'Packets' });
  await rows(page).first().click();
  await page.keyboard.type('t');
  await page.locator('.cm-tooltip-autocomplete').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await list.evaluate((grid) => {
    grid.focus();
    grid.dispatchEvent(new KeyboardEvent('keydown', { key: 't', bubbles: true, cancelable: true }));
    grid.focus();
  });
  await page.locator('.filter-editor', { hasText: 't' }).waitFor();
  await page.waitForTimeout(700);
  assert.equal(await page.locator('.cm-tooltip-autocomplete').count(), 0);
});
