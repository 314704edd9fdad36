// Prints the parts of a capture that other threads have not taken; what it prints goes to the thread that started it.
import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { CaptureFileError } from '../../sources/capture-file-error.ts';
import { openCaptureFile } from '../../sources/open-capture-file.ts';
import { FramePrinting } from '../frame-printing.ts';
import { Output } from '../output.ts';
import { BytesAhead } from './bytes-ahead.ts';
import { fileIdentity } from './file-identity.ts';
import { Parts } from './parts.ts';
import { MOST_AHEAD, type WorkerMessage, type WorkerOrder } from './worker-order.ts';

function say(message: WorkerMessage, transferred: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, [...transferred]);
}

/** Returns the number of frames in the file. */
async function printParts(order: WorkerOrder): Promise<number> {
  const parts = new Parts(order.parts);
  const ahead = new BytesAhead(MOST_AHEAD, order.ahead);
  let part = 0;
  const out = new Output((bytes) => {
    const copy = bytes.slice();
    say({ part, bytes: copy }, [copy.buffer]);
    ahead.add(copy.length);
  });
  const printing = await FramePrinting.prepare(order.args, { out });
  const source = await openCaptureFile(order.path);
  try {
    if (fileIdentity(statSync(order.path)) !== order.identity) {
      throw new CaptureFileError('io', `"${order.path}" became another file while it was being read. Open it again.`);
    }
    const turns = {
      take: (next: number) => {
        part = next;
        return parts.take(next);
      },
      end: (ended: number) => say({ ended }),
      slice: async () => {},
    };
    return await printing.printParts(source, turns, order.length);
  } finally {
    await source.close();
  }
}

try {
  say({ frames: await printParts(workerData as WorkerOrder) });
} catch (error) {
  if (!(error instanceof CaptureFileError)) throw error;
  say({ problem: error.message });
}
