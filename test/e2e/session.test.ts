import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright';
import { noLiveCapture } from './live-traffic.ts';
import { openWindow, withBrowser } from './window.ts';

withBrowser();

const skip = noLiveCapture();

interface PairOptions {
  readonly daemon: string;
  readonly client: string;
}

async function openSession(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Session' }).click();
}

/** Runs daemon and client, and waits until the client has its first echo and thinks. */
async function runPair(page: Page, { daemon, client }: PairOptions): Promise<void> {
  await openSession(page);
  await page.getByLabel('What to run').selectOption('pair');
  await page.getByRole('textbox', { name: 'Options of the daemon' }).fill(daemon);
  await page.getByRole('textbox', { name: 'Options of the client' }).fill(client);
  await page.getByRole('button', { name: 'Run' }).click();
  await packet(page, 'PSH').nth(1).waitFor({ timeout: 30_000 });
}

function ladder(page: Page): Locator {
  return page.getByRole('grid', { name: 'Steps and frames' });
}

function packet(page: Page, text: string | RegExp): Locator {
  return page.locator('.packet-row', { hasText: text });
}

/** Waits for a packet, and for its segment in the ladder when it is chosen. */
async function seeSegment(page: Page, text: RegExp): Promise<void> {
  await packet(page, text).first().waitFor({ timeout: 20_000 });
  await packet(page, text).first().click();
  await page.locator('.ladder-selected .ladder-segment', { hasText: text }).waitFor();
}

function process(page: Page, name: RegExp): Locator {
  return page.getByRole('listbox', { name: 'Processes and threads' }).getByRole('option', { name });
}

function message(page: Page, text: RegExp): Locator {
  return page.getByRole('log', { name: 'Syslog messages' }).getByText(text);
}

async function stop(page: Page): Promise<void> {
  await page.locator('.session-bar').getByRole('button', { name: 'Stop' }).click();
  await page.getByText(/Daemon and client: (ended|stopped|failed)/).waitFor({ timeout: 20_000 });
  await process(page, /running/)
    .first()
    .waitFor({ state: 'detached' });
}

test('a copy of a forked daemon is killed in the window: FIN or RST, exit status and message are seen', {
  skip,
}, async (t) => {
  const { page, complaints } = await openWindow(t, []);
  await runPair(page, { daemon: '--model fork --services echo', client: '--times 2 --think 30' });
  await page.getByRole('button', { name: 'Follow', pressed: true }).waitFor();
  await process(page, /^daemon \d+ ?running/).waitFor();
  await message(page, /started/).waitFor();

  await process(page, /child/).first().click();
  await page.getByRole('button', { name: 'KILL' }).click();
  await page.getByText(/SIGKILL was sent to/).waitFor();
  await process(page, /^child \d+ ?killed by SIGKILL/).waitFor();
  await seeSegment(page, /\[(FIN|RST)/);
  await message(page, /was ended by SIGKILL/).waitFor();
  await process(page, /^client \d+ ?exit [1-9]/).waitFor();

  await page.locator('.packet-row', { hasText: '[SYN]' }).first().click();
  await page.locator('.connection-end', { hasText: 'SYN-SENT' }).waitFor();
  await page
    .locator('.connection-end', { hasText: /kernel/ })
    .first()
    .waitFor();
  await page.locator('.ladder-selected', { hasText: '[SYN]' }).waitFor();
  await stop(page);
  assert.deepEqual(complaints, []);
});

test('the daemon is killed in the window: its connection ends with FIN or RST, and a late client is refused', {
  skip,
}, async (t) => {
  const { page } = await openWindow(t, []);
  await runPair(page, { daemon: '--services echo', client: '--times 2 --think 30' });
  await page.getByRole('button', { name: 'KILL' }).click();
  await process(page, /^daemon \d+ ?killed by SIGKILL/).waitFor();
  await seeSegment(page, /\[(FIN|RST)/);
  await process(page, /^client \d+ ?exit [1-9]/).waitFor();

  await page.getByRole('textbox', { name: 'Options of the client' }).fill('');
  await page.getByRole('button', { name: 'Start client' }).click();
  await process(page, /^client 2 \d+ ?exit 4/).waitFor({ timeout: 20_000 });
  await stop(page);
});

for (const { model, others } of [
  { model: 'fork', others: 'go on' },
  { model: 'select', others: 'end with it' },
  { model: 'thread', others: 'end with it' },
])
  test(`a crash in the ${model} model: the others ${others}`, { skip }, async (t) => {
    const { page } = await openWindow(t, []);
    await runPair(page, { daemon: `--model ${model} --lab --services echo,fault`, client: '--times 2 --think 40' });
    await page.getByRole('button', { name: 'Crash' }).click();
    if (model === 'fork') {
      await process(page, /^child \d+ ?killed by SIGSEGV/).waitFor({ timeout: 20_000 });
      await message(page, /was ended by SIGSEGV/).waitFor();
      await process(page, /^daemon \d+ ?running/).waitFor();
      await process(page, /^client \d+ ?running/).waitFor();
    } else {
      await process(page, /^daemon \d+ ?killed by SIGSEGV/).waitFor({ timeout: 20_000 });
      await process(page, /^client \d+ ?exit [1-9]/).waitFor();
      await process(page, /^thread .*running/)
        .first()
        .waitFor({ state: 'detached' });
    }
    await stop(page);
  });

test('TERM stops the daemon gracefully, HUP makes it read its configuration again', { skip }, async (t) => {
  const { page } = await openWindow(t, []);
  await runPair(page, { daemon: '--services echo --grace 1', client: '--times 2 --think 40' });
  await page.getByRole('button', { name: 'HUP' }).click();
  await message(page, /SIGHUP/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'TERM' }).click();
  await message(page, /SIGTERM/)
    .first()
    .waitFor();
  await process(page, /^daemon \d+ ?exit 0/).waitFor({ timeout: 20_000 });
  await stop(page);
});

test('options are set in a form, and a client is started beside the others', { skip }, async (t) => {
  const { page } = await openWindow(t, []);
  await openSession(page);
  await page.getByLabel('What to run').selectOption('pair');
  await page.getByRole('textbox', { name: 'Options of the daemon' }).fill('--services echo --model=thread');
  await page.getByRole('button', { name: 'Choose options of the daemon' }).click();
  const dialog = page.getByRole('dialog');
  assert.equal(await dialog.getByLabel('model', { exact: true }).inputValue(), 'thread');
  await dialog.getByLabel('model', { exact: true }).selectOption('fork');
  await dialog.getByLabel('soft-limit', { exact: true }).fill('1');
  await dialog.getByLabel('lab', { exact: true }).check();
  await dialog.getByRole('button', { name: 'Apply' }).click();
  const words = page.getByRole('textbox', { name: 'Options of the daemon' });
  assert.equal(await words.inputValue(), '--services echo --model fork --soft-limit 1 --lab');
  await page.getByRole('button', { name: 'Choose options of the client' }).click();
  await dialog.getByLabel('times', { exact: true }).fill('2');
  await dialog.getByLabel('think', { exact: true }).fill('40');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('button', { name: 'Run' }).click();
  await packet(page, 'PSH').nth(1).waitFor({ timeout: 30_000 });

  await page.getByRole('textbox', { name: 'Options of the client' }).fill('--message again');
  await page.getByRole('button', { name: 'Start client' }).click();
  await ladder(page).locator('.ladder-step', { hasText: 'soft limit' }).first().waitFor({ timeout: 20_000 });
  await process(page, /^client 2 \d+ ?exit 0/).waitFor({ timeout: 20_000 });
  await page.getByRole('tab', { name: /^Output/ }).click();
  await page
    .getByRole('log', { name: 'Output' })
    .getByText(/of 5 bytes/)
    .first()
    .waitFor();
  await stop(page);
});

async function secondsOfAxis(page: Page): Promise<number> {
  const label = await page.getByRole('img', { name: /When client, wire and daemon/ }).getAttribute('aria-label');
  const [, from, to] = /from ([\d.]+) to ([\d.]+) seconds/.exec(label!)!;
  return Number(to) - Number(from);
}

test('a step selects its frames and is stepped from; the time axis is zoomed; a pause shows nothing new', {
  skip,
}, async (t) => {
  const { page } = await openWindow(t, []);
  await runPair(page, { daemon: '--services echo', client: '--times 2 --think 40' });
  await seeSegment(page, /\[SYN\]/);
  await page.getByRole('button', { name: 'Follow', exact: true, pressed: false }).waitFor();
  await page.getByRole('button', { name: '◂ Step' }).click();
  await page.locator('.ladder-selected .ladder-step', { hasText: /^connect/ }).click();
  const selected = page.locator('.packet-row[aria-selected="true"]');
  await selected.nth(2).waitFor();
  assert.equal(await selected.count(), 3, 'the three of the handshake');
  assert.equal(await page.locator('.ladder-tied .ladder-segment').count(), 3);

  const at = Number((await page.locator('.ladder-selected').getAttribute('aria-rowindex'))!);
  await page.getByRole('button', { name: 'Step ▸' }).click();
  await page.locator(`.ladder-selected[aria-rowindex="${at + 1}"]`).waitFor();
  await page.getByRole('button', { name: '◂ Step' }).click();
  await page.locator(`.ladder-selected[aria-rowindex="${at}"]`).waitFor();
  await ladder(page).press('ArrowUp');
  await page.locator(`.ladder-selected[aria-rowindex="${at - 1}"]`).waitFor();

  const whole = await secondsOfAxis(page);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  for (const end = performance.now() + 10_000; (await secondsOfAxis(page)) > whole / 2; await sleep(50))
    assert.ok(performance.now() < end, 'the axis shows less time');
  await page.getByRole('button', { name: 'Zoom out' }).click();
  await page.getByRole('button', { name: 'Zoom out' }).click();

  await page.getByRole('button', { name: 'Pause' }).click();
  const rows = await ladder(page).getAttribute('aria-rowcount');
  await page.getByRole('textbox', { name: 'Options of the client' }).fill('');
  await page.getByRole('button', { name: 'Start client' }).click();
  await page.getByRole('button', { name: 'Follow new packets' }).click();
  await page.locator('.packet-row', { hasText: '[FIN, ACK]' }).first().waitFor({ timeout: 20_000 });
  await sleep(500);
  assert.equal(await ladder(page).getAttribute('aria-rowcount'), rows);
  await page.getByRole('button', { name: 'Pause' }).click();
  await process(page, /^client 2 \d+ ?exit 0/).waitFor();
  await stop(page);
});

test('a lesson is run, and its checks lead to packets; saved and opened again, its steps are back', {
  skip,
}, async (t) => {
  const { page, folder } = await openWindow(t, []);
  await openSession(page);
  await page.getByLabel('Lesson', { exact: true }).selectOption('handshake');
  await page.getByText('three to open it', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: 'Run' }).click();
  await page.getByText(/close: all checks are ok/).waitFor({ timeout: 40_000 });
  await page.locator('.lesson-checks .graph-link').last().click();
  const frame = (await page.locator('.lesson-checks .graph-link').last().textContent())!.slice(1);
  await page.locator(`.packet-row.current[data-frame="${frame}"]`).waitFor();
  const rows = await ladder(page).getAttribute('aria-rowcount');

  await page.keyboard.press('Control+Shift+S');
  const saving = page.getByRole('dialog');
  await saving.getByRole('textbox', { name: 'Folder' }).fill(folder);
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    (there) => document.querySelector<HTMLInputElement>('.path-text')?.value === there,
    folder,
  );
  await saving.getByRole('textbox', { name: 'File name' }).fill('lesson.pcapng');
  await saving.getByRole('button', { name: 'Save', exact: true }).click();
  await saving.waitFor({ state: 'detached' });
  const { page: again } = await openWindow(t, [join(folder, 'lesson.pcapng')]);
  await openSession(again);
  await again.getByText(/from the file, all checks are ok/).waitFor();
  await again.locator('.lesson-checks .check-ok').first().waitFor();
  await again.getByRole('tab', { name: /^Output [1-9]/ }).waitFor();
  await again.locator(`[role="grid"][aria-label="Steps and frames"][aria-rowcount="${rows}"]`).waitFor();
  await process(again, /^daemon \d+ ?exit 0/).waitFor();
  await message(again, /started/).waitFor();
  await again.locator('.packet-row', { hasText: '[SYN]' }).first().click();
  await again.locator('.ladder-selected', { hasText: '[SYN]' }).waitFor();
});

/** Processes that a run of one address has started. */
function processesOf(address: string): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'latin1').includes(address) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

for (const ending of ['SIGTERM', 'SIGKILL'] as const)
  test(`nothing is left running when the program ends by ${ending}`, { skip }, async (t) => {
    const { page, host } = await openWindow(t, []);
    await runPair(page, { daemon: '--model fork --services echo', client: '--times 2 --think 60' });
    const place = await page.locator('.packet-row', { hasText: '[SYN]' }).first().textContent();
    const address = /127\.(?!0\.0\.1)\d+\.\d+\.\d+/.exec(place!)![0];
    assert.ok(processesOf(address).length >= 3, 'daemon, client and what captures are there');
    host.kill(ending);
    for (const end = performance.now() + 20_000; processesOf(address).length > 0 && performance.now() < end; )
      await sleep(100);
    assert.deepEqual(processesOf(address), []);
  });
