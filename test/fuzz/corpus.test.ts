// Every capture file at hand goes through everything a person can ask of it. Files that are no captures are welcome.
//
//   OSISCOPE_CAPTURES=FOLDER[:FOLDER]... npm test -- fuzz/corpus    also the files below these folders
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { delimiter, join, relative, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { Service } from '../../capture/service/service.ts';
import { type Client, connect } from '../../contract/connect.ts';
import { ContractError } from '../../contract/errors.ts';
import { type Osiscope, osiscope } from '../../contract/osiscope.ts';
import { memoryPorts } from '../../contract/ports/memory.ts';
import { RowBatch } from '../../contract/row-batch.ts';
import { TreeBatch } from '../../contract/tree-batch.ts';

const root = join(import.meta.dirname, '../..');
const folders = [join(root, 'test/captures'), ...(process.env.OSISCOPE_CAPTURES?.split(delimiter) ?? [])];

/** Seconds of computing for one file, in this process or in one of its own. */
const LIMIT = 5;
/** Bytes that a file may add to this process. */
const MEMORY = 300e6;
/** Megabytes of heap that the command line gets. */
const HEAP = 256;
const WINDOW = 64;
/** Packets of a file whose details are asked for, and how many at the same time. The command line shows every one. */
const PACKETS = 1000;
const AT_ONCE = 16;

const columns = ['number', 'time', 'source', 'destination', 'layers', 'protocol', 'length', 'info'] as const;

/** Opens the file as the window does and asks for all rows and the details of packets all over it. Returns how many there were. */
async function walk(client: Client<Osiscope>, path: string): Promise<number> {
  const ready = new Promise<void>((resolve) => {
    client.on('captures.changed', ({ phase }) => phase === 'ready' && resolve());
  });
  const { capture } = await client.call('captures.open', { path });
  await ready;
  const { view, total } = await client.call('views.open', { capture });
  for (let first = 0; first < total; first += WINDOW) {
    const window = { view, first, count: WINDOW, columns: [...columns], timeFormat: 'r' as const };
    const batch = new RowBatch((await client.call('views.rows', window)).batch);
    assert.equal(batch.count, Math.min(WINDOW, total - first));
  }
  const asked = Math.min(total, PACKETS);
  for (let first = 0; first < asked; first += AT_ONCE) {
    const calls = Array.from({ length: Math.min(AT_ONCE, asked - first) }, (_, i) =>
      client.call('packets.get', { capture, frame: 1 + Math.floor(((first + i) * total) / asked) }),
    );
    for (const { tree } of await Promise.all(calls)) assert.ok(new TreeBatch(tree).count > 0);
  }
  return total;
}

/** What the command line printed, and how it ended; the system kills it after {@link LIMIT}. */
function commandLine(words: readonly string[]): Promise<{ code: number | null; bytes: number; errors: string }> {
  return new Promise((done, failed) => {
    const program = [join(root, 'bin/osiscope'), ...words];
    const child = spawn('sh', ['-c', `ulimit -t ${LIMIT} && exec "$@"`, 'sh', ...program], {
      env: { ...process.env, NODE_OPTIONS: `--max-old-space-size=${HEAP}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let bytes = 0;
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk;
    });
    child.on('error', failed);
    child.on('close', (code) => done({ code, bytes, errors }));
  });
}

const files = folders
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => globSync('**/*', { cwd: folder }).map((name) => resolve(folder, name)))
  .filter((path) => statSync(path).isFile())
  .sort();

describe('capture files', () => {
  for (const path of files) {
    test(relative(root, path), async () => {
      const service = new Service();
      const [here, there] = memoryPorts();
      service.connect(there);
      const client = await connect(osiscope, here);
      const began = process.cpuUsage();
      const before = process.memoryUsage.rss();
      let refused = false;
      let frames = 0;
      try {
        frames = await walk(client, path);
      } catch (error) {
        if (!(error instanceof ContractError) || error.code === 'internal') throw error;
        assert.ok(['empty', 'unknown-format'].includes(error.code), error.message);
        refused = true;
      }
      const [opened] = service.captures.list();
      assert.equal(opened?.capture.session.decoderErrors ?? 0, 0, String(opened?.capture.session.lastDecoderError));
      const { user, system } = process.cpuUsage(began);
      assert.ok(user + system < LIMIT * 1e6, `took ${((user + system) / 1e6).toFixed(1)} s`);
      assert.ok(process.memoryUsage.rss() - before < MEMORY, 'takes too much memory');
      client.close();
      await service.close();

      const { code, bytes, errors } = await commandLine(['-r', path, '-V']);
      assert.doesNotMatch(errors, /\n\s+at /, errors);
      assert.ok(code === (refused ? 1 : 0) || (!refused && code === 2), `exit code ${code}: ${errors}`);
      assert.equal(bytes > 0, frames > 0);
    });
  }
});
