import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { GrowingFile } from '../../../capture/lab/growing-file.ts';

test('each line of a growing file is told once, however often it is closed', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'osiscope-growing-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'lines');
  const lines: string[] = [];
  const file = new GrowingFile(path, (line) => lines.push(line));
  file.read();
  writeFileSync(path, 'one\ntw');
  file.read();
  assert.deepEqual(lines, ['one']);
  appendFileSync(path, 'o\nthree\n');
  file.close();
  file.close();
  assert.deepEqual(lines, ['one', 'two', 'three']);
});
