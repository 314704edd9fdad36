import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { pcapFile } from '../../builders/capture-file-pcap.ts';
import { roughTraffic } from '../../builders/rough-traffic.ts';
import { temporaryFile } from '../opened-capture.ts';
import { serviceClient } from '../service/service-client.ts';

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

test('notes are grouped by kind, asked for as windows, and told with their evidence', async (t) => {
  const { client, ready } = await serviceClient(t);
  const { capture } = await client.call('captures.open', { path: await roughFile(t, 32) });
  await ready(capture);
  const { view } = await client.call('views.open', { capture });
  const ask = { view, displayed: false, severities: [...all], text: '', first: 0, count: 500 };
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

  const named = await client.call('expert.groups', { ...ask, severities: ['note'], text: 'ANALYSIS.RETRANSMISSION' });
  assert.deepEqual(
    named.groups.map((g) => g.field),
    ['tcp.analysis.retransmission'],
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
  const filtered = await client.call('views.open', { capture, filter: 'tcp.analysis.retransmission' });
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
  const ask = { view, displayed: false, severities: [...all], text: '', first: 0, count: 500 };
  await client.call('expert.scan', { view, displayed: false });
  const once = await client.call('expert.groups', ask);
  await client.call('expert.scan', { view, displayed: false });
  assert.deepEqual(await client.call('expert.groups', ask), once);
  const other = await client.call('views.open', { capture });
  assert.deepEqual((await client.call('expert.groups', { ...ask, view: other.view })).counts, once.counts);
});
