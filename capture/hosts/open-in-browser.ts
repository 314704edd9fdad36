import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/** A window of an installed Chromium, without tabs and address bar. */
export interface BrowserWindow {
  /** Resolves when the person has closed it. */
  readonly closed: Promise<void>;
  close(): void;
}

/** Opens an address in an app window, or gives undefined where there is no Chromium or no display. */
export function openInBrowser(url: string): BrowserWindow | undefined {
  const program = find();
  if (program === undefined || !(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)) return undefined;
  const profile = mkdtempSync(join(tmpdir(), 'osiscope-window-'));
  const flags = [`--app=${url}`, `--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check'];
  if (process.getuid?.() === 0) flags.push('--no-sandbox');
  const child = spawn(program, flags, { stdio: 'ignore' });
  const closed = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  }).then(() => rmSync(profile, { recursive: true, force: true, maxRetries: 3 }));
  return { closed, close: () => void child.kill() };
}

function find(): string | undefined {
  const folders = (process.env.PATH ?? '').split(':');
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (folder !== '' && existsSync(path)) return path;
    }
  }
  return undefined;
}
