import { client } from './session.ts';

const DELAY = 250;

let values: Readonly<Record<string, string>> = {};
let pending: Record<string, string> = {};
let timer: ReturnType<typeof setTimeout> | undefined;

/** Fetches what earlier runs remembered. Called once, before anything that is remembered is shown. */
export async function loadSettings(): Promise<void> {
  values = (await client().call('settings.get')).values;
  window.addEventListener('pagehide', flush);
}

/** What was remembered under a name; undefined when nothing was, or `read` refuses it. */
export function setting<T>(name: string, read: (value: unknown) => T | undefined): T | undefined {
  const text = pending[name] ?? values[name];
  if (text === undefined) return undefined;
  try {
    return read(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Remembers a value for later runs, soon. */
export function remember(name: string, value: unknown): void {
  pending[name] = JSON.stringify(value);
  clearTimeout(timer);
  timer = setTimeout(flush, DELAY);
}

/** The texts that settings are kept as, of those that were ever set. */
export function settingTexts(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = pending[name] ?? values[name];
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

/** Puts texts in the place of settings at once; resolves when they are kept. */
export async function replaceSettings(texts: Readonly<Record<string, string>>): Promise<void> {
  const sent = { ...pending, ...texts };
  pending = {};
  clearTimeout(timer);
  await client().call('settings.set', { values: sent });
  values = { ...values, ...sent };
}

function flush(): void {
  clearTimeout(timer);
  if (Object.keys(pending).length === 0) return;
  const sent = pending;
  values = { ...values, ...sent };
  pending = {};
  client()
    .call('settings.set', { values: sent })
    .catch((error: { code?: unknown }) => {
      // Kept for the next connection; what is refused would be refused again.
      if (error.code === 'closed') pending = { ...sent, ...pending };
    });
}
