import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webCapture } from './captures.ts';
import { openWindow, temporaryFolder, withBrowser } from './window.ts';

withBrowser();

test('conversations, endpoints and the hierarchy are counted, sorted and lead to packets and filters', async (t) => {
  const { page, complaints } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await page.locator('.packet-row.current[data-frame="1"]').waitFor();
  await page.keyboard.press('Alt+s');
  await page.getByRole('menuitem', { name: 'Conversations' }).click();
  const grid = page.getByRole('grid', { name: 'TCP conversations' });
  const row = grid.locator('[aria-rowindex="2"]');
  await row.waitFor();
  const cells = await row.getByRole('gridcell').allTextContents();
  assert.equal(cells[5], '8', `packets of the only TCP conversation: ${cells}`);
  await page.screenshot({ path: process.env.OSISCOPE_SHOT ?? '/dev/null', type: 'png' }).catch(() => {});

  await row.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Apply as Filter' }).click();
  await page.getByRole('menuitem', { name: 'Selected', exact: true }).first().click();
  await page.getByText('8 of 10').waitFor();

  await page.getByRole('tab', { name: /^UDP/ }).click();
  await page.getByRole('grid', { name: 'UDP conversations' }).locator('[aria-rowindex="2"]').waitFor();
  await page.getByLabel('Displayed packets only').check();
  await page.getByText('There is no UDP in these packets.').waitFor();
  await page.getByLabel('Displayed packets only').uncheck();

  await page.getByRole('tab', { name: 'Endpoints' }).click();
  await page.getByRole('tab', { name: /^IPv4/ }).click();
  const ends = page.getByRole('grid', { name: 'IPv4 endpoints' });
  await ends.locator('[aria-rowindex="2"]').waitFor();
  await ends.getByRole('button', { name: 'Address' }).click();
  await ends.locator('[aria-sort="ascending"]').waitFor();
  await page.getByLabel('Part of an address or port').fill('no such');
  await page.getByText('No address or port has "no such" in it.').waitFor();

  await page.getByRole('tab', { name: 'Protocol Hierarchy' }).click();
  const tree = page.getByRole('treegrid', { name: 'Protocol hierarchy' });
  await page.getByLabel("Part of a protocol's name").fill('domain');
  await tree.locator('#hierarchy-4').waitFor({ state: 'detached' });
  assert.deepEqual(await tree.locator('small').allTextContents(), ['eth', 'ip', 'udp', 'dns']);
  await page.getByLabel("Part of a protocol's name").fill('');
  await tree.locator('#hierarchy-4').waitFor();
  await tree.locator('#hierarchy-0').click();
  assert.match((await tree.locator('#hierarchy-0').textContent()) ?? '', /eth.*100/);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const first = await tree.locator('[aria-selected="true"]').getAttribute('title');
  const frame = /packet (\d+)/.exec(first ?? '')?.[1];
  await page.locator(`.packet-row.current[data-frame="${frame}"]`).waitFor();
  await page.screenshot({ path: process.env.OSISCOPE_SHOT2 ?? '/dev/null', type: 'png' }).catch(() => {});
  assert.deepEqual(complaints, []);
});

test('counts of DNS, HTTP and lengths lead to packets, and are counted anew when packets are ignored', async (t) => {
  const { page, complaints } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await page.locator('.packet-row.current[data-frame="1"]').waitFor();
  await page.keyboard.press('Alt+s');
  await page.getByRole('menuitem', { name: 'HTTP Packet Counter' }).click();
  const http = page.getByRole('treegrid', { name: 'HTTP Packet Counter' });
  const ok = http.getByRole('row', { name: /200 OK/ });
  await ok.waitFor();
  await ok.dblclick();
  await page.locator('.packet-row.current[data-frame="8"]').waitFor();

  await page.getByRole('tab', { name: 'HTTP Requests' }).click();
  await page.getByRole('row', { name: /^\/layers/ }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Apply as Filter' }).click();
  await page.getByRole('menuitem', { name: 'Selected', exact: true }).first().click();
  await page.getByText('1 of 10').waitFor();

  await page.getByRole('tab', { name: 'DNS', exact: true }).click();
  await page.getByRole('row', { name: /Query Type/ }).waitFor();
  await page.getByLabel('Displayed packets only').check();
  await page.getByRole('row', { name: /^Total Packets 0/ }).waitFor();
  await page.getByLabel('Displayed packets only').uncheck();
  await page.getByRole('row', { name: /^Total Packets 2/ }).waitFor();

  await page.getByRole('tab', { name: 'Packet Lengths' }).last().click();
  await page.getByRole('row', { name: /^Packet Lengths 10/ }).waitFor();
  await page.locator('.packet-row[data-frame="6"]').click();
  await page.keyboard.press('Control+d');
  await page.getByRole('row', { name: /^Packet Lengths 9/ }).waitFor();
  assert.deepEqual(complaints, []);
});

test('several conversations are chosen and copied as CSV', async (t) => {
  const { page, complaints } = await openWindow(t, [webCapture(temporaryFolder(t))], {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.locator('.packet-row.current[data-frame="1"]').waitFor();
  await page.keyboard.press('Alt+s');
  await page.getByRole('menuitem', { name: 'Endpoints' }).click();
  const grid = page.getByRole('grid', { name: 'TCP endpoints' });
  await grid.locator('[aria-rowindex="3"]').waitFor();
  await grid.locator('[aria-rowindex="2"]').click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByText('2 selected').waitFor();
  await page.keyboard.press('Control+c');
  await page.getByText('2 rows').first().waitFor();
  const both = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(both.trim().split('\n').length, 3);
  await grid.locator('[aria-rowindex="2"]').click({ modifiers: ['Control'] });
  await page.keyboard.press('Control+c');
  await page.getByText('1 rows').first().waitFor();
  const one = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(one.trim().split('\n').length, 2);
  assert.deepEqual(complaints, []);
});
