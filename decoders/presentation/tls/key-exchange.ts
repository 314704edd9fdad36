import type { Cursor } from '../../model/cursor.ts';
import { durationWords } from '../../tree/duration-words.ts';
import { cipherSuiteName } from './cipher-suites.ts';
import { readSignatureAlgorithm } from './signature-algorithm.ts';
import { f } from './tls-fields.ts';

const TLS_1_2 = 0x0303;
const TLS_1_3 = 0x0304;
const TLS_1_0 = 0x0301;
const NAMED_CURVE = 3;

const ELLIPTIC = 1;
const DIFFIE_HELLMAN = 2;
const RSA = 3;

/** How cipher suites exchange keys, by number; 0 where messages about it are shown by their bytes. */
const keyExchange = new Uint8Array(0x1_0000);
for (let suite = 0; suite < keyExchange.length; suite++) {
  const [, exchange] = /^TLS_(\w+?)_(?:EXPORT\d*_)?WITH_/.exec(cipherSuiteName(suite) ?? '') ?? [];
  if (exchange === undefined) continue;
  if (/^ECDHE?_(RSA|ECDSA|anon)$/.test(exchange)) keyExchange[suite] = ELLIPTIC;
  else if (/^DHE?_(RSA|DSS|anon)$/.test(exchange)) keyExchange[suite] = DIFFIE_HELLMAN;
  else if (exchange === 'RSA') keyExchange[suite] = RSA;
}

/** Reads a Certificate Verify message (RFC 5246 section 7.4.8). */
export function certificateVerify(c: Cursor, version: number): void {
  if (version >= TLS_1_2) readSignatureAlgorithm(c);
  c.take(f.verifySignature, c.u16(f.verifySignatureLength));
}

/** Reads a New Session Ticket message (RFC 5077 section 3.3; RFC 8446 section 4.6.1). */
export function sessionTicket(c: Cursor, version: number): void {
  const entry = c.open(f.ticket);
  const lifetime = c.u32(f.ticketLifetime);
  if (c.wants(f.ticketLifetime)) {
    c.label(c.tape.count - 1, `Session Ticket Lifetime Hint: ${lifetime} seconds (${durationWords(lifetime)})`);
  }
  if (version === TLS_1_3) {
    c.u32(f.ticketAgeAdd);
    c.take(f.ticketNonce, c.u8(f.ticketNonceLength));
  }
  c.take(f.ticketBytes, c.u16(f.ticketLength));
  c.close(entry);
}

/** Reads a Server Key Exchange message (RFC 5246 section 7.4.3, RFC 8422 section 5.4) with a Diffie-Hellman key. */
export function serverKeyExchange(c: Cursor, suite: number, version: number): void {
  const exchange = keyExchange[suite];
  if (exchange === ELLIPTIC) {
    const entry = c.open(f.ecServer);
    if (c.u8(f.curveType) === NAMED_CURVE) {
      c.u16(f.namedCurve);
      c.take(f.serverPoint, c.u8(f.serverPointLength));
      signature(c, version);
    }
    c.close(entry);
  } else if (exchange === DIFFIE_HELLMAN) {
    const entry = c.open(f.dhServer);
    c.take(f.prime, c.u16(f.primeLength));
    c.take(f.generator, c.u16(f.generatorLength));
    c.take(f.serverPublic, c.u16(f.serverPublicLength));
    signature(c, version);
    c.close(entry);
  }
}

function signature(c: Cursor, version: number): void {
  if (c.remaining === 0) return;
  if (version >= TLS_1_2) readSignatureAlgorithm(c);
  c.take(f.signature, c.u16(f.signatureLength));
}

/** Reads a Client Key Exchange message (RFC 5246 section 7.4.7, RFC 8422 section 5.7). */
export function clientKeyExchange(c: Cursor, suite: number, version: number): void {
  const exchange = keyExchange[suite];
  if (exchange === ELLIPTIC) {
    const entry = c.open(f.ecClient);
    c.take(f.clientPoint, c.u8(f.clientPointLength));
    c.close(entry);
  } else if (exchange === DIFFIE_HELLMAN) {
    const entry = c.open(f.dhClient);
    c.take(f.clientPublic, c.u16(f.clientPublicLength));
    c.close(entry);
  } else if (exchange === RSA) {
    const entry = c.open(f.rsaClient);
    // SSL 3.0 has no length here.
    if (version >= TLS_1_0) c.take(f.preMaster, c.u16(f.preMasterLength));
    else c.take(f.preMaster, c.remaining);
    c.close(entry);
  }
}
