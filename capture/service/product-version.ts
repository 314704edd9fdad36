import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Osiscope's version, from package.json; bundled hosts define `OSISCOPE_VERSION`. */
export function productVersion(): string {
  const given = process.env.OSISCOPE_VERSION;
  if (given) return given;
  try {
    const text = readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8');
    return String((JSON.parse(text) as { version?: unknown }).version);
  } catch {
    return 'unknown';
  }
}
