import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { MOST_COPIED } from '../../../contract/messages/streams.ts';
import { message, ok } from '../../builders/http.ts';
import { Dialogue } from '../../builders/tcp.ts';
import { webCapture } from '../../e2e/captures.ts';
import { dialogueFile } from '../streams/followed.ts';
import { type ServiceClient, serviceClient } from './service-client.ts';

async function opened(t: TestContext, frames: Dialogue['frames']): Promise<ServiceClient & { capture: number }> {
  const s = await serviceClient(t);
  const { capture } = await s.client.call('captures.open', { path: dialogueFile(s.folder, frames) });
  await s.ready(capture);
  return { ...s, capture };
}

const shown = { form: 'text' as const, direction: 'both' as const, width: 80 };

const exchange = (): Dialogue =>
  new Dialogue({ serverPort: 80 })
    .open()
    .client(message('GET /a HTTP/1.1', ['Host: example.org']))
    .server(ok('text/plain', 'The needle in a haystack: needle.\n'))
    .close();

test('a stream is opened by the frame that belongs to it, and its frames by rows', async (t) => {
  const s = await opened(t, exchange().frames);
  const of = await s.client.call('streams.ofFrame', { capture: s.capture, frame: 5 });
  assert.deepEqual(of, { tcp: 0, udp: null, http: true });
  assert.equal((await s.client.call('streams.ofFrame', { capture: s.capture, frame: 1 })).http, false);
  const state = await s.client.call('streams.open', { capture: s.capture, protocol: 'tcp', stream: 0 });
  assert.equal(state.found, true);
  assert.equal(state.finished, true);
  assert.equal(state.filter, 'tcp.stream eq 0');
  assert.deepEqual([state.client.end, state.server.end], ['10.0.0.1:40000', '10.0.0.2:80']);
  assert.deepEqual([state.client.begun, state.client.ended, state.server.ended], [true, 'FIN', 'FIN']);
  const { total, rows } = await s.client.call('streams.rows', { id: state.id, ...shown, first: 0, count: 100 });
  assert.equal(total, rows.length);
  assert.equal(rows[0].text, 'GET /a HTTP/1.1');
  assert.deepEqual(
    rows.filter(({ begins }) => begins).map(({ frame, server }) => [frame, server]),
    [
      [4, false],
      [5, true],
    ],
  );
  const { row } = await s.client.call('streams.rowOfFrame', { id: state.id, ...shown, frame: 5 });
  assert.equal(rows[row!].text, 'HTTP/1.1 200 OK');
  assert.equal((await s.client.call('streams.rowOfFrame', { id: state.id, ...shown, frame: 1 })).row, null);
});

test('what is found is counted, marked and gone to', async (t) => {
  const s = await opened(t, exchange().frames);
  const { id } = await s.client.call('streams.open', { capture: s.capture, protocol: 'tcp', stream: 0 });
  const ask = { id, ...shown, kind: 'text' as const, text: 'NEEDLE', matchCase: false };
  const first = await s.client.call('streams.find', { ...ask, at: { kind: 'row', row: 0 } });
  assert.deepEqual([first.count, first.more, first.match?.number, first.match?.frame], [2, false, 0, 5]);
  const second = await s.client.call('streams.find', { ...ask, at: { kind: 'match', number: 1 } });
  assert.equal(second.match?.number, 1);
  const { rows } = await s.client.call('streams.rows', { id, ...shown, first: second.match!.row, count: 1 });
  assert.deepEqual(rows[0].marks, [
    { from: 4, to: 10, match: 0 },
    { from: 26, to: 32, match: 1 },
  ]);
  const hex = {
    ...ask,
    form: 'hex' as const,
    kind: 'hex' as const,
    text: '6e 65 65',
    at: { kind: 'row' as const, row: 0 },
  };
  const bytes = await s.client.call('streams.find', hex);
  assert.equal(bytes.count, 2);
  await assert.rejects(s.client.call('streams.find', { ...hex, text: '6e6' }), /pairs of hexadecimal digits/);
  await s.client.call('streams.endFind', { id });
  const after = await s.client.call('streams.rows', { id, ...shown, first: second.match!.row, count: 1 });
  assert.deepEqual(after.rows[0].marks, []);
});

test('a direction is saved as its bytes, and nothing is overwritten unasked', async (t) => {
  const s = await opened(t, exchange().frames);
  const { id } = await s.client.call('streams.open', { capture: s.capture, protocol: 'tcp', stream: 0 });
  const path = join(s.folder, 'saved.bin');
  const what = { id, form: 'raw' as const, direction: 'server' as const, path, overwrite: false };
  const { bytes } = await s.client.call('streams.save', what);
  assert.match(readFileSync(path, 'latin1'), /^HTTP\/1\.1 200 OK\r\n[\s\S]*needle\.\n$/);
  assert.equal(bytes, readFileSync(path).length);
  await assert.rejects(s.client.call('streams.save', what), { code: 'exists' });
  writeFileSync(path, 'old');
  await s.client.call('streams.save', { ...what, form: 'hex', direction: 'both', overwrite: true });
  assert.match(readFileSync(path, 'latin1'), /^00000000 {2}47 45 54 20[^\n]*\n/);
  await assert.rejects(s.client.call('streams.save', { ...what, path: join(s.folder, 'no/where') }), { code: 'io' });
  const { text, more } = await s.client.call('streams.copy', { id, form: 'text', direction: 'client' });
  assert.equal(text, 'GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n');
  assert.equal(more, false);
});

test('the messages of HTTP are followed without chunks', async (t) => {
  const s = await serviceClient(t);
  const { capture } = await s.client.call('captures.open', { path: webCapture(s.folder) });
  await s.ready(capture);
  const state = await s.client.call('streams.open', { capture, protocol: 'http', stream: 0 });
  assert.equal(state.found, true);
  assert.deepEqual([state.client.chunks, state.server.bytes], [1, 43]);
  await assert.rejects(s.client.call('streams.open', { capture, protocol: 'tcp', stream: 7 }), { code: 'no-stream' });
  const udp = await s.client.call('streams.open', { capture, protocol: 'udp', stream: 0 });
  assert.deepEqual([udp.frames, udp.client.chunks, udp.server.chunks], [2, 1, 1]);
});

test('contradicting bytes, gaps, missing sides and beginnings are told', async (t) => {
  const d = new Dialogue();
  d.client('begun before').client('shown');
  d.again(0, 12, 'other');
  d.unseen(() => d.client('lost')).client('behind');
  const s = await opened(t, d.frames);
  const state = await s.client.call('streams.open', { capture: s.capture, protocol: 'tcp', stream: 0 });
  assert.equal(state.client.begun, false);
  assert.equal(state.server.segments, 0);
  assert.equal(state.client.missing, 4);
  assert.deepEqual(state.conflicts, {
    count: 1,
    first: [{ frame: 3, shown: 2, server: false, position: 12 }],
    uncompared: 0,
  });
  const { rows } = await s.client.call('streams.rows', { id: state.id, ...shown, first: 0, count: 9 });
  assert.deepEqual(
    rows.map(({ kind, text, conflict }) => [kind, text, conflict]),
    [
      ['data', 'begun beforeshown', 3],
      ['gap', '[4 bytes missing in capture file]', 0],
      ['data', 'behind', 0],
    ],
  );
});

test('streams are let go of with their capture, and only so many are followed', async (t) => {
  const s = await opened(t, exchange().frames);
  const open = () => s.client.call('streams.open', { capture: s.capture, protocol: 'tcp', stream: 0 });
  const ids: number[] = [];
  for (let i = 0; i < 8; i++) ids.push((await open()).id);
  await assert.rejects(open(), { code: 'too-many' });
  await s.client.call('streams.close', { id: ids[0] });
  await open();
  await s.client.call('captures.close', { capture: s.capture, discard: true });
  const rows = s.client.call('streams.rows', { id: ids[1], ...shown, first: 0, count: 1 });
  await assert.rejects(rows, { code: 'no-follow' });
});

test('of ends that had several connections the one of the packet is followed', async (t) => {
  const first = new Dialogue().open().client('of the first').close();
  const second = new Dialogue({ isn: [900_000, 700_000] }).open().client('of the second').close();
  const frames = [...first.frames, ...second.frames.map((frame) => ({ ...frame, time: frame.time + 0.1 }))];
  const s = await opened(t, frames);
  for (const [frame, stream, text] of [
    [first.frames.length, 0, 'of the first'],
    [first.frames.length + 1, 1, 'of the second'],
  ] as const) {
    assert.equal((await s.client.call('streams.ofFrame', { capture: s.capture, frame })).tcp, stream);
    const { id } = await s.client.call('streams.open', { capture: s.capture, protocol: 'tcp', stream });
    assert.equal((await s.client.call('streams.copy', { id, form: 'text', direction: 'both' })).text, text);
  }
});

test('no message grows with the stream', async (t) => {
  const d = new Dialogue().open();
  const block = `${'x'.repeat(1390)}\n`;
  for (let i = 0; i < 4000; i++) d.server(block);
  const s = await opened(t, d.frames);
  const changes: number[] = [];
  s.client.on('streams.changed', ({ server }) => changes.push(server.bytes));
  const { id } = await s.client.call('streams.open', { capture: s.capture, protocol: 'tcp', stream: 0 });
  while (changes.at(-1) !== 4000 * block.length) await new Promise((resolve) => setTimeout(resolve, 10));
  const whole = await s.client.call('streams.copy', { id, form: 'text', direction: 'both' });
  assert.deepEqual([whole.text.length, whole.more], [4000 * block.length, false]);
  const { text, more } = await s.client.call('streams.copy', { id, form: 'hex', direction: 'both' });
  assert.equal(text.length, MOST_COPIED);
  assert.equal(more, true);
  const found = await s.client.call('streams.find', {
    id,
    ...shown,
    kind: 'text',
    text: 'x',
    matchCase: true,
    at: { kind: 'row', row: 0 },
  });
  assert.deepEqual([found.count, found.more], [100_000, true]);
  const { total, rows } = await s.client.call('streams.rows', { id, ...shown, first: 1_000, count: 256 });
  assert.equal(total, 4000 * Math.ceil(1390 / 80));
  assert.equal(rows.length, 256);
});

test('a stream whose capture is understood anew ends, and can be opened again without what is ignored', async (t) => {
  const s = await opened(t, exchange().frames);
  const before = await s.client.call('streams.open', { capture: s.capture, protocol: 'tcp', stream: 0 });
  const ended = new Promise<number>((resolve) => s.client.on('streams.ended', ({ id }) => resolve(id)));
  const { view } = await s.client.call('views.open', { capture: s.capture });
  await s.client.call('edits.ignore', { view, frames: [5], whole: false, ignored: true });
  assert.equal(await ended, before.id);
  await assert.rejects(s.client.call('streams.rows', { id: before.id, ...shown, first: 0, count: 1 }), {
    code: 'no-follow',
  });
  const after = await s.client.call('streams.open', { capture: s.capture, protocol: 'tcp', stream: 0 });
  assert.ok(before.server.bytes > 0);
  assert.equal(after.server.bytes, 0);
});
