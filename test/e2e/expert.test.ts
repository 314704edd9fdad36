import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pcapFile } from '../builders/capture-file-pcap.ts';
import { roughTraffic } from '../builders/rough-traffic.ts';
import { webCapture } from './captures.ts';
import { openWindow, temporaryFolder, withBrowser } from './window.ts';

withBrowser();

/** A capture in which TCP has something to say of most segments. */
function roughCapture(folder: string): string {
  const path = join(folder, 'rough.pcap');
  const frames = roughTraffic(11, 60).map(({ bytes, time }) => ({
    seconds: 1_700_000_000 + Math.floor(time / 1e9),
    fraction: time % 1e9,
    bytes,
  }));
  writeFileSync(path, pcapFile({ nanoseconds: true, network: 228 }, frames));
  return path;
}

test('the expert page groups notes, narrows them down, goes to packets and explains', async (t) => {
  const { page, complaints } = await openWindow(t, [roughCapture(temporaryFolder(t))]);
  await page.getByRole('button', { name: 'Expert information' }).click();
  const rows = page.getByRole('treegrid', { name: 'Expert notes' });
  const group = rows.locator('.expert-group', { hasText: 'suspected) retransmission' });
  await group.waitFor();

  await page.getByLabel('Part of summary, protocol or field').fill('TCP.ANALYSIS.RETRANS');
  await page.waitForFunction(() => document.querySelectorAll('.expert-group').length === 1);
  await page.getByLabel('Part of summary, protocol or field').fill('');
  await page.getByRole('group', { name: 'Severities' }).getByRole('button', { name: /Notes/ }).click();
  await group.waitFor({ state: 'detached' });
  await page.getByRole('group', { name: 'Severities' }).getByRole('button', { name: /Notes/ }).click();

  await group.click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const frame = await rows.locator('.expert-frame.current[data-frame]').getAttribute('data-frame');
  assert.ok(frame !== null);
  await page.locator(`.packet-row.current[data-frame="${frame}"]`).waitFor();
  const evidence = page.locator(`[data-evidence="${frame}"]`);
  await evidence.waitFor();
  const told = (await evidence.textContent()) ?? '';
  assert.match(told, /begins before the highest sequence number already sent/);
  assert.match(told, /Next sequence number before this segment: \d+, packet \d+/);
  assert.match(told, /Threshold[\d.]+ (ms|µs|s) after the segment that is ahead/);
  if (process.env['OSISCOPE_SHOTS']) await page.screenshot({ path: `${process.env['OSISCOPE_SHOTS']}/expert.png` });

  await page.getByRole('button', { name: 'Enlarge' }).click();
  await page.getByRole('grid', { name: 'Packets' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Show list' }).click();
  await page.getByRole('grid', { name: 'Packets' }).waitFor();
  await rows.locator(`.expert-frame.current[data-frame="${frame}"]`).waitFor();

  const link = evidence.getByRole('button', { name: /^packet/ }).first();
  const target = /\d[\d,]*/.exec((await link.textContent()) ?? '')![0].replace(',', '');
  await link.click();
  await page.locator(`.packet-row.current[data-frame="${target}"]`).waitFor();
  assert.deepEqual(complaints, []);
});

test('only displayed packets count where that is chosen, and nothing found is said', async (t) => {
  const { page, complaints } = await openWindow(t, [webCapture(temporaryFolder(t))], { colorScheme: 'dark' });
  await page.getByRole('button', { name: 'Expert information' }).click();
  const rows = page.getByRole('treegrid', { name: 'Expert notes' });
  await rows.locator('.expert-group', { hasText: 'Connection establish request' }).waitFor();
  await page
    .getByRole('textbox', { name: /filter/i })
    .first()
    .fill('dns');
  await page.keyboard.press('Enter');
  await page.getByText(/^Displayed 2 /).waitFor();
  await page.getByLabel('Displayed packets only').check();
  await page.getByText('Nothing remarkable in the packets displayed.').waitFor();
  if (process.env['OSISCOPE_SHOTS'])
    await page.screenshot({ path: `${process.env['OSISCOPE_SHOTS']}/expert-none.png` });
  assert.deepEqual(complaints, []);
});

test('on every page the scroll bars stand beside their own rows', async (t) => {
  const { page } = await openWindow(t, [roughCapture(temporaryFolder(t))]);
  await page.locator('.packet-row').first().waitFor();
  for (const name of ['streams', 'statistics', 'session', 'graphs', 'expert']) {
    await page.locator(`[data-page="${name}"]`).click();
    await page.locator(`[data-page-area="${name}"] .pane-header`).first().waitFor();
    await page.waitForTimeout(300);
    const astray = await page.evaluate(() =>
      [...document.querySelectorAll('.rows-bar')]
        .map((bar) => ({ bar: bar.getBoundingClientRect(), own: bar.parentElement!.getBoundingClientRect() }))
        .filter(({ bar, own }) => bar.top < own.top - 1 || bar.bottom > own.bottom + 1 || bar.right > own.right + 1),
    );
    assert.deepEqual(astray, [], name);
  }
});
