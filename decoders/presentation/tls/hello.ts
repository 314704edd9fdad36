import type { Cursor } from '../../model/cursor.ts';
import { valueName } from '../../model/field.ts';
import { f } from './tls-fields.ts';
import { extensionNames } from './tls-names.ts';

const SERVER_NAME = 0;
const ALPN = 16;
const SUPPORTED_VERSIONS = 43;
const TLS_1_3 = 0x0304;

/** Reads a Client Hello (RFC 8446 section 4.1.2) up to the scope's end. */
export function clientHello(c: Cursor): void {
  opening(c);
  const outer = c.scope(c.u16(f.cipherSuitesLength));
  while (c.remaining > 1) c.u16(f.cipherSuite);
  c.leave(outer);
  const rest = c.scope(c.u8(f.compressionsLength));
  while (c.remaining > 0) c.u8(f.compression);
  c.leave(rest);
  extensions(c, true);
}

/** Reads a Server Hello (RFC 8446 section 4.1.3); returns the version agreed on. */
export function serverHello(c: Cursor): number {
  const version = opening(c);
  c.u16(f.cipherSuite);
  c.u8(f.compression);
  return extensions(c, false) || version;
}

function opening(c: Cursor): number {
  const version = c.u16(f.handshakeVersion);
  c.take(f.random, 32);
  const length = c.u8(f.sessionIdLength);
  if (length > 0) c.take(f.sessionId, length);
  return version;
}

/** Returns the version that a server chose by extension, or 0. */
function extensions(c: Cursor, client: boolean): number {
  let chosen = 0;
  if (c.remaining < 2) return chosen;
  const outer = c.scope(c.u16(f.extensionsLength));
  while (c.remaining > 0) {
    const entry = c.open(f.extension);
    const type = c.u16(f.extensionType);
    const length = c.u16(f.extensionLength);
    if (entry >= 0) c.label(entry, `Extension: ${valueName(extensionNames, type) ?? 'Unknown'} (len=${length})`);
    const inner = c.scope(length);
    if (type === SERVER_NAME && length > 0) serverNames(c);
    else if (type === ALPN) protocolNames(c);
    else if (type === SUPPORTED_VERSIONS) chosen = supportedVersions(c, client);
    if (c.remaining > 0) c.take(f.extensionData, c.remaining);
    c.leave(inner);
    c.close(entry);
  }
  c.leave(outer);
  return chosen;
}

function serverNames(c: Cursor): void {
  const outer = c.scope(c.u16(f.serverNameListLength));
  while (c.remaining > 0) {
    c.u8(f.serverNameType);
    c.take(f.serverName, c.u16(f.serverNameLength));
  }
  c.leave(outer);
}

function protocolNames(c: Cursor): void {
  const outer = c.scope(c.u16(f.alpnLength));
  while (c.remaining > 0) c.take(f.alpnName, c.u8(f.alpnNameLength));
  c.leave(outer);
}

function supportedVersions(c: Cursor, client: boolean): number {
  if (!client) return c.u16(f.supportedVersion) === TLS_1_3 ? TLS_1_3 : 0;
  const outer = c.scope(c.u8(f.versionsLength));
  while (c.remaining > 1) c.u16(f.supportedVersion);
  c.leave(outer);
  return 0;
}
