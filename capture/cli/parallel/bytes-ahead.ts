/**
 * Counts the bytes that a worker has handed over and that wait to be written. The worker waits while they are too many: the
 * reader of standard output may be slower than it, or stop reading.
 */
export class BytesAhead {
  /** To be handed to the worker. */
  readonly memory: SharedArrayBuffer;
  private readonly count: Int32Array;
  private readonly most: number;

  constructor(most: number, memory = new SharedArrayBuffer(4)) {
    this.most = most;
    this.memory = memory;
    this.count = new Int32Array(memory);
  }

  /** Called by the worker, which it stops until fewer bytes than `most` wait. */
  add(bytes: number): void {
    Atomics.add(this.count, 0, bytes);
    for (;;) {
      const waiting = Atomics.load(this.count, 0);
      if (waiting <= this.most) return;
      Atomics.wait(this.count, 0, waiting);
    }
  }

  /** Called where the bytes are written. */
  written(bytes: number): void {
    Atomics.sub(this.count, 0, bytes);
    Atomics.notify(this.count, 0);
  }
}
