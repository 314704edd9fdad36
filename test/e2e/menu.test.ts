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
  await page.getByRole('button', { name: 'Find', exact: true }).focus();
  await page.keyboard.press('Control+a');
  assert.equal(await page.evaluate(() => String(getSelection())), '');
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

/** Keys of the window that the page has to take from the browser; `!` opens a dialog. What leaves the capture comes last. */
const windowKeys = `s+Control f+Control b+Control g+Control k+Control! Home+Control End+Control ArrowDown+Control
  ArrowUp+Control .+Control ,+Control m+Control M+Control+Shift m+Control+Alt N+Control+Shift B+Control+Shift d+Control
  D+Control+Shift d+Control+Alt t+Control t+Control+Alt n+Control+Alt b+Control+Alt n+Control c+Control+Alt!
  T+Control+Shift! 1+Control+Alt 4+Control+Alt ArrowRight+Control ArrowLeft+Control I+Control+Shift C+Control+Shift
  U+Control+Shift! E+Control+Shift! O+Control+Shift! U+Control+Alt+Shift H+Control+Alt+Shift S+Control+Alt+Shift
  1+Control 9+Control A+Control+Shift! P+Control+Shift! R+Control+Shift S+Control+Shift! o+Control! r+Control F1! F5 F7 F8
  w+Control`;

test("the window takes Wireshark's keys from the browser", async (t) => {
  const { page, complaints } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await page.getByText('frame 1', { exact: true }).waitFor();
  await page.evaluate(() => {
    const untaken: string[] = [];
    Object.assign(window, { untaken });
    window.addEventListener('keydown', (event) => {
      if (!event.defaultPrevented && !/^(Control|Shift|Alt)$/.test(event.key)) untaken.push(event.key);
    });
  });
  const dialog = page.getByRole('dialog');
  for (const press of windowKeys.split(/\s+/)) {
    await page.locator('.packet-list').focus();
    await page.keyboard.press(press.replace('!', '').split('+').reverse().join('+'));
    if (!press.endsWith('!')) continue;
    await dialog.locator('.bp6-dialog-close-button').click();
    await dialog.waitFor({ state: 'detached' });
  }
  assert.deepEqual(await page.evaluate(() => (window as unknown as { untaken: string[] }).untaken), []);
  assert.deepEqual(complaints, []);
});

test('times are shifted, protocols switched off, bytes shown and conversations coloured by their keys', async (t) => {
  const { page, complaints } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await page.getByText('frame 1', { exact: true }).waitFor();
  await page.locator('.packet-row[data-frame="6"]').click();
  await page.keyboard.press('Control+2');
  await page.locator('.packet-row[data-rule="Conversation colour 2"]').first().waitFor();
  await page.keyboard.press('Control+Space');
  await page.locator('.packet-row[data-rule="Conversation colour 2"]').first().waitFor({ state: 'detached' });
  await page.locator('.details-row[data-field="http"]').click();
  await page.keyboard.press('Control+Shift+O');
  const bytes = page.getByRole('dialog', { name: 'Bytes of http in packet 6' });
  assert.match(await bytes.getByRole('textbox', { name: 'Bytes' }).inputValue(), /^GET \/layers HTTP\/1\.1/);
  await bytes.getByLabel('Shown as').selectOption('hex-stream');
  assert.match(await bytes.getByRole('textbox', { name: 'Bytes' }).inputValue(), /^474554202f/);
  await page.keyboard.press('Escape');
  await bytes.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+Shift+E');
  const protocols = page.getByRole('dialog', { name: 'Enabled Protocols' });
  await page.keyboard.type('hypertext transfer');
  await protocols.getByRole('checkbox', { name: /^http\b/ }).uncheck();
  await protocols.getByText('1 protocol switched off').waitFor();
  await protocols.getByRole('button', { name: 'Apply' }).click();
  await page.locator('.packet-row[data-frame="6"] [data-column="protocol"]', { hasText: /^TCP$/ }).waitFor();
  await page.keyboard.press('Control+Alt+3');
  await page.keyboard.press('Control+Shift+T');
  await page.getByRole('dialog', { name: 'Time Shift' }).waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('-1:00:00');
  await page.keyboard.press('Enter');
  await page.locator('.packet-row[data-frame="6"]', { hasText: '1699996400.005' }).waitFor();
  assert.deepEqual(complaints, []);
});

test('the toolbar follows the stream of the packet that is shown', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await page.getByText('frame 1', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Follow stream' }).click();
  await page.getByRole('heading', { name: 'UDP stream' }).waitFor();
  await page.locator('.packet-row[data-frame="6"]').click();
  await page.getByRole('button', { name: 'Follow stream' }).click();
  await page.getByRole('heading', { name: 'TCP stream' }).waitFor();
});

test('the menu of a packet offers to decode its port otherwise; several selected packets are counted', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await page.locator('[data-frame="6"]').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Decode As…' }).click();
  const dialog = page.getByRole('dialog');
  assert.equal(await dialog.getByRole('spinbutton', { name: 'Value' }).inputValue(), '8080');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('[data-frame="8"]').click({ modifiers: ['Shift'] });
  await page.locator('.status-bar', { hasText: 'Selected 3' }).waitFor();
});

test('Escape closes a dialog and keys step through the list although nothing has the focus', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await page.getByText('frame 1', { exact: true }).waitFor();
  const leave = () => page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('Control+Shift+p');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await page.waitForTimeout(300);
  await leave();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('frame 1', { exact: true }).waitFor();
  await page.waitForTimeout(100);
  await leave();
  await page.keyboard.press('ArrowDown');
  await page.getByText('frame 2', { exact: true }).waitFor();
  await leave();
  await page.keyboard.type('dns');
  await page.locator('.filter-editor', { hasText: 'dns' }).waitFor();
});
