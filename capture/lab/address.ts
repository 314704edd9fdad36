import { randomInt } from 'node:crypto';

/**
 * A loopback address that only one run uses, so that its frames can be told from all others by a capture filter. On
 * Linux the whole of 127.0.0.0/8 is this machine; elsewhere only 127.0.0.1 is.
 */
export function runAddress(): string {
  if (process.platform !== 'linux') return '127.0.0.1';
  return `127.${randomInt(64, 192)}.${randomInt(256)}.${randomInt(1, 255)}`;
}
