import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Params } from '../../../contract/contract.ts';
import type { start as startMessage } from '../../../contract/messages/live.ts';
import { helpersOf, noLiveCapture, tsharkBytes, tsharkField, website } from '../../e2e/live-traffic.ts';
import { type ServiceClient, serviceClient } from './service-client.ts';

const skip = noLiveCapture();
const code = (expected: string) => (error: { code?: string }) => error.code === expected;

type Options = Params<typeof startMessage>;

function options(filter: string, change: Partial<Options> = {}): Options {
  const lo = { name: 'lo', filter, promiscuous: true, snapLength: 0, bufferMegabytes: 0, linkType: '' };
  return { interfaces: [lo], stop: {}, ...change };
}

/** Sends datagrams of 1,000 bytes on the loopback interface for as long as the tests run. */
const socket = createSocket('udp4');
const port = await new Promise<number>((resolve) => socket.bind(0, '127.0.0.1', () => resolve(socket.address().port)));
const talking = setInterval(() => socket.send(new Uint8Array(1000), port, '127.0.0.1'), 5);
after(() => {
  clearInterval(talking);
  socket.close();
});

test('the interfaces are listed with what the system tells of them', { skip }, async (t) => {
  const { client } = await serviceClient(t);
  const { interfaces, helper } = await client.call('live.interfaces');
  assert.equal(helper.problem, null);
  const lo = interfaces.find(({ name }) => name === 'lo');
  assert.deepEqual([lo?.up, lo?.loopback], [true, true]);
  assert.ok(lo?.addresses.includes('127.0.0.1'));
});

test('activity is told while it is watched, and no longer', { skip }, async (t) => {
  const { client } = await serviceClient(t);
  let heard = 0;
  const busy = new Promise<void>((resolve) => {
    client.on('live.activity', ({ rates }) => {
      heard++;
      if ((rates.find(({ name }) => name === 'lo')?.packets ?? 0) > 20) resolve();
    });
  });
  await client.call('live.watch', { on: true });
  await busy;
  await client.call('live.watch', { on: false });
  const then = heard;
  await wait(1300);
  assert.equal(heard, then);
});

test('a capture filter is checked without capturing', { skip }, async (t) => {
  const { client } = await serviceClient(t);
  const check = async (filter: string) =>
    (await client.call('live.checkFilter', { interface: 'lo', filter })).problem ?? 'good';
  assert.equal(await check('tcp port 80'), 'good');
  assert.equal(await check(''), 'good');
  assert.match(await check('tcp porrt 80'), /syntax error/);
});

test('what curl and a web server say is captured and saved as tshark sees it', { skip }, async (t) => {
  const site = await website(t);
  const { client, folder, when, ready } = await serviceClient(t);
  const { capture, phase, unsaved } = await client.call('live.start', options(`tcp port ${site.port}`));
  assert.deepEqual([phase, unsaved], ['capturing', true]);
  await wait(300);
  await site.fetch('/one');
  await site.fetch('/two');
  await when(capture, ({ frames }) => frames >= 20);
  await client.call('live.stop', { capture });
  const state = await ready(capture);
  assert.deepEqual(state.dropped, { kernel: 0, interface: 0, helper: 0 });
  const { groups } = await client.call('captures.properties', { capture });
  const property = (label: string) =>
    groups.flatMap(({ properties }) => properties).find((found) => found.label === label)?.value;
  assert.equal(property('Link type'), 'Ethernet (1)');
  assert.equal(property('Capture filter'), `tcp port ${site.port}`);
  assert.equal(property('Received'), String(state.frames));
  assert.match(property('Captured with') ?? '', /dumpcap/);
  const kept = join(folder, 'osiscope', 'captures');
  const path = join(folder, 'saved.pcapng');
  await client.call('files.save', {
    capture,
    format: 'pcapng',
    selection: { kind: 'all' },
    path,
    gzip: false,
    overwrite: false,
  });
  const original = join(kept, readdirSync(kept)[0]);
  assert.equal(tsharkField(path, 'frame.len').length, state.frames);
  assert.deepEqual(tsharkField(path, 'frame.time_epoch'), tsharkField(original, 'frame.time_epoch'));
  assert.equal(tsharkBytes(path), tsharkBytes(original));
  const saved = await when(capture, ({ unsaved: still }) => !still);
  assert.deepEqual([saved.title, saved.path], ['saved.pcapng', path]);
  await client.call('captures.close', { capture, discard: false });
  assert.deepEqual(readdirSync(kept), []);
});

/** Newest state of a view, as the client is told. */
function watched(client: ServiceClient['client'], opened: { view: number; total: number; tested: number }) {
  let state = opened;
  let look = (): void => {};
  client.on('views.changed', (now) => {
    if (now.view !== opened.view) return;
    state = now;
    look();
  });
  return {
    total: () => state.total,
    until: async (wanted: (now: typeof opened) => boolean): Promise<void> => {
      while (!wanted(state)) await new Promise<void>((resolve) => (look = resolve));
    },
  };
}

test('a filter shows new matches while they are captured, and the right ones at the end', { skip }, async (t) => {
  const site = await website(t);
  const { client, folder, states, ready } = await serviceClient(t);
  const { capture } = await client.call('live.start', options(`tcp port ${site.port}`));
  await wait(300);
  await site.fetch('/before');
  const opened = await client.call('views.open', { capture, filter: 'http.request.uri contains "wanted"' });
  const answers = await client.call('views.open', { capture, filter: 'http.response and http.time' });
  const view = watched(client, opened);
  const answered = watched(client, answers);
  assert.equal(opened.total, 0);
  for (const [at, path] of ['/wanted/1', '/other', '/wanted/2', '/wanted/3'].entries()) {
    await site.fetch(path);
    await view.until(({ total }) => total === [1, 1, 2, 3][at]);
    assert.equal(states.get(capture)?.phase ?? 'capturing', 'capturing');
  }
  await client.call('live.stop', { capture });
  const { frames } = await ready(capture);
  await view.until(({ tested }) => tested === frames);
  await answered.until(({ tested, total }) => tested === frames && total === 5);
  assert.equal(view.total(), 3);
  const path = join(folder, 'saved.pcapng');
  const save = { format: 'pcapng', selection: { kind: 'all' }, path, gzip: false, overwrite: false } as const;
  await client.call('files.save', { capture, ...save });
  const found = execFileSync('tshark', ['-n', '-r', path, '-Y', 'http.request.uri contains "wanted"'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  assert.equal(found.trim().split('\n').length, 3);
});

test('packets ignored while capturing leave statistics and analysis at once, and come back', { skip }, async (t) => {
  const site = await website(t);
  const { client, states, when, ready } = await serviceClient(t);
  const { capture } = await client.call('live.start', options(`tcp port ${site.port}`));
  await wait(300);
  await site.fetch('/one');
  await when(capture, ({ frames }) => frames >= 10);
  const { view } = await client.call('views.open', { capture });
  const unseen = watched(
    client,
    await client.call('views.open', { capture, filter: 'tcp.analysis.ack_lost_segment and tcp.stream == 0' }),
  );
  const packets = async (): Promise<number> => {
    const list = { view, displayed: false, kind: 'conversations', layer: 'tcp', text: '', first: 0, count: 4 } as const;
    const { rows } = await client.call('statistics.traffic', { ...list, sort: { column: 'a', descending: false } });
    return rows[0].packets;
  };
  const kinds = async (): Promise<string[]> => {
    await client.call('expert.scan', { view, displayed: false });
    const severities = ['error', 'warning', 'note', 'chat'] as const;
    const ask = { view, displayed: false, severities: [...severities], text: '', first: 0, count: 50, open: [] };
    return (await client.call('expert.groups', ask)).groups.map(({ field }) => field);
  };
  const before = await packets();
  assert.ok((await kinds()).includes('tcp.connection.syn'));
  // Without the handshake's first segment and the request, what is acknowledged was never seen.
  const { frame } = await client.call('views.frameAtRow', { view, row: 3 });
  await client.call('edits.ignore', { view, frames: [1, frame ?? 0], whole: false, ignored: true });
  await unseen.until(({ total }) => total > 0);
  assert.equal(states.get(capture)?.phase, 'capturing');
  assert.equal(await packets(), before - 2);
  assert.equal((await kinds()).includes('tcp.connection.syn'), false);
  await site.fetch('/two');
  await client.call('edits.ignore', { view, frames: [], whole: true, ignored: false });
  await unseen.until(({ total }) => total === 0);
  assert.equal(await packets(), before);
  await client.call('live.stop', { capture });
  const state = await ready(capture);
  const { groups } = await client.call('captures.properties', { capture });
  const received = groups.flatMap(({ properties }) => properties).find(({ label }) => label === 'Received')?.value;
  assert.equal(received, String(state.frames));
});

test('a run is refused with its reason', { skip }, async (t) => {
  const { client, folder } = await serviceClient(t);
  const begin = (change: Options) => client.call('live.start', change);
  await assert.rejects(begin(options('udp prot 1')), (error: { code?: string; message?: string }) => {
    assert.match(error.message ?? '', /syntax error/);
    return error.code === 'filter';
  });
  await assert.rejects(begin({ interfaces: [], stop: {} }), code('no-interface'));
  const [lo] = options('').interfaces;
  await assert.rejects(begin({ interfaces: [{ ...lo, name: 'no-such-device' }], stop: {} }), code('failed'));
  const ring = { path: join(folder, 'no', 'folder', 'ring'), files: 2 };
  await assert.rejects(begin(options('', { ring })), code('io'));
  assert.deepEqual(await client.call('captures.list'), []);
  assert.deepEqual(readdirSync(join(folder, 'osiscope', 'captures')), []);
  assert.deepEqual(helpersOf(process.pid), []);
});

for (const [name, stop, fits] of [
  ['packets', { packets: 7 }, ({ frames }: { frames: number }) => frames === 7],
  ['seconds', { seconds: 1 }, ({ duration }: { duration: number }) => duration > 0.3 && duration < 3],
  ['kilobytes', { kilobytes: 20 }, ({ bytes }: { bytes: number }) => bytes >= 20_000],
] as const) {
  test(`a run ends by itself after so many ${name}`, { skip }, async (t) => {
    const { client, ready } = await serviceClient(t);
    const { capture } = await client.call('live.start', options(`udp port ${port}`, { stop }));
    const state = await ready(capture);
    assert.ok(fits(state), JSON.stringify(state));
    assert.deepEqual([state.problem, state.unsaved], [null, true]);
  });
}

test('a run is begun again with the same options; the old one leaves nothing', { skip }, async (t) => {
  const { client, folder, when } = await serviceClient(t);
  const { capture } = await client.call('live.start', options(`udp port ${port}`));
  await when(capture, ({ frames }) => frames > 3);
  const again = await client.call('live.restart', { capture });
  assert.notEqual(again.capture, capture);
  await when(again.capture, ({ frames }) => frames > 0);
  assert.equal(readdirSync(join(folder, 'osiscope', 'captures')).length, 1);
  assert.deepEqual(
    (await client.call('captures.list')).map((state) => state.capture),
    [again.capture],
  );
});

test('an unsaved run is closed only with discard, and then its file is gone', { skip }, async (t) => {
  const { client, folder, when, states } = await serviceClient(t);
  const { capture } = await client.call('live.start', options(`udp port ${port}`));
  await when(capture, ({ frames }) => frames > 3);
  await assert.rejects(client.call('captures.close', { capture, discard: false }), code('unsaved'));
  await client.call('captures.close', { capture, discard: true });
  assert.deepEqual(readdirSync(join(folder, 'osiscope', 'captures')), []);
  await client.call('session.ping', { sent: 1 });
  assert.equal(states.has(capture), false);
});

test('a killed capture program ends the run; its frames stay readable', { skip }, async (t) => {
  const { client, when, ready } = await serviceClient(t);
  const { capture } = await client.call('live.start', options(`udp port ${port}`));
  await when(capture, ({ frames }) => frames > 3);
  for (const pid of helpersOf(process.pid)) process.kill(pid, 'SIGKILL');
  const state = await ready(capture);
  const told = await when(capture, ({ problem }) => problem !== null);
  assert.match(told.problem ?? '', /was ended by SIGKILL/);
  const { unreadable } = await client.call('packets.get', { capture, frame: state.frames });
  assert.equal(unreadable, 0);
});

test('frames can be saved while the run goes on, which stays unsaved', { skip }, async (t) => {
  const { client, folder, when } = await serviceClient(t);
  const { capture } = await client.call('live.start', options(`udp port ${port}`));
  await when(capture, ({ frames }) => frames > 10);
  const path = join(folder, 'part.pcapng');
  const { frames } = await client.call('files.save', {
    capture,
    format: 'pcapng',
    selection: { kind: 'range', range: '1-5' },
    path,
    gzip: false,
    overwrite: false,
  });
  assert.equal(frames, 5);
  assert.equal(tsharkField(path, 'frame.len').length, 5);
  const [state] = await client.call('captures.list');
  assert.deepEqual([state.phase, state.unsaved], ['capturing', true]);
});

test('a ring keeps its newest files, and gives up the frames of others', { skip }, async (t) => {
  const { client, folder, when } = await serviceClient(t);
  const place = join(folder, 'ring');
  mkdirSync(place);
  const ring = { path: join(place, 'run.pcapng'), files: 3, packets: 20 };
  const { capture, unsaved } = await client.call('live.start', options(`udp port ${port}`, { ring }));
  assert.equal(unsaved, false);
  await when(capture, ({ frames }) => frames > 110);
  await client.call('live.stop', { capture });
  const [state] = await client.call('captures.list');
  const names = readdirSync(place).sort();
  assert.equal(names.length, 3);
  for (const name of names) assert.match(name, /^run_\d{5}_\d{14}\.pcapng$/);
  const last = Math.ceil(state.frames / 20);
  assert.deepEqual(
    names.map((name) => Number(name.slice(4, 9))),
    [last - 2, last - 1, last],
  );
  const lengths = names.map((name) => tsharkField(join(place, name), 'frame.len'));
  assert.deepEqual(
    lengths.map(({ length }) => length),
    [20, 20, state.frames - 20 * (last - 1)],
  );
  const { unreadable } = await client.call('packets.get', { capture, frame: state.frames });
  assert.equal(unreadable, 0);
  await client.call('captures.close', { capture, discard: false });
  assert.deepEqual(readdirSync(place).sort(), names);
});

test('what a killed process captured is offered, opened, and discarded', { skip }, async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const code = `
    const { Service } = await import(${JSON.stringify(`${import.meta.dirname}/../../../capture/service/service.ts`)});
    const { findHelper } = await import(${JSON.stringify(`${import.meta.dirname}/../../../capture/helper/find-helper.ts`)});
    const { startRun } = await import(${JSON.stringify(`${import.meta.dirname}/../../../capture/service/live-runs.ts`)});
    const service = new Service();
    const { helper } = await findHelper();
    const { capture } = await startRun(service.captures, helper, ${JSON.stringify(options(`udp port ${port}`))});
    setInterval(() => capture.table.count > 20 && console.log(capture.table.count), 20);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  const [first] = await once(child.stdout, 'data');
  assert.deepEqual(await client.call('captures.leftovers'), []);
  const helpers = helpersOf(child.pid as number);
  child.kill('SIGKILL');
  await once(child, 'exit');
  for (const pid of helpers) {
    for (let tries = 0; tries < 100 && isAlive(pid); tries++) await wait(50);
    assert.equal(isAlive(pid), false, 'the capture program outlives its reader');
  }
  const [leftover, ...others] = await client.call('captures.leftovers');
  assert.deepEqual([leftover.title, others], ['lo', []]);
  const { capture } = await client.call('captures.recover', { id: leftover.id });
  const state = await ready(capture);
  assert.deepEqual([state.title, state.path, state.unsaved], ['lo', null, true]);
  assert.ok(state.frames >= Number(String(first).split('\n')[0]));
  assert.deepEqual(await client.call('captures.leftovers'), []);
  await client.call('captures.close', { capture, discard: true });
  assert.deepEqual(readdirSync(join(folder, 'osiscope', 'captures')), []);
});

test('a leftover is discarded by its name only', async (t) => {
  const { client, folder } = await serviceClient(t);
  const kept = join(folder, 'osiscope', 'captures');
  mkdirSync(kept, { recursive: true });
  const frame = readFileSync(new URL('../../e2e/captures.ts', import.meta.url));
  writeFileSync(join(kept, 'osiscope_eth0_20260101120000_999999999_0.pcapng'), frame);
  writeFileSync(join(kept, 'osiscope_lo_20260101120000_999999999_1.pcapng'), '');
  writeFileSync(join(kept, `osiscope_lo_20260101120000_${process.pid}_1.pcapng`), frame);
  writeFileSync(join(kept, 'something-else.pcapng'), frame);
  const leftovers = await client.call('captures.leftovers');
  assert.deepEqual(
    leftovers.map(({ id }) => id),
    ['osiscope_eth0_20260101120000_999999999_0.pcapng'],
  );
  for (const id of [
    '../settings.json',
    'something-else.pcapng',
    `osiscope_lo_20260101120000_${process.pid}_1.pcapng`,
  ]) {
    await assert.rejects(client.call('captures.discardLeftover', { id }), code('missing'));
    await assert.rejects(client.call('captures.recover', { id }), code('missing'));
  }
  await assert.rejects(client.call('captures.recover', { id: leftovers[0].id }), code('io'));
  await client.call('captures.discardLeftover', { id: leftovers[0].id });
  assert.deepEqual(await client.call('captures.leftovers'), []);
  assert.equal(readdirSync(kept).length, 2);
});

function isAlive(pid: number): boolean {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
    return !state.startsWith('Z');
  } catch {
    return false;
  }
}
