import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright';
import { longCapture, webCapture } from './captures.ts';
import { noLiveCapture, tsharkField } from './live-traffic.ts';
import { openWindow, temporaryFolder, withBrowser } from './window.ts';

withBrowser();

const dialogOf = (page: Page) => page.getByRole('dialog');

/** Goes to a folder in a dialog, and waits until it is listed. */
async function goTo(page: Page, folder: string): Promise<void> {
  const listed = dialogOf(page).locator('[aria-label="Files"][aria-busy="false"]');
  await listed.waitFor();
  const field = dialogOf(page).getByRole('textbox', { name: 'Folder' });
  await field.fill(folder);
  await field.press('Enter');
  await listed.waitFor();
}

async function packets(page: Page, count: number): Promise<void> {
  await page.locator('.status-bar', { hasText: `Packets ${count}` }).waitFor();
  await page.getByText(/^frame \d+$/).waitFor();
}

async function startPage(page: Page): Promise<void> {
  await page.getByText('Open a capture file…').waitFor();
}

test('a file is found in the open dialog by keys and opened', async (t) => {
  const files = temporaryFolder(t);
  mkdirSync(join(files, 'inner'));
  webCapture(join(files, 'inner'));
  writeFileSync(join(files, 'notes.txt'), 'no capture');
  const { page, complaints } = await openWindow(t, []);
  await startPage(page);
  await page.keyboard.press('Control+o');
  await goTo(page, files);
  const list = dialogOf(page).getByRole('listbox', { name: 'Files' });
  assert.deepEqual(await list.getByRole('option').allInnerTexts().then(namesIn), ['inner']);
  await dialogOf(page).getByText('All files').click();
  assert.deepEqual(await list.getByRole('option').allInnerTexts().then(namesIn), ['inner', 'notes.txt']);
  await list.focus();
  await page.keyboard.type('in');
  await page.keyboard.press('Enter');
  await list.getByRole('option', { name: 'web.pcap' }).waitFor();
  await page.keyboard.press('Backspace');
  await list.getByRole('option', { name: 'inner', selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await list.getByRole('option', { name: 'web.pcap', selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await packets(page, 10);
  assert.equal(await page.title(), 'web.pcap – Osiscope');

  await page.getByRole('button', { name: 'web.pcap', exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'Start page' }).click();
  await page.getByText('Recent files').waitFor();
  await page.locator('.welcome-file', { hasText: join(files, 'inner') }).click();
  await packets(page, 10);
  assert.deepEqual(complaints, []);
});

function namesIn(texts: readonly string[]): string[] {
  return texts.map((text) => text.split('\n')[0]);
}

test('what is no capture, missing or empty is told in the dialog', async (t) => {
  const files = temporaryFolder(t);
  writeFileSync(join(files, 'letter.pcap'), 'Dear reader, this is a letter and no capture at all.');
  writeFileSync(join(files, 'empty.pcap'), '');
  const { page } = await openWindow(t, []);
  await startPage(page);
  await page.keyboard.press('Control+o');
  await goTo(page, files);
  await dialogOf(page).getByRole('option', { name: 'letter.pcap' }).dblclick();
  await dialogOf(page).getByRole('alert').getByText('is no pcap or pcapng capture').waitFor();
  await dialogOf(page).getByRole('option', { name: 'empty.pcap' }).dblclick();
  await dialogOf(page).getByRole('alert').getByText('is empty').waitFor();
  const field = dialogOf(page).getByRole('textbox', { name: 'Folder' });
  await field.fill(join(files, 'gone.pcap'));
  await field.press('Enter');
  await dialogOf(page).getByRole('alert').getByText('There is no file').waitFor();
  await field.fill(join(files, 'nowhere'));
  await field.press('Enter');
  await dialogOf(page).getByRole('alert').getByText('There is no folder').waitFor();
});

test('a path is typed over the list of files; Open opens what is typed, also without an ending', async (t) => {
  const files = temporaryFolder(t);
  const named = webCapture(files);
  writeFileSync(join(files, 'capture'), readFileSync(named));
  const { page } = await openWindow(t, []);
  await startPage(page);
  await page.keyboard.press('Control+o');
  await dialogOf(page).locator('[aria-label="Files"][aria-busy="false"]').waitFor();
  await page.keyboard.type(named);
  const field = dialogOf(page).getByRole('textbox', { name: 'Folder' });
  assert.equal(await field.inputValue(), named);
  await dialogOf(page).getByRole('button', { name: 'Open', exact: true }).click();
  await packets(page, 10);
  await page.keyboard.press('Control+o');
  await dialogOf(page).locator('[aria-label="Files"][aria-busy="false"]').waitFor();
  await page.keyboard.type(join(files, 'capture'));
  await page.keyboard.press('Enter');
  await page.locator('.toolbar-title-text', { hasText: /^capture$/ }).waitFor();
});

test('a file named on the command line is a recent one, and offered where captures are changed', async (t) => {
  const files = temporaryFolder(t);
  const named = webCapture(files);
  const other = longCapture(files, 100);
  const { page } = await openWindow(t, [named, other]);
  await page.getByRole('button', { name: 'web.pcap', exact: true }).click();
  assert.equal(await page.getByText('used before').count(), 0);
  await page.getByRole('button', { name: 'Close web.pcap' }).click();
  await page.getByRole('button', { name: 'long.pcap', exact: true }).click();
  await page.getByRole('menuitemradio', { name: /web\.pcap.*used before/ }).click();
  await packets(page, 10);
});

test('a recent file that is gone is told, and can be taken off the list', async (t) => {
  const files = temporaryFolder(t);
  const path = webCapture(files);
  const { page } = await openWindow(t, []);
  await startPage(page);
  await page.keyboard.press('Control+o');
  await goTo(page, files);
  await dialogOf(page).getByRole('option', { name: 'web.pcap' }).dblclick();
  await packets(page, 10);
  await page.getByRole('button', { name: 'web.pcap', exact: true }).click();
  await page.locator('.choice:focus').waitFor();
  await page.keyboard.press('Delete');
  unlinkSync(path);
  await page.locator('.welcome-file', { hasText: 'web.pcap' }).click();
  await page.locator('.notice-error', { hasText: 'There is no file' }).waitFor();
  await page.getByRole('button', { name: 'Remove from recent files' }).click();
  await page.getByText('Files you open or save are listed here.').waitFor();
});

test('a file cut short opens up to the damage and says so', async (t) => {
  const path = webCapture(temporaryFolder(t));
  truncateSync(path, readFileSync(path).length - 20);
  const { page } = await openWindow(t, [path]);
  await packets(page, 9);
  await page
    .getByRole('alert')
    .getByText(/cut short|ends/i)
    .waitFor();
  await page.getByRole('button', { name: 'Details', exact: true }).click();
  await dialogOf(page).getByText('Problem').waitFor();
});

/** Chooses the packets to export. */
async function range(dialog: Locator, text: string): Promise<void> {
  await dialog.getByRole('textbox', { name: 'Range of packets' }).fill(text);
}

test('packets are exported as chosen, with wrong ranges and existing files told', { skip: noTshark() }, async (t) => {
  const files = temporaryFolder(t);
  const { page } = await openWindow(t, [webCapture(files)]);
  await packets(page, 10);
  await page.keyboard.press('Control+m');
  await page.getByText('Marked 1').waitFor();
  await page.keyboard.press('Alt+f');
  await page.keyboard.type('e');
  await page.keyboard.press('Enter');
  const dialog = dialogOf(page);
  await goTo(page, files);
  await dialog.getByText('10 packets, about').waitFor();
  await range(dialog, '2-x');
  await dialog.getByRole('alert').getByText('Write frames as in').waitFor();
  assert.equal(await dialog.getByRole('button', { name: 'Save' }).isDisabled(), true);
  await range(dialog, '3-5,9');
  await dialog.getByText('4 packets, about').waitFor();
  await dialog.getByText('pcap', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'File name' }).fill('web.pcap');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('"web.pcap" exists already').waitFor();
  await dialog.getByRole('textbox', { name: 'File name' }).fill('some.pcap');
  await page.keyboard.press('Enter');
  await page.getByText('4 packets written to').waitFor();
  assert.deepEqual(
    tsharkField(join(files, 'some.pcap'), 'frame.len'),
    await lengths(join(files, 'web.pcap'), [3, 4, 5, 9]),
  );

  await page.keyboard.press('Alt+f');
  await page.keyboard.type('e');
  await page.keyboard.press('Enter');
  await dialog.getByText('Marked', { exact: true }).click();
  await dialog.getByText('1 packet, about').waitFor();
  await dialog.getByText('gzip').click();
  await dialog.getByRole('textbox', { name: 'File name' }).fill('one.pcapng.gz');
  await page.keyboard.press('Enter');
  await page.getByText('1 packet written to').waitFor();
  assert.deepEqual(tsharkField(join(files, 'one.pcapng.gz'), 'frame.len'), await lengths(join(files, 'web.pcap'), [1]));
});

async function lengths(path: string, numbers: readonly number[]): Promise<string[]> {
  const all = tsharkField(path, 'frame.len');
  return numbers.map((number) => all[number - 1]);
}

function noTshark(): string | false {
  const reason = noLiveCapture();
  return reason !== false && reason.includes('tshark') ? reason : false;
}

test('what cannot be saved is told, and Escape leaves the dialog', async (t) => {
  const files = temporaryFolder(t);
  const { page } = await openWindow(t, [webCapture(files)]);
  await packets(page, 10);
  await page.keyboard.press('Control+Shift+s');
  await dialogOf(page)
    .getByRole('textbox', { name: 'File name' })
    .fill(join(files, 'nowhere', 'a.pcapng'));
  await dialogOf(page).getByRole('button', { name: 'Save', exact: true }).click();
  await dialogOf(page).getByRole('alert').getByText('does not exist').waitFor();
  await page.keyboard.press('Escape');
  await dialogOf(page).waitFor({ state: 'detached' });
});

test('a file in the folder does not give its name to what is saved there', async (t) => {
  const files = temporaryFolder(t);
  const { page } = await openWindow(t, [webCapture(files)]);
  writeFileSync(join(files, 'a precious one.pcapng'), 'precious');
  await packets(page, 10);
  await page.keyboard.press('Control+Shift+s');
  await goTo(page, files);
  const name = dialogOf(page).getByRole('textbox', { name: 'File name' });
  assert.equal(await name.inputValue(), 'web.pcapng');
  await dialogOf(page).getByRole('listbox', { name: 'Files' }).focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await name.inputValue(), 'a precious one.pcapng');
});

test('an existing file is replaced only after being agreed to', async (t) => {
  const files = temporaryFolder(t);
  const { page } = await openWindow(t, [webCapture(files)]);
  writeFileSync(join(files, 'precious.pcapng'), 'precious');
  await packets(page, 10);
  await page.keyboard.press('Control+Shift+s');
  await goTo(page, files);
  const name = dialogOf(page).getByRole('textbox', { name: 'File name' });
  await name.fill('precious.pcapng');
  await name.press('Enter');
  await dialogOf(page).getByText('"precious.pcapng" exists already').waitFor();
  assert.equal(readFileSync(join(files, 'precious.pcapng'), 'utf8'), 'precious');
  await dialogOf(page).getByRole('button', { name: 'Replace' }).click();
  await page.getByText('10 packets written to').waitFor();
  assert.notEqual(readFileSync(join(files, 'precious.pcapng'), 'utf8'), 'precious');
  assert.deepEqual(readdirSync(files).sort(), ['precious.pcapng', 'web.pcap']);
});

test('several captures are open at once and keep their places', async (t) => {
  const [one, two] = [temporaryFolder(t), temporaryFolder(t)];
  const first = webCapture(one);
  const second = join(two, 'second.pcap');
  writeFileSync(second, readFileSync(first));
  const { page } = await openWindow(t, [first, second]);
  await packets(page, 10);
  await page.locator('.packet-row[data-frame="4"]').click();
  await page.getByText('frame 4', { exact: true }).waitFor();
  await page.getByRole('button', { name: basename(first), exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'second.pcap' }).click();
  await page.getByText('frame 1', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'second.pcap', exact: true }).click();
  await page.getByRole('menuitemradio', { name: basename(first) }).click();
  await page.getByText('frame 4', { exact: true }).waitFor();
  await page.getByRole('button', { name: basename(first), exact: true }).click();
  await page.locator('.choice:focus').waitFor();
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'second.pcap', exact: true }).waitFor();
  await packets(page, 10);
});

test('a dropped file whose place a browser does not tell is looked for in the list', async (t) => {
  const files = temporaryFolder(t);
  webCapture(files);
  const { page } = await openWindow(t, []);
  await startPage(page);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['x'], 'web.pcap'));
    for (const type of ['dragover', 'drop']) {
      document
        .querySelector('.app')
        ?.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }
  });
  await page.getByText('A browser does not tell where "web.pcap" is kept').waitFor();
  await goTo(page, files);
  await dialogOf(page).getByRole('option', { name: 'web.pcap' }).dblclick();
  await packets(page, 10);
});
