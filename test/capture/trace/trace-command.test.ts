import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findHelper } from '../../../capture/helper/find-helper.ts';
import { findProgram } from '../../../capture/helper/program.ts';
import { openCaptureFile } from '../../../capture/sources/open-capture-file.ts';
import { savedTrace } from '../../../capture/trace/saved-trace.ts';
import { joinTrace } from '../../../capture/trace/trace.ts';
import { TracedFrames } from '../../../capture/trace/traced-frames.ts';
import { temporaryFolder } from '../opened-capture.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const main = join(root, 'capture/cli/main.ts');
/** For the temporary files of the traces of this test alone. */
const scratch = mkdtempSync(join(tmpdir(), 'osiscope-test-'));
after(() => rmSync(scratch, { recursive: true, force: true }));
const env = {
  ...process.env,
  NODE: process.execPath,
  ROOT: root,
  TMPDIR: scratch,
  NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/osiscope-modules'),
};

const found = await findHelper();
const skip = found.helper === null && 'this user may not capture';

function trace(...words: string[]) {
  const child = spawn(process.execPath, [main, 'trace', ...words], { stdio: ['ignore', 'pipe', 'pipe'], env });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    texts.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    texts.stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, texts, ended };
}

async function run(...words: string[]) {
  const { texts, ended } = trace(...words);
  return { status: await ended, ...texts, stdout: texts.stdout, stderr: texts.stderr };
}

async function opened(path: string) {
  const source = await openCaptureFile(path);
  try {
    const frames = new TracedFrames();
    await frames.read(source);
    return { frames, steps: joinTrace(savedTrace(source.details, source.frameBytes), frames.facts) };
  } finally {
    await source.close();
  }
}

/** Starts the daemon, lets the client talk to it over TCP and UDP, and ends the daemon. */
const pair = `set -e
"$NODE" "$ROOT/reference/daemon/main.ts" --any-port --pid-file "$1/pid" --services echo,http --model "$2" 2>"$1/ready" &
daemon=$!
while ! grep -q '^ready' "$1/ready"; do sleep 0.05; done
port=$(sed -n 's/^listening: echo tcp .* //p' "$1/ready")
"$NODE" "$ROOT/reference/client/main.ts" echo 127.0.0.1 "$port" --repeat 3 --times 2 --size 5000 --quiet
"$NODE" "$ROOT/reference/client/main.ts" echo 127.0.0.1 "$port" --udp
kill $daemon
wait $daemon
`;

for (const model of ['select', 'thread']) {
  test(`every step of the pair is tied to its frames, other programs to none (${model})`, { skip }, async (t) => {
    const folder = await temporaryFolder(t);
    const script = join(folder, 'pair.sh');
    writeFileSync(script, pair);
    const file = join(folder, 'trace.pcapng');
    const stranger = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
    await new Promise((listening) => stranger.once('listening', listening));
    const { port: strange } = stranger.address() as { port: number };
    const chatter = connect(strange, '127.0.0.1');
    chatter.resume();
    const chat = setInterval(() => chatter.write('words of a stranger'), 30);
    t.after(() => {
      clearInterval(chat);
      chatter.destroy();
      stranger.close();
    });
    const { status, stdout, stderr } = await run('-w', file, '--', 'sh', script, folder, model);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /frames of other programs are not shown/);

    const { frames, steps } = await opened(file);
    const strangers = new Set(
      frames.facts.filter((f) => f.source.port === strange || f.destination.port === strange).map((f) => f.number),
    );
    assert.ok(strangers.size > 0, 'the stranger was captured');
    const seen = new Map<string, number>();
    for (const step of steps) {
      assert.ok(!step.frames.some((frame) => strangers.has(frame)));
      if (step.kind !== 'event') continue;
      const { event } = step;
      if (event.remote === undefined || !/^(accept|connect|read|write|close)$/.test(event.step)) continue;
      if (event.protocol === 'udp' && /^(connect|close)$/.test(event.step)) continue;
      assert.ok(step.frames.length > 0, `${event.role} ${event.step} of ${event.bytes} bytes has frames`);
      const key = `${event.role} ${event.protocol} ${event.step}`;
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    assert.equal(seen.get('daemon tcp accept'), 3);
    assert.equal(seen.get('client tcp connect'), 3);
    for (const end of ['client', 'daemon']) {
      assert.equal(seen.get(`${end} tcp close`), 3);
      for (const step of ['read', 'write']) {
        assert.ok((seen.get(`${end} tcp ${step}`) ?? 0) >= 6);
        assert.equal(seen.get(`${end} udp ${step}`), 1);
      }
    }

    const again = await run('-r', file);
    assert.equal(again.status, 0);
    assert.equal(again.stdout, stdout.slice(stdout.indexOf('      seconds')));
    const tshark = findProgram('tshark');
    if (tshark !== undefined) {
      const listed = spawn(tshark, ['-r', file], { stdio: ['ignore', 'pipe', 'ignore'] });
      let lines = '';
      for await (const text of listed.stdout) lines += text;
      assert.equal(lines.trimEnd().split('\n').length, frames.table.count);
    }
  });
}

test('system calls of any program are tied to its frames', {
  skip: skip || (findProgram('strace') === undefined && 'strace is not installed'),
}, async (t) => {
  const folder = await temporaryFolder(t);
  const file = join(folder, 'trace.pcapng');
  const server = createServer((socket) => socket.end('answer')).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  t.after(() => server.close());
  const { port } = server.address() as { port: number };
  const program = `require('net').connect(${port}, '127.0.0.1', function () { this.end('question'); }).resume()`;
  const { status, stderr } = await run('--syscalls', '-w', file, '--', process.execPath, '-e', program);
  assert.equal(status, 0, stderr);
  const { steps } = await opened(file);
  for (const name of ['connect', 'write', 'read', 'shutdown', 'close']) {
    const tied = steps.filter(
      (step) => step.kind === 'call' && step.call.step === name && step.call.remote !== undefined,
    );
    assert.ok(tied.length > 0, name);
    for (const step of tied) assert.ok(step.frames.length > 0, `${name} has frames`);
  }
  assert.ok(steps.some((step) => step.kind === 'call' && step.call.name === 'exit'));
});

function running(word: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(word);
    } catch {
      return false;
    }
  });
}

test('nothing is left running: not what left its session, not after signals', {
  skip: skip || (process.platform !== 'linux' && 'processes are found in /proc'),
}, async (t) => {
  const folder = await temporaryFolder(t);
  const mark = join(folder, 'mark');
  writeFileSync(mark, '');
  const background = await run('--', 'sh', '-c', `setsid tail -f ${mark} >/dev/null 2>&1 & sleep 0.2; exit 3`);
  assert.equal(background.status, 3);
  assert.match(background.stderr, /1 processes that the command left running were ended/);
  assert.deepEqual(running(mark), []);

  for (const [signals, status] of [
    [['SIGTERM'], 143],
    [['SIGTERM', 'SIGTERM'], 137],
  ] as const) {
    const deaf = signals.length > 1 ? "trap '' TERM; " : '';
    const { child, ended } = trace('--', 'sh', '-c', `${deaf}while :; do test -e ${mark}; sleep 0.05; done`);
    // The tracer itself, and the shell.
    for (const start = Date.now(); running(mark).length < 2 && Date.now() - start < 20_000; ) await sleep(50);
    await sleep(200);
    for (const signal of signals) {
      child.kill(signal);
      await sleep(200);
    }
    assert.equal(await ended, status);
    assert.deepEqual(running(mark), []);
  }
  assert.deepEqual(readdirSync(scratch), []);
});

test('what cannot be done is told', { skip }, async () => {
  const cases: [words: string[], status: number, text: RegExp][] = [
    [[], 2, /trace needs a command/],
    [['curl'], 2, /the command stands behind --/],
    [['--', 'no-such-program'], 1, /"no-such-program" cannot be run/],
    [['-f', 'no filter', '--', 'true'], 1, /is no capture filter for lo/],
    [['-i', 'none0', '--', 'true'], 1, /none0/],
    [['-r', '/nowhere', '--', 'true'], 2, /takes no command/],
  ];
  for (const [words, status, text] of cases) {
    const told = await run(...words);
    assert.equal(told.status, status, words.join(' '));
    assert.match(told.stderr, text);
  }
});
