import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findProgram } from '../../../capture/helper/program.ts';
import { endings, eventCount, frameCount, frameOrder, message, output } from '../../../capture/lab/checks.ts';
import type { LabEvent } from '../../../capture/lab/lab-event.ts';
import { pairScenario } from '../../../capture/lab/pair-scenario.ts';
import { obstacle } from '../../../capture/lab/requirements.ts';
import { runScenario, startScenario } from '../../../capture/lab/run-scenario.ts';
import type { Check, Scenario } from '../../../capture/lab/scenario.ts';
import { handshake } from '../../../capture/lab/scenarios/handshake.ts';

const skip = (await obstacle(handshake)) ?? false;
const main = fileURLToPath(new URL('../../../capture/cli/main.ts', import.meta.url));

/** Processes with a word in their command line or environment, this one not among them. */
function processesWith(word: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      if (!Number.isInteger(pid) || pid === process.pid) return false;
      try {
        const about = ['cmdline', 'environ'].map((name) => readFileSync(`/proc/${pid}/${name}`, 'latin1'));
        return about.join('\0').includes(word);
      } catch {
        return false;
      }
    });
}

async function until(what: string, condition: () => boolean): Promise<void> {
  for (const end = performance.now() + 30_000; !condition(); ) {
    assert.ok(performance.now() < end, what);
    await sleep(20);
  }
}

/** Each of these says something false about the handshake. */
const broken: readonly Check[] = [
  frameCount('Nobody closes.', { 'tcp.flags.fin': 1 }, 0),
  frameCount('Somebody resets.', { 'tcp.flags.reset': 1 }, { least: 1 }),
  frameCount('The message is another.', { 'tcp.payload': { contains: 'good bye' } }, 1),
  frameCount('There are no frames.', { frame: true }, { most: 0 }),
  frameOrder('It closes before it opens.', [{ 'tcp.flags.fin': 1 }, { 'tcp.flags.syn': 1 }]),
  frameOrder('The daemon opens.', [{ 'tcp.flags.syn': 1, 'tcp.flags.ack': 0, 'ip.src': '$server' }]),
  eventCount('Two are accepted.', { role: 'daemon', step: 'accept' }, 2),
  eventCount('The client is refused.', { role: 'client', step: 'connect', errno: 'ECONNREFUSED' }, 1),
  endings('The client fails.', 'client', [1]),
  endings('Two clients succeed.', 'client', [0, 0]),
  endings('The daemon is killed.', 'daemon', ['SIGKILL']),
  output('The client complains.', 'client', /refused/),
  message('The daemon is alarmed.', 'alert', /./),
];

test('a check that says something false fails, and so does its run', { skip }, async (t) => {
  const { outcome, checks, recording } = await runScenario({ ...handshake, checks: broken });
  t.after(() => recording.capture.close());
  assert.equal(outcome, 'failed');
  assert.deepEqual(
    checks.filter(({ ok }) => ok).map(({ sentence }) => sentence),
    [],
  );
  for (const { text } of checks) assert.notEqual(text, '');
});

test('a step that cannot be done ends the run, and is told', { skip }, async (t) => {
  const steps: Scenario['steps'] = [
    {
      title: 'Start the daemon',
      run: (lab) => lab.daemon('--services', 'echo', '--soft-limit', '9', '--hard-limit', '1'),
    },
    { title: 'Never', run: () => assert.fail('this step must not be reached') },
  ];
  const { outcome, problem, checks, recording } = await runScenario({ ...handshake, steps });
  t.after(() => recording.capture.close());
  assert.equal(outcome, 'failed');
  assert.match(problem ?? '', /^Start the daemon: .*hard limit must not be below the soft limit/);
  assert.deepEqual(checks, []);
});

test('every step of the pair is tied to its frames, those of curl beside it to none', {
  skip: skip || (findProgram('curl') === undefined && 'curl is not installed'),
}, async (t) => {
  const strange = 8099;
  const { recording } = await runScenario({
    ...handshake,
    steps: [
      { title: 'Start the daemon', run: (lab) => lab.daemon('--services', 'echo') },
      {
        title: 'Let curl ask a stranger at the same address while the client talks',
        run: async (lab) => {
          const server = `require('http').createServer((q, s) => s.end('x'.repeat(500))).listen(${strange}, '${lab.address}')`;
          await lab.start('tool', 'stranger', [process.execPath, '-e', server]);
          const urls = Array.from({ length: 5 }, () => `http://${lab.address}:${strange}/`);
          const curl = lab.tool('curl', '-s', '--retry', '20', '--retry-connrefused', '--retry-delay', '1', ...urls);
          await lab.runClient(
            'echo',
            '--repeat',
            '6',
            '--parallel',
            '2',
            '--times',
            '3',
            '--size',
            '20000',
            '--think',
            '0.1',
          );
          assert.equal((await curl).end?.status, 0);
        },
      },
      { title: 'Stop the daemon', run: (lab) => lab.stop() },
    ],
    checks: [],
  });
  t.after(() => recording.capture.close());
  const foreign = new Set(
    recording.facts.filter((f) => f.source.port === strange || f.destination.port === strange).map((f) => f.number),
  );
  assert.ok(foreign.size > 10, 'curl was captured');
  const seen = new Map<string, number>();
  for (const { event, frames } of recording.events()) {
    assert.ok(!frames.some((frame) => foreign.has(frame)), `${event.step} is not tied to frames of curl`);
    if (event.remote === undefined || !/^(accept|connect|read|write|close)$/.test(event.step)) continue;
    assert.ok(frames.length > 0, `${event.role} ${event.step} is tied to frames`);
    seen.set(`${event.role} ${event.step}`, (seen.get(`${event.role} ${event.step}`) ?? 0) + 1);
  }
  for (const word of ['client connect', 'daemon accept', 'client close', 'daemon close'])
    assert.equal(seen.get(word), 6, word);
  for (const word of ['client write', 'client read', 'daemon write', 'daemon read'])
    assert.ok((seen.get(word) ?? 0) >= 18, word);
});

const staying = pairScenario({
  daemon: ['--model', 'fork', '--services', 'echo'],
  client: undefined,
  hold: true,
});

/** The daemon of a run that stays until it is stopped, with a client in its child. */
async function staysOpen(run: ReturnType<typeof startScenario>, events: LabEvent[]): Promise<string> {
  await until('the daemon to listen', () => run.services().includes('echo'));
  const place = events.flatMap((e) =>
    e.type === 'output' ? (/^listening: echo tcp (\S+) (\d+)/.exec(e.text) ?? []) : [],
  );
  await run.startClient('echo', ['--times', '2', '--think', '30']);
  await until('the first echo', () =>
    events.some((e) => e.type === 'event' && e.event.role === 'client' && e.event.step === 'read'),
  );
  return place[1];
}

test('a run that is stopped leaves nothing running and tells what it recorded', { skip }, async (t) => {
  const events: LabEvent[] = [];
  const end = new AbortController();
  const run = startScenario(staying, { signal: end.signal, onEvent: (event) => events.push(event) });
  const address = await staysOpen(run, events);
  assert.ok(processesWith(address).length >= 2, 'daemon, client and capture program run');
  end.abort();
  const { outcome, recording } = await run.result;
  t.after(() => recording.capture.close());
  assert.equal(outcome, 'aborted');
  assert.ok(recording.events({ role: 'daemon', step: 'accept' }).length === 1);
  assert.deepEqual(processesWith(address), []);
});

test('signals reach processes of the run, children included, and no others', { skip }, async (t) => {
  const events: LabEvent[] = [];
  const run = startScenario(staying, { onEvent: (event) => events.push(event) });
  await staysOpen(run, events);
  const forked = events.find((e) => e.type === 'event' && e.event.step === 'fork');
  assert.ok(forked?.type === 'event' && forked.event.child !== undefined);
  const stranger = spawn('sleep', ['60']);
  t.after(() => stranger.kill());
  assert.equal(run.signal(stranger.pid as number, 'SIGTERM'), false);
  assert.equal(run.signal(process.pid, 'SIGTERM'), false);
  assert.equal(run.signal(forked.event.child, 'SIGKILL'), true);
  await until('the end of the client', () =>
    run.processes().some(({ role, end }) => role === 'client' && end !== undefined),
  );
  await until('the syslog message', () =>
    events.some((e) => e.type === 'message' && e.message.severity === 'alert' && /SIGKILL/.test(e.message.text)),
  );
  run.release();
  const { outcome, problem, recording } = await run.result;
  t.after(() => recording.capture.close());
  assert.deepEqual([outcome, problem], ['passed', null]);
  const cut = [
    ...(await recording.frames({ 'tcp.flags.fin': 1, 'ip.src': '$server' })),
    ...(await recording.frames({ 'tcp.flags.reset': 1 })),
  ];
  assert.ok(cut.length > 0, 'the kernel closed the connection of the child');
  assert.equal(recording.events({ step: 'reap' })[0]?.event.signal, 'SIGKILL');
  assert.equal(stranger.exitCode, null);
});

function labFolders(): Set<string> {
  return new Set(readdirSync(tmpdir()).filter((name) => name.startsWith('osiscope-lab-')));
}

test('nothing is left running when the program that runs a scenario is killed', { skip }, async () => {
  const before = labFolders();
  const child: ChildProcess = spawn(process.execPath, [main, 'lab', 'run', 'kill'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  child.stderr?.on('data', (text: Buffer) => {
    told += text;
  });
  await until('the client to run', () => /^ {6}client \d+: /m.test(told));
  const address = /host (127\.[\d.]+)/.exec(told)?.[1] as string;
  assert.ok(processesWith(address).length >= 3);
  child.kill('SIGKILL');
  await until('the guardian to end them', () => processesWith(address).length === 0);
  const left = [...labFolders()].filter((name) => !before.has(name));
  await until('the folder to be removed', () => left.every((name) => !labFolders().has(name)));
  assert.deepEqual(processesWith(join(tmpdir(), left[0] ?? address)), []);
});

test('system calls are recorded beside the events and tied to the same frames', {
  skip: skip || (findProgram('strace') === undefined && 'strace is not installed'),
}, async (t) => {
  const { outcome, recording, remarks } = await runScenario(handshake, { systemCalls: true });
  t.after(() => recording.capture.close());
  assert.deepEqual([outcome, remarks], ['passed', []]);
  const calls = recording.steps.flatMap((step) => (step.kind === 'call' ? [step] : []));
  for (const name of ['connect', 'accept', 'read', 'write', 'shutdown', 'close']) {
    const tied = calls.filter(({ call, frames }) => call.step === name && frames.length > 0);
    assert.ok(tied.length > 0, `${name} is tied`);
  }
  const [client] = recording.processesOf('client');
  const written = calls.filter(({ call }) => call.pid === client.pid && call.step === 'write' && call.bytes === 5);
  assert.deepEqual(written[0]?.frames, recording.events({ role: 'client', step: 'write' })[0]?.frames);
});
