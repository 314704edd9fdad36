import type { Cursor } from '../../model/cursor.ts';
import { agreed, readExtensions } from './extensions.ts';
import { noteClientFingerprint, noteServerFingerprint } from './fingerprint.ts';
import { f } from './tls-fields.ts';

const RANDOM = 32;
const SUPPORTED_VERSIONS = 43;
const TLS_1_3 = 0x0304;

/** What a Server Hello chose. Reused: read it before the next one. */
export const chosen = { version: 0, suite: 0, application: 0 };

/** Reads a Client Hello (RFC 8446 section 4.1.2) up to the scope's end. */
export function clientHello(c: Cursor): void {
  const start = c.pos;
  opening(c, true);
  const outer = c.scope(c.u16(f.cipherSuitesLength));
  const suites = c.open(f.cipherSuites);
  if (suites >= 0) c.label(suites, `Cipher Suites (${counted(c.remaining >> 1, 'suite')})`);
  while (c.remaining > 1) c.u16(f.cipherSuite);
  c.close(suites);
  c.leave(outer);
  const rest = c.scope(c.u8(f.compressionsLength));
  const methods = c.open(f.compressions);
  if (methods >= 0) c.label(methods, `Compression Methods (${counted(c.remaining, 'method')})`);
  while (c.remaining > 0) c.u8(f.compression);
  c.close(methods);
  c.leave(rest);
  readExtensions(c, true);
  if (c.noting) noteClientFingerprint(c, start);
}

/** Reads a Server Hello (RFC 8446 section 4.1.3) and sets {@link chosen}. */
export function serverHello(c: Cursor): void {
  const start = c.pos;
  const version = opening(c, c.noting && !choosesTls13(c));
  chosen.suite = c.u16(f.cipherSuite);
  c.u8(f.compression);
  readExtensions(c, false);
  chosen.version = agreed.version || version;
  chosen.application = agreed.application;
  if (c.noting) noteServerFingerprint(c, start);
}

/** @param timed the random value begins with the time, as it did before TLS 1.3 */
function opening(c: Cursor, timed: boolean): number {
  const version = c.u16(f.handshakeVersion);
  const at = c.take(f.random, RANDOM);
  if (timed && c.noting) {
    c.nest();
    c.at(f.randomTime, at, 4, 0, BigInt(c.peek32(at)) * 1_000_000_000n);
    c.at(f.randomBytes, at + 4, RANDOM - 4, 0);
    c.unnest();
  }
  const length = c.u8(f.sessionIdLength);
  if (length > 0) c.take(f.sessionId, length);
  return version;
}

/** Looks ahead for the extension by which a server chooses TLS 1.3. */
function choosesTls13(c: Cursor): boolean {
  let at = c.pos + 2 + RANDOM;
  if (at >= c.end) return false;
  at += 1 + c.peek8(at) + 3 + 2;
  while (at + 6 <= c.end) {
    if (c.peek16(at) === SUPPORTED_VERSIONS) return c.peek16(at + 4) === TLS_1_3;
    at += 4 + c.peek16(at + 2);
  }
  return false;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
