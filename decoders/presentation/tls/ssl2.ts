import type { Cursor } from '../../model/cursor.ts';
import { bool, fields, octets, uint8, uint16, uint24 } from '../../model/field.ts';
import { NEED_MORE, NOT_MINE } from '../../model/stream.ts';
import { certificate } from './certificates.ts';
import { cipherSuiteName } from './cipher-suites.ts';
import { f } from './tls-fields.ts';

export const SSL_2 = 0x0002;
const CLIENT_HELLO = 1;
const CLIENT_MASTER_KEY = 2;
const SERVER_HELLO = 4;

const messageNames: Readonly<Record<number, string>> = {
  [CLIENT_HELLO]: 'Client Hello',
  [CLIENT_MASTER_KEY]: 'Client Master Key',
  [SERVER_HELLO]: 'Server Hello',
};

const cipherNames: Readonly<Record<number, string>> = {
  65664: 'SSL2_RC4_128_WITH_MD5',
  131200: 'SSL2_RC4_128_EXPORT40_WITH_MD5',
  196736: 'SSL2_RC2_128_CBC_WITH_MD5',
  262272: 'SSL2_RC2_128_CBC_EXPORT40_WITH_MD5',
  327808: 'SSL2_IDEA_128_CBC_WITH_MD5',
  393280: 'SSL2_DES_64_CBC_WITH_MD5',
  458944: 'SSL2_DES_192_EDE3_CBC_WITH_MD5',
  524416: 'SSL2_RC4_64_WITH_MD5',
};

/** Fields that only SSL 2 has (draft-hickman-netscape-ssl-00). */
export const ssl2Fields = fields('tls', {
  escape: bool('record.is_escape', 'Is Escape', { truth: ['True', 'False'] }),
  padding: uint8('record.padding_length', 'Padding Length'),
  specsLength: uint16('handshake.cipher_spec_len', 'Cipher Spec Length'),
  challengeLength: uint16('handshake.challenge_length', 'Challenge Length'),
  spec: uint24('handshake.cipherspec', 'Cipher Spec', {
    base: 'hex',
    names: (spec) => (spec > 0xffff ? cipherNames[spec] : cipherSuiteName(spec)),
  }),
  challenge: octets('handshake.challenge', 'Challenge'),
  sessionIdHit: bool('handshake.session_id_hit', 'Session ID Hit', { truth: ['True', 'False'] }),
  connectionIdLength: uint16('handshake.connection_id_length', 'Connection ID Length'),
  connectionId: octets('handshake.connection_id', 'Connection ID'),
  clearKeyLength: uint16('handshake.clear_key_length', 'Clear Key Data Length'),
  encryptedKeyLength: uint16('handshake.encrypted_key_length', 'Encrypted Key Data Length'),
  keyArgLength: uint16('handshake.key_arg_length', 'Key Argument Length'),
  clearKey: octets('handshake.clear_key_data', 'Clear Key Data'),
  encryptedKey: octets('handshake.encrypted_key', 'Encrypted Key'),
  keyArg: octets('handshake.key_arg', 'Key Argument'),
});
const s = ssl2Fields;

/** A hello of SSL 2 in the clear: two bytes of length with the high bit set, a type, and a version that is one. */
export function beginsSsl2(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 7 || bytes[start] < 0x80) return false;
  const type = bytes[start + 2];
  const at = type === CLIENT_HELLO ? start + 3 : type === SERVER_HELLO ? start + 5 : -1;
  if (at < 0) return false;
  return (bytes[at] === 0 && bytes[at + 1] === 2) || (bytes[at] === 3 && bytes[at + 1] <= 3);
}

/** Length of the record of SSL 2 that begins at `start`: two bytes of header, or three where there is padding. */
export function measureSsl2(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 2) return NEED_MORE;
  const word = (bytes[start] << 8) | bytes[start + 1];
  const length = word & 0x8000 ? 2 + (word & 0x7fff) : 3 + (word & 0x3fff);
  return length > 2 ? length : NOT_MINE;
}

/** Reads a record of SSL 2. Returns true when it is a Server Hello, which makes the connection one of SSL 2. */
export function decodeSsl2(c: Cursor): boolean {
  const { bytes, pos } = c;
  if (c.available < 3) c.short(3);
  const entry = c.open(f.record);
  const word = c.peek16(pos);
  const padded = (word & 0x8000) === 0;
  const type = !padded && isMessage(bytes, pos, c.end) ? bytes[pos + 2] : 0;
  c.label(entry, `SSLv2 Record Layer: ${messageNames[type] ?? 'Encrypted Data'}`);
  c.generated(f.version, SSL_2);
  const length = word & (padded ? 0x3fff : 0x7fff);
  c.at(f.length, pos, 2, length);
  if (padded) {
    c.at(s.escape, pos, 1, (word >>> 14) & 1);
    c.at(s.padding, pos + 2, 1, bytes[pos + 2]);
  }
  c.pos = pos + (padded ? 3 : 2);
  const outer = c.scope(length);
  if (type !== 0) {
    const named = c.at(f.handshakeType, c.pos, 1, type);
    c.label(named, `Handshake Message Type: ${messageNames[type]} (${type})`);
    c.pos++;
    if (type === CLIENT_HELLO) clientHello(c);
    else if (type === SERVER_HELLO) serverHello(c);
    else masterKey(c);
  }
  if (c.remaining > 0) c.take(f.data, c.remaining);
  c.leave(outer);
  c.close(entry);
  return type === SERVER_HELLO;
}

function isMessage(bytes: Uint8Array, start: number, end: number): boolean {
  if (beginsSsl2(bytes, start, end)) return true;
  if (bytes[start + 2] !== CLIENT_MASTER_KEY || end - start < 12) return false;
  const size = (at: number) => (bytes[at] << 8) | bytes[at + 1];
  return size(start + 6) + size(start + 8) + size(start + 10) <= (size(start) & 0x7fff);
}

function clientHello(c: Cursor): void {
  c.u16(f.handshakeVersion);
  const specs = c.u16(s.specsLength);
  const session = length16(c, f.sessionIdLength);
  const challenge = c.u16(s.challengeLength);
  cipherSpecs(c, specs);
  if (session > 0) c.take(f.sessionId, session);
  c.take(s.challenge, challenge);
}

function serverHello(c: Cursor): void {
  c.u8(s.sessionIdHit);
  const at = c.pos;
  c.skip(1);
  const kind = c.peek8(at);
  const entry = c.at(f.certificateType, at, 1, kind);
  c.label(entry, `Certificate Type: ${kind === 1 ? 'X.509 Certificate' : 'Unknown'} (${kind})`);
  c.u16(f.handshakeVersion);
  const length = length16(c, f.certificateLength);
  const specs = c.u16(s.specsLength);
  const connection = c.u16(s.connectionIdLength);
  if (length > 0) certificate(c, length);
  cipherSpecs(c, specs);
  c.take(s.connectionId, connection);
}

function masterKey(c: Cursor): void {
  c.u24(s.spec);
  const clear = c.u16(s.clearKeyLength);
  const encrypted = c.u16(s.encryptedKeyLength);
  const argument = c.u16(s.keyArgLength);
  if (clear > 0) c.take(s.clearKey, clear);
  if (encrypted > 0) c.take(s.encryptedKey, encrypted);
  if (argument > 0) c.take(s.keyArg, argument);
}

/** A length of two bytes, in a field that TLS makes of another width. */
function length16(c: Cursor, field: typeof f.sessionIdLength): number {
  if (c.available < 2) c.short(2);
  const value = c.peek16(c.pos);
  c.at(field, c.pos, 2, value);
  c.pos += 2;
  return value;
}

function cipherSpecs(c: Cursor, length: number): void {
  if (length === 0) return;
  const count = Math.floor(length / 3);
  const entry = c.open(f.cipherSuites);
  if (entry >= 0) c.label(entry, `Cipher Specs (${count} ${count === 1 ? 'spec' : 'specs'})`);
  const outer = c.scope(length);
  while (c.remaining >= 3) c.u24(s.spec);
  c.skip(c.remaining);
  c.leave(outer);
  c.close(entry);
}

/** What the Info column says of a record. */
export function ssl2Text(type: number): string {
  return messageNames[type] ?? 'Encrypted Data';
}
