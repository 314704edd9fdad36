import { spawn } from 'node:child_process';
import { createReadStream, type Stats } from 'node:fs';
import type { Readable } from 'node:stream';

/** Paths that stand for an open file of this very process. */
const ownFiles = /^\/(dev|proc)\//;

/**
 * The bytes of a pipe or device. A named pipe is read by `cat`, which can be ended while it waits for a writer or for
 * bytes; a read of this process's own could not, and would keep the process from ending.
 */
export function readPipe(path: string, info: Stats): Readable {
  if (!info.isFIFO() || ownFiles.test(path)) return createReadStream(path);
  const reader = spawn('cat', ['--', path], { stdio: ['ignore', 'pipe', 'ignore'] });
  reader.once('error', (error) => reader.stdout.destroy(error));
  reader.stdout.once('close', () => reader.kill());
  return reader.stdout;
}
