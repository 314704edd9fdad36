import type { Stats } from 'node:fs';

/** Tells a file from another that takes its name. */
export function fileIdentity({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}
