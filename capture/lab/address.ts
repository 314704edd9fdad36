import { randomInt } from 'node:crypto';

/**
 * A loopback address that only one run uses, so that its frames can be told from all others by a capture filter. On
 * Linux the whole of 127.0.0.0/8 is this machine.
 */
export function runAddress(): string {
  return `127.${randomInt(64, 192)}.${randomInt(256)}.${randomInt(1, 255)}`;
}
