import { readlinkSync } from 'node:fs';
import { threadId } from 'node:worker_threads';

/**
 * The kernel's id of the calling thread, as strace and /proc name it. Where the system has no /proc/thread-self, Node's
 * own thread number is all there is: the process id stands for the main thread, and other threads count up from there.
 */
export function kernelThreadId(): number {
  try {
    const link = readlinkSync('/proc/thread-self');
    return Number(link.slice(link.lastIndexOf('/') + 1));
  } catch {
    return process.pid + threadId;
  }
}
