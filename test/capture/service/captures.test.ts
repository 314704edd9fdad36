import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { RowBatch } from '../../../contract/row-batch.ts';
import { rowFlag } from '../../../contract/row-flags.ts';
import { TreeBatch } from '../../../contract/tree-batch.ts';
import { pcapFile } from '../../builders/capture-file-pcap.ts';
import { webCapture } from '../../e2e/captures.ts';
import { anotherClient, serviceClient } from './service-client.ts';

const code = (expected: string) => (error: { code?: string }) => error.code === expected;

test('a file is opened, read to its end, and told of', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const path = webCapture(folder);
  const { capture, title, format } = await client.call('captures.open', { path });
  assert.deepEqual([title, format], ['web.pcap', 'pcap, microseconds']);
  const state = await ready(capture);
  assert.equal(state.frames, 10);
  assert.deepEqual([state.bytes, state.totalBytes], [statSync(path).size, statSync(path).size]);
  assert.deepEqual([state.path, state.unsaved, state.problem], [path, false, null]);
  assert.equal(state.firstTime, 1_700_000_000);
  assert.ok(Math.abs(state.duration - 0.009) < 1e-9);
  assert.equal(state.dropped, undefined);
  assert.deepEqual(await client.call('captures.list'), [state]);
});

test('what cannot be opened is told apart', async (t) => {
  const { client, folder } = await serviceClient(t);
  writeFileSync(join(folder, 'empty'), '');
  writeFileSync(join(folder, 'text'), 'this is a text and not a capture file at all');
  const open = (name: string) => client.call('captures.open', { path: join(folder, name) });
  await assert.rejects(open('missing'), code('missing'));
  await assert.rejects(open('.'), code('not-a-file'));
  await assert.rejects(open('empty'), code('empty'));
  await assert.rejects(open('text'), code('unknown-format'));
  assert.deepEqual(await client.call('captures.list'), []);
});

test('opening a pipe to which nobody writes can be cancelled', async (t) => {
  const { client, folder } = await serviceClient(t);
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const abort = new AbortController();
  const opening = client.call('captures.open', { path }, { signal: abort.signal });
  await client.call('session.ping', { sent: 1 });
  abort.abort();
  await assert.rejects(opening, code('cancelled'));
  assert.deepEqual(await client.call('captures.list'), []);
});

test('reading can be stopped; what was read stays', async (t) => {
  const { client, folder, when, ready } = await serviceClient(t);
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const opening = client.call('captures.open', { path });
  const fd = openSync(path, 'r+');
  writeSync(fd, pcapFile({}, [{ seconds: 1, fraction: 0, bytes: new Uint8Array(60) }]));
  const { capture } = await opening;
  assert.equal((await when(capture, ({ frames }) => frames === 1)).phase, 'reading');
  await client.call('captures.stopReading', { capture });
  const state = await ready(capture);
  closeSync(fd);
  assert.deepEqual([state.frames, state.problem], [1, 'Reading was stopped.']);
});

test('a file that becomes shorter after it was opened is told', async (t) => {
  const { client, folder, ready, when } = await serviceClient(t);
  const path = join(folder, 'shrinking.pcap');
  // More than is kept in memory.
  const frames = Array.from({ length: 8000 }, (_, at) => ({ seconds: at, fraction: 0, bytes: new Uint8Array(1500) }));
  writeFileSync(path, pcapFile({}, frames));
  const { capture } = await client.call('captures.open', { path });
  assert.equal((await ready(capture)).problem, null);
  truncateSync(path, 1_000_000);
  assert.equal((await client.call('packets.get', { capture, frame: 3000 })).unreadable, 1);
  const { problem } = await when(capture, (state) => state.problem !== null);
  assert.match(problem!, /^Frame 3,000 can no longer be read/);
});

test('a file cut short opens up to the damage', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const path = webCapture(folder);
  truncateSync(path, statSync(path).size - 5);
  const { capture } = await client.call('captures.open', { path });
  const { frames, problem } = await ready(capture);
  assert.equal(frames, 9);
  assert.match(problem ?? '', /frame 10|record|cut/i);
  const { groups } = await client.call('captures.properties', { capture });
  assert.equal(groups[0].properties.find(({ label }) => label === 'Problem')?.value, problem);
});

test('every client is told of captures that another one opens and closes', async (t) => {
  const { client, service, folder } = await serviceClient(t);
  const other = await anotherClient(service);
  t.after(() => other.close());
  const closed = new Promise((resolve) => other.on('captures.closed', resolve));
  const { capture } = await client.call('captures.open', { path: webCapture(folder) });
  assert.deepEqual(
    (await other.call('captures.list')).map((state) => state.capture),
    [capture],
  );
  const view = await other.call('views.open', { capture });
  await client.call('captures.close', { capture, discard: false });
  assert.deepEqual(await closed, { capture });
  await assert.rejects(
    other.call('views.rows', { view: view.view, first: 0, count: 1, columns: [], timeFormat: 'r' }),
    code('no-view'),
  );
  await assert.rejects(client.call('captures.close', { capture, discard: false }), code('no-capture'));
});

test('rows of a view, by window and by frame', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const { capture } = await client.call('captures.open', { path: webCapture(folder) });
  await ready(capture);
  const { view, total } = await client.call('views.open', { capture });
  assert.equal(total, 10);
  const window = async (first: number, count: number) =>
    new RowBatch(
      (await client.call('views.rows', { view, first, count, columns: ['number', 'length'], timeFormat: 'r' })).batch,
    );
  assert.deepEqual([...(await window(2, 3)).frames], [3, 4, 5]);
  assert.deepEqual([...(await window(8, 512)).frames], [9, 10]);
  assert.deepEqual([...(await window(100, 5)).frames], []);
  assert.deepEqual(await client.call('views.rowOfFrame', { view, frame: 7 }), { row: 6, exact: true });
  assert.deepEqual(await client.call('views.rowOfFrame', { view, frame: 11 }), { row: null, exact: false });
  const text = await client.call('views.copy', {
    view,
    frames: [1, 3],
    columns: ['number', 'source', 'layers'],
    timeFormat: 'r',
  });
  assert.equal(text.text, '1\t10.0.0.5\teth:ip:udp:dns\n3\t10.0.0.5\teth:ip:tcp');
});

test('marks, and the way from mark to mark', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const { capture } = await client.call('captures.open', { path: webCapture(folder) });
  await ready(capture);
  const { view } = await client.call('views.open', { capture });
  const mark = (frames: number[], marked: boolean, whole = false) =>
    client.call('views.mark', { view, frames, whole, marked });
  assert.deepEqual(await mark([2, 5, 99], true), { marked: 2 });
  assert.deepEqual(await mark([], true), { marked: 2 });
  const next = (frame: number, backwards: boolean) => client.call('views.nextMark', { view, frame, backwards });
  assert.deepEqual(await next(2, false), { frame: 5, row: 4 });
  assert.deepEqual(await next(5, false), { frame: null, row: null });
  assert.deepEqual(await next(5, true), { frame: 2, row: 1 });
  const { batch } = await client.call('views.rows', { view, first: 1, count: 1, columns: [], timeFormat: 'r' });
  assert.ok(new RowBatch(batch).flags[0] & rowFlag.marked);
  assert.deepEqual(await mark([], true, true), { marked: 10 });
  assert.deepEqual(await mark([1], false), { marked: 9 });
  assert.deepEqual(await mark([], false, true), { marked: 0 });
});

test('the way through a conversation', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const { capture } = await client.call('captures.open', { path: webCapture(folder) });
  await ready(capture);
  const { view } = await client.call('views.open', { capture });
  const next = (frame: number, backwards: boolean) =>
    client.call('views.nextInConversation', { view, frame, backwards });
  assert.deepEqual(await next(1, false), { frame: 2, row: 1 });
  assert.deepEqual(await next(2, false), { frame: null, row: null });
  assert.deepEqual(await next(4, true), { frame: 3, row: 2 });
});

test('a packet through its layers, and what its fields are for', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const { capture } = await client.call('captures.open', { path: webCapture(folder) });
  await ready(capture);
  const packet = await client.call('packets.get', { capture, frame: 1 });
  assert.deepEqual(
    new TreeBatch(packet.tree).layers.map(({ protocol }) => protocol),
    ['frame', 'eth', 'ip', 'udp', 'dns'],
  );
  assert.equal(packet.unreadable, 0);
  await assert.rejects(client.call('packets.get', { capture, frame: 11 }), code('no-frame'));
  await assert.rejects(client.call('packets.get', { capture: 99, frame: 1 }), code('no-capture'));
  const [field, ...none] = await client.call('packets.describeFields', { names: ['ip.ttl', 'no.such.field'] });
  assert.equal(field.title, 'Time to Live');
  assert.deepEqual(none, []);
});

test('a frame that was cut off its file after it was opened is told to be unreadable', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const path = join(folder, 'shrinking.pcap');
  const bytes = new Uint8Array(60_000);
  writeFileSync(
    path,
    pcapFile(
      {},
      Array.from({ length: 300 }, (_, at) => ({ seconds: at, fraction: 0, bytes })),
    ),
  );
  const { capture } = await client.call('captures.open', { path });
  await ready(capture);
  truncateSync(path, 1000);
  const unreadable: number[] = [];
  for (let frame = 1; frame <= 300; frame++) {
    unreadable.push((await client.call('packets.get', { capture, frame })).unreadable);
  }
  assert.ok(unreadable.filter((flag) => flag === 1).length > 200);
});

test('settings are kept by name, and a broken file is no hindrance', async (t) => {
  const { client, folder, service } = await serviceClient(t);
  assert.deepEqual({ ...(await client.call('settings.get')).values }, {});
  await client.call('settings.set', { values: { theme: '"dark"', __proto__x: '1' } });
  await client.call('settings.set', { values: { layout: '{}' } });
  const other = await anotherClient(service);
  assert.deepEqual(
    { ...(await other.call('settings.get')).values },
    { theme: '"dark"', __proto__x: '1', layout: '{}' },
  );
  other.close();
  mkdirSync(join(folder, 'osiscope'), { recursive: true });
  writeFileSync(join(folder, 'osiscope', 'settings.json'), '{"theme": ');
  assert.deepEqual({ ...(await client.call('settings.get')).values }, {});
  await client.call('settings.set', { values: { theme: '"light"' } });
  assert.deepEqual({ ...(await client.call('settings.get')).values }, { theme: '"light"' });
});
