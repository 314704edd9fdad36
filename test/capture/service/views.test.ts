import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { RowBatch } from '../../../contract/row-batch.ts';
import { generateCapture } from '../../../tools/generate-capture.ts';
import { pcapFile } from '../../builders/capture-file-pcap.ts';
import { ascii, ethernet, ipv4, packet, udp } from '../../builders/packet.ts';
import { webCapture } from '../../e2e/captures.ts';
import { type ServiceClient, serviceClient } from './service-client.ts';

type Client = ServiceClient['client'];

async function opened({ client, folder, ready }: ServiceClient): Promise<number> {
  const { capture } = await client.call('captures.open', { path: webCapture(folder) });
  await ready(capture);
  return capture;
}

async function frames(client: Client, view: number, column = 'number'): Promise<string[]> {
  const { batch } = await client.call('views.rows', { view, first: 0, count: 100, columns: [column], timeFormat: 'r' });
  const rows = new RowBatch(batch);
  return Array.from({ length: rows.count }, (_, row) => rows.cell(row, 0));
}

const filters: [string, number[]][] = [
  ['', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  ['dns', [1, 2]],
  ['tcp.flags.syn == 1', [3, 4]],
  ['http.request || dns.flags.response == 1', [2, 6]],
  ['frame.number in {2..4, 9} && !dns', [3, 4, 9]],
  ['tcp.dstport == 7', []],
];

for (const [filter, expected] of filters) {
  test(`a view by "${filter}" holds frames ${expected.join(', ')}`, async (t) => {
    const s = await serviceClient(t);
    const capture = await opened(s);
    const view = await s.client.call('views.open', { capture, filter });
    assert.deepEqual([view.total, view.tested], [expected.length, 10]);
    assert.deepEqual((await frames(s.client, view.view)).map(Number), expected);
    for (const [row, frame] of expected.entries()) {
      assert.deepEqual(await s.client.call('views.rowOfFrame', { view: view.view, frame }), { row, exact: true });
      assert.deepEqual(await s.client.call('views.frameAtRow', { view: view.view, row }), { frame });
    }
    assert.deepEqual(await s.client.call('views.frameAtRow', { view: view.view, row: expected.length }), {
      frame: null,
    });
  });
}

test('what is no filter is told with its place and what could stand there', async (t) => {
  const s = await serviceClient(t);
  const capture = await opened(s);
  await assert.rejects(s.client.call('views.open', { capture, filter: 'tcp.prt == 80' }), (error: unknown) => {
    const { code, details } = error as {
      code: string;
      details: { start: number; length: number; suggestions: string[] };
    };
    assert.equal(code, 'bad-filter');
    assert.deepEqual([details.start, details.length], [0, 7]);
    assert.ok(details.suggestions.includes('tcp.port'), String(details.suggestions));
    return true;
  });
});

test('the row of a frame that is not displayed is that of the next one that is', async (t) => {
  const s = await serviceClient(t);
  const capture = await opened(s);
  const { view } = await s.client.call('views.open', { capture, filter: 'http' });
  assert.deepEqual(await s.client.call('views.rowOfFrame', { view, frame: 7 }), { row: 1, exact: false });
  assert.deepEqual(await s.client.call('views.rowOfFrame', { view, frame: 9 }), { row: null, exact: false });
});

test('frames that come later are tested as they come', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const opening = client.call('captures.open', { path });
  const fd = openSync(path, 'r+');
  const frame = (port: number) => ({
    seconds: 1,
    fraction: 0,
    bytes: packet(ethernet(), ipv4({ src: '10.0.0.1', dst: '10.0.0.2' }), udp(5000, port), ascii('x')),
  });
  const file = pcapFile({}, [frame(7), frame(8), frame(7)]);
  writeSync(fd, file);
  const { capture } = await opening;
  const grown = new Promise<number>((resolve) => {
    client.on('views.changed', ({ total }) => {
      if (total >= 3) resolve(total);
    });
  });
  const { view } = await client.call('views.open', { capture, filter: 'udp.dstport == 7' });
  writeSync(fd, file.subarray(24));
  assert.ok((await grown) >= 3);
  closeSync(fd);
  await ready(capture);
  assert.deepEqual((await frames(client, view)).map(Number), [1, 3, 4, 6]);
});

const sorts: [string, boolean, number[]][] = [
  ['number', true, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]],
  ['length', false, [3, 4, 5, 7, 9, 10, 1, 2, 6, 8]],
  ['source', false, [2, 4, 7, 8, 10, 1, 3, 5, 6, 9]],
  ['protocol', false, [1, 2, 6, 8, 3, 4, 5, 7, 9, 10]],
  ['info', false, [9, 3, 5, 10, 7, 4, 6, 8, 1, 2]],
  ['field:tcp.len', true, [6, 8, 3, 4, 5, 7, 9, 10, 1, 2]],
];

for (const [column, descending, expected] of sorts) {
  test(`rows sorted by ${column}${descending ? ', descending' : ''}`, async (t) => {
    const s = await serviceClient(t);
    const capture = await opened(s);
    const view = await s.client.call('views.open', { capture, sort: { column, descending } });
    assert.equal(view.sorted, 10);
    const order = (await frames(s.client, view.view)).map(Number);
    if (column === 'info') {
      const infos = await frames(s.client, view.view, 'info');
      assert.deepEqual(infos, [...infos].sort());
      return;
    }
    assert.deepEqual(order, expected);
    assert.deepEqual(await s.client.call('views.rowOfFrame', { view: view.view, frame: order[3] }), {
      row: 3,
      exact: true,
    });
  });
}

test('a sorted and filtered list of many frames', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const path = join(folder, 'made.pcap');
  generateCapture(path, { frames: 30_000 });
  const { capture } = await client.call('captures.open', { path });
  await ready(capture);
  const sort = { column: 'length', descending: true };
  let state = await client.call('views.open', { capture, filter: 'tcp', sort });
  const done = new Promise<void>((resolve) => {
    client.on('views.changed', (changed) => {
      state = changed;
      if (changed.sorted === changed.total && changed.tested === 30_000) resolve();
    });
  });
  if (state.sorted !== state.total || state.tested !== 30_000) await done;
  const { batch } = await client.call('views.rows', {
    view: state.view,
    first: 0,
    count: 512,
    columns: ['length'],
    timeFormat: 'r',
  });
  const rows = new RowBatch(batch);
  const lengths = Array.from({ length: rows.count }, (_, row) => Number(rows.cell(row, 0)));
  assert.deepEqual(
    lengths,
    [...lengths].sort((a, b) => b - a),
  );
});

test('a field is a column, with all its values', async (t) => {
  const s = await serviceClient(t);
  const capture = await opened(s);
  const { view } = await s.client.call('views.open', { capture });
  const ports = await frames(s.client, view, 'field:tcp.port');
  assert.deepEqual(ports.slice(0, 4), ['', '', '54312,8080', '8080,54312']);
  assert.deepEqual(new Set(await frames(s.client, view, 'field:no.such')), new Set(['']));
});
