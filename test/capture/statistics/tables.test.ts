import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { HashOrder, textHash } from '../../../capture/cli/statistics/hash-order.ts';
import { StatisticsTree, sortedChildren } from '../../../capture/statistics/statistics-tree.ts';
import { webCapture } from '../../e2e/captures.ts';
import { temporaryFolder } from '../opened-capture.ts';

const shared = '/work/shared/captures';
const osiscope = join(import.meta.dirname, '../../../bin/osiscope');
const statistics = [
  'http,tree',
  'http,stat',
  'http_req,tree',
  'http_srv,tree',
  'dns,tree',
  'plen,tree',
  'plen,tree,tcp',
  'http,stat,tcp',
  'io,stat,0',
  'io,stat,5',
  'io,stat,0.5,tcp,udp and ip.ttl < 64',
  'io,stat,1.00,COUNT(tcp.len)tcp.len,SUM(tcp.len)tcp.len,MIN(frame.time_relative)frame.time_relative',
  'io,stat,20,AVG(tcp.len)tcp.len,LOAD(http.time)http.time,MAX(dns.time)dns.time,AVG(http.time)http.time',
  'io,stat,100,FRAMES()ip.addr==1.2.3.4,BYTES()tcp,MAX(ip.ttl)ip.ttl',
];
const captures = ['web', 'zeek+zeek/testing/btest/Traces/var-services-std-ports.pcap'];

/** A program's standard output with one statistic after the other. */
async function tables(program: string, path: string): Promise<string> {
  const args = ['-n', '-q', '-r', path, ...statistics.flatMap((z) => ['-z', z])];
  return (await promisify(execFile)(program, args)).stdout;
}

for (const name of captures) {
  const missing = name !== 'web' && !existsSync(join(shared, name));
  const skip = missing || !existsSync('/usr/bin/tshark') ? 'the capture or tshark is not here' : false;
  test(`tables by interval and trees of counts are tshark's to the letter: ${name}`, { skip }, async (t) => {
    const path = name === 'web' ? webCapture(await temporaryFolder(t)) : join(shared, name);
    assert.equal(await tables(osiscope, path), await tables('tshark', path));
  });
}

test('a column of io,stat that makes no sense is refused with its reason', () => {
  const cases: [string, RegExp][] = [
    ['io,stat,1,SUM(tcp.len', /Closing parenthesis missing/],
    ['io,stat,1,SUM()', /didn't specify a field name for SUM/],
    ['io,stat,1,FRAMES(tcp.len)', /does not require or allow a field name/],
    ['io,stat,1,SUM(no.such)', /There is no field named 'no\.such'/],
    ['io,stat,1,SUM(ip.src)ip.src', /doesn't have integral values/],
    ['io,stat,1,LOAD(tcp.len)tcp.len', /only supported for relative-time fields/],
    ['io,stat,-1', /takes an interval in seconds/],
    ['io,stat,0.0000001', /at least 0\.000001 seconds/],
  ];
  for (const [argument, reason] of cases) {
    const { status, stderr } = spawnSync(osiscope, ['-q', '-r', '/dev/null', '-z', argument], { encoding: 'utf8' });
    assert.notEqual(status, 0, argument);
    assert.match(stderr, reason);
  }
});

test('a burst is the most counts within 100 ms, whatever the order of time', () => {
  const tree = new StatisticsTree();
  [0, 40, 95, 300, 310, 320, 330, 299, 900].forEach((time, at) => {
    tree.at(at + 1, time);
    tree.tick(tree.root, 'all');
  });
  const [node] = sortedChildren(tree.root);
  assert.deepEqual([node.count, node.burst, node.burstStart, node.first], [9, 5, 299, 1]);
  assert.equal(tree.elapsed, 900);
});

test('names beyond the most that a tree keeps are counted as left out', () => {
  const tree = new StatisticsTree();
  tree.at(1, 0);
  const node = tree.tick(tree.root, 'all');
  for (let i = 0; i < 20_010; i++) tree.tick(node, `name ${i}`);
  assert.deepEqual([node.children.size, tree.omitted], [19_999, 11]);
});

test('values come in the order of a GLib hash table', () => {
  const order = new HashOrder<string>();
  for (const method of ['GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH', 'CONNECT']) {
    order.add(method, textHash(method));
  }
  assert.equal(textHash('GET'), 193456677);
  assert.equal(new Set(order.inOrder()).size, 9);
});
