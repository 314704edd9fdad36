import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import type { Page } from 'playwright';
import { Dialogue } from '../builders/tcp.ts';
import { dialogueFile } from '../capture/streams/followed.ts';
import { webCapture } from './captures.ts';
import { noLiveCapture, website } from './live-traffic.ts';
import { openWindow, temporaryFolder, withBrowser } from './window.ts';

withBrowser();

const skip = noLiveCapture();

/** Captures what curl says to a web server and hears from it, as it prints it with the headers. */
async function curlCapture(t: TestContext, folder: string): Promise<{ path: string; heard: string }> {
  const body = Array.from({ length: 4000 }, (_, n) => `line ${n} of the answer\n`).join('');
  const server = createServer((_, response) => response.setHeader('Content-Length', body.length).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const path = join(folder, 'curl.pcap');
  const capturing = spawn(
    'tcpdump',
    ['-Z', 'root', '-i', 'lo', '-U', '--immediate-mode', '-w', path, `tcp port ${port}`],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  t.after(() => capturing.kill());
  for await (const line of createInterface({ input: capturing.stderr })) if (/listening on/.test(line)) break;
  const curl = ['-s', '-i', '--max-time', '10', `http://127.0.0.1:${port}/answer`];
  const { stdout } = await promisify(execFile)('curl', curl, { maxBuffer: 1 << 24 });
  await new Promise((resolve) => setTimeout(resolve, 500));
  capturing.kill('SIGINT');
  await new Promise((resolve) => capturing.once('exit', resolve));
  return { path, heard: stdout };
}

const lines = (page: Page) => page.locator('.stream-row[data-frame]');

test('a stream is followed, searched, shown in other forms, and saved as curl has it', { skip }, async (t) => {
  const { path, heard } = await curlCapture(t, temporaryFolder(t));
  const { page, folder, complaints } = await openWindow(t, [path]);
  await page.locator('.packet-row.current[data-frame="1"]').waitFor();
  const request = page.locator('.packet-row', { hasText: 'GET /answer HTTP/1.1' });
  await request.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Follow' }).click();
  await page.getByRole('menuitem', { name: 'TCP Stream' }).click();
  await lines(page).filter({ hasText: 'GET /answer HTTP/1.1' }).waitFor();
  await lines(page).filter({ hasText: 'HTTP/1.1 200 OK' }).waitFor();

  const field = page.getByRole('textbox', { name: 'Find in stream' });
  await field.fill('LINE 3999 of');
  await page.keyboard.press('Enter');
  await page.getByText('1 of 1', { exact: true }).waitFor();
  await page.locator('.stream-mark-current', { hasText: 'line 3999 of' }).waitFor();
  await field.fill('line 39');
  await page.keyboard.press('Enter');
  const number = Number.parseInt((await page.getByText(/^\d+ of 111$/).textContent()) ?? '', 10);
  await page.keyboard.press('Shift+Enter');
  await page.getByText(`${((number + 109) % 111) + 1} of 111`, { exact: true }).waitFor();
  await field.fill('no such words');
  await page.keyboard.press('Enter');
  await page.getByText('Not found').waitFor();
  await page.keyboard.press('Escape');

  await page.getByLabel('Shown as').selectOption('hex');
  await page.getByRole('grid', { name: 'Stream' }).focus();
  await page.keyboard.press('Home');
  await lines(page).filter({ hasText: '00000000  47 45 54 20 2f 61 6e 73' }).waitFor();
  await page.getByLabel('Shown as').selectOption('raw');
  await lines(page).filter({ hasText: '474554202f616e73' }).waitFor();

  await page.getByRole('button', { name: 'Save…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save Stream' });
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(folder);
  await page.keyboard.press('Enter');
  await dialog.locator('.folder-rows[aria-busy="false"]').waitFor();
  await dialog.getByLabel('Direction').selectOption('server');
  await dialog.getByLabel('File name').fill('answer.bin');
  await page.keyboard.press('Enter');
  await page.getByText(/of the stream written to .*answer\.bin/).waitFor();
  assert.equal(readFileSync(join(folder, 'answer.bin'), 'latin1'), heard);

  await page.getByLabel('Shown as').selectOption('text');
  await page.getByLabel('Direction').selectOption('server');
  const answer = page.locator('#stream-row-0', { hasText: 'HTTP/1.1 200 OK' });
  const frame = await answer.getAttribute('data-frame');
  await answer.click();
  await page.locator(`.packet-row.current[data-frame="${frame}"]`).waitFor();
  await page.locator('.stream-row.of-selected').first().waitFor();

  await page.getByRole('button', { name: 'Filter out' }).click();
  await page.getByText(/^Displayed 0/).waitFor();
  assert.deepEqual(complaints, []);
});

test('streams are followed by keys, from conversations, and one after the other', async (t) => {
  const { page, complaints } = await openWindow(t, [webCapture(temporaryFolder(t))]);
  await page.locator('.packet-row.current[data-frame="1"]').waitFor();
  await page.locator('.details-row', { hasText: 'Domain Name System' }).first().waitFor();
  await page.keyboard.press('Control+Alt+Shift+U');
  await page.getByRole('heading', { name: 'UDP stream' }).waitFor();
  await lines(page).filter({ hasText: 'example' }).first().waitFor();

  await page.locator('.packet-row[data-frame="6"]').click();
  await page.getByRole('tab', { name: 'Packet' }).click();
  await page.locator('.details-row', { hasText: 'Hypertext Transfer Protocol' }).first().waitFor();
  await page.keyboard.press('Control+Alt+Shift+H');
  await page.getByRole('heading', { name: 'HTTP stream' }).waitFor();
  await lines(page).filter({ hasText: 'hello' }).waitFor();
  await page.getByLabel('Followed as').selectOption('tcp');
  await page.getByRole('heading', { name: 'TCP stream' }).waitFor();
  await lines(page).filter({ hasText: 'GET /layers HTTP/1.1' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Next stream' }).isDisabled(), true);
  await page.locator('.packet-row[data-frame="8"]').click();
  await page.locator('.stream-row.of-selected', { hasText: 'HTTP/1.1 200 OK' }).waitFor();

  await page.keyboard.press('Alt+s');
  await page.getByRole('menuitem', { name: 'Conversations' }).click();
  await page.getByRole('tab', { name: /^UDP/ }).click();
  const row = page.getByRole('grid', { name: 'UDP conversations' }).locator('[aria-rowindex="2"]');
  await row.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Follow UDP Stream' }).click();
  await page.getByRole('heading', { name: 'UDP stream' }).waitFor();
  await lines(page).filter({ hasText: 'example' }).first().waitFor();
  assert.deepEqual(complaints, []);
});

test('a stream that is followed grows while it is captured', { skip }, async (t) => {
  const site = await website(t);
  const { page } = await openWindow(t, []);
  const list = page.getByRole('listbox', { name: 'Interfaces' });
  await list.waitFor();
  await list.focus();
  await page.keyboard.press('End');
  await page.getByRole('option', { name: /^lo\b/, selected: true }).waitFor();
  await page.getByRole('combobox', { name: 'Capture filter' }).fill(`tcp port ${site.port}`);
  await page.locator('.capture-filter-field[data-check="good"]').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  const seen = page.locator('.packet-row', { hasText: 'GET /first HTTP/1.1' }).first();
  const kept = spawn('bash', ['-c', `exec 3<>/dev/tcp/127.0.0.1/${site.port}; cat <&3 & cat >&3`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  t.after(() => process.kill(-kept.pid!));
  for (let tries = 0; tries < 20 && !(await seen.isVisible()); tries++) {
    kept.stdin.write('GET /first HTTP/1.1\r\nHost: here\r\n\r\n');
    await page.waitForTimeout(500);
  }
  await seen.click();
  await page.locator('.details-row', { hasText: 'Hypertext Transfer Protocol' }).first().waitFor();
  await page.keyboard.press('Control+Alt+Shift+T');
  await lines(page).filter({ hasText: 'You asked for /first' }).first().waitFor();
  await page.getByText('growing').waitFor();
  kept.stdin.write('GET /second HTTP/1.1\r\nHost: here\r\n\r\n');
  await page.getByRole('grid', { name: 'Stream' }).focus();
  await assert.doesNotReject(async () => {
    for (let tries = 0; tries < 20; tries++) {
      await page.keyboard.press('End');
      if (await lines(page).filter({ hasText: 'You asked for /second' }).first().isVisible()) return;
      await page.waitForTimeout(300);
    }
    throw new Error('the second answer did not come');
  });
});

test('a stream that is too long to be copied is said to be so, and can be saved', async (t) => {
  const d = new Dialogue().open();
  for (let i = 0; i < 120; i++) d.server('x'.repeat(60_000));
  const { page } = await openWindow(t, [dialogueFile(temporaryFolder(t), d.frames)]);
  await page.locator('.packet-row.current[data-frame="1"]').waitFor();
  await page.keyboard.press('Control+Alt+Shift+T');
  await page.locator('.stream-row').first().waitFor();
  await page.getByRole('combobox', { name: /form|show/i }).selectOption('hex');
  await page.getByRole('button', { name: 'Copy', exact: true }).last().click();
  const dialog = page.getByRole('dialog', { name: 'Copy part of this stream?' });
  await dialog.getByText('A file takes all of it').waitFor();
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await page.getByRole('dialog', { name: /^Save/ }).waitFor();
});
