import { findMediaType, mediaTypeNumbers } from '../../dispatch/media-types.ts';
import { mediaTypes } from '../../dispatch/tables.ts';
import { TokenTable } from '../../dispatch/token-table.ts';
import type { Cursor } from '../../model/cursor.ts';
import type { Protocol } from '../../model/protocol.ts';
import type { ContentCoding } from '../../presentation/codecs.ts';
import { chunkedLength, joinChunks, noteChunks } from './chunks.ts';
import { decodeContent, NOTHING, noteUnknownCoding } from './content-coding.ts';
import { f } from './http-fields.ts';
import { isNotification, MAX_CONTENT, type MessageHead, REQUEST } from './message-head.ts';

const codings = new TokenTable(['gzip', 'x-gzip', 'deflate', 'x-deflate', 'br', 'zstd', 'identity']);
const codecs: readonly ContentCoding[] = ['gzip', 'gzip', 'deflate', 'deflate', 'br', 'zstd'];
const IDENTITY = 6;
const UNKNOWN = -1;

const [ANY, MULTIPART] = mediaTypeNumbers('*/*', 'multipart/*');
const [GIF, PNG] = mediaTypeNumbers('image/gif', 'image/png');
const gif = [0x47, 0x49, 0x46, 0x38];
const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const multipart = new TokenTable(['multipart']);
const SLASH = 0x2f;

/** A response that has no body whatever its headers say (RFC 9112 section 6.3). */
export function isBodyless(status: number): boolean {
  return (status >= 100 && status < 200) || status === 204 || status === 304;
}

/** Bytes of body in a message when `rest` bytes follow the head. */
export function bodyLength(head: MessageHead, rest: number): number {
  if (!head.complete) return 0;
  const { contentLength } = head;
  if (contentLength >= 0 && contentLength <= MAX_CONTENT && !head.transferEncoded) return Math.min(contentLength, rest);
  if (head.kind === REQUEST && !isNotification(head)) return head.transferEncoded ? rest : 0;
  return isBodyless(head.status) ? 0 : rest;
}

/**
 * Lets the layer of the body follow that begins at the cursor: in the message itself, or in what remains of it without
 * chunks and compression. Which layer follows is told by the headers alone, so bytes are put together only on demand.
 */
export function followBody(c: Cursor, head: MessageHead, length: number): void {
  const coding = codingOf(c, head);
  const protocol = bodyProtocol(c, head, coding);
  if (head.chunked || (coding !== IDENTITY && coding !== UNKNOWN)) {
    followMade(c, head, protocol ?? c.frame.registry.data, coding, length);
    return;
  }
  const size = Math.min(length, c.available);
  if (coding === UNKNOWN) noteUnknownCoding(c, head, c.source, c.pos - c.base, size);
  else if (!head.transferCompressed) noteFileData(c, c.source, c.pos - c.base, size);
  describe(c, head);
  c.hand(coding === UNKNOWN ? protocol : (imageOf(c) ?? protocol), length);
}

/** The image that the body is by its first bytes, whatever the headers say; both are leaves. */
function imageOf(c: Cursor): Protocol | undefined {
  const { registry } = c.frame;
  if (begins(c, png)) return registry.lookup(mediaTypes, PNG);
  const isGif = c.available > 5 && c.bytes[c.pos + 5] === 0x61 && begins(c, gif);
  return isGif ? registry.lookup(mediaTypes, GIF) : undefined;
}

function begins(c: Cursor, signature: readonly number[]): boolean {
  if (c.available < signature.length) return false;
  for (let i = 0; i < signature.length; i++) if (c.bytes[c.pos + i] !== signature[i]) return false;
  return true;
}

function followMade(c: Cursor, head: MessageHead, protocol: Protocol, coding: number, length: number): void {
  const { frame } = c;
  const start = c.pos;
  const end = start + Math.min(length, c.available);
  const own = c.wants(f.fileData) || c.wants(f.heading) || c.wants(f.decodingFailed);
  const made = !protocol.leaf || frame.wantsLayer(protocol) || own;
  let source = c.source;
  let decoded = true;
  let bytes = made ? c.bytes.subarray(start, end) : undefined;
  if (head.chunked) {
    if (bytes) bytes = joinChunks(c.bytes, start, end);
    const empty = chunkedLength(c.bytes, start, end) === 0;
    if (c.noting) noteChunks(c, start, end);
    c.pos = end;
    if (empty) return;
    source = frame.addOnDemand('De-chunked entity body', bytes);
  }
  c.pos = end;
  if (coding === UNKNOWN) noteUnknownCoding(c, head, source, 0, bytes?.length ?? 0);
  else if (coding !== IDENTITY && source >= 0) {
    const at = source === c.source ? start - c.base : 0;
    if (bytes) bytes = decodeContent(c, head, codecs[coding], bytes, source, at);
    decoded = bytes !== NOTHING;
    source = frame.addOnDemand('Uncompressed entity body', bytes);
  }
  if (source < 0) return;
  if (coding !== UNKNOWN && decoded && !head.transferCompressed) noteFileData(c, source, 0, bytes?.length ?? 0);
  describe(c, head);
  frame.followIn(protocol, source);
}

function codingOf(c: Cursor, head: MessageHead): number {
  if (head.codingStart === head.codingEnd) return IDENTITY;
  return codings.find(c.bytes, head.codingStart, head.codingEnd);
}

/** The protocol that shows the body, by its media type; undefined shows plain data. */
function bodyProtocol(c: Cursor, head: MessageHead, coding: number): Protocol | undefined {
  const { typeStart, typeEnd } = head;
  if (coding === UNKNOWN || head.transferCompressed || typeStart === typeEnd) return undefined;
  const { registry } = c.frame;
  const any = registry.lookup(mediaTypes, ANY);
  const number = findMediaType(c.bytes, typeStart, typeEnd);
  const known = number < 0 ? undefined : registry.lookup(mediaTypes, number);
  const found = known ?? (isMultipart(c, head) ? registry.lookup(mediaTypes, MULTIPART) : undefined) ?? any;
  // What has layers of its own must be there in every pass: that is too much for compressed bytes.
  return coding !== IDENTITY && found !== undefined && !found.leaf ? any : found;
}

function isMultipart(c: Cursor, head: MessageHead): boolean {
  const slash = c.bytes.indexOf(SLASH, head.typeStart);
  return slash > 0 && slash < head.typeEnd && multipart.find(c.bytes, head.typeStart, slash) === 0;
}

/** Tells the body's layer its media type. */
function describe(c: Cursor, head: MessageHead): void {
  if (head.typeStart < head.typeEnd) c.about(head.typeStart, head.typeValueEnd - head.typeStart);
}

function noteFileData(c: Cursor, source: number, start: number, length: number): void {
  const entry = c.elsewhere(f.fileData, source, start, length);
  if (entry >= 0) c.label(entry, `File Data: ${length} ${length === 1 ? 'byte' : 'bytes'}`);
}
