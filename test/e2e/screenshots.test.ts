import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright';
import { webCapture } from './captures.ts';
import { noLiveCapture, website } from './live-traffic.ts';
import { openWindow, temporaryFolder, withBrowser } from './window.ts';

/** Pictures for the documentation are made anew only when asked for. */
const skip = process.env['OSISCOPE_SCREENSHOTS'] === '1' ? noLiveCapture() : 'OSISCOPE_SCREENSHOTS is not 1';
const images = join(import.meta.dirname, '../../docs/images');

withBrowser();

async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(images, { recursive: true });
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(images, `${name}.png`) });
}

for (const theme of ['light', 'dark'] as const) {
  test(`the window, ${theme}`, { skip }, async (t) => {
    const { page } = await openWindow(t, [webCapture(temporaryFolder(t))], { colorScheme: theme });
    await page.locator('.packet-row[data-frame="6"]').click();
    await page.getByText('frame 6', { exact: true }).waitFor();
    await picture(page, `window-${theme}`);
  });
}

test('the pages and the filter bar', { skip }, async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))], { colorScheme: 'dark' });
  await page.locator('.packet-row[data-frame="6"]').click();
  await page.getByText('frame 6', { exact: true }).waitFor();
  await page.getByRole('tab', { name: 'Encapsulation' }).click();
  await picture(page, 'encapsulation');
  const open = (name: string) => page.getByRole('tab', { name, exact: true }).click();
  await open('Statistics');
  await open('Protocol Hierarchy');
  await page.waitForTimeout(500);
  await picture(page, 'statistics');
  await open('Graphs');
  await open('Flow');
  await page.waitForTimeout(1000);
  await picture(page, 'graphs');
  await page.locator('.packet-row[data-frame="6"]').click();
  await page.keyboard.press('Control+Alt+Shift+T');
  await page.getByText('GET /layers HTTP/1.1').last().waitFor();
  await page.waitForTimeout(500);
  await picture(page, 'stream');
  await open('Expert');
  await page.getByText('This frame initiates the connection closing').click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.waitForTimeout(500);
  await picture(page, 'expert');
  await page.keyboard.press('Control+/');
  await page.keyboard.type('tcp.flags.s');
  await page.waitForTimeout(600);
  await picture(page, 'filter-bar');
});

test('the start page', { skip }, async (t) => {
  const site = await website(t);
  const { page } = await openWindow(t, [], { colorScheme: 'light' });
  await page.getByRole('option', { name: /^lo\b/ }).click();
  for (let second = 0; second < 8; second++) {
    for (let times = 0; times <= second % 4; times++) await site.fetch('/activity');
    await page.waitForTimeout(1000);
  }
  await picture(page, 'start-page');
});

for (const theme of ['light', 'dark'] as const) {
  test(`a session, ${theme}`, { skip }, async (t) => {
    const { page } = await openWindow(t, [], { colorScheme: theme });
    await page.getByRole('tab', { name: 'Session' }).click();
    await page.getByLabel('What to run').selectOption('pair');
    await page.getByRole('textbox', { name: 'Options of the client' }).fill('--times 3 --think 60');
    await page.getByRole('button', { name: 'Run' }).click();
    for (let client = 1; client <= 3; client++) {
      await page
        .getByRole('option', { name: /^child/ })
        .nth(client - 1)
        .waitFor({ timeout: 30_000 });
      await page.waitForTimeout(700);
      if (client < 3) await page.getByRole('button', { name: 'Start client' }).click();
    }
    await page.getByRole('button', { name: 'Crash' }).click();
    await page.getByRole('option', { name: /killed by SIGSEGV/ }).waitFor({ timeout: 20_000 });
    await page.locator('.packet-row', { hasText: '[SYN]' }).first().click();
    await page.locator('.ladder-selected').waitFor();
    await page.getByRole('button', { name: '◂ Step' }).click();
    await page.locator('.ladder-tied').first().waitFor();
    await picture(page, `session-${theme}`);
  });
}

test('a lesson', { skip }, async (t) => {
  const { page } = await openWindow(t, [], { colorScheme: 'light' });
  await page.getByRole('tab', { name: 'Session' }).click();
  await page.getByLabel('Lesson', { exact: true }).selectOption('tls');
  await page.getByLabel('System calls').check();
  await page.getByRole('button', { name: 'Run' }).click();
  await page.locator('.session-phase', { hasText: 'all checks are ok' }).waitFor({ timeout: 60_000 });
  await page.locator('.packet-row', { hasText: 'Client Hello' }).first().click();
  await page.locator('.ladder-selected').waitFor();
  await page.getByRole('button', { name: 'Enlarge' }).click();
  await page.locator('.ladder-selected').waitFor();
  await page.locator('.connection-end').first().waitFor();
  await picture(page, 'session-lesson');
});

test('a live capture', { skip }, async (t) => {
  const site = await website(t);
  const { page } = await openWindow(t, [], { colorScheme: 'dark' });
  await page.getByRole('option', { name: /^lo\b/ }).click();
  await page.getByRole('combobox', { name: 'Capture filter' }).fill(`tcp port ${site.port}`);
  await page.keyboard.press('Enter');
  await page.getByText('Waiting for the first packet').waitFor();
  await page.waitForTimeout(500);
  for (const path of ['/', '/layers', '/styles.css', '/again']) await site.fetch(path);
  await page.locator('.packet-row', { hasText: 'GET /again' }).waitFor();
  await picture(page, 'live-capture');
});
