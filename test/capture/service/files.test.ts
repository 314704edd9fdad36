import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { Params } from '../../../contract/contract.ts';
import type { save as saveMessage } from '../../../contract/messages/files.ts';
import { pcapFile } from '../../builders/capture-file-pcap.ts';
import { webCapture } from '../../e2e/captures.ts';
import { serviceClient } from './service-client.ts';

const code = (expected: string) => (error: { code?: string }) => error.code === expected;
type Save = Params<typeof saveMessage>;

test('a folder is listed: folders first, by name, hidden entries left out, captures told', async (t) => {
  const { client, folder } = await serviceClient(t);
  const place = join(folder, 'place');
  mkdirSync(join(place, 'zoo'), { recursive: true });
  mkdirSync(join(place, '.hidden'));
  webCapture(place);
  writeFileSync(join(place, 'a10.pcapng.gz'), 'x');
  writeFileSync(join(place, 'a9.pcapng'), 'xx');
  writeFileSync(join(place, 'notes.txt'), 'xxx');
  writeFileSync(join(place, 'nameless'), readFileSync(join(place, 'web.pcap')));
  symlinkSync('nowhere', join(place, 'dangling'));
  const list = await client.call('files.listFolder', { path: place });
  assert.deepEqual([list.path, list.parent, list.more], [place, folder, 0]);
  assert.deepEqual(
    list.entries.map(({ name, folder: isFolder, bytes, capture }) => [name, isFolder, bytes > 0, capture]),
    [
      ['zoo', true, false, false],
      ['a9.pcapng', false, true, true],
      ['a10.pcapng.gz', false, true, true],
      ['nameless', false, true, true],
      ['notes.txt', false, true, false],
      ['web.pcap', false, true, true],
    ],
  );
  assert.equal((await client.call('files.listFolder', { path: '/' })).parent, null);
});

test('what is no folder is told apart', async (t) => {
  const { client, folder } = await serviceClient(t);
  const path = webCapture(folder);
  await assert.rejects(client.call('files.listFolder', { path: join(folder, 'gone') }), code('missing'));
  await assert.rejects(client.call('files.listFolder', { path }), code('not-a-folder'));
});

async function opened(t: Parameters<typeof serviceClient>[0]) {
  const all = await serviceClient(t);
  const { capture } = await all.client.call('captures.open', { path: webCapture(all.folder) });
  await all.ready(capture);
  const { view } = await all.client.call('views.open', { capture });
  const out = join(all.folder, 'out');
  mkdirSync(out);
  const save = (change: Partial<Save>) =>
    all.client.call('files.save', {
      capture,
      format: 'pcapng',
      selection: { kind: 'all' },
      path: join(out, 'saved.pcapng'),
      gzip: false,
      overwrite: false,
      ...change,
    });
  return { ...all, capture, view, out, save };
}

test('what is written holds the frames chosen, and only those', async (t) => {
  const { client, view, out, save, ready } = await opened(t);
  const cases: [string, Partial<Save>, number][] = [
    ['all', { selection: { kind: 'all' } }, 10],
    ['displayed', { selection: { kind: 'displayed', view } }, 10],
    ['range', { selection: { kind: 'range', range: '2-4,9-' } }, 5],
    ['marked', { selection: { kind: 'marked' } }, 2],
    ['pcap', { selection: { kind: 'all' }, format: 'pcap' }, 10],
    ['nanoseconds', { selection: { kind: 'all' }, format: 'pcap-nanoseconds' }, 10],
    ['gzip', { selection: { kind: 'all' }, gzip: true }, 10],
  ];
  await client.call('views.mark', { view, frames: [3, 8], whole: false, marked: true });
  for (const [name, change, frames] of cases) {
    const path = join(out, name);
    const saved = await save({ ...change, path });
    const bytes = readFileSync(path);
    assert.deepEqual([saved.frames, saved.bytes, saved.path], [frames, bytes.length, path], name);
    if (change.gzip) assert.ok(gunzipSync(bytes).length > 0);
    const { capture } = await client.call('captures.open', { path });
    assert.equal((await ready(capture)).frames, frames, name);
  }
});

test('the preview says how much, what is lost and what is refused', async (t) => {
  const { client, capture, view } = await opened(t);
  const preview = (selection: Save['selection'], format: Save['format'] = 'pcapng') =>
    client.call('files.preview', { capture, selection, format });
  const all = await preview({ kind: 'all' });
  assert.deepEqual([all.frames, all.losses, all.refused], [10, [], null]);
  assert.equal((await preview({ kind: 'range', range: '3-5' })).frames, 3);
  assert.equal((await preview({ kind: 'marked' })).frames, 0);
  assert.equal((await preview({ kind: 'displayed', view })).frames, 10);
  await assert.rejects(preview({ kind: 'range', range: '5-x' }), code('range'));
  await assert.rejects(preview({ kind: 'displayed', view: 99 }), code('no-view'));
});

test('an existing file is replaced only when told to', async (t) => {
  const { out, save } = await opened(t);
  const path = join(out, 'precious');
  writeFileSync(path, 'precious');
  await assert.rejects(save({ path }), code('exists'));
  assert.equal(readFileSync(path, 'utf8'), 'precious');
  await save({ path, overwrite: true });
  assert.notEqual(readFileSync(path, 'utf8'), 'precious');
  await assert.rejects(save({ path: out }), code('io'));
  await assert.rejects(save({ path: join(out, 'no', 'such', 'folder') }), code('io'));
});

test('a capture can be saved over the file it comes from', async (t) => {
  const { client, capture, folder, save } = await opened(t);
  await save({ path: join(folder, 'web.pcap'), format: 'pcap', overwrite: true });
  const packet = await client.call('packets.get', { capture, frame: 10 });
  assert.equal(packet.unreadable, 0);
});

test('a cancelled save leaves no trace, and the older file as it was', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const source = join(folder, 'large.pcap');
  const bytes = new Uint8Array(1000).map((_, at) => at * 7);
  writeFileSync(
    source,
    pcapFile(
      {},
      Array.from({ length: 60_000 }, (_, at) => ({ seconds: at, fraction: 0, bytes })),
    ),
  );
  const { capture } = await client.call('captures.open', { path: source });
  await ready(capture);
  const out = join(folder, 'out');
  mkdirSync(out);
  writeFileSync(join(out, 'saved'), 'older');
  const abort = new AbortController();
  const progress: number[] = [];
  const saving = client.call(
    'files.save',
    {
      capture,
      format: 'pcapng',
      selection: { kind: 'all' },
      path: join(out, 'saved'),
      gzip: true,
      overwrite: true,
    },
    {
      signal: abort.signal,
      onProgress: ({ done = 0 }) => {
        progress.push(done);
        abort.abort();
      },
    },
  );
  await assert.rejects(saving, code('cancelled'));
  assert.ok(progress.length > 0 && progress[0] < 60_000);
  for (let tries = 0; readdirSync(out).length > 1 && tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.deepEqual(readdirSync(out), ['saved']);
  assert.equal(readFileSync(join(out, 'saved'), 'utf8'), 'older');
});

test('a full disk is told', { skip: noFullDevice() }, async (t) => {
  const { save } = await opened(t);
  await assert.rejects(save({ path: '/dev/full', overwrite: true }), code('disk-full'));
});

function noFullDevice(): string | false {
  try {
    writeFileSync('/dev/full', 'x');
    return 'there is no /dev/full here';
  } catch (error) {
    return (error as { code?: string }).code === 'ENOSPC' ? false : 'there is no /dev/full here';
  }
}
