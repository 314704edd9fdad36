import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const module = join(import.meta.dirname, '../../../decoders/tree/time-text.ts');

/** What a process in a time zone calls a moment in January and one in July of 2023. */
function named(zone: string): string[] {
  const code = `
    const { dateText } = await import(${JSON.stringify(module)});
    for (const seconds of [1673784000n, 1689422400n]) console.log(dateText(seconds * 1_000_000_000n));
  `;
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  });
  return out.trim().split('\n');
}

for (const [zone, ...times] of [
  ['UTC', 'Jan 15, 2023 12:00:00.000000000 UTC', 'Jul 15, 2023 12:00:00.000000000 UTC'],
  ['Europe/Paris', 'Jan 15, 2023 13:00:00.000000000 CET', 'Jul 15, 2023 14:00:00.000000000 CEST'],
  ['America/New_York', 'Jan 15, 2023 07:00:00.000000000 EST', 'Jul 15, 2023 08:00:00.000000000 EDT'],
  ['Asia/Kolkata', 'Jan 15, 2023 17:30:00.000000000 IST', 'Jul 15, 2023 17:30:00.000000000 IST'],
  ['America/Sao_Paulo', 'Jan 15, 2023 09:00:00.000000000 -03', 'Jul 15, 2023 09:00:00.000000000 -03'],
]) {
  test(`absolute times in ${zone}`, () => assert.deepEqual(named(zone), times));
}
