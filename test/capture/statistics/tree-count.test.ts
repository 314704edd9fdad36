import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { webCapture } from '../../e2e/captures.ts';
import { serviceClient } from '../service/service-client.ts';

const services = '/work/shared/captures/zeek+zeek/testing/btest/Traces/var-services-std-ports.pcap';

test('a tree of counts goes on with further frames, leaves out what is ignored and heeds what is displayed', async (t) => {
  const s = await serviceClient(t);
  const { capture } = await s.client.call('captures.open', { path: webCapture(s.folder) });
  await s.ready(capture);
  const { view } = await s.client.call('views.open', { capture, filter: 'udp' });
  const counts = async (displayed: boolean) => {
    const { nodes } = await s.client.call('statistics.tree', { view, displayed, kind: 'plen', text: '' });
    return nodes[0].count;
  };
  assert.deepEqual([await counts(false), await counts(true)], [10, 2]);
  const { nodes } = await s.client.call('statistics.tree', { view, displayed: false, kind: 'dns', text: '' });
  assert.deepEqual(
    nodes.slice(0, 2).map(({ name, depth, count, share }) => [name, depth, count, share]),
    [
      ['Total Packets', 0, 2, null],
      ['rcode', 1, 2, 1],
    ],
  );
  const table = {
    view,
    displayed: false,
    kind: 'conversations',
    layer: 'tcp',
    sort: { column: 'bytes', descending: true },
    text: '',
  } as const;
  const chosen = await s.client.call('statistics.csv', { ...table, layer: 'eth', rows: [0, 99] });
  assert.deepEqual([chosen.rows, chosen.total], [1, 1]);

  await s.client.call('edits.ignore', { view, frames: [1, 2, 3], whole: false, ignored: true });
  assert.equal(await counts(false), 7);
  const hierarchy = await s.client.call('statistics.hierarchy', { view, displayed: false, text: '' });
  assert.equal(hierarchy.packets, 7);
  await s.client.call('edits.ignore', { view, frames: [2], whole: false, ignored: false });
  assert.equal(await counts(false), 8);
  const { counts: rows } = await s.client.call('statistics.traffic', { ...table, first: 0, count: 10 });
  assert.equal(rows.tcp, 1);
});

const skip = existsSync(services) ? false : 'the shared captures are not here';
for (const kind of ['http', 'http_req', 'http_srv', 'dns', 'plen'] as const) {
  test(`the filter of each line finds as many frames as are counted: ${kind}`, { skip }, async (t) => {
    const s = await serviceClient(t);
    const { capture } = await s.client.call('captures.open', { path: services });
    await s.ready(capture);
    const { view } = await s.client.call('views.open', { capture });
    const { nodes } = await s.client.call('statistics.tree', { view, displayed: false, kind, text: '' });
    assert.ok(nodes.length > 3);
    const plain = nodes.filter(({ count, average }) => count > 0 && (kind === 'plen' || average === null));
    for (const { name, count, filter } of plain) {
      if (/Level/.test(name)) continue;
      const opened = await s.client.call('views.open', { capture, filter });
      assert.equal(opened.total, count, `${name}: ${filter}`);
      await s.client.call('views.close', { view: opened.view });
    }
  });
}
