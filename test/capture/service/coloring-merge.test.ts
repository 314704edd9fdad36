import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { RowBatch } from '../../../contract/row-batch.ts';
import { generateCapture } from '../../../tools/generate-capture.ts';
import { webCapture } from '../../e2e/captures.ts';
import { serviceClient } from './service-client.ts';

test('rows tell the first colouring rule that fits them', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const { capture } = await client.call('captures.open', { path: webCapture(folder) });
  await ready(capture);
  const { view } = await client.call('views.open', { capture });
  const colors = async () => {
    const { batch } = await client.call('views.rows', {
      view,
      first: 0,
      count: 10,
      columns: ['info'],
      timeFormat: 'r',
    });
    return [...new RowBatch(batch).colours];
  };
  assert.deepEqual(await colors(), new Array(10).fill(0));
  const { problems } = await client.call('coloring.set', {
    filters: ['no such (', 'http', 'tcp.flags.syn == 1', 'tcp'],
  });
  assert.deepEqual(
    problems.map(({ rule }) => rule),
    [0],
  );
  assert.deepEqual(await colors(), [0, 0, 3, 3, 4, 2, 4, 2, 4, 4]);
  await client.call('coloring.set', { filters: [] });
  assert.deepEqual(await colors(), new Array(10).fill(0));
});

test('captures are merged by time, with their interfaces and comments', async (t) => {
  const { client, folder, ready, states } = await serviceClient(t);
  const open = async (path: string) => {
    const { capture } = await client.call('captures.open', { path });
    await ready(capture);
    return capture;
  };
  const web = await open(webCapture(folder));
  const made = join(folder, 'made.pcap');
  generateCapture(made, { frames: 200 });
  const other = await open(made);
  await client.call('edits.comment', { capture: web, frame: 6, comments: ['from the web'] });
  const { capture, title, unsaved } = await client.call('captures.merge', { captures: [web, other] });
  assert.deepEqual([title, unsaved], ['web.pcap + made.pcap', true]);
  await ready(capture);
  assert.equal(states.get(capture)?.frames, 210);
  const { view } = await client.call('views.open', { capture });
  const { batch } = await client.call('views.rows', {
    view,
    first: 0,
    count: 210,
    columns: ['time', 'interface'],
    timeFormat: 'e',
  });
  const rows = new RowBatch(batch);
  const times = Array.from({ length: rows.count }, (_, row) => Number(rows.cell(row, 0)));
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );
  assert.equal((await client.call('views.open', { capture, filter: 'frame.comment == "from the web"' })).total, 1);
  assert.equal((await client.call('views.open', { capture, filter: 'frame.interface_id == 0' })).total, 10);
  await assert.rejects(
    client.call('captures.merge', { captures: [web] }),
    (error: { code?: string }) => error.code === 'too-few',
  );
  await client.call('captures.close', { capture, discard: true });
});

test('hashes of a file', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const path = webCapture(folder);
  const { capture } = await client.call('captures.open', { path });
  await ready(capture);
  const bytes = readFileSync(path);
  assert.deepEqual(await client.call('captures.hashes', { capture }), {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sha1: createHash('sha1').update(bytes).digest('hex'),
  });
});
