import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import type { CaptureProcessEvent, HostBridge } from '../../contract/host-bridge.ts';
import { buildTarget } from '../../tools/build.ts';
import { electronExecutable, hasDisplay } from '../../tools/electron-runtime.ts';
import { fileTree } from '../tools/file-tree.ts';

const root = join(import.meta.dirname, '../..');
const executablePath = electronExecutable();
const missing = !existsSync(executablePath)
  ? "Electron's runtime is not installed"
  : hasDisplay()
    ? false
    : 'no display';

/** What the page sees of its window; functions given to `evaluate` run there. */
type PageWindow = Window & { osiscopeHost: HostBridge; heard: unknown[]; require?: unknown; process?: unknown };

async function start(t: TestContext): Promise<{ app: ElectronApplication; page: Page }> {
  await buildTarget('page');
  await buildTarget('desktop');
  const home = fileTree(t, {});
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({ executablePath, args: [...sandbox, root, `--user-data-dir=${home}`] });
  t.after(() => app.close());
  const page = await app.firstWindow();
  await page.waitForLoadState();
  return { app, page };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

test('the page has the bridge and nothing else of the desktop', { skip: missing }, async (t) => {
  const { page } = await start(t);
  assert.equal(page.url(), 'app://osiscope/');
  const found = await page.evaluate(() => {
    const { osiscopeHost, require, process } = window as unknown as PageWindow;
    return { connect: typeof osiscopeHost.connect, require: typeof require, process: typeof process };
  });
  assert.deepEqual(found, { connect: 'function', require: 'undefined', process: 'undefined' });
});

test('the page cannot leave, open windows or reach the network', { skip: missing }, async (t) => {
  const { app, page } = await start(t);
  const opened = await page.evaluate(() => window.open('https://example.org/'));
  assert.equal(opened, null);
  await page.evaluate(() => {
    window.location.href = 'https://example.org/';
  });
  await pause(500);
  assert.equal(page.url(), 'app://osiscope/');
  assert.equal(app.windows().length, 1);
  const fetched = await page.evaluate(() =>
    fetch('https://example.org/').then(
      () => 'answered',
      () => 'refused',
    ),
  );
  assert.equal(fetched, 'refused');
});

test('a killed capture process is told as a crash, and starts again when asked', { skip: missing }, async (t) => {
  const { app, page } = await start(t);
  await page.evaluate(() => {
    const here = window as unknown as PageWindow;
    here.heard = [];
    here.osiscopeHost.onCaptureProcess((event) => here.heard.push(event));
    here.osiscopeHost.connect('first');
  });
  const capturePid = (): Promise<number | undefined> =>
    app.evaluate(({ app: main }) => main.getAppMetrics().find(({ name }) => name === 'Osiscope capture')?.pid);
  let pid = await capturePid();
  for (let tries = 0; pid === undefined && tries < 50; tries += 1) {
    await pause(100);
    pid = await capturePid();
  }
  assert.ok(pid !== undefined);
  process.kill(pid, 'SIGKILL');
  const heard = (): Promise<CaptureProcessEvent[]> =>
    page.evaluate(() => (window as unknown as PageWindow).heard as CaptureProcessEvent[]);
  while ((await heard()).length === 0) await pause(100);
  const [crash] = await heard();
  assert.equal(crash?.kind, 'crashed');
  await page.evaluate(() => (window as unknown as PageWindow).osiscopeHost.restartCaptureProcess());
  while ((await heard()).length === 1) await pause(100);
  assert.deepEqual((await heard())[1], { kind: 'started' });
});
