// Adds ten bytes three times to what waits to be written, and tells each time when it may go on.
import { parentPort, workerData } from 'node:worker_threads';
import { BytesAhead } from '../../../../../capture/cli/parallel/bytes-ahead.ts';

const ahead = new BytesAhead(15, workerData as SharedArrayBuffer);
for (let time = 1; time <= 3; time++) {
  ahead.add(10);
  parentPort?.postMessage(time);
}
