import { UsageError } from './usage-error.ts';

/** Conditions of `-a` and `-b`: `duration:10`, `filesize:1000` (kB), `packets:5`, `files:3`. */
export interface Conditions {
  readonly seconds?: number;
  readonly kilobytes?: number;
  readonly packets?: number;
  readonly files?: number;
}

const names: Readonly<Record<string, keyof Conditions>> = {
  duration: 'seconds',
  filesize: 'kilobytes',
  packets: 'packets',
  files: 'files',
};

export function readConditions(flag: string, given: readonly string[]): Conditions {
  const out: { -readonly [K in keyof Conditions]: number } = {};
  for (const text of given) {
    const m = /^(duration|filesize|packets|files):(\d+)$/.exec(text);
    if (!m || Number(m[2]) === 0) {
      throw new UsageError(`${flag} takes duration:SECONDS, filesize:KB, packets:N or files:N, not "${text}".`);
    }
    out[names[m[1]]] = Number(m[2]);
  }
  return out;
}
