import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { RowBatch } from '../../../contract/row-batch.ts';
import { rowFlag } from '../../../contract/row-flags.ts';
import { webCapture } from '../../e2e/captures.ts';
import { type ServiceClient, serviceClient } from './service-client.ts';

async function opened({ client, folder, ready }: ServiceClient) {
  const { capture } = await client.call('captures.open', { path: webCapture(folder) });
  await ready(capture);
  const { view } = await client.call('views.open', { capture });
  return { capture, view };
}

async function row(
  { client }: ServiceClient,
  view: number,
  frame: number,
  columns: string[],
  timeFormat: 'r' | 'dd' | 'e' = 'r',
) {
  const { batch } = await client.call('views.rows', { view, first: frame - 1, count: 1, columns, timeFormat });
  const rows = new RowBatch(batch);
  return { flags: rows.flags[0], cells: columns.map((_, at) => rows.cell(0, at)) };
}

async function colorOf({ client }: ServiceClient, view: number, frame: number): Promise<number> {
  const { batch } = await client.call('views.rows', {
    view,
    first: frame - 1,
    count: 1,
    columns: ['number'],
    timeFormat: 'r',
  });
  return new RowBatch(batch).colours[0];
}

test('ignored frames show nothing but that, and pass no filter', async (t) => {
  const s = await serviceClient(t);
  const { capture, view } = await opened(s);
  const filtered = await s.client.call('views.open', { capture, filter: 'dns' });
  const changed = new Promise<number>((resolve) => {
    s.client.on('views.changed', ({ view: id, total }) => {
      if (id === filtered.view && total === 1) resolve(total);
    });
  });
  assert.deepEqual(await s.client.call('edits.ignore', { view, frames: [1, 99], whole: false, ignored: true }), {
    ignored: 1,
  });
  assert.equal(await changed, 1);
  const { flags, cells } = await row(s, view, 1, ['number', 'source', 'info']);
  assert.ok(flags & rowFlag.ignored);
  await s.client.call('coloring.set', { filters: ['frame'] });
  assert.deepEqual([await colorOf(s, view, 1), await colorOf(s, view, 2)], [0, 1]);
  assert.deepEqual(cells, ['1', '', '<Ignored>']);
  await s.client.call('edits.ignore', { view, frames: [], whole: true, ignored: false });
  assert.equal((await row(s, view, 1, [])).flags & rowFlag.ignored, 0);
});

test('what ignored frames taught of others is forgotten, and known again when they come back', async (t) => {
  const s = await serviceClient(t);
  const { capture, view } = await opened(s);
  const filtered = await s.client.call('views.open', { capture, filter: 'tcp.analysis.flags or dns.response_to' });
  const info = async (frame: number) => (await row(s, view, frame, ['info'])).cells[0];
  const conversations = async () => {
    const asked = {
      view,
      displayed: false,
      kind: 'conversations',
      layer: 'tcp',
      text: '',
      first: 0,
      count: 4,
    } as const;
    const { rows } = await s.client.call('statistics.traffic', { ...asked, sort: { column: 'a', descending: false } });
    return rows.map(({ packets }) => packets);
  };
  let latest = filtered;
  let news = () => {};
  s.client.on('views.changed', (state) => {
    if (state.view !== filtered.view) return;
    latest = state;
    news();
  });
  const total = async (wanted: number) => {
    while (latest.total !== wanted || latest.tested !== 10) await new Promise<void>((resolve) => (news = resolve));
  };
  assert.deepEqual([latest.total, await conversations()], [1, [8]]);
  assert.match(await info(7), /^8080 → 54312 \[ACK\]/);
  // Without the query nothing is answered; without the request the server acknowledges bytes that nobody sent.
  await s.client.call('edits.ignore', { view, frames: [1, 6], whole: false, ignored: true });
  await total(3);
  assert.match(await info(7), /^\[TCP ACKed unseen segment\]/);
  assert.equal(await info(6), '<Ignored>');
  assert.deepEqual(await conversations(), [7]);
  await s.client.call('edits.ignore', { view, frames: [], whole: true, ignored: false });
  await total(1);
  assert.match(await info(7), /^8080 → 54312 \[ACK\]/);
  assert.deepEqual(await conversations(), [8]);
});

test('times count from the latest time reference', async (t) => {
  const s = await serviceClient(t);
  const { view } = await opened(s);
  await s.client.call('edits.reference', { view, frames: [4, 8], whole: false, set: true });
  const time = async (frame: number) => (await row(s, view, frame, ['time'])).cells[0];
  assert.deepEqual(
    [await time(3), await time(4), await time(6), await time(8), await time(10)],
    ['0.002000', '*REF*', '0.002000', '*REF*', '0.002000'],
  );
  const next = (frame: number, backwards: boolean) => s.client.call('edits.nextReference', { view, frame, backwards });
  assert.deepEqual(await next(1, false), { frame: 4, row: 3 });
  assert.deepEqual(await next(8, false), { frame: null, row: null });
  assert.deepEqual(await next(8, true), { frame: 4, row: 3 });
  await s.client.call('edits.reference', { view, frames: [], whole: true, set: false });
  assert.equal(await time(4), '0.003000');
});

test('times since the row before', async (t) => {
  const s = await serviceClient(t);
  const { capture } = await opened(s);
  const { view } = await s.client.call('views.open', { capture, filter: 'frame.number in {1, 5, 10}' });
  const { batch } = await s.client.call('views.rows', {
    view,
    first: 0,
    count: 3,
    columns: ['time'],
    timeFormat: 'dd',
  });
  const rows = new RowBatch(batch);
  assert.deepEqual([rows.cell(0, 0), rows.cell(1, 0), rows.cell(2, 0)], ['0.000000', '0.004000', '0.005000']);
});

test('comments are shown, saved in pcapng, changed there and deleted; tshark reads them', async (t) => {
  const s = await serviceClient(t);
  const { capture, view } = await opened(s);
  const comment = (id: number, frame: number, comments: string[]) =>
    s.client.call('edits.comment', { capture: id, frame, comments });
  await comment(capture, 3, ['opens here', 'second']);
  assert.ok((await row(s, view, 3, [])).flags & rowFlag.commented);
  assert.deepEqual((await s.client.call('packets.get', { capture, frame: 3 })).comments, ['opens here', 'second']);
  assert.equal(s.states.get(capture)?.unsaved, true);
  const { total } = await s.client.call('views.open', { capture, filter: 'frame.comment contains "second"' });
  assert.equal(total, 1);

  const save = async (id: number, name: string) => {
    const path = join(s.folder, name);
    await s.client.call('files.save', {
      capture: id,
      format: 'pcapng',
      selection: { kind: 'all' },
      path,
      gzip: false,
      overwrite: false,
    });
    return path;
  };
  const tshark = (path: string) =>
    execFileSync(
      'tshark',
      ['-r', path, '-Y', 'frame.comment', '-T', 'fields', '-e', 'frame.number', '-e', 'frame.comment'],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    ).trim();
  const first = await save(capture, 'first.pcapng');
  assert.equal(tshark(first), '3\topens here,second');

  const again = (await s.client.call('captures.open', { path: first })).capture;
  await s.ready(again);
  await comment(again, 3, ['changed']);
  await comment(again, 5, ['added']);
  assert.equal(tshark(await save(again, 'second.pcapng')), '3\tchanged\n5\tadded');
  await comment(again, 3, []);
  assert.equal(tshark(await save(again, 'third.pcapng')), '5\tadded');
});

test('a comment that no file can hold is refused', async (t) => {
  const s = await serviceClient(t);
  const { capture } = await opened(s);
  await assert.rejects(
    s.client.call('edits.comment', { capture, frame: 1, comments: ['ä'.repeat(40_000)] }),
    (error: { code?: string }) => error.code === 'too-long',
  );
  await assert.rejects(
    s.client.call('edits.comment', { capture, frame: 11, comments: [] }),
    (error: { code?: string }) => error.code === 'no-frame',
  );
});

test('times are shifted, saved so, and given back', async (t) => {
  const s = await serviceClient(t);
  const { client, folder } = s;
  const { capture } = await opened(s);
  const first = async (id = capture) => {
    const { view } = await client.call('views.open', { capture: id });
    const times = await Promise.all((['e', 'r'] as const).map((form) => row(s, view, 2, ['time'], form)));
    await client.call('views.close', { view });
    return times.map(({ cells }) => cells[0]);
  };
  assert.deepEqual(await first(), ['1700000000.001000', '0.001000']);
  await client.call('edits.shiftTimes', { capture, seconds: -3601, nanoseconds: 500_000_000 });
  assert.deepEqual(await first(), ['1699996399.501000', '0.001000']);
  assert.deepEqual(await client.call('edits.timeShift', { capture }), { seconds: -3601, nanoseconds: 500_000_000 });
  assert.equal((await client.call('captures.list'))[0].unsaved, true);
  const path = join(folder, 'shifted.pcapng');
  const what = { capture, selection: { kind: 'all' }, path, format: 'pcapng', gzip: false, overwrite: false } as const;
  await client.call('files.save', what);
  const saved = await client.call('captures.open', { path });
  await s.ready(saved.capture);
  assert.deepEqual(await first(saved.capture), ['1699996399.501000', '0.001000']);
  await client.call('edits.shiftTimes', { capture, seconds: 0, nanoseconds: 999_500_000 });
  assert.deepEqual(await first(), ['1700000001.000500', '0.001000'], 'counted from the times that were captured');
  await client.call('edits.shiftTimes', { capture, seconds: 0, nanoseconds: 0 });
  assert.deepEqual(await first(), ['1700000000.001000', '0.001000']);
  await assert.rejects(
    client.call('edits.shiftTimes', { capture, seconds: -1_800_000_000, nanoseconds: 0 }),
    /before 1970/,
  );
});
