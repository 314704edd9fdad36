import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { CaptureFileError } from '../../sources/capture-file-error.ts';
import type { CaptureSource } from '../../sources/capture-source.ts';
import type { Arguments } from '../arguments.ts';
import type { FramePrinting } from '../frame-printing.ts';
import { toStandardOutput } from '../output.ts';
import { fileIdentity } from './file-identity.ts';
import { PartQueue } from './part-queue.ts';
import { Parts } from './parts.ts';
import { PrintingWorker } from './printing-worker.ts';
import { MOST_AHEAD } from './worker-order.ts';

/** Files from this size on are worth the start of another thread. */
const WORTHWHILE = 20_000_000;
/** Every thread learns from all frames, so that each brings less than the one before. */
const MOST_THREADS = 4;

export interface Division {
  /** Threads that print, this one included. */
  readonly threads: number;
  /** Shortest file that is divided, in bytes. */
  readonly from: number;
  /** What the other threads run, where it is not the usual program. */
  readonly program?: URL;
}

export function standardDivision(): Division {
  return { threads: Math.min(availableParallelism(), MOST_THREADS), from: WORTHWHILE };
}

/** A file whose printing can be divided: all of it can be read by several threads at once. */
interface DivisibleFile {
  readonly identity: string;
  readonly length: number;
}

/** The file of an opened source, or undefined where only one thread can print it, or should. */
export function divisibleFile(
  path: string,
  source: CaptureSource,
  printing: FramePrinting,
  { threads, from }: Division,
): DivisibleFile | undefined {
  if (threads < 2 || !printing.divisible || path === '-' || source.format.compression !== 'none') return undefined;
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile() || stats.size < from) return undefined;
  return { identity: fileIdentity(stats), length: stats.size };
}

/**
 * Prints a file with several threads. Each reads all of it and learns from every frame, as one thread would, but decodes
 * for printing only the parts that it took; so what is printed is the same to the letter.
 */
export async function printInParallel(
  args: Arguments,
  path: string,
  source: CaptureSource,
  printing: FramePrinting,
  { identity, length }: DivisibleFile,
  { threads, program }: Division,
): Promise<void> {
  const queue = new PartQueue(toStandardOutput, printing.between);
  const parts = new Parts();
  const order = { args, path, identity, length, parts: parts.memory };
  const workers = Array.from({ length: threads - 1 }, () => new PrintingWorker(order, queue, program));
  const counts = Promise.all(workers.map((worker) => worker.frames));
  try {
    printing.begin();
    printing.out.flush();
    const frames = await Promise.race([printParts(source, printing, queue, parts, length), failure(counts)]);
    const others = await counts;
    if (others.some((count) => count !== frames)) {
      throw new CaptureFileError('io', `"${path}" was changed while it was being read. Open it again.`);
    }
    printing.out.send = toStandardOutput;
    printing.end(queue.any);
    printing.out.flush();
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
  }
}

/** Prints this thread's parts into the queue. Returns the number of frames. */
function printParts(
  source: CaptureSource,
  printing: FramePrinting,
  queue: PartQueue,
  parts: Parts,
  length: number,
): Promise<number> {
  let part = 0;
  let ahead = 0;
  printing.out.send = (bytes) => {
    if (queue.isNext(part)) return queue.add(part, bytes);
    ahead += bytes.length;
    queue.add(part, bytes.slice(), () => {
      ahead -= bytes.length;
    });
  };
  const turns = {
    take: (next: number) => {
      part = next;
      return parts.take(next);
    },
    end: (ended: number) => queue.end(ended),
    async slice() {
      // Outputs of the other threads come in turns of the event loop.
      await setImmediate();
      if (ahead > MOST_AHEAD) await queue.until(part);
    },
  };
  return printing.printParts(source, turns, length);
}

/** Rejects as `counts` does, and never resolves. */
function failure(counts: Promise<unknown>): Promise<never> {
  return new Promise((_, reject) => counts.catch(reject));
}
