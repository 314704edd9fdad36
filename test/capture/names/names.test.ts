import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHosts } from '../../../capture/names/hosts-file.ts';
import { readRecords } from '../../../capture/names/name-records.ts';
import { loadVendors, vendorName } from '../../../capture/names/vendors.ts';
import { RowBatch } from '../../../contract/row-batch.ts';
import { TreeBatch } from '../../../contract/tree-batch.ts';
import { ascii, ip4, join, u8, u16 } from '../../builders/packet.ts';
import { webCapture } from '../../e2e/captures.ts';
import { serviceClient } from '../service/service-client.ts';

test('hosts files', () => {
  const names = parseHosts(
    '127.0.0.1 localhost other # remark\n\n#10.0.0.1 no\n 10.0.0.2\tbox\n::1 six\n10.0.0.2 late\nbroken\n',
  );
  assert.deepEqual(
    [...names],
    [
      ['127.0.0.1', 'localhost'],
      ['10.0.0.2', 'box'],
      ['::1', 'six'],
    ],
  );
});

test('name records of pcapng, up to where they are broken', () => {
  const record = (type: number, value: Uint8Array): Uint8Array =>
    join(u16(type, value.length), value, new Uint8Array((4 - (value.length % 4)) % 4));
  const out = new Map<string, string>();
  const bytes = join(
    record(1, join(ip4('10.0.0.1'), ascii('router\0gateway\0'))),
    record(2, join(new Uint8Array(15), u8(1), ascii('me\0'))),
    record(3, join(u8(2, 0, 0, 0, 0, 1), ascii('card\0'))),
    record(1, ip4('10.0.0.9')),
    record(9, u8(1, 2, 3)),
    u16(1, 500),
    ip4('10.0.0.3'),
  );
  readRecords(bytes, false, out);
  assert.deepEqual(
    [...out],
    [
      ['10.0.0.1', 'router'],
      ['::1', 'me'],
      ['02:00:00:00:00:01', 'card'],
    ],
  );
});

test('vendors of MAC addresses', async () => {
  await loadVendors();
  assert.equal(vendorName('00:00:0c:12:34:56'), 'Cisco_12:34:56');
  assert.equal(vendorName('02:00:00:00:00:01'), undefined);
});

test('DNS answers of the capture name addresses in the list', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const { capture } = await client.call('captures.open', { path: webCapture(folder) });
  await ready(capture);
  const { view } = await client.call('views.open', { capture });
  const cells = async () => {
    const columns = ['source', 'destination', 'destinationPort'];
    const { batch } = await client.call('views.rows', { view, first: 0, count: 1, columns, timeFormat: 'r' });
    const rows = new RowBatch(batch);
    return columns.map((_, at) => rows.cell(0, at));
  };
  assert.deepEqual(await cells(), ['10.0.0.5', '10.0.0.1', '53']);
  await client.call('names.set', { mac: false, network: true, transport: true });
  assert.deepEqual(await client.call('names.learn', { capture }), { more: true });
  assert.deepEqual(await cells(), ['10.0.0.5', 'example.org', 'DNS']);
  assert.deepEqual(await client.call('names.learn', { capture }), { more: false });
  await client.call('names.set', { mac: false, network: false, transport: false });
  assert.deepEqual(await cells(), ['10.0.0.5', '10.0.0.1', '53']);
});

test('the tree and the statistics call addresses and ports by their names, filters do not', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const { capture } = await client.call('captures.open', { path: webCapture(folder) });
  await ready(capture);
  const { view } = await client.call('views.open', { capture });
  const lines = async (): Promise<string[]> => {
    const tree = new TreeBatch((await client.call('packets.get', { capture, frame: 1 })).tree);
    return Array.from({ length: tree.count }, (_, node) => tree.label(node));
  };
  const before = await lines();
  await client.call('names.set', { mac: false, network: true, transport: true });
  await client.call('names.learn', { capture });
  const after = await lines();
  assert.deepEqual(
    after.filter((line, at) => line !== before[at]),
    [
      'Internet Protocol Version 4, Src: 10.0.0.5, Dst: example.org (10.0.0.1)',
      'Destination Address: example.org (10.0.0.1)',
      'User Datagram Protocol, Src Port: 40000, Dst Port: DNS (53)',
      'Destination Port: DNS (53)',
    ],
  );
  const node = after.indexOf('Destination Address: example.org (10.0.0.1)');
  assert.equal((await client.call('filters.ofField', { capture, frame: 1, node })).text, 'ip.dst == 10.0.0.1');
  const { rows } = await client.call('statistics.traffic', {
    view,
    displayed: false,
    kind: 'endpoints',
    layer: 'ip',
    sort: { column: 'a', descending: false },
    text: '',
    first: 0,
    count: 8,
  });
  assert.deepEqual(
    rows.map(({ a, filter }) => [a, filter]),
    [
      ['example.org', 'ip.addr == 10.0.0.1'],
      ['10.0.0.5', 'ip.addr == 10.0.0.5'],
    ],
  );
});
