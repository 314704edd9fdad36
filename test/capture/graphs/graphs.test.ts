import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { generateCapture } from '../../../tools/generate-capture.ts';
import { webCapture } from '../../e2e/captures.ts';
import { type ServiceClient, serviceClient } from '../service/service-client.ts';

async function opened({ client, folder, ready }: ServiceClient, path = webCapture(folder)): Promise<number> {
  const { capture } = await client.call('captures.open', { path });
  await ready(capture);
  return capture;
}

test('frames, bytes and values by interval', async (t) => {
  const s = await serviceClient(t);
  const capture = await opened(s);
  const series = [
    { filter: '', measure: 'packets', field: '' },
    { filter: 'tcp', measure: 'bytes', field: '' },
    { filter: 'udp', measure: 'bits', field: '' },
    { filter: '', measure: 'sum', field: 'tcp.len' },
    { filter: '', measure: 'count', field: 'tcp.port' },
    { filter: '', measure: 'max', field: 'tcp.len' },
    { filter: 'tcp', measure: 'avg', field: 'frame.len' },
    { filter: '', measure: 'min', field: 'dns.time' },
  ] as const;
  const { series: found, interval } = await s.client.call('graphs.io', {
    capture,
    from: 0,
    to: 0.0099,
    interval: 0.005,
    series: series.map((one) => ({ ...one })),
  });
  assert.equal(interval, 0.005);
  assert.deepEqual(
    found.map(({ values }) => values.map((value) => value && Number(value.toFixed(6)))),
    [
      [5, 5],
      [54 * 3, 54 * 3 + 97 * 2],
      [(71 + 87) * 8, 0],
      [0, 86],
      [6, 10],
      [0, 43],
      [54, (54 * 3 + 97 * 2) / 5],
      [0.001, null],
    ],
  );
  assert.deepEqual(found[0].frames, [1, 6]);
  assert.deepEqual(found[2].frames, [1, 0]);
});

test('a series that cannot be is told with its reason, beside the others', async (t) => {
  const s = await serviceClient(t);
  const capture = await opened(s);
  const ask = async (filter: string, measure: 'sum' | 'packets', field: string) => {
    const { series } = await s.client.call('graphs.io', {
      capture,
      from: 0,
      to: 1,
      interval: 0.001,
      series: [{ filter, measure, field }],
    });
    return series[0].problem?.message ?? '';
  };
  assert.match(await ask('', 'sum', ''), /Choose the field/);
  assert.match(await ask('', 'sum', 'no.field'), /no field/);
  assert.match(await ask('', 'sum', 'http.host'), /no numbers/);
  assert.notEqual(await ask('tcp.prt', 'packets', ''), '');
  assert.equal(await ask('tcp', 'packets', ''), '');
});

test('the interval widens so that the points stay bounded', async (t) => {
  const s = await serviceClient(t);
  const capture = await opened(s);
  const { interval, series } = await s.client.call('graphs.io', {
    capture,
    from: 0,
    to: 5000,
    interval: 0.001,
    series: [{ filter: '', measure: 'packets', field: '' }],
  });
  assert.ok(interval > 5);
  assert.ok(series[0].values.length <= 1000);
  assert.equal(
    series[0].values.reduce<number>((sum, n) => sum + (n ?? 0), 0),
    10,
  );
});

test('intervals agree with tshark -z io,stat', async (t) => {
  const s = await serviceClient(t);
  const path = join(s.folder, 'made.pcap');
  generateCapture(path, { frames: 5000 });
  const capture = await opened(s, path);
  const { duration } = s.states.get(capture)!;
  const interval = Number((duration / 8).toFixed(3));
  const { series } = await s.client.call('graphs.io', {
    capture,
    from: 0,
    to: duration,
    interval,
    series: [
      { filter: '', measure: 'packets', field: '' },
      { filter: 'udp', measure: 'bytes', field: '' },
    ],
  });
  const text = execFileSync('tshark', ['-n', '-q', '-r', path, '-z', `io,stat,${interval},,BYTES()udp`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const rows = [...text.matchAll(/^\|\s*[\d.]+ <>\s*(?:[\d.]+|Dur)\s*\|\s*(\d+)\s*\|\s*\d+\s*\|\s*(\d+)\s*\|/gm)];
  assert.ok(rows.length >= 8, text);
  assert.deepEqual(
    rows.map(([, packets, bytes]) => [Number(packets), Number(bytes)]),
    series[0].values.slice(0, rows.length).map((packets, at) => [packets, series[1].values[at]]),
  );
});

test('graphs of a TCP stream', async (t) => {
  const s = await serviceClient(t);
  const capture = await opened(s);
  const graph = (kind: 'stevens' | 'tcptrace' | 'throughput' | 'round-trip' | 'window', backwards: boolean) =>
    s.client.call('graphs.tcp', { capture, stream: 0, backwards, kind });
  const sent = await graph('stevens', false);
  assert.deepEqual([sent.source, sent.destination, sent.segments], ['10.0.0.5:54312', '10.0.0.1:8080', 8]);
  assert.deepEqual(sent.series[0].frames, [6]);
  assert.deepEqual(sent.series[0].y, [1]);
  const trace = await graph('tcptrace', false);
  assert.deepEqual(
    trace.series.map(({ name, frames }) => [name, frames]),
    [
      ['Segments', [6]],
      ['Acknowledged', [4, 7, 8, 10]],
      ['Receive window', [4, 7, 8, 10]],
      ['SACK', []],
    ],
  );
  assert.deepEqual(trace.series[1].y, [1, 44, 44, 45]);
  const rtt = await graph('round-trip', false);
  assert.deepEqual(
    rtt.series[0].y.map((y) => Number(y.toFixed(3))),
    [1, 1, 1],
  );
  const window = await graph('window', true);
  assert.deepEqual(window.series[0].y, [64240, 64240, 64240, 64240]);
  assert.ok((await graph('throughput', true)).series[0].y.every((y) => y > 0));
  await assert.rejects(
    s.client.call('graphs.tcp', { capture, stream: 1, backwards: false, kind: 'stevens' }),
    (error: { code?: string }) => error.code === 'no-stream',
  );
  assert.deepEqual(await s.client.call('graphs.tcpStreamOf', { capture, frame: 4 }), { stream: 0, backwards: true });
  assert.deepEqual((await s.client.call('graphs.tcpStreamOf', { capture, frame: 1 })).stream, null);
});

test('lengths, response times and the ends of flows', async (t) => {
  const s = await serviceClient(t);
  const capture = await opened(s);
  const { classes, frames } = await s.client.call('graphs.lengths', { capture });
  assert.equal(frames, 10);
  assert.deepEqual(
    classes
      .filter(({ count }) => count > 0)
      .map(({ from, to, count, min, max, frame }) => [from, to, count, min, max, frame]),
    [
      [40, 79, 7, 54, 71, 1],
      [80, 159, 3, 87, 97, 2],
    ],
  );
  const { groups, protocols } = await s.client.call('graphs.responses', { capture });
  assert.deepEqual(groups.map(({ name, count, frame, max }) => [name, count, frame, Number(max.toFixed(6))]).sort(), [
    ['DNS 1 A (Host Address)', 1, 2, 0.001],
    ['HTTP 200', 1, 8, 0.002],
  ]);
  for (const { filter, count } of groups) {
    assert.equal((await s.client.call('views.open', { capture, filter })).total, count, filter);
  }
  assert.deepEqual(
    protocols.filter(({ counts }) => counts.some((n) => n > 0)).map(({ name }) => name),
    ['DNS', 'HTTP'],
  );
  const { view } = await s.client.call('views.open', { capture, filter: 'dns' });
  assert.equal((await s.client.call('graphs.lengths', { capture, view })).frames, 2);
  assert.deepEqual(await s.client.call('graphs.flowEnds', { view }), { ends: ['10.0.0.5', '10.0.0.1'], more: 0 });
});
