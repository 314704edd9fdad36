import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright';
import { helpersOf, noLiveCapture, tsharkBytes, tsharkField, type Website, website } from './live-traffic.ts';
import { openWindow, withBrowser } from './window.ts';

withBrowser();

const skip = noLiveCapture();

/** Chooses lo on the start page by keys, and the port as its filter. */
async function chooseLoopback(page: Page, { port }: Website): Promise<void> {
  const list = page.getByRole('listbox', { name: 'Interfaces' });
  await list.waitFor();
  await list.focus();
  await page.keyboard.press('End');
  await page.getByRole('option', { name: /^lo\b/, selected: true }).waitFor();
  const filter = page.getByRole('combobox', { name: 'Capture filter' });
  await filter.fill(`tcp port ${port}`);
  await page.locator('.capture-filter-field[data-check="good"]').waitFor();
}

const rows = (page: Page) => page.locator('.packet-row[data-frame]');

async function startOnLoopback(page: Page, site: Website): Promise<void> {
  await chooseLoopback(page, site);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Stop' }).waitFor();
}

/** Fetches until the window shows the exchange: the capture program may need a moment to listen. */
async function fetchUntilSeen(page: Page, site: Website, path: string): Promise<void> {
  const seen = page.locator('.packet-row', { hasText: `GET ${path} HTTP/1.1` }).first();
  for (let tries = 0; tries < 20; tries++) {
    assert.match(await site.fetch(path), new RegExp(path));
    if (
      await seen.waitFor({ timeout: 500 }).then(
        () => true,
        () => false,
      )
    )
      return;
  }
  assert.fail('The exchange was not captured.');
}

test('a live capture is started by keys, shown as it comes, stopped, and saved whole', { skip }, async (t) => {
  const site = await website(t);
  const { page, folder, complaints } = await openWindow(t, []);
  await startOnLoopback(page, site);
  await page.getByText('Waiting for the first packet').waitFor();
  await fetchUntilSeen(page, site, '/first');
  await fetchUntilSeen(page, site, '/second');
  await page.getByText(/lo · dumpcap .*time stamps by the kernel/).waitFor();

  await page.keyboard.press('Control+e');
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
  await page.keyboard.press('Control+Home');
  await page.getByText('TCP connection #0').waitFor();
  assert.match(await page.title(), /^\*lo/);

  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/\d+ packets, about/).waitFor();
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(folder);
  await page.keyboard.press('Enter');
  await page.waitForFunction((path) => document.querySelector<HTMLInputElement>('.path-text')?.value === path, folder);
  await dialog.getByLabel('File name').fill('live.pcapng');
  await page.keyboard.press('Enter');
  await page.getByText(/packets written to/).waitFor();
  await page.waitForFunction(() => document.title === 'live.pcapng – Osiscope');

  const path = join(folder, 'live.pcapng');
  const lengths = tsharkField(path, 'frame.len').map(Number);
  const shown = Number(/Packets (\d+)/.exec((await page.locator('.status-bar').textContent()) ?? '')?.[1]);
  assert.equal(lengths.length, shown);
  await page.keyboard.press('Control+Home');
  const firstLengths = await rows(page)
    .locator('.packet-cell-length')
    .evaluateAll((cells) => cells.map((cell) => Number(cell.textContent)));
  assert.deepEqual(firstLengths, lengths.slice(0, firstLengths.length));
  const hex = await page.evaluate(() => document.querySelector('.bytes-row')?.textContent ?? '');
  const expected = /^0000 {2}((?:[0-9a-f]{2} ){16})/.exec(tsharkBytes(path))?.[1] ?? 'none';
  assert.ok(hex.replace(/\s/g, '').includes(expected.replace(/\s/g, '')), hex);
  assert.deepEqual(complaints, []);
});

test('a display filter shows new matches while they are captured, and ignored packets leave it', {
  skip,
}, async (t) => {
  const site = await website(t);
  const { page, complaints } = await openWindow(t, []);
  await startOnLoopback(page, site);
  await fetchUntilSeen(page, site, '/before');
  await page
    .getByRole('textbox', { name: /filter/i })
    .first()
    .fill('http.request.uri contains "wanted"');
  await page.keyboard.press('Enter');
  await page.getByText(/^Displayed 0 /).waitFor();
  for (const [path, displayed] of [
    ['/wanted/1', 1],
    ['/other', 1],
    ['/wanted/2', 2],
    ['/wanted/3', 3],
  ] as const) {
    await site.fetch(path);
    await page.getByText(new RegExp(`^Displayed ${displayed} `)).waitFor();
  }
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  assert.deepEqual(
    await rows(page).evaluateAll((all) => all.map((row) => /GET (\S+)/.exec(row.textContent ?? '')?.[1])),
    ['/wanted/1', '/wanted/2', '/wanted/3'],
  );
  await rows(page).nth(1).click();
  await page.keyboard.press('Control+d');
  await page.getByText(/^Displayed 2 /).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
  await page.getByText(/^Displayed 2 /).waitFor();
  await page.keyboard.press('Control+Shift+d');
  assert.deepEqual(complaints, []);
});

test('a wrong capture filter is told by libpcap at its field and starts nothing', { skip }, async (t) => {
  const { page } = await openWindow(t, []);
  await page.getByRole('option', { name: /^lo\b/ }).click();
  const filter = page.getByRole('combobox', { name: 'Capture filter' });
  await filter.fill('tcp prot 80');
  await page.getByText('syntax error').waitFor();
  assert.equal(await filter.getAttribute('aria-invalid'), 'true');
  await filter.press('Enter');
  await page.locator('.notice-error').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Stop' }).count(), 0);
  await filter.fill('tcp.port == 80 && ip.src == 10.0.0.1');
  await page.getByText('This is a display filter. As a capture filter:').waitFor();
  await page.getByRole('button', { name: 'tcp port 80 and ip src host 10.0.0.1' }).click();
  await page.locator('.capture-filter-field[data-check="good"]').waitFor();
  await filter.fill('http.host contains "a"');
  await page.getByText(/This is a display filter\. .* no counterpart/).waitFor();
});

test('a capture that is not saved is not lost without being asked about', { skip }, async (t) => {
  const site = await website(t);
  const { page, folder } = await openWindow(t, []);
  await startOnLoopback(page, site);
  await fetchUntilSeen(page, site, '/kept');
  const close = async (): Promise<void> => {
    await page.keyboard.press('Alt+f');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
  };
  const dialog = page.getByRole('dialog');

  await page.keyboard.press('Control+r');
  await dialog.getByText('would be lost by starting again').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor();

  await close();
  await dialog.getByText('would be lost by closing').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.ok((await rows(page).count()) > 0);

  await close();
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await page.getByRole('dialog', { name: /^Save/ }).getByRole('textbox', { name: 'Folder' }).fill(folder);
  await page.getByRole('button', { name: 'Save', exact: true }).last().click();
  await page.getByRole('listbox', { name: 'Interfaces' }).waitFor();
  assert.ok(tsharkField(join(folder, 'lo.pcapng'), 'frame.len').length > 0);
});

test('a discarded capture leaves nothing behind', { skip }, async (t) => {
  const site = await website(t);
  const { page, folder } = await openWindow(t, []);
  const kept = join(folder, 'osiscope', 'captures');
  await startOnLoopback(page, site);
  await fetchUntilSeen(page, site, '/thrown-away');
  assert.equal(readdirSync(kept).length, 1);
  await page.getByRole('button', { name: /^lo unsaved/ }).click();
  await page.locator('.choice:focus').waitFor();
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'Stop and Discard' }).click();
  await page.getByRole('listbox', { name: 'Interfaces' }).waitFor();
  await page.waitForFunction(() => !document.querySelector('.toolbar-title'));
  assert.ok(!existsSync(kept) || readdirSync(kept).length === 0);
});

test('a killed capture program ends the run, says so, and keeps what was captured', { skip }, async (t) => {
  const site = await website(t);
  const { page, host } = await openWindow(t, []);
  await startOnLoopback(page, site);
  await fetchUntilSeen(page, site, '/before');
  const [helper] = helpersOf(host.pid as number);
  process.kill(helper, 'SIGKILL');
  await page.getByRole('alert').getByText('dumpcap was ended by SIGKILL').waitFor();
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
  assert.ok((await rows(page).count()) > 0);
});

test('what a killed capture process had captured is offered again', { skip }, async (t) => {
  const site = await website(t);
  const first = await openWindow(t, []);
  await startOnLoopback(first.page, site);
  await fetchUntilSeen(first.page, site, '/survivor');
  first.host.kill('SIGKILL');
  await first.page.getByRole('alertdialog').getByText('is on disk').waitFor();
  // The capture program notices with its next packet that nobody reads.
  await site.fetch('/after');

  const { page } = await openWindow(t, [], { settings: first.folder });
  await page.getByText('A capture was not saved').waitFor();
  await page.locator('.leftovers').getByRole('button', { name: 'Open' }).click();
  await page.locator('.packet-row', { hasText: 'GET /survivor HTTP/1.1' }).first().waitFor();
  await page.locator('.toolbar-unsaved').waitFor();
});
