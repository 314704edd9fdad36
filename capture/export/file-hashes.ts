import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** SHA-256 and SHA-1 of a file, as hexadecimal digits. Throws what reading throws, also for an aborted signal. */
export async function fileHashes(path: string, signal: AbortSignal): Promise<{ sha256: string; sha1: string }> {
  const sha256 = createHash('sha256');
  const sha1 = createHash('sha1');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) {
    sha256.update(chunk);
    sha1.update(chunk);
  }
  return { sha256: sha256.digest('hex'), sha1: sha1.digest('hex') };
}
