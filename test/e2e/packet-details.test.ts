import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright';
import { longCapture, webCapture } from './captures.ts';
import { openWindow, temporaryFolder, withBrowser } from './window.ts';

withBrowser();

/** Shows a frame and waits until every pane shows it. */
async function show(page: Page, frame: number): Promise<void> {
  await page.locator(`.packet-row[data-frame="${frame}"]`).click();
  await page.getByText(`frame ${frame}`, { exact: true }).waitFor();
}

const field = (page: Page, name: string) => page.locator(`.details-row[data-field="${name}"]`).first();
const selectedField = (page: Page, name: string) =>
  page.locator(`.details-row.selected[data-field="${name}"]`).waitFor();
const shownFields = (page: Page) =>
  page.locator('.details-row').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-field')));

test('the tree opens, closes and is walked with keys', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await show(page, 1);
  await field(page, 'ip').click();
  await page.keyboard.press('ArrowRight');
  await field(page, 'ip.src').waitFor();
  await page.keyboard.press('ArrowRight');
  await selectedField(page, 'ip.version');
  await page.keyboard.press('Backspace');
  await selectedField(page, 'ip');
  await page.keyboard.press('ArrowLeft');
  await field(page, 'ip.src').waitFor({ state: 'detached' });
  await page.keyboard.press('ArrowDown');
  await selectedField(page, 'udp');
  await page.keyboard.press('Enter');
  await field(page, 'udp.srcport').waitFor();
  await page.keyboard.press('Home');
  await selectedField(page, 'frame');
  await page.keyboard.press('Control+ArrowLeft');
  await page.waitForFunction(() => document.querySelectorAll('.details-row').length === 5);
  assert.deepEqual(await shownFields(page), ['frame', 'eth', 'ip', 'udp', 'dns']);
  await field(page, 'ip').click();
  await page.keyboard.press('Shift+ArrowRight');
  await field(page, 'ip.flags.df').waitFor();
  await page.keyboard.press('Control+ArrowRight');
  await page.keyboard.press('End');
  await page.waitForFunction(() =>
    document.querySelector('.details-row.selected')?.getAttribute('data-field')?.startsWith('dns'),
  );
});

test('opened fields stay open in other packets, and the selected field stays selected', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await show(page, 3);
  await field(page, 'ip').dblclick();
  await field(page, 'ip.dst').click();
  await selectedField(page, 'ip.dst');
  await show(page, 1);
  await selectedField(page, 'ip.dst');
  assert.equal(await field(page, 'udp.srcport').count(), 0);
});

test('a link leads to the other packet, and Alt+Left back', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await show(page, 1);
  await page.locator('.details-link').first().dblclick();
  await page.getByText('frame 2', { exact: true }).waitFor();
  await page.keyboard.press('Alt+ArrowLeft');
  await page.getByText('frame 1', { exact: true }).waitFor();
});

test('a byte leads to its field, its layer and its cell of the header, and the reverse', async (t) => {
  const { page, complaints } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await show(page, 3);
  const row = (await page.locator('.bytes-row').nth(2).boundingBox())!;
  const char = (await page.locator('.bytes-probe').boundingBox())!.width / 100;
  // Byte 0x26 is the first of the sequence number: offset 0020, column 6.
  const [x, y] = [row.x + 8 + (6 + 6 * 3 + 1) * char, row.y + row.height / 2];
  await page.mouse.move(x, y);
  await page.locator('.diagram-cell.hovered[data-field="tcp.seq"]').waitFor();
  await page.mouse.click(x, y);
  await selectedField(page, 'tcp.seq');
  await page.locator('.osi-entry.selected[data-protocol="tcp"]').waitFor();
  await page.locator('.diagram-cell.selected[data-field="tcp.seq"]').waitFor();

  await page.locator('.diagram-cell[data-field="tcp.dstport"]').click();
  await selectedField(page, 'tcp.dstport');
  await page.locator('.osi-entry[data-protocol="ip"]').click();
  await selectedField(page, 'ip');
  await page.getByText('L3 Internet Protocol Version 4, 20 B').waitFor();
  await page.locator('.diagram-cell[data-field="ip.flags.df"]').hover();
  await page.locator('.bytes-outline-hovered').waitFor();
  assert.deepEqual(complaints, []);
});

test('the OSI view shows seven layers, empty ones with a reason', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await show(page, 6);
  const cut = await page
    .locator('.osi-story')
    .evaluateAll((stories) => stories.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent));
  assert.deepEqual(cut, [], 'what a layer did is told whole');
  assert.deepEqual(
    await page.locator('.osi-level').evaluateAll((levels) => levels.map((level) => level.getAttribute('data-osi'))),
    ['7', '6', '5', '4', '3', '2', '1'],
  );
  await page.locator('[data-osi="6"]').getByText('No TLS or encoding: bytes pass as they are.').waitFor();
  await page.locator('[data-osi="5"]').getByText('TCP connection #0').waitFor();
  await page.locator('[data-osi="4"] .osi-entry').focus();
  await page.keyboard.press('ArrowDown');
  await selectedField(page, 'ip');
  await show(page, 1);
  await page.locator('[data-osi="5"]').getByText('UDP keeps no session').waitFor();
});

test('encapsulation draws layers in each other', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await show(page, 1);
  await page.getByRole('tab', { name: 'Encapsulation' }).click();
  const box = async (protocol: string) => (await page.locator(`.osi-box[data-protocol="${protocol}"]`).boundingBox())!;
  const [eth, ip, udp] = [await box('eth'), await box('ip'), await box('udp')];
  assert.ok(eth.x < ip.x && ip.x < udp.x && eth.y < ip.y && ip.y < udp.y);
  await page.locator('.osi-box[data-protocol="udp"]').click({ position: { x: 4, y: 30 } });
  await selectedField(page, 'udp');
});

test('bytes are reached and selected with keys', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))], {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await show(page, 3);
  await page.locator('.bytes').focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await selectedField(page, 'ip.len');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Hex Stream' }).click();
  await page.getByText('3 bytes as hex stream copied').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '020000');
});

test('a narrow pane shows eight bytes a row, and bits are shown on demand', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))], { viewport: { width: 1100, height: 700 } });
  await show(page, 3);
  assert.match((await page.locator('.bytes-row').nth(1).textContent())!, /^0008 /);
  await page.getByRole('button', { name: '01' }).click();
  await page.waitForFunction(() =>
    /^0004 {2}[01]{8} /.test(document.querySelectorAll('.bytes-row')[1]?.textContent ?? ''),
  );
});

test('bytes of a long frame are scrolled without drawing them all', async (t) => {
  const { page } = await openWindow(t, [longCapture(temporaryFolder(t), 60_000)]);
  await show(page, 1);
  await page.locator('.bytes').focus();
  await page.keyboard.press('Control+End');
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.bytes-offset')].some((o) => o.textContent === 'ea80'),
  );
  assert.ok((await page.locator('.bytes-row').count()) < 60);
});

test('panes are hidden, shown and resized, and stay so', async (t) => {
  const folder = temporaryFolder(t);
  const { page } = await openWindow(t, [webCapture(folder)], { settings: folder });
  await show(page, 1);
  await page.getByRole('button', { name: 'Hide Header Diagram' }).click();
  await page.locator('.diagram').waitFor({ state: 'detached' });
  const separator = page.getByRole('separator', { name: 'Resize OSI layers' });
  await separator.focus();
  const before = (await page.locator('[data-pane-name="osi"]').boundingBox())!.width;
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(
    (w) => document.querySelector('[data-pane-name="osi"]')!.getBoundingClientRect().width > w,
    before,
  );
  const after = (await page.locator('[data-pane-name="osi"]').boundingBox())!.width;
  await page.reload();
  await show(page, 1);
  assert.equal(await page.locator('.diagram').count(), 0);
  assert.equal(Math.round((await page.locator('[data-pane-name="osi"]').boundingBox())!.width), Math.round(after));
  await page.getByRole('button', { name: 'Header Diagram' }).click();
  await page.locator('.diagram').waitFor();
});

test('a tip tells what a field is', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await show(page, 1);
  await field(page, 'ip').dblclick();
  await field(page, 'ip.ttl').hover();
  const tip = page.getByRole('tooltip');
  await tip.getByText('ip.ttl').waitFor();
  await tip.getByText('byte 22').waitFor();
});

test('checksums are verified on demand', async (t) => {
  const { page } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await show(page, 6);
  await field(page, 'tcp').click();
  await page.keyboard.press('ArrowRight');
  await field(page, 'tcp.checksum').filter({ hasText: '0x0000 [unverified]' }).waitFor();
  const dialog = page.getByRole('dialog', { name: 'Preferences' });
  await page.keyboard.press('Control+Shift+p');
  await dialog.getByLabel('TCP', { exact: true }).check();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await field(page, 'tcp.checksum').filter({ hasText: '0x0000 incorrect' }).waitFor();
  await page.reload();
  await field(page, 'tcp.checksum').waitFor();
  await page.keyboard.press('Control+Shift+p');
  assert.equal(await dialog.getByLabel('TCP', { exact: true }).isChecked(), true);
  await dialog.getByRole('button', { name: 'Standard' }).click();
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await field(page, 'tcp.checksum').filter({ hasText: '0x0000 [unverified]' }).waitFor();
});
