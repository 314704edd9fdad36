import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { BytesAhead } from '../../../../capture/cli/parallel/bytes-ahead.ts';

test('a worker waits while too many bytes wait to be written', async () => {
  const ahead = new BytesAhead(15);
  const worker = new Worker(new URL('./programs/adding.ts', import.meta.url), { workerData: ahead.memory });
  const said: number[] = [];
  worker.on('message', (time: number) => said.push(time));
  await once(worker, 'message');
  await setTimeout(50);
  assert.deepEqual(said, [1]);
  ahead.written(10);
  await once(worker, 'message');
  await setTimeout(50);
  assert.deepEqual(said, [1, 2]);
  ahead.written(10);
  await once(worker, 'exit');
  assert.deepEqual(said, [1, 2, 3]);
});
