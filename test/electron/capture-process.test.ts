import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import { connect } from '../../contract/connect.ts';
import { osiscope } from '../../contract/osiscope.ts';
import { type MessagePortLike, messagePort } from '../../contract/ports/message-port.ts';
import { buildTarget } from '../../tools/build.ts';
import { fileTree } from '../tools/file-tree.ts';

const root = join(import.meta.dirname, '../..');

/** pcap (microseconds, little endian, Ethernet) of one frame of 60 zero bytes. */
function smallCapture(): Buffer {
  const file = Buffer.alloc(24 + 16 + 60);
  file.writeUInt32LE(0xa1b2c3d4, 0);
  file.writeUInt16LE(2, 4);
  file.writeUInt16LE(4, 6);
  file.writeUInt32LE(262144, 16);
  file.writeUInt32LE(1, 20);
  file.writeUInt32LE(60, 32);
  file.writeUInt32LE(60, 36);
  return file;
}

test('the built capture process serves the ports it is handed, and ends when told', async (t) => {
  await buildTarget('desktop');
  const program = join(root, '.vite/build/capture-process.js');
  assert.ok(existsSync(program));
  const worker = new Worker(join(import.meta.dirname, 'parent-port.mjs'), {
    workerData: { program: pathToFileURL(program).href },
  });
  t.after(() => worker.terminate());
  await once(worker, 'message');

  const directory = fileTree(t, { 'one.pcap': smallCapture() });
  const clients = await Promise.all(
    [1, 2].map(() => {
      const { port1, port2 } = new MessageChannel();
      worker.postMessage({ data: 'connect', ports: [port2] }, [port2]);
      return connect(osiscope, messagePort(port1 as unknown as MessagePortLike));
    }),
  );
  assert.match(clients[0]!.server.server, /^Osiscope \d+\.\d+\.\d+$/);
  const opened = await clients[0]!.call('captures.open', { path: join(directory, 'one.pcap') });
  assert.equal(opened.title, 'one.pcap');
  const seen = await clients[1]!.call('captures.list');
  assert.deepEqual(
    seen.map(({ capture }) => capture),
    [opened.capture],
  );

  worker.postMessage({ data: 'stop', ports: [] });
  const [code] = await once(worker, 'exit');
  assert.equal(code, 0);
  for (const client of clients) assert.match(await client.closed, /closed the connection or ended/);
});
