import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';

const root = join(import.meta.dirname, '../..');

/** `npm start` on a machine without a display, where Electron cannot open a window. */
function start(t: TestContext, words: readonly string[]): { child: ChildProcess; said: Promise<string> } {
  const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', OSISCOPE_APT: 'no' };
  const command = [join(root, 'tools/bootstrap.mjs'), '--then', 'tools/start.ts', ...words];
  const child = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  t.after(() => child.kill());
  let text = '';
  const said = new Promise<string>((resolve) => {
    const hear = (part: Buffer): void => {
      text += part;
      if (/Osiscope is at \S+\n/.test(text)) resolve(text);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', () => resolve(text));
  });
  return { child, said };
}

test('without a display it says why, prints an address that answers, and ends when told', async (t) => {
  const { child, said } = start(t, []);
  const text = await said;
  assert.match(text, /opening in the browser host, because there is no display/);
  const address = /Osiscope is at (http:\/\/127\.0\.0\.1:\d+\/\S*)/.exec(text)?.[1];
  assert.ok(address !== undefined, text);
  const { status } = await fetch(address, { redirect: 'manual' });
  assert.equal(status, 303);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
});

test('a capture that does not exist is explained', async (t) => {
  const { child, said } = start(t, ['/nowhere/none.pcap']);
  const text = await said;
  assert.match(text, /\/nowhere\/none\.pcap/);
  if (child.exitCode === null) await once(child, 'exit');
  assert.notEqual(child.exitCode, 0);
});
