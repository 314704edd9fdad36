import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';

/** Where settings stand: `$XDG_CONFIG_HOME/osiscope/settings.json`. */
export function settingsPath(): string {
  const base = process.env.XDG_CONFIG_HOME || join(homedir(), '.config');
  return join(base, 'osiscope', 'settings.json');
}

/** Settings are texts by name; a file that cannot be read counts as empty and is replaced with the next change. */
export function settingsHandlers(): HandlersOf<Osiscope, 'settings.get' | 'settings.set'> {
  const path = settingsPath();
  return {
    'settings.get': () => ({ values: Object.fromEntries(load(path)) }),
    'settings.set': ({ values }) => {
      const all = load(path);
      for (const [name, value] of Object.entries(values)) all.set(name, value);
      mkdirSync(dirname(path), { recursive: true });
      const next = `${path}.${process.pid}`;
      writeFileSync(next, JSON.stringify(Object.fromEntries(all), null, 1));
      renameSync(next, path);
    },
  };
}

const MAX_NAMES = 100;
const MAX_VALUE = 100_000;

function load(path: string): Map<string, string> {
  const out = new Map<string, string>();
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null) return out;
    for (const [name, value] of Object.entries(parsed).slice(0, MAX_NAMES)) {
      if (name.length <= 100 && typeof value === 'string' && value.length <= MAX_VALUE) out.set(name, value);
    }
  } catch {
    return out;
  }
  return out;
}
