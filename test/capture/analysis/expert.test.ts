import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { pcapFile } from '../../builders/capture-file-pcap.ts';
import { ascii, ipv4, packet, udp } from '../../builders/packet.ts';
import { roughTraffic } from '../../builders/rough-traffic.ts';
import { Dialogue, mss, options, pseudoSum } from '../../builders/tcp.ts';
import { temporaryFile } from '../opened-capture.ts';
import { filteredView, serviceClient } from '../service/service-client.ts';

const run = promisify(execFile);
const noTshark = spawnSync('tshark', ['--version']).error ? 'tshark is not installed' : false;
const osiscope = join(import.meta.dirname, '../../../bin/osiscope');
const all = ['error', 'warning', 'note', 'chat', 'comment'] as const;

function roughFile(t: TestContext, seed: number): Promise<string> {
  const frames = roughTraffic(seed, 60).map(({ bytes, time }) => ({
    seconds: 1_700_000_000 + Math.floor(time / 1e9),
    fraction: time % 1e9,
    bytes,
  }));
  return temporaryFile(t, 'rough.pcap', pcapFile({ nanoseconds: true, network: 228 }, frames));
}

test('-z expert prints what tshark prints', { skip: noTshark }, async (t) => {
  const path = await roughFile(t, 31);
  for (const statistic of [
    'expert',
    'expert,warn',
    'expert,note,tcp.analysis.retransmission',
    'expert,tcp.port == 50003',
  ]) {
    const theirs = await run('tshark', ['-nq', '-r', path, '-z', statistic]);
    const ours = await run(osiscope, ['-q', '-r', path, '-z', statistic]);
    assert.equal(ours.stdout, theirs.stdout, statistic);
  }
});

test('signs of offload are notes of their own kind, apart from those that tshark makes', async (t) => {
  const told = options(mss(1000));
  const { frames } = new Dialogue({ pace: 0.001 }).open(told, told).client('x'.repeat(2500));
  const checksum = pseudoSum('10.0.0.1', '10.0.0.2', 17, 13);
  const partial = packet(ipv4({}), udp(1, 2, { checksum }), ascii('hello'));
  const written = [...frames.map((f) => f.bytes), partial].map((bytes, i) => ({ seconds: i, fraction: 0, bytes }));
  const path = await temporaryFile(t, 'offload.pcap', pcapFile({ network: 228 }, written));
  const printed = (await run(osiscope, ['-q', '-r', path, '-z', 'expert'])).stdout;
  const [theirs, ours] = printed.split('\nRemarks of Osiscope (2)\n');
  assert.match(ours, / 1 Assumption +TCP {2}Segmentation offload: 3 segments on the wire, captured as one\n/);
  assert.match(ours, / 1 +Checksum +UDP {2}Partial checksum: /);
  if (!noTshark) assert.equal(theirs, (await run('tshark', ['-nq', '-r', path, '-z', 'expert'])).stdout);
  const tree = (await run(osiscope, ['-V', '-r', path, '-Y', 'osiscope.expert'])).stdout;
  assert.match(tree, /\[Expert Info \(Chat\/Assumption\): Segmentation offload: 3 segments/);
  assert.match(tree, /\[Expert Info \(Chat\/Checksum\): Partial checksum/);
  assert.match(tree, /Could also be: a router that lowered the maximum segment size/);
  assert.equal((await run(osiscope, ['-r', path, '-Y', '_ws.expert and frame.number > 3'])).stdout, '');

  const { client, ready } = await serviceClient(t);
  const { capture } = await client.call('captures.open', { path });
  await ready(capture);
  const { view } = await client.call('views.open', { capture });
  await client.call('expert.scan', { view, displayed: false });
  const ask = { view, displayed: false, severities: [...all], text: 'offload', first: 0, count: 10, open: [] };
  const { groups } = await client.call('expert.groups', ask);
  assert.deepEqual(
    groups.map((g) => [g.severity, g.about, g.protocol, g.field, g.count]),
    [
      ['chat', 'Assumption', 'TCP', 'osiscope.offload.segmentation', 1],
      ['chat', 'Checksum', 'UDP', 'osiscope.offload.checksum', 1],
    ],
  );
  for (const { field: filter } of groups) {
    assert.equal((await filteredView(client, { capture, filter, frames: written.length })).total, 1);
  }
  const notes = await client.call('expert.notes', { capture, frame: frames.length });
  const kinds = new Set(notes.flatMap((n) => n.evidence.map((line) => line.kind)));
  assert.deepEqual([...kinds].sort(), ['alternative', 'rule', 'threshold', 'value']);
  assert.ok(notes.some((n) => n.evidence.some((line) => line.frame === 2)));
});

test('notes are grouped by kind, asked for as windows, and told with their evidence', async (t) => {
  const { client, ready } = await serviceClient(t);
  const { capture } = await client.call('captures.open', { path: await roughFile(t, 32) });
  await ready(capture);
  const { view } = await client.call('views.open', { capture });
  const ask = { view, displayed: false, severities: [...all], text: '', first: 0, count: 500, open: [] };
  assert.equal((await client.call('expert.groups', ask)).total, 0);
  const looked: unknown[] = [];
  const { scanned } = await client.call(
    'expert.scan',
    { view, displayed: false },
    { onProgress: (p) => looked.push(p) },
  );
  assert.ok(looked.length > 0);
  const { groups, counts, frames, total } = await client.call('expert.groups', ask);
  assert.equal(scanned, frames);
  assert.equal(groups.length, total);
  assert.equal(
    groups.filter((g) => g.severity === 'warning').reduce((sum, g) => sum + g.count, 0),
    counts.warning,
  );
  assert.deepEqual(
    groups.map((g) => all.indexOf(g.severity)),
    groups.map((g) => all.indexOf(g.severity)).sort(),
  );
  const window = await client.call('expert.groups', { ...ask, first: 1, count: 2 });
  assert.deepEqual(window.groups, groups.slice(1, 3));
  const far = await client.call('expert.groups', { ...ask, count: 1, open: [groups[3].group, groups[1].group, 9999] });
  assert.deepEqual(far.opened, [
    { at: 1, group: groups[1] },
    { at: 3, group: groups[3] },
  ]);

  const named = await client.call('expert.groups', { ...ask, severities: ['note'], text: 'ANALYSIS.RETRANSMISSION' });
  assert.deepEqual(
    named.groups.map((g) => g.field),
    ['tcp.analysis.retransmission'],
  );
  const repeated = groups.filter(({ field }) => field === 'tcp.analysis.duplicate_ack');
  assert.deepEqual(
    repeated.map(({ title }) => title),
    ['This is a TCP duplicate ack (Duplicate ACK (#1), …)'],
    'one kind, whatever number they have',
  );
  const [{ group, frames: listed }] = named.groups;
  const rows = await client.call('expert.frames', {
    view,
    displayed: false,
    group,
    first: 0,
    count: 500,
    timeFormat: 'r',
  });
  assert.equal(rows.length, listed);
  const filtered = await filteredView(client, { capture, filter: 'tcp.analysis.retransmission', frames });
  assert.equal(filtered.total, listed);

  const notes = await client.call('expert.notes', { capture, frame: rows[0].frame });
  const retransmission = notes.find((n) => n.evidence.length > 0);
  assert.ok(retransmission?.evidence.some((line) => line.kind === 'rule'));
  assert.ok(retransmission?.evidence.some((line) => line.kind === 'value' && line.frame !== null));
  assert.ok(retransmission?.evidence.some((line) => line.kind === 'alternative'));
  const gravest = await client.call('expert.gravest', { capture });
  assert.equal(gravest.severity, groups[0].severity);

  await client.call('expert.scan', { view: filtered.view, displayed: true });
  const within = await client.call('expert.groups', { ...ask, view: filtered.view, displayed: true });
  const same = within.groups.find((g) => g.field === 'tcp.analysis.retransmission');
  assert.equal(same?.frames, listed);
  assert.ok(within.counts.warning < counts.warning);
  await assert.rejects(
    client.call('expert.frames', { view, displayed: false, group: 9999, first: 0, count: 1, timeFormat: 'r' }),
    { code: 'no-group' },
  );
});

test('collecting notes can be stopped and goes on where it was', async (t) => {
  const { client, ready } = await serviceClient(t);
  const { capture } = await client.call('captures.open', { path: await roughFile(t, 33) });
  await ready(capture);
  const { view } = await client.call('views.open', { capture });
  const abort = new AbortController();
  const stopped = client.call('expert.scan', { view, displayed: false }, { signal: abort.signal });
  abort.abort();
  await assert.rejects(stopped, { code: 'cancelled' });
  const ask = { view, displayed: false, severities: [...all], text: '', first: 0, count: 500, open: [] };
  await client.call('expert.scan', { view, displayed: false });
  const once = await client.call('expert.groups', ask);
  await client.call('expert.scan', { view, displayed: false });
  assert.deepEqual(await client.call('expert.groups', ask), once);
  const other = await client.call('views.open', { capture });
  assert.deepEqual((await client.call('expert.groups', { ...ask, view: other.view })).counts, once.counts);
});
