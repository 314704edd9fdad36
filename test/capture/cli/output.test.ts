import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { webCapture } from '../../e2e/captures.ts';
import { osiscope } from './osiscope.ts';

const skip = spawnSync('tshark', ['--version']).error ? 'tshark is not installed' : false;
const folder = mkdtempSync(join(tmpdir(), 'osiscope-cli-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let file = '';
before(() => {
  file = webCapture(folder);
});

function tshark(args: readonly string[]): string {
  const env = { ...process.env, TZ: 'Europe/Paris' };
  return execFileSync('tshark', args, { env, stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' });
}

/** Options that print exactly what tshark prints. */
const same = [
  '',
  '-c 3',
  '-t e',
  '-t d',
  '-t a',
  '-t ad',
  '-t u',
  '-t ud',
  '-x -c 2',
  '-T fields -e frame.number -e frame.protocols -e ip.src -e tcp.port -e dns.qry.name -e http.request.uri',
  '-T fields -e _ws.col.No. -e _ws.col.Time -e _ws.col.Source -e _ws.col.Protocol -e _ws.col.Info',
  '-T fields -e ip.addr -e tcp.flags -E header=y -E separator=/s -E quote=d -E aggregator=+',
  '-T fields -e ip.addr -E occurrence=l',
  '-T fields -e ip.addr -E occurrence=f',
  '-Y tcp.flags.syn==1',
  '-Y http -t r',
  '-2 -R ip -Y http.time -T fields -e http.time -e http.request_in',
  '-q -z io,phs',
  '-q -z conv,tcp',
  '-q -z endpoints,ip,dns',
  '-2 -R udp -q -z conv,udp -z conv,ip -z conv,tcp -z endpoints,ip -z io,phs -z expert -z io,stat,0 -z dns,tree',
  '-2 -R tcp.len>0 -q -z conv,tcp -z endpoints,tcp -z io,phs -z expert -z http,tree -z http,stat -z plen,tree',
  '-2 -R tcp.len>0 -q -z follow,tcp,ascii,0 -z follow,http,ascii,0 -z conv,eth',
  '-2 -R tcp.srcport==80 -q -z follow,tcp,hex,0 -z io,stat,0',
  '-2 -R tcp -c 4 -q -z conv,tcp -z io,phs',
  '-2 -R http.response_in -q -z io,phs',
];

for (const options of same) {
  test(`prints what tshark prints: ${options || 'no options'}`, { skip }, () => {
    const args = ['-n', '-r', file, ...options.split(' ').filter(Boolean)];
    const { output, errors, code } = osiscope(args);
    assert.deepEqual([errors, code], ['', 0]);
    assert.equal(output, tshark(args));
  });
}

/** Values that only tshark has (marks, time shifts, resolved names, a note said twice), or only later versions of it. */
const oneSided =
  /"(frame\.(offset_shift|marked|ignored|time_delta_displayed)|.*_resolved|tcp\.completeness\.str|tcp\.flags\.str_tree)":/;

test('JSON has the names and values that tshark writes', { skip }, () => {
  const args = ['-n', '-r', file, '-T', 'json'];
  const values = (text: string): string[] =>
    text
      .split('\n')
      .map((line) => line.trim().replace(/,$/, ''))
      .filter((line) => line.includes('":') && !oneSided.test(line))
      .sort();
  const { output } = osiscope(args);
  assert.equal(JSON.parse(output).length, 10);
  assert.deepEqual(values(output), values(tshark(args)));
});

test('a frame is written as a tree, as values with commas, and as XML', () => {
  const tree = osiscope(['-r', file, '-V', '-c', '1']).output;
  assert.match(tree, /^Frame 1: \d+ bytes on wire/);
  assert.match(tree, /\nDomain Name System \(query\)\n {4}Transaction ID: 0x3d1c\n/);
  const [heading, first] = osiscope(['-r', file, '-T', 'csv']).output.split('\n');
  assert.equal(heading, '"No.","Time","Source","Destination","Protocol","Length","Info"');
  assert.match(
    first,
    /^"1","0\.000000","10\.0\.0\.5","10\.0\.0\.1","DNS","\d+","Standard query 0x3d1c A example\.org"$/,
  );
  assert.match(osiscope(['-r', file, '-T', 'pdml', '-c', '1']).output, /<field name="dns\.id" /);
});

test('frames that pass are written, and read back', () => {
  const out = join(folder, 'http.pcapng');
  assert.equal(osiscope(['-r', file, '-Y', 'http', '-w', out]).code, 0);
  assert.equal(
    osiscope(['-r', out, '-T', 'fields', '-e', 'http.request.method', '-e', 'http.response.code']).output,
    'GET\t\n\t200\n',
  );
  const piped = spawnSync('sh', [
    '-c',
    'cat "$1" | "$2" -r - -T fields -e frame.number | wc -l',
    'sh',
    file,
    osiscope.path,
  ]);
  assert.equal(piped.stdout.toString().trim(), '10');
});
