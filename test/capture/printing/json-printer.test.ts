import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { webCapture } from '../../e2e/captures.ts';
import { temporaryFolder } from '../opened-capture.ts';

const missing = spawnSync('tshark', ['--version']).error ? 'tshark is not installed' : false;

/** What one of the two does not have: docs/differences-from-tshark.md. */
const apart =
  /"(frame\.(offset_shift|time_delta_displayed|marked|ignored|protocols)|[\w.]+_resolved|tcp\.completeness\.str|http\.start_line)"/;

function lines(program: string, path: string): string[] {
  const output = execFileSync(program, ['-n', '-r', path, '-c', '7', '-T', 'json'], {
    env: { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
  });
  JSON.parse(output);
  return output
    .split('\n')
    .map((line) => line.trim().replace(/,$/, ''))
    .filter((line) => !apart.test(line));
}

test('JSON has the lines that tshark prints, in whatever order', { skip: missing }, async (t) => {
  const path = webCapture(await temporaryFolder(t));
  const osiscope = join(import.meta.dirname, '../../../bin/osiscope');
  assert.deepEqual(lines(osiscope, path).sort(), lines('tshark', path).sort());
});

test('JSON of no packets is an empty array', async (t) => {
  const path = webCapture(await temporaryFolder(t));
  const osiscope = join(import.meta.dirname, '../../../bin/osiscope');
  const none = execFileSync(osiscope, ['-r', path, '-Y', 'arp', '-T', 'json'], { encoding: 'utf8' });
  assert.deepEqual(JSON.parse(none), []);
});
