import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { after, before, test } from 'node:test';
import { findCapHelper } from '../../../capture/helper/cap-helper.ts';
import type { CaptureHelper, InterfaceOptions, StreamRun } from '../../../capture/helper/capture-helper.ts';
import { findDumpcap } from '../../../capture/helper/dumpcap.ts';
import { findHelper } from '../../../capture/helper/find-helper.ts';
import { interfaceFacts } from '../../../capture/helper/interface-facts.ts';
import { findTcpdump } from '../../../capture/helper/tcpdump.ts';
import { openCaptureFile } from '../../../capture/sources/open-capture-file.ts';

const finders = { dumpcap: findDumpcap, tcpdump: findTcpdump, cap: findCapHelper };

/** Sends datagrams to a port of 127.0.0.1 where somebody listens, until told to stop. */
function chatter(): { port: Promise<number>; stop: () => void } {
  const receiver = createSocket('udp4');
  const sender = createSocket('udp4');
  let timer: NodeJS.Timeout | undefined;
  const port = new Promise<number>((resolve) => {
    receiver.bind(0, '127.0.0.1', () => {
      const { port: bound } = receiver.address();
      timer = setInterval(() => sender.send('hello, analyzer', bound, '127.0.0.1'), 10);
      resolve(bound);
    });
  });
  return {
    port,
    stop: () => {
      clearInterval(timer);
      receiver.close();
      sender.close();
    },
  };
}

const talk = chatter();
after(talk.stop);

function onLoopback(filter: string, change: Partial<InterfaceOptions> = {}): InterfaceOptions {
  return { name: 'lo', filter, promiscuous: false, snapLength: 0, bufferMegabytes: 0, linkType: '', ...change };
}

interface Captured {
  readonly captured: number[];
  readonly original: number[];
  readonly seconds: number[];
  readonly reason: string | null;
}

/** Reads a run to its end; `enough` frames end it. */
async function read(run: StreamRun, enough = Number.POSITIVE_INFINITY): Promise<Captured> {
  const all: Captured = { captured: [], original: [], seconds: [], reason: null };
  const source = await openCaptureFile('-', { standardInput: run.stream });
  const sink = {
    captureInterface: () => {},
    frame: (_: Uint8Array, __: number, captured: number, original: number, seconds: number) => {
      all.captured.push(captured);
      all.original.push(original);
      all.seconds.push(seconds);
      if (all.captured.length === enough) run.stop();
    },
  };
  for await (const _ of source.read(sink)) await new Promise((resolve) => setImmediate(resolve));
  await source.close();
  return { ...all, reason: await run.ended };
}

for (const [name, find] of Object.entries(finders)) {
  test(name, async (t) => {
    const found = await find('lo');
    if (typeof found === 'string') return t.skip(found);
    const helper: CaptureHelper = found;
    const filter = `udp port ${await talk.port}`;

    await t.test('says what it is and what its time stamps are worth', () => {
      assert.equal(helper.kind, name);
      assert.match(helper.description, /time stamps by/);
    });

    await t.test('lists interfaces', async () => {
      assert.ok((await helper.interfaces()).some((i) => i.name === 'lo'));
    });

    await t.test('checks filters with the words of libpcap', async () => {
      assert.equal(await helper.checkFilter('lo', ''), null);
      assert.equal(await helper.checkFilter('lo', 'tcp port 80 or icmp'), null);
      assert.match((await helper.checkFilter('lo', 'tcp prot 80')) ?? '', /syntax error/);
      assert.match((await helper.checkFilter('lo', '-w /tmp/x')) ?? '', /syntax error/);
      assert.match((await helper.checkFilter('lo', 'port nonsense')) ?? '', /unknown port|nonsense/);
    });

    await t.test('captures what the filter lets through until it is told to stop', async () => {
      const began = Math.floor(Date.now() / 1000);
      const { captured, seconds, reason } = await read(helper.start([onLoopback(filter)], 0), 5);
      assert.equal(reason, null);
      assert.ok(captured.length >= 5);
      assert.deepEqual(new Set(captured), new Set([14 + 20 + 8 + 15]));
      assert.ok(seconds.every((s) => s >= began - 1 && s <= Date.now() / 1000 + 1));
    });

    await t.test('ends by itself after so many packets', async () => {
      const { captured, reason } = await read(helper.start([onLoopback(filter)], 3));
      assert.deepEqual([captured.length, reason], [3, null]);
    });

    await t.test('cuts frames to the snap length and keeps their length', async () => {
      const run = helper.start([onLoopback(filter, { snapLength: 40 })], 2);
      const { captured, original } = await read(run);
      assert.deepEqual(
        [captured, original],
        [
          [40, 40],
          [57, 57],
        ],
      );
    });

    await t.test('captures from several interfaces at once', async () => {
      const run = helper.start([onLoopback(filter), onLoopback('icmp')], 3);
      assert.equal((await read(run)).captured.length, 3);
    });

    await t.test('says why it cannot capture', async () => {
      const run = helper.start([{ ...onLoopback(''), name: 'no-such-device' }], 0);
      run.stream.resume();
      assert.match((await run.ended) ?? '', /ended with code|No such device|no-such-device/);
    });

    await t.test('says that it was killed', async () => {
      const before = childrenOf(process.pid);
      const run = helper.start([onLoopback(filter)], 0);
      run.stream.once('data', () => {
        for (const pid of childrenOf(process.pid)) if (!before.includes(pid)) process.kill(pid, 'SIGKILL');
      });
      assert.match((await run.ended) ?? '', /was ended by SIGKILL/);
    });
  });
}

function childrenOf(pid: number): number[] {
  try {
    const output = execFileSync('ps', ['-o', 'pid=,comm=', '--ppid', String(pid)], { encoding: 'utf8' });
    return [...output.matchAll(/^\s*(\d+) (?!ps$)/gm)].map((match) => Number(match[1]));
  } catch {
    return [];
  }
}

test('the best program of all is found, or why there is none', async () => {
  const found = await findHelper();
  if (found.helper === null) {
    assert.match(found.problem, /^No program here may capture\. dumpcap: .*; tcpdump: .*; cap: /);
    assert.ok(found.advice.every((way) => way.split('`').length % 2 === 1));
  } else assert.ok(Object.keys(finders).includes(found.helper.kind));
});

test('without rights, the advice says how to get them', { skip: process.getuid?.() !== 0 && 'needs root' }, () => {
  const code = `const { findHelper } = await import(${JSON.stringify(`${import.meta.dirname}/../../../capture/helper/find-helper.ts`)});
    process.stdout.write(JSON.stringify(await findHelper()));`;
  const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups', '--inh-caps=-all', '--bounding-set=-all'];
  const output = execFileSync('setpriv', [...nobody, process.execPath, '--input-type=module', '-e', code], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '' },
  });
  const found = JSON.parse(output);
  assert.equal(found.helper, null);
  assert.match(found.problem, /not permitted|permission/i);
  assert.match(found.advice.join('\n'), /`sudo usermod -aG wireshark "\$USER"`/);
});

/** Whether there is a pair of interfaces of ours. */
let pair = false;
const vanishing = `osi-v${process.pid % 100_000}`;
const ip = (...words: string[]): void => void execFileSync('ip', words, { stdio: 'ignore' });
before(() => {
  try {
    ip('link', 'add', vanishing, 'type', 'veth', 'peer', 'name', `${vanishing}p`);
    pair = true;
    for (const name of [vanishing, `${vanishing}p`]) ip('link', 'set', name, 'up');
  } catch {}
});
after(() => {
  if (pair) ip('link', 'delete', vanishing);
});

test('facts that the system tells of an interface', async (t) => {
  const lo = await interfaceFacts('lo');
  assert.equal(lo.loopback, true);
  assert.ok(lo.addresses.includes('127.0.0.1'));
  assert.deepEqual((await interfaceFacts('../../etc')).mtu, null);
  assert.deepEqual((await interfaceFacts('no-such-device')).up, false);
  if (!pair) return t.skip('no interface can be made here');
  const facts = await interfaceFacts(vanishing);
  assert.deepEqual([facts.up, facts.loopback, facts.mtu, facts.carrier], [true, false, 1500, true]);
});

test('an interface that vanishes ends the run with its reason', async (t) => {
  if (!pair) return t.skip('no interface can be made here');
  const found = await findHelper();
  if (found.helper === null) return t.skip(found.problem);
  const run = found.helper.start([{ ...onLoopback(''), name: vanishing }], 0);
  run.stream.once('data', () => {
    ip('link', 'delete', vanishing);
    pair = false;
  });
  run.stream.resume();
  const reason = await run.ended;
  assert.match(reason ?? '', /no longer attached|disappeared/);
});
