import { Worker } from 'node:worker_threads';
import { CaptureFileError } from '../../sources/capture-file-error.ts';
import { BytesAhead } from './bytes-ahead.ts';
import type { PartQueue } from './part-queue.ts';
import { MOST_AHEAD, type WorkerMessage, type WorkerOrder } from './worker-order.ts';

/** A thread that prints parts of a capture into a queue. */
export class PrintingWorker {
  /** Frames in the file, once the worker has read all of it. Rejects when it cannot print on. */
  readonly frames: Promise<number>;
  private readonly worker: Worker;

  constructor(order: Omit<WorkerOrder, 'ahead'>, queue: PartQueue, program = new URL('./worker.ts', import.meta.url)) {
    const ahead = new BytesAhead(MOST_AHEAD);
    const workerData: WorkerOrder = { ...order, ahead: ahead.memory };
    // Remarks on the arguments are made by the thread that starts it.
    this.worker = new Worker(program, { workerData, stderr: true });
    this.frames = new Promise((resolve, reject) => {
      this.worker.on('message', (message: WorkerMessage) => {
        if ('bytes' in message) {
          const { length } = message.bytes;
          queue.add(message.part, message.bytes, () => ahead.written(length));
        } else if ('ended' in message) queue.end(message.ended);
        else if ('frames' in message) resolve(message.frames);
        else reject(new CaptureFileError('io', message.problem));
      });
      this.worker.on('error', reject);
      this.worker.on('exit', (code) => reject(new Error(`A printing thread ended early (exit code ${code}).`)));
    });
    // It is taken from the promise by whoever waits for the frames.
    this.frames.catch(() => {});
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}
