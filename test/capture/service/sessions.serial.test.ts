import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { obstacle } from '../../../capture/lab/requirements.ts';
import { scenarios } from '../../../capture/lab/scenarios/index.ts';
import { anotherClient, type ServiceClient, serviceClient } from './service-client.ts';

const main = fileURLToPath(new URL('../../../capture/cli/main.ts', import.meta.url));
const skip = (await obstacle(scenarios.find(({ name }) => name === 'handshake')!)) ?? false;

async function finished({ client }: ServiceClient, session: number) {
  for (;;) {
    const state = await client.call('trace.state', { session });
    if (state.phase !== 'running') return state;
    await sleep(100);
  }
}

/** Processes that a run has started, by what it gives all of them. */
function traced(): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const environment = readFileSync(`/proc/${name}/environ`, 'utf8');
      return environment.includes('OSISCOPE_TRACE=') && environment.includes('osiscope-lab-') ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

test('lessons are listed with what to look for', async (t) => {
  const { client } = await serviceClient(t);
  const list = await client.call('trace.scenarios');
  assert.ok(list.length > 20);
  for (const { title, summary, steps, layers } of list) {
    assert.ok(title !== '' && summary !== '' && steps.length > 0 && layers.length > 0, title);
  }
});

test('a lesson is run: its frames are a capture, its steps and frames a ladder, its checks answered', {
  skip,
}, async (t) => {
  const s = await serviceClient(t);
  const { client } = s;
  let changes = 0;
  client.on('trace.changed', () => changes++);
  const { session } = await client.call('trace.run', {
    subject: { kind: 'scenario', name: 'handshake' },
    systemCalls: false,
  });
  const { capture } = await client.call('trace.state', { session });
  assert.ok(capture !== null);
  const state = await finished(s, session);
  assert.equal(state.phase, 'passed', state.problem ?? '');
  assert.ok(changes > 0);
  assert.ok(state.checks.length > 0 && state.checks.every(({ ok }) => ok));
  assert.ok(state.processes.some(({ role, end }) => role === 'daemon' && end === 'exit 0'));
  assert.deepEqual(await client.call('trace.sessionOf', { capture }), { session });

  const { rows, total } = await client.call('trace.rows', { session, first: 0, count: 200 });
  assert.equal(rows.length, total);
  assert.deepEqual(
    rows.map(({ time }) => time),
    rows.map(({ time }) => time).sort((a, b) => a - b),
  );
  const connect = rows.find(({ label, side }) => label === 'connect' && side === 'client');
  assert.ok(connect && connect.frames.length >= 3, 'the connect is tied to the handshake');
  const syn = rows.find(({ text }) => text.includes('[SYN]'));
  assert.ok(syn?.forward && syn.own && connect.frames.includes(syn.frame));
  assert.ok(rows.find(({ text }) => text.includes('[SYN, ACK]'))?.forward === false);
  assert.deepEqual(await client.call('trace.rowOf', { session, frame: syn.frame }), { row: rows.indexOf(syn) });
  const after = await client.call('trace.states', { session, frame: syn.frame });
  assert.deepEqual([after?.clientState, after?.serverState], ['SYN-SENT', 'SYN-RECEIVED']);
  const last = rows.findLast(({ kind, own }) => kind === 'frame' && own)!;
  const end = await client.call('trace.states', { session, frame: last.frame });
  assert.equal(end?.serverState === 'CLOSED' || end?.clientState === 'CLOSED', true, JSON.stringify(end));

  // Saved, it comes back with its steps; tshark has the same number of frames.
  const path = join(s.folder, 'session.pcapng');
  const saved = await client.call('files.save', {
    capture,
    format: 'pcapng',
    selection: { kind: 'all' },
    path,
    gzip: false,
    overwrite: false,
  });
  const frames = execFileSync('tshark', ['-r', path, '-T', 'fields', '-e', 'frame.number'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  assert.equal(frames.trim().split('\n').length, saved.frames);
  const again = (await client.call('captures.open', { path })).capture;
  await s.ready(again);
  const found = await client.call('trace.sessionOf', { capture: again });
  assert.ok(found);
  const back = await client.call('trace.rows', { session: found.session, first: 0, count: 200 });
  assert.deepEqual(
    back.rows.map(({ kind, label, frames }) => [kind, label, frames]),
    rows.map(({ kind, label, frames }) => [kind, label, frames]),
  );
  const known = await client.call('trace.state', { session: found.session });
  assert.ok(known.processes.some(({ role, end, alive }) => role === 'daemon' && end === 'exit 0' && !alive));
  assert.equal(known.phase, 'saved');
  for (const part of ['title', 'steps', 'checks', 'output', 'messages', 'processes', 'remarks'] as const) {
    assert.deepEqual(known[part], state[part], part);
  }
  assert.deepEqual(await client.call('trace.states', { session: found.session, frame: last.frame }), end);
});

test('a lesson that was run and saved on the command line is shown whole', { skip }, async (t) => {
  const s = await serviceClient(t);
  const { client } = s;
  const path = join(s.folder, 'lesson.pcapng');
  execFileSync(process.execPath, [main, 'lab', 'run', 'handshake', '-q', '-w', path], { encoding: 'utf8' });
  const { capture } = await client.call('captures.open', { path });
  await s.ready(capture);
  const found = await client.call('trace.sessionOf', { capture });
  assert.ok(found);
  const state = await client.call('trace.state', { session: found.session });
  assert.ok(state.steps.length > 0 && state.steps.every((step) => step.state === 'done'));
  assert.ok(state.checks.length > 0 && state.checks.every(({ ok }) => ok));
  assert.ok(state.processes.some(({ role, end, alive }) => role === 'daemon' && end === 'exit 0' && !alive));
  assert.ok(state.rows > 0);

  // What stands in comments for it is nobody's comment, and stays when somebody writes one.
  const comments = async (id: number) => (await client.call('packets.get', { capture: id, frame: 1 })).comments;
  assert.deepEqual(await comments(capture), []);
  await client.call('edits.comment', { capture, frame: 1, comments: ['Here it begins.'] });
  assert.deepEqual(await comments(capture), ['Here it begins.']);
  const again = join(s.folder, 'commented.pcapng');
  const selection = { kind: 'all' } as const;
  await client.call('files.save', { capture, format: 'pcapng', selection, path: again, gzip: false, overwrite: false });
  const reopened = (await client.call('captures.open', { path: again })).capture;
  await s.ready(reopened);
  assert.deepEqual(await comments(reopened), ['Here it begins.']);
  const back = await client.call('trace.sessionOf', { capture: reopened });
  assert.ok(back);
  const known = await client.call('trace.state', { session: back.session });
  assert.deepEqual([known.checks, known.rows], [state.checks, state.rows]);
});

test('a signal reaches the processes of the run and no others; killing the daemon is seen', { skip }, async (t) => {
  const s = await serviceClient(t);
  const { client } = s;
  const { session } = await client.call('trace.run', {
    subject: { kind: 'pair', daemon: ['--services', 'echo'], service: '', client: [] },
    systemCalls: false,
  });
  const daemon = async () =>
    (await client.call('trace.state', { session })).processes.find(({ role }) => role === 'daemon');
  let running = await daemon();
  while (!running) {
    await sleep(50);
    running = await daemon();
  }
  assert.deepEqual(await client.call('trace.signal', { session, pid: process.pid, signal: 'HUP' }), { sent: false });
  assert.deepEqual(await client.call('trace.signal', { session, pid: running.pid, signal: 'KILL' }), { sent: true });
  while ((await daemon())?.alive) await sleep(50);
  assert.equal((await daemon())?.end, 'killed by SIGKILL');
  await client.call('trace.stop', { session });
  await finished(s, session);
});

test('clients are started beside a daemon that runs; a crash in the event loop ends it', { skip }, async (t) => {
  const s = await serviceClient(t);
  const { client } = s;
  const { session } = await client.call('trace.run', {
    subject: { kind: 'pair', daemon: ['--lab', '--services', 'echo,fault'], service: '', client: [] },
    systemCalls: false,
  });
  const state = () => client.call('trace.state', { session });
  const until = async (condition: (now: Awaited<ReturnType<typeof state>>) => boolean) => {
    for (;;) {
      const now = await state();
      if (condition(now)) return now;
      assert.equal(now.phase, 'running', now.problem ?? '');
      await sleep(50);
    }
  };
  assert.deepEqual((await until(({ services }) => services.length > 0)).services, ['echo', 'fault']);
  await assert.rejects(client.call('trace.startClient', { session, service: 'smtp', options: [] }), /not offer smtp/);
  await client.call('trace.startClient', { session, service: 'echo', options: ['--message', 'one more'] });
  await until(({ processes }) => processes.some(({ role, end }) => role === 'client' && end === 'exit 0'));
  await client.call('trace.startClient', { session, service: 'fault', options: ['--message', 'segv'] });
  const { processes } = await until((now) =>
    now.processes.some(({ role, end }) => role === 'daemon' && end === 'killed by SIGSEGV'),
  );
  assert.ok(processes.filter(({ role }) => role === 'daemon').every(({ alive }) => !alive));
  await client.call('trace.startClient', { session, service: 'echo', options: [] });
  await until((now) => now.processes.some(({ role, end }) => role === 'client' && end === 'exit 4'));
  await client.call('trace.stop', { session });
  const { phase, problem, steps } = await finished(s, session);
  assert.deepEqual([phase, problem, steps.map((step) => step.state)], ['passed', null, ['done', 'done', 'done']]);
});

test('what the daemon says to wrong options and a port in use is the reason of the run', { skip }, async (t) => {
  const s = await serviceClient(t);
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  t.after(() => taken.close());
  const { port } = taken.address() as AddressInfo;
  for (const { daemon, reason } of [
    { daemon: ['--modle', 'fork'], reason: /did not start: .*no option --modle/ },
    {
      daemon: ['--services', 'echo', '--bind', '127.0.0.1', '--port', `echo=${port}`],
      reason: /did not start: .*already in use \(EADDRINUSE\)/,
    },
    { daemon: ['--config', '/nowhere/daemon.conf'], reason: /did not start: .*no such file/ },
  ]) {
    const { session } = await s.client.call('trace.run', {
      subject: { kind: 'pair', daemon, service: 'echo', client: [] },
      systemCalls: false,
    });
    const { phase, problem } = await finished(s, session);
    assert.equal(phase, 'failed');
    assert.match(problem ?? '', reason);
  }
});

test('the options of daemon and client are told', async (t) => {
  const { client } = await serviceClient(t);
  const { daemon, client: options } = await client.call('trace.options');
  assert.ok(daemon.some(({ name, value }) => name === 'model' && value === 'select|fork|thread|mixed'));
  assert.ok(options.some(({ name, value }) => name === 'half-close' && value === ''));
});

test('any program is run and its connection recorded', { skip }, async (t) => {
  const s = await serviceClient(t);
  const { session } = await s.client.call('trace.run', {
    subject: { kind: 'command', command: ['curl', '-s', 'http://127.0.0.1:9/'] },
    systemCalls: true,
  });
  const state = await finished(s, session);
  assert.ok(
    state.processes.some(({ name, end }) => name === 'curl' && end === 'exit 7'),
    JSON.stringify(state.processes),
  );
  const { rows } = await s.client.call('trace.rows', { session, first: 0, count: 200 });
  assert.ok(rows.some(({ text }) => text.includes('[RST, ACK]')));
});

test('what a window has started ends when it leaves', { skip }, async (t) => {
  const { service } = await serviceClient(t);
  const other = await anotherClient(service);
  const { session } = await other.call('trace.run', {
    subject: { kind: 'pair', daemon: ['--model', 'fork', '--services', 'echo'], service: '', client: [] },
    systemCalls: false,
  });
  let state = await other.call('trace.state', { session });
  for (; state.services.length === 0; await sleep(50)) state = await other.call('trace.state', { session });
  const own = new Set(state.processes.map(({ pid }) => pid));
  const left = (): number[] => traced().filter((pid) => own.has(pid));
  assert.ok(left().length > 0);
  other.close();
  for (const end = performance.now() + 15_000; left().length > 0 && performance.now() < end; ) await sleep(100);
  assert.deepEqual(left(), []);
});
