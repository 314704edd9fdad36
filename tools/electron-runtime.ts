import { spawnSync } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const modules = join(import.meta.dirname, '../node_modules');
const failureFile = join(modules, '.osiscope-electron-failure');
const lookupLimit = 5000;
const downloadLimit = 5 * 60_000;

/** The Electron executable, or a clause saying why there is none. */
export type ElectronRuntime = { executable: string } | { missing: string };

/**
 * Finds Electron's runtime; its npm package carries none, so the first time it is downloaded. A failed download is
 * remembered and not tried again for this version, unless `retry` asks for it.
 */
export async function electronRuntime(retry: boolean, report: (line: string) => void): Promise<ElectronRuntime> {
  if (!hasDisplay()) return { missing: 'there is no display (DISPLAY and WAYLAND_DISPLAY are not set)' };
  const version = packageVersion();
  if (!existsSync(electronExecutable())) {
    if (!retry && rememberedFailure() === version) {
      return {
        missing: `Electron ${version} could not be downloaded before (try again with: npm start -- --fetch-electron)`,
      };
    }
    const failure = await download(version, report);
    if (failure !== undefined) {
      writeFileSync(failureFile, version);
      return { missing: `Electron ${version} could not be downloaded: ${failure}` };
    }
    rmSync(failureFile, { force: true });
  }
  const executable = electronExecutable();
  const libraries = missingLibraries(executable);
  if (libraries.length > 0) {
    return {
      missing:
        `Electron needs libraries that are not installed (${libraries.join(', ')}; ` +
        'on Debian: apt-get install libgtk-3-0 libnss3 libgbm1 libasound2)',
    };
  }
  return { executable };
}

function packageVersion(): string {
  return (JSON.parse(readFileSync(join(modules, 'electron/package.json'), 'utf8')) as { version: string }).version;
}

function rememberedFailure(): string | undefined {
  return existsSync(failureFile) ? readFileSync(failureFile, 'utf8') : undefined;
}

/** Whether a window can be shown. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Where Electron's executable is, or would be. */
export function electronExecutable(): string {
  const pathFile = join(modules, 'electron/path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  return join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(modules, 'electron/dist'), name);
}

/** Returns why it failed, or undefined. */
async function download(version: string, report: (line: string) => void): Promise<string | undefined> {
  const { env } = process;
  const direct = !(env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror ?? env.ELECTRON_GET_USE_PROXY);
  if (direct && !(await resolves('github.com'))) return 'github.com cannot be reached';
  report(`downloading Electron ${version}, once`);
  const result = spawnSync(process.execPath, [join(modules, 'electron/install.js')], {
    stdio: ['ignore', 2, 'pipe'],
    encoding: 'utf8',
    timeout: downloadLimit,
  });
  if (result.status === 0) return undefined;
  if (result.signal !== null) return `not finished after ${downloadLimit / 60_000} minutes`;
  return /(?:Error|error): (.*)/.exec(result.stderr)?.[1] ?? `its installer ended with code ${result.status}`;
}

async function resolves(host: string): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, lookupLimit, false).unref());
  return Promise.race([
    lookup(host).then(
      () => true,
      () => false,
    ),
    late,
  ]);
}

/** Shared libraries that the executable names and the system does not have; only known on Linux. */
function missingLibraries(executable: string): string[] {
  if (process.platform !== 'linux') return [];
  const { stdout } = spawnSync('ldd', [executable], { encoding: 'utf8' });
  return [...(stdout ?? '').matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]!);
}
