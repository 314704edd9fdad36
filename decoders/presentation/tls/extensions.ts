import type { Cursor } from '../../model/cursor.ts';
import { ERROR } from '../../model/expert.ts';
import { type Field, valueName } from '../../model/field.ts';
import { MALFORMED } from '../../model/signal.ts';
import { e } from './extension-fields.ts';
import { groupName } from './group-names.ts';
import { readSignatureAlgorithm } from './signature-algorithm.ts';
import { extensionName } from './tls-names.ts';

const TLS_1_3 = 0x0304;
const SESSION_TICKET = 35;

/** Application protocols that a server can choose by ALPN, as far as they have a name in record headings; 0 for others. */
export const HTTP_1 = 1;
export const HTTP_2 = 2;
export const SPDY = 3;

/** What a hello's extensions say about the connection. Reused: read it before the next hello. */
export const agreed = { version: 0, application: 0 };

type Reader = (c: Cursor, client: boolean) => void;

const readers: Readonly<Record<number, Reader>> = {
  0: serverNames,
  1: (c) => void c.u8(e.maxFragmentLength),
  5: statusRequest,
  10: groups,
  11: pointFormats,
  13: signatureAlgorithms,
  15: (c) => void c.u8(e.heartbeatMode),
  16: protocolNames,
  21: (c) => void c.take(e.padding, c.remaining),
  27: certificateCompressions,
  28: (c) => void c.u16(e.recordSizeLimit),
  34: signatureAlgorithms,
  35: ticket,
  41: presharedKey,
  43: supportedVersions,
  44: (c) => void c.take(e.cookie, c.u16(e.cookieLength)),
  45: pskModes,
  50: signatureAlgorithms,
  51: keyShares,
  13172: nextProtocols,
  65281: renegotiation,
};

/** Reads the extensions up to the scope's end and sets {@link agreed}. */
export function readExtensions(c: Cursor, client: boolean): void {
  agreed.version = 0;
  agreed.application = 0;
  if (c.remaining < 2) return;
  const outer = c.scope(c.u16(e.length));
  while (c.remaining > 0) {
    const entry = c.open(e.extension);
    const type = c.u16(e.type);
    const length = c.u16(e.extensionLength);
    if (entry >= 0) {
      c.label(entry, `Extension: ${valueName(extensionName, type) ?? `Unknown type ${type}`} (len=${length})`);
    }
    const inner = c.scope(length);
    if ((length > 0 || type === SESSION_TICKET) && Object.hasOwn(readers, type))
      readExtension(c, readers[type], client);
    if (c.remaining > 0) c.take(e.data, c.remaining);
    c.leave(inner);
    c.close(entry);
  }
  c.leave(outer);
}

/** Reads one extension; one whose lengths make no sense is shown by its bytes, and the others go on. */
function readExtension(c: Cursor, reader: Reader, client: boolean): void {
  const { depth, pos, limit } = c;
  try {
    reader(c, client);
  } catch (signal) {
    if (signal !== MALFORMED) throw signal;
    c.depth = depth;
    c.leave(limit);
    c.pos = pos;
    c.expert(ERROR, 'Malformed', 'Lengths within the extension make no sense');
  }
}

/** Opens a heading that counts its members. */
function openCounted(c: Cursor, field: Field, count: number, what = ''): number {
  const entry = c.open(field);
  if (entry >= 0) c.label(entry, `${field.title} (${count}${what && ` ${what}${count === 1 ? '' : 's'}`})`);
  return entry;
}

function serverNames(c: Cursor): void {
  const entry = c.open(e.serverNames);
  const outer = c.scope(c.u16(e.serverNameListLength));
  while (c.remaining > 0) {
    c.u8(e.serverNameType);
    c.take(e.serverName, c.u16(e.serverNameLength));
  }
  c.leave(outer);
  c.close(entry);
}

function statusRequest(c: Cursor, client: boolean): void {
  if (!client) return;
  if (c.u8(e.statusType) !== 1) return;
  c.skip(c.u16(e.respondersLength));
  c.skip(c.u16(e.requestExtensionsLength));
}

function groups(c: Cursor): void {
  const outer = c.scope(c.u16(e.groupsLength));
  const entry = openCounted(c, e.groups, c.remaining >> 1, 'group');
  while (c.remaining > 1) c.u16(e.group);
  c.close(entry);
  c.leave(outer);
}

function pointFormats(c: Cursor): void {
  const outer = c.scope(c.u8(e.pointFormatsLength));
  const entry = openCounted(c, e.pointFormats, c.remaining);
  while (c.remaining > 0) c.u8(e.pointFormat);
  c.close(entry);
  c.leave(outer);
}

function signatureAlgorithms(c: Cursor): void {
  const outer = c.scope(c.u16(e.signaturesLength));
  const entry = openCounted(c, e.signatures, c.remaining >> 1, 'algorithm');
  while (c.remaining > 1) readSignatureAlgorithm(c);
  c.close(entry);
  c.leave(outer);
}

function protocolNames(c: Cursor, client: boolean): void {
  const outer = c.scope(c.u16(e.alpnLength));
  const entry = c.open(e.alpnList);
  while (c.remaining > 0) {
    const length = c.u8(e.alpnNameLength);
    const at = c.take(e.alpnName, length);
    if (!client) agreed.application = application(c, at, length);
  }
  c.close(entry);
  c.leave(outer);
}

/** Tells `h2`, `http/...` and `spdy/...` apart by their first letters. */
function application(c: Cursor, at: number, length: number): number {
  if (length >= 2 && c.peek16(at) === 0x6832) return HTTP_2;
  if (length < 4) return 0;
  const letters = c.peek32(at);
  return letters === 0x68747470 ? HTTP_1 : letters === 0x73706479 ? SPDY : 0;
}

function certificateCompressions(c: Cursor): void {
  const outer = c.scope(c.u8(e.compressionsLength));
  while (c.remaining > 1) c.u16(e.certificateCompression);
  c.leave(outer);
}

function ticket(c: Cursor): void {
  const length = c.remaining;
  c.take(e.data, length);
  if (c.wants(e.data)) c.label(c.tape.count - 1, `Data (${length} bytes)`);
}

function presharedKey(c: Cursor, client: boolean): void {
  const entry = c.open(e.psk);
  if (client) {
    const outer = c.scope(c.u16(e.identitiesLength));
    while (c.remaining > 0) {
      const one = c.open(e.identityEntry);
      const length = c.u16(e.identityLength);
      if (one >= 0) c.label(one, `PSK Identity (length: ${length})`);
      c.take(e.identity, length);
      c.u32(e.ticketAge);
      c.close(one);
    }
    c.leave(outer);
    c.take(e.binders, c.u16(e.bindersLength));
  } else c.u16(e.selectedIdentity);
  c.close(entry);
}

function supportedVersions(c: Cursor, client: boolean): void {
  if (client) {
    const outer = c.scope(c.u8(e.versionsLength));
    while (c.remaining > 1) c.u16(e.supportedVersion);
    c.leave(outer);
  } else if (c.u16(e.supportedVersion) === TLS_1_3) agreed.version = TLS_1_3;
}

function pskModes(c: Cursor): void {
  const outer = c.scope(c.u8(e.pskModesLength));
  while (c.remaining > 0) c.u8(e.pskMode);
  c.leave(outer);
}

function keyShares(c: Cursor, client: boolean): void {
  const entry = c.open(e.keyShare);
  if (client) {
    const outer = c.scope(c.u16(e.keySharesLength));
    while (c.remaining > 0) keyShare(c);
    c.leave(outer);
  } else if (c.remaining === 2) c.u16(e.selectedGroup);
  else keyShare(c);
  c.close(entry);
}

function keyShare(c: Cursor): void {
  const entry = c.open(e.keyShareEntry);
  const group = c.u16(e.keyShareGroup);
  const length = c.u16(e.keyExchangeLength);
  if (entry >= 0) {
    const name = valueName(groupName, group) ?? `Unknown (${group})`;
    c.label(entry, `Key Share Entry: Group: ${name}, Key Exchange length: ${length}`);
  }
  c.take(e.keyExchange, length);
  c.close(entry);
}

function nextProtocols(c: Cursor): void {
  const entry = c.open(e.nextProtocols);
  while (c.remaining > 0) c.take(e.nextProtocol, c.u8(e.nextProtocolLength));
  c.close(entry);
}

function renegotiation(c: Cursor): void {
  const entry = c.open(e.renegotiation);
  const length = c.u8(e.renegotiationLength);
  if (length > 0) c.take(e.renegotiationInfo, length);
  c.close(entry);
}
