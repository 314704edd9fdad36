import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { webCapture } from '../../e2e/captures.ts';
import { osiscope } from './osiscope.ts';

const folder = mkdtempSync(join(tmpdir(), 'osiscope-cli-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = webCapture(folder);

/** Arguments, exit code, and what standard error says. */
const wrong: readonly (readonly [args: string, code: number, says: RegExp])[] = [
  ['-r /nowhere/at/all.pcap', 1, /There is no file "\/nowhere\/at\/all\.pcap"/],
  [`-r ${folder}`, 1, /is a folder/],
  [`-r ${join(folder, 'letter.txt')}`, 1, /is no pcap or pcapng capture/],
  [`-r ${file} --nonsense`, 2, /nonsense/],
  [`-r ${file} -T yaml`, 2, /yaml/],
  [`-r ${file} -T fields`, 2, /needs at least one field/],
  [`-r ${file} -T fields -e ip.src -E nonsense=1`, 2, /-E does not know "nonsense=1"/],
  [`-r ${file} -i lo`, 2, /-r and -i exclude each other/],
  [`-r ${file} -Y tcp.prot==1`, 2, /tcp\.prot/],
  [`-r ${file} -R tcp`, 2, /-2/],
  [`-r ${file} -z nonsense,tree`, 2, /nonsense/],
  [`-r ${file} -c none`, 2, /-c/],
  [`-r ${file} -w /nowhere/at/all.pcap`, 1, /nowhere/],
  [`-r ${file} extra`, 2, /"extra" is no option/],
  ['-i nonsense0 -a duration:1', 1, /nonsense0/],
  ['-i lo -f port -a duration:1', 1, /syntax error|port/],
  ['-i lo -f tcp.port==80 -a duration:1', 1, /This is a display filter; as a capture filter: tcp port 80/],
  ['-i lo -f http.request -a duration:1', 1, /This is a display filter, which -Y takes\. \S/],
  ['-i lo -f tcp.port==80 -w /nowhere/x.pcap', 1, /as a capture filter: tcp port 80/],
  [`-r ${file} -f tcp`, 2, /-f filters what is captured\. Frames of a file are filtered with -Y/],
  ['serve /nowhere/at/all.pcap', 1, /There is no file/],
];

writeFileSync(join(folder, 'letter.txt'), 'Dear reader, this is a letter and no capture at all.');

for (const [args, code, says] of wrong) {
  test(`a clear error: ${args.replaceAll(folder, '')}`, () => {
    const found = osiscope(args.split(' '));
    assert.match(found.errors, says);
    assert.doesNotMatch(found.errors, /\n\s+at /, 'a stack trace is no message');
    assert.deepEqual([found.output, found.code], ['', code]);
  });
}

test('a field that is not known is named, and its column stays empty', () => {
  const { output, errors, code } = osiscope(['-r', file, '-c', '1', '-T', 'fields', '-e', 'no.such', '-e', 'ip.src']);
  assert.deepEqual([output, code], ['\t10.0.0.5\n', 0]);
  assert.match(errors, /There is no field "no\.such"/);
});

test('a file cut short gives its frames up to the damage, says where, and ends with 2', () => {
  const path = join(folder, 'cut.pcap');
  writeFileSync(path, readFileSync(file));
  truncateSync(path, readFileSync(path).length - 20);
  const { output, errors, code } = osiscope(['-r', path, '-T', 'fields', '-e', 'frame.number']);
  assert.equal(output.trim().split('\n').length, 9);
  assert.match(errors, /cut short|ends/i);
  assert.equal(code, 2);
});

test('help and version', () => {
  assert.match(osiscope(['--version']).output, /^Osiscope \d+\.\d+\.\d+ \(Node /);
  assert.match(osiscope(['--help']).output, /Usage: osiscope -r FILE/);
  assert.match(osiscope(['-z', 'help']).output, /conv,tcp/);
});
