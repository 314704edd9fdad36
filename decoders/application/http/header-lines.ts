import type { Cursor } from '../../model/cursor.ts';
import { WARN } from '../../model/expert.ts';
import { fromBase64 } from '../../tree/base64.ts';
import { asciiText, utf8Text } from '../../tree/bytes-text.ts';
import { fieldOfHeader } from './header-fields.ts';
import {
  AUTHORIZATION,
  CONTENT_LENGTH,
  COOKIE,
  headerNames,
  PROXY_AUTHORIZATION,
  TRANSFER_ENCODING,
} from './header-names.ts';
import { f } from './http-fields.ts';
import { LineReader } from './line-reader.ts';
import { isBlank, isNotification, type MessageHead, nameEnd, RESPONSE } from './message-head.ts';

const SPACE = 0x20;
const TAB = 9;
const SEMICOLON = 0x3b;

const line = new LineReader();

/** Notes the header lines, what is in them and what is wrong with them. */
export function noteHeaderLines(c: Cursor, head: MessageHead): void {
  let length = false;
  let coding = false;
  for (let at = head.headers; at < head.end; ) {
    const end = headerEnd(c.bytes, at, head.end);
    const next = line.next;
    if (end === at) {
      c.at(f.line, at, next - at, 0);
      break;
    }
    const colon = nameEnd(c.bytes, at, end);
    const name = colon < 0 ? -1 : headerNames.find(c.bytes, at, colon);
    if (colon < 0) c.at(visibleLine(head), at, next - at, 0);
    else noteHeader(c, head, name, at, colon + 1, end, next);
    c.nest();
    if (colon < 0) c.expert(WARN, 'Protocol', f.badHeaderName.title, f.badHeaderName);
    if (name === CONTENT_LENGTH) length = head.contentLength >= 0;
    if (name === TRANSFER_ENCODING) coding = true;
    if ((name === CONTENT_LENGTH || name === TRANSFER_ENCODING) && length && coding) {
      c.expert(WARN, 'Malformed', f.lengthAndCoding.title, f.lengthAndCoding);
    }
    if (name === TRANSFER_ENCODING && head.unknownTransferCoding) {
      c.expert(WARN, 'Undecoded', f.unknownCoding.title, f.unknownCoding);
    }
    c.unnest();
    if (name >= 0 && !isNotification(head)) c.at(knownLine(head), at, next - at, 0);
    at = next;
  }
}

/** End of the header at `at`, with the lines that continue it; `line.next` is then behind it. */
function headerEnd(bytes: Uint8Array, at: number, limit: number): number {
  let end = lineEnd(bytes, at, limit);
  if (end === at) return end;
  while (line.next < limit && (bytes[line.next] === SPACE || bytes[line.next] === TAB)) {
    end = lineEnd(bytes, line.next, limit);
  }
  return end;
}

function lineEnd(bytes: Uint8Array, at: number, limit: number): number {
  if (!line.read(bytes, at, limit)) line.end = line.next = limit;
  return line.end;
}

function visibleLine(head: MessageHead) {
  if (head.kind === RESPONSE) return f.responseLine;
  return isNotification(head) ? f.unknownHeader : f.requestLine;
}

/** What a header with a field of its own is noted as besides. */
function knownLine(head: MessageHead) {
  return head.kind === RESPONSE ? f.knownResponseLine : f.knownRequestLine;
}

/** Notes a header: its line, and for known ones what is in it. */
function noteHeader(
  c: Cursor,
  head: MessageHead,
  name: number,
  at: number,
  afterColon: number,
  end: number,
  next: number,
): void {
  if (name < 0) {
    c.at(visibleLine(head), at, next - at, 0);
    return;
  }
  let value = afterColon;
  while (value < end && isBlank(c.bytes[value])) value++;
  const field = fieldOfHeader[name];
  if (c.wants(field)) c.at(field, at, next - at, 0, asciiText(c.bytes, value, end));
  c.nest();
  if (name === CONTENT_LENGTH && head.contentLength >= 0 && c.wants(f.contentLength)) {
    c.derived(f.contentLength, at, next - at, head.contentLength, BigInt(head.contentLength));
  } else if (name === COOKIE) cookies(c, value, end);
  else if (name === AUTHORIZATION || name === PROXY_AUTHORIZATION) credentials(c, value, end);
  c.unnest();
}

/** The pairs of a cookie header, between semicolons. */
function cookies(c: Cursor, start: number, end: number): void {
  for (let at = start; at < end; ) {
    while (at < end && (c.bytes[at] === SEMICOLON || isBlank(c.bytes[at]))) at++;
    let next = at;
    while (next < end && c.bytes[next] !== SEMICOLON) next++;
    if (next > at) c.at(f.cookiePair, at, next - at, 0);
    at = next;
  }
}

const BASIC = 'Basic ';

/** User and password of the Basic scheme. */
function credentials(c: Cursor, start: number, end: number): void {
  if (!c.wants(f.credentials) || asciiText(c.bytes, start, Math.min(end, start + BASIC.length)) !== BASIC) return;
  const at = start + BASIC.length;
  const decoded = fromBase64(c.bytes, at, end);
  c.at(f.credentials, at, end - at, 0, utf8Text(decoded, 0, decoded.length));
}
