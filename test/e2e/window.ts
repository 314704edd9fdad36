import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, type TestContext } from 'node:test';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { buildTarget } from '../../tools/build.ts';

const root = join(import.meta.dirname, '../..');

/** A window of the program in a browser, served by a capture process of its own. */
export interface TestWindow {
  readonly page: Page;
  /** What the page complained of: uncaught errors and refused requests. */
  readonly complaints: readonly string[];
  /** Folder for the test's own files, deleted afterwards. */
  readonly folder: string;
  /** `osiscope serve`. */
  readonly host: ChildProcess;
}

export interface WindowOptions extends BrowserContextOptions {
  /** Settings folder, to open a second window with the settings of a first one. */
  readonly settings?: string;
}

let browser: Promise<Browser> | undefined;

/** Provides a browser for the tests of a file, started by the first one. Call once at the file's top. */
export function withBrowser(): void {
  before(() => buildTarget('page'));
  after(async () => (await browser)?.close());
}

function launched(): Promise<Browser> {
  browser ??= chromium.launch({
    executablePath: process.env.OSISCOPE_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  return browser;
}

/** A folder that is deleted after the test. */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'osiscope-e2e-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Where a program keeps its settings and its unsaved captures, for its environment. */
export function ownFolders(folder: string): Record<string, string> {
  return { XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder, XDG_DATA_HOME: folder };
}

/** Opens capture files in a window of `osiscope serve`. Everything ends with the test. */
export async function openWindow(
  t: TestContext,
  files: readonly string[],
  { settings, ...context }: WindowOptions = {},
): Promise<TestWindow> {
  const folder = mkdtempSync(join(tmpdir(), 'osiscope-e2e-'));
  const host = spawn(join(root, 'bin/osiscope'), ['serve', ...files], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...ownFolders(settings ?? folder) },
  });
  t.after(async () => {
    await ended(host);
    rmSync(folder, { recursive: true, force: true });
  });
  return { ...(await openPage(t, await addressOf(host), context)), folder, host };
}

/** Opens the window at an address. */
export async function openPage(
  t: TestContext,
  address: string,
  context: BrowserContextOptions = {},
): Promise<Omit<TestWindow, 'folder' | 'host'>> {
  const pages = await (await launched()).newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'UTC',
    ...context,
  });
  t.after(() => pages.close());
  const page = await pages.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text())) {
      complaints.push(message.text());
    }
  });
  await page.goto(address);
  return { page, complaints };
}

async function addressOf(host: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: host.stdout! })) {
    const address = /http:\S+/.exec(line)?.[0];
    if (address) return address;
  }
  throw new Error('The host ended without printing its address.');
}

async function ended(host: ChildProcess): Promise<void> {
  if (host.exitCode !== null || host.signalCode !== null) return;
  const exit = once(host, 'exit');
  host.kill('SIGTERM');
  await exit;
}
