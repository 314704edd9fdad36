import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pcapFile } from '../../builders/capture-file-pcap.ts';
import { webCapture } from '../../e2e/captures.ts';
import { serviceClient } from '../service/service-client.ts';

type Kind = 'filter' | 'hex' | 'text' | 'regex';
type Place = 'list' | 'tree' | 'bytes';

/** What is looked for from frame 1 on, and the frames it is found in, one after the other, once around. */
const searches: [Kind, Place, string, boolean, number[]][] = [
  ['text', 'list', 'get /layers', false, [6]],
  ['text', 'list', 'get /layers', true, []],
  ['text', 'tree', 'Host: example.org', false, [6]],
  ['text', 'bytes', 'HTTP/1.1', true, [6, 8]],
  ['text', 'bytes', 'EXAMPLE', false, [2, 6, 1]],
  ['hex', 'bytes', '47 45 54 20', false, [6]],
  ['hex', 'bytes', '1f90', false, [3, 4, 5, 6, 7, 8, 9, 10]],
  ['regex', 'bytes', 'HTTP/1\\.1 [23]..', false, [8]],
  ['regex', 'list', '^Standard query response', false, [2]],
  ['filter', 'list', 'tcp.flags.fin == 1', false, [9, 10]],
  ['text', 'list', 'nowhere', false, []],
];

for (const [kind, place, text, matchCase, expected] of searches) {
  test(`finding ${kind} "${text}" in ${place}${matchCase ? ', by case' : ''}`, async (t) => {
    const { client, folder, ready } = await serviceClient(t);
    const { capture } = await client.call('captures.open', { path: webCapture(folder) });
    await ready(capture);
    const { view } = await client.call('views.open', { capture });
    const find = async (frame: number, backwards: boolean) => {
      const columns = ['number', 'info'];
      const asked = { view, frame, backwards, kind, place, matchCase, text, columns, timeFormat: 'r' as const };
      return (await client.call('find.next', asked)).found;
    };
    let from = 1;
    for (const frame of expected) {
      const found = await find(from, false);
      assert.equal(found?.frame, frame);
      assert.equal(found?.row, frame - 1);
      from = frame;
    }
    const last = await find(from, false);
    assert.equal(last?.frame, expected[0], 'goes around');
    assert.equal(
      (await find(1, true))?.frame,
      expected.includes(1) ? (expected.at(-2) ?? expected[0]) : expected.at(-1),
    );
    if (place === 'bytes' && last) assert.ok(last.range !== null && last.range.length > 0);
    if (place === 'tree' && last) assert.ok(last.node !== null);
  });
}

test('the place in the bytes is told', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const { capture } = await client.call('captures.open', { path: webCapture(folder) });
  await ready(capture);
  const { view } = await client.call('views.open', { capture });
  const asked = { view, frame: 1, backwards: false, matchCase: false, columns: [], timeFormat: 'r' as const };
  const { found } = await client.call('find.next', { ...asked, kind: 'text', place: 'bytes', text: 'layers' });
  assert.deepEqual(found?.range, { start: 14 + 20 + 20 + 5, length: 6 });
  for (const [kind, text] of [
    ['hex', '4'],
    ['hex', 'xyz'],
    ['regex', '('],
    ['filter', 'tcp.'],
    ['text', ''],
  ] as const) {
    await assert.rejects(
      client.call('find.next', { ...asked, kind, place: 'bytes', text }),
      (error: { code?: string }) => error.code === 'bad-pattern',
      `${kind} ${text}`,
    );
  }
});

test('an expression that makes others try for ever is done at once', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const { capture } = await client.call('captures.open', { path: webCapture(folder) });
  await ready(capture);
  const { view } = await client.call('views.open', { capture });
  const asked = { view, frame: 1, backwards: false, matchCase: false, columns: ['info'], timeFormat: 'r' as const };
  const begun = performance.now();
  await client.call('find.next', { ...asked, kind: 'regex', place: 'bytes', text: '(a*)*(a*)*(.*)*x$' });
  assert.ok(performance.now() - begun < 20_000);
});

test('bytes are found in every block of a file, and nowhere between its frames', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const NEEDLE = 'needle';
  const LENGTH = 600;
  const COUNT = 2000;
  // Where a block of 256 KiB ends within the frame's bytes.
  const straddling = Array.from({ length: COUNT }, (_, n) => n + 1).find(
    (frame) => (24 + frame * 16 + (frame - 1) * LENGTH) % (256 * 1024) > 256 * 1024 - 300,
  ) as number;
  const holding = [1, straddling, 1200, COUNT];
  const frames = Array.from({ length: COUNT }, (_, n) => {
    const bytes = new Uint8Array(LENGTH).fill(n & 0xff);
    if (holding.includes(n + 1)) bytes.set(new TextEncoder().encode(NEEDLE), n + 1 === straddling ? 200 : 594);
    return { seconds: 1_700_000_000 + n, fraction: 0, bytes };
  });
  const path = join(folder, 'many.pcap');
  writeFileSync(path, pcapFile({}, frames));
  const { capture } = await client.call('captures.open', { path });
  await ready(capture);
  const { view } = await client.call('views.open', { capture });
  for (const matchCase of [true, false]) {
    for (const backwards of [false, true]) {
      const seen: number[] = [];
      for (let frame = 600, n = 0; n < holding.length; n++) {
        const asked = {
          view,
          frame,
          backwards,
          kind: 'text' as const,
          place: 'bytes' as const,
          matchCase,
          text: NEEDLE,
        };
        const { found } = await client.call('find.next', { ...asked, columns: [], timeFormat: 'r' });
        frame = found?.frame ?? 0;
        seen.push(frame);
      }
      assert.deepEqual(
        seen.toSorted((a, b) => a - b),
        holding.toSorted((a, b) => a - b),
      );
    }
  }
});
