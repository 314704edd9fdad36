import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { generateCapture } from '../../../../tools/generate-capture.ts';
import { osiscope } from '../osiscope.ts';
import { divided } from './divided.ts';

const folder = mkdtempSync(join(tmpdir(), 'osiscope-parallel-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'many.pcap');
const few = join(folder, 'few.pcap');
const cut = join(folder, 'cut.pcap');
before(() => {
  generateCapture(file, { frames: 6000 });
  generateCapture(few, { frames: 3000 });
  writeFileSync(cut, readFileSync(few));
  truncateSync(cut, readFileSync(few).length - 7);
});

for (const options of [
  '',
  '-T fields -e frame.number -e tcp.stream -e http.time -e _ws.col.Info -E header=y -Y http',
  '-T json -Y icmp',
]) {
  test(`several threads print what one does: ${options || 'no options'}`, () => {
    const args = ['-r', file, ...options.split(' ').filter(Boolean)];
    const { output, errors, code } = divided(3, args);
    const one = osiscope(args);
    assert.deepEqual([errors, code], [one.errors, one.code]);
    assert.ok(output === one.output, 'the same text');
  });
}

test('damage is told, with the same exit code, and loses no frame', () => {
  const one = osiscope(['-r', cut]);
  assert.deepEqual([one.code, one.output.split('\n').length], [2, 3000]);
  assert.deepEqual(divided(2, ['-r', cut]), one);
});

test('remarks on arguments come once', () => {
  const args = ['-r', few, '-o', 'no.such:TRUE', '-T', 'fields', '-e', 'no.field'];
  const { errors, code } = divided(2, args);
  assert.deepEqual([errors, code], [osiscope(args).errors, 0]);
});

test('whoever reads the output may stop', () => {
  const args = [divided.path, '3', '', '-r', file, '-V'];
  const script = '"$@" | head -n 3; echo "$?"';
  const { stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', script, 'bash', process.execPath, ...args], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  assert.deepEqual([stdout.split('\n').length, stdout.split('\n')[3], stderr], [5, '0', '']);
});

test('it ends at once when it is interrupted', async () => {
  const program = spawn(process.execPath, [divided.path, '2', '', '-r', file, '-V'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(program.stdout, 'readable');
  program.kill('SIGINT');
  const [, signal] = await once(program, 'exit');
  assert.equal(signal, 'SIGINT');
});

test('an error of a thread is an error of the program', () => {
  const { errors, code } = divided(2, ['-r', file], './throwing.ts');
  assert.equal(code, 1);
  assert.match(errors, /TypeError: of a printing thread/);
});

test('a thread that is gone is an error', () => {
  const { errors, code } = divided(2, ['-r', file], './ending.ts');
  assert.equal(code, 1);
  assert.match(errors, /A printing thread ended early \(exit code 3\)/);
});
