import { findMediaType, mediaTypeNumbers } from '../../dispatch/media-types.ts';
import { mediaTypes } from '../../dispatch/tables.ts';
import { TokenTable } from '../../dispatch/token-table.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { ERROR } from '../../model/expert.ts';
import { fields, none, octets, text } from '../../model/field.ts';
import type { Protocol } from '../../model/protocol.ts';
import { asciiText } from '../../tree/bytes-text.ts';
import { mediaTypeParameter, mediaTypeText } from '../media-type-text.ts';
import { BoundaryReader, findBoundary } from './boundary.ts';

const SPACE = 0x20;
const TAB = 9;
const COLON = 0x3a;
const SEMICOLON = 0x3b;
const SLASH = 0x2f;

const [ANY] = mediaTypeNumbers('*/*');
const multipart = new TokenTable(['multipart']);

const f = fields('mime_multipart', {
  type: text('type', 'Type'),
  preamble: octets('preamble', 'Preamble'),
  firstBoundary: text('first_boundary', 'First boundary'),
  boundary: text('boundary', 'Boundary'),
  lastBoundary: text('last_boundary', 'Last boundary'),
  part: none('part', 'Encapsulated multipart part'),
  header: none('/text', 'Header', { verbatim: true }),
  trailer: octets('trailer', 'Trailer'),
  noBoundary: none('no_boundary', 'The media type names no boundary', { hidden: true }),
  description: text('header.content-description', 'Content-Description', { verbatim: true }),
  disposition: text('header.content-disposition', 'Content-Disposition', { verbatim: true }),
  encoding: text('header.content-encoding', 'Content-Encoding', { verbatim: true }),
  id: text('header.content-id', 'Content-Id', { verbatim: true }),
  language: text('header.content-language', 'Content-Language', { verbatim: true }),
  length: text('header.content-length', 'Content-Length', { verbatim: true }),
  transferEncoding: text('header.content-transfer-encoding', 'Content-Transfer-Encoding', { verbatim: true }),
  contentType: text('header.content-type', 'Content-Type', { verbatim: true }),
});

const headers = new TokenTable([
  'Content-Type',
  'Content-Disposition',
  'Content-Transfer-Encoding',
  'Content-Description',
  'Content-Encoding',
  'Content-Id',
  'Content-Language',
  'Content-Length',
]);
const CONTENT_TYPE = 0;
const TRANSFER_ENCODING = 2;
const headerFields = [
  f.contentType,
  f.disposition,
  f.transferEncoding,
  f.description,
  f.encoding,
  f.id,
  f.language,
  f.length,
];
/** Encodings that leave the bytes of a part as they are. */
const plainEncodings = new TokenTable(['7bit', '8bit', 'binary']);

const boundary = new BoundaryReader();

/** Bodies made of several parts, each with headers and a body of its own. */
export const mimeMultipart: Protocol = protocol({
  name: 'mime_multipart',
  title: 'MIME Multipart Media Encapsulation',
  short: '',
  osi: 6,
  rule: 'represents several pieces of data, each of a type of its own, as one body',
  unit: 'data',
  rfc: [2046],
  fields: f,
  extends: true,
  claims: [[mediaTypes, ...mediaTypeNumbers('multipart/*')]],
  decode(c) {
    if (c.noting && c.wants(f.type)) c.generated(f.type, 0, mediaTypeText(c.frame, c.layer));
    if (!findBoundary(c, boundary)) {
      c.expert(ERROR, 'Protocol', f.noBoundary.title, f.noBoundary);
      c.rest();
      return;
    }
    readParts(c);
  },
  heading: (v) => {
    const name = mediaTypeParameter(v.frame, v.layer, 'boundary');
    return `MIME Multipart Media Encapsulation, Type: ${mediaTypeText(v.frame, v.layer)}, Boundary: "${name}"`;
  },
  info: () => '',
  story: (v) => `Holds several parts in one body of type ${mediaTypeText(v.frame, v.layer)}.`,
});

function readParts(c: Cursor): void {
  const start = c.pos;
  if (!boundary.find(c.bytes, start, start, c.end)) {
    c.rest();
    return;
  }
  const { line } = boundary;
  if (line > start) c.at(f.preamble, start, line - start, 0);
  c.at(f.firstBoundary, line, boundary.next - line, 0);
  while (!boundary.last && boundary.next < c.end) {
    const from = boundary.next;
    const found = boundary.find(c.bytes, from, from, c.end);
    part(c, from, found ? boundary.start : c.end);
    if (!found) {
      c.pos = c.end;
      return;
    }
    const field = boundary.last ? f.lastBoundary : f.boundary;
    c.at(field, boundary.start, boundary.next - boundary.start, 0);
  }
  c.pos = boundary.next;
  if (c.pos < c.end) c.take(f.trailer, c.available);
}

/** Reads the headers of the part [start, end) and lets its body follow. */
function part(c: Cursor, start: number, end: number): void {
  c.pos = start;
  const entry = c.open(f.part);
  let typeStart = 0;
  let typeEnd = 0;
  let plain = true;
  let at = start;
  while (at < end) {
    const next = boundary.lineAfter(c.bytes, at, end);
    const last = boundary.lineEnd;
    if (last === at) {
      at = next;
      break;
    }
    const colon = c.bytes.indexOf(COLON, at);
    const name = colon < 0 || colon >= last ? -1 : headers.find(c.bytes, at, colon);
    let value = colon + 1;
    while (value < last && (c.bytes[value] === SPACE || c.bytes[value] === TAB)) value++;
    if (name === CONTENT_TYPE) {
      typeStart = value;
      typeEnd = last;
    } else if (name === TRANSFER_ENCODING) plain = plainEncodings.find(c.bytes, value, last) >= 0;
    noteHeader(c, name, at, value, last, next);
    at = next;
  }
  c.pos = at;
  if (at < end) follow(c, end - at, plain ? typeStart : 0, plain ? typeEnd : 0);
  c.pos = end;
  if (entry >= 0) c.label(entry, `Encapsulated multipart part: ${partType(c, typeStart, typeEnd)}`);
  c.close(entry);
}

function noteHeader(c: Cursor, name: number, at: number, value: number, end: number, next: number): void {
  if (!c.noting) return;
  if (name < 0) c.at(f.header, at, next - at, 0);
  else if (c.wants(headerFields[name])) c.at(headerFields[name], at, next - at, 0, asciiText(c.bytes, value, end));
}

function partType(c: Cursor, start: number, end: number): string {
  return start === end ? '' : ` (${asciiText(c.bytes, start, typeNameEnd(c, start, end)).toLowerCase()})`;
}

function typeNameEnd(c: Cursor, start: number, end: number): number {
  let at = start;
  while (at < end && c.bytes[at] !== SEMICOLON && c.bytes[at] !== SPACE && c.bytes[at] !== TAB) at++;
  return at;
}

function follow(c: Cursor, length: number, typeStart: number, typeEnd: number): void {
  if (typeStart === typeEnd) {
    c.hand(undefined, length);
    return;
  }
  const end = typeNameEnd(c, typeStart, typeEnd);
  const { registry } = c.frame;
  const number = findMediaType(c.bytes, typeStart, end);
  const slash = c.bytes.indexOf(SLASH, typeStart);
  const nested = slash > 0 && slash < end && multipart.find(c.bytes, typeStart, slash) === 0;
  c.about(typeStart, typeEnd - typeStart);
  const known = number < 0 ? undefined : registry.lookup(mediaTypes, number);
  c.hand(known ?? (nested ? mimeMultipart : registry.lookup(mediaTypes, ANY)), length);
}
