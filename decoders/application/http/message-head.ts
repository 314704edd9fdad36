import { TokenTable } from '../../dispatch/token-table.ts';
import {
  CONTENT_ENCODING,
  CONTENT_LENGTH,
  CONTENT_TYPE,
  HOST,
  headerNames,
  TRANSFER_ENCODING,
  UPGRADE,
} from './header-names.ts';
import { LineReader } from './line-reader.ts';
import { isNotificationMethod, methods } from './methods.ts';

const SPACE = 0x20;
const TAB = 9;
const COLON = 0x3a;
const COMMA = 0x2c;
const SEMICOLON = 0x3b;
const CR = 13;
const LF = 10;

/** What a first line makes of the message. */
export const NO_MESSAGE = 0;
export const REQUEST = 1;
export const RESPONSE = 2;

/** Longest content that a length is believed for; a greater one is taken for no length. */
export const MAX_CONTENT = 0x7fff_ffff;

const transferCodings = new TokenTable(['chunked', 'gzip', 'x-gzip', 'deflate', 'compress', 'x-compress', 'identity']);
/** The headers that the end and the body of a message depend on, by the same numbers. */
const decidingHeaders = new TokenTable(headerNames.names.slice(0, UPGRADE + 1));
const CHUNKED = 0;
const IDENTITY = 6;

/**
 * First line and headers of a message as far as they decide where it ends and what its body is (RFC 9112). Positions are
 * absolute; texts are ranges [start, end), both 0 when the header is missing. Reused, no strings are made.
 */
export class MessageHead {
  kind = NO_MESSAGE;
  /** First byte of the first line: behind an empty line that some senders put in front. */
  start = 0;
  /** End of the first line without its terminator, and the first header. */
  firstEnd = 0;
  headers = 0;
  /** First byte of the body. */
  end = 0;
  /** The empty line behind the headers was there. */
  complete = false;
  /** Number of the method of a request. */
  method = -1;
  uriStart = 0;
  uriEnd = 0;
  /** Status code of a response, 0 when it has none. */
  status = 0;
  /** -1 without a valid length. */
  contentLength = -1;
  /** There is a Transfer-Encoding; it makes a length void (RFC 9112 section 6.3). */
  transferEncoded = false;
  chunked = false;
  /** Compressed in transfer, besides the chunks. */
  transferCompressed = false;
  unknownTransferCoding = false;
  typeStart = 0;
  typeEnd = 0;
  /** Whole value of Content-Type, with parameters. */
  typeValueEnd = 0;
  codingStart = 0;
  codingEnd = 0;
  hostStart = 0;
  hostEnd = 0;
  upgrade = false;
  /** A header is not as it should be. */
  flawed = false;
  private readonly line = new LineReader();

  /**
   * Reads the head that begins at `start`. False when the first line is no line of HTTP or is not whole before `limit`.
   *
   * @param whole the bytes are all there will be: a last line without terminator counts
   */
  read(bytes: Uint8Array, start: number, limit: number, whole: boolean): boolean {
    this.clear();
    const { line } = this;
    this.start = limit - start > 3 && bytes[start] === CR && bytes[start + 1] === LF ? start + 2 : start;
    if (!this.readLine(bytes, this.start, limit, whole)) return false;
    this.firstEnd = line.end;
    this.headers = this.end = line.next;
    this.kind = this.firstLine(bytes, this.start, line.end);
    if (this.kind === NO_MESSAGE) return false;
    this.readHeaders(bytes, line.next, limit, whole);
    if (this.unknownTransferCoding || (this.transferEncoded && this.contentLength >= 0)) this.flawed = true;
    return true;
  }

  private clear(): void {
    this.kind = NO_MESSAGE;
    this.complete = false;
    this.method = -1;
    this.uriStart = this.uriEnd = 0;
    this.status = 0;
    this.contentLength = -1;
    this.transferEncoded = this.chunked = this.transferCompressed = this.unknownTransferCoding = false;
    this.typeStart = this.typeEnd = this.typeValueEnd = 0;
    this.codingStart = this.codingEnd = 0;
    this.hostStart = this.hostEnd = 0;
    this.upgrade = false;
    this.flawed = false;
  }

  private readLine(bytes: Uint8Array, at: number, limit: number, whole: boolean): boolean {
    const { line } = this;
    if (line.read(bytes, at, limit)) return true;
    if (!whole || at >= limit) return false;
    line.end = bytes[limit - 1] === CR ? limit - 1 : limit;
    line.next = limit;
    return true;
  }

  private firstLine(bytes: Uint8Array, start: number, end: number): number {
    if (begins(bytes, start, end, 'HTTP/') || begins(bytes, start, end, 'ICY')) {
      this.status = statusCode(bytes, start, end);
      return RESPONSE;
    }
    const first = begins(bytes, start, end, 'M-') ? start + 2 : start;
    const space = tokenEnd(bytes, first, end);
    this.method = methods.find(bytes, first, space);
    if (this.method < 0) return NO_MESSAGE;
    this.uriStart = uriPosition(bytes, space, end);
    this.uriEnd = tokenEnd(bytes, this.uriStart, end);
    return REQUEST;
  }

  private readHeaders(bytes: Uint8Array, start: number, limit: number, whole: boolean): void {
    const { line } = this;
    let name = -1;
    let value = 0;
    for (let at = start; this.readLine(bytes, at, limit, whole); at = line.next) {
      this.end = line.next;
      if (line.end === at) {
        this.complete = true;
        return;
      }
      // A line that begins with a blank continues the one before (RFC 9112 section 5.2).
      if (bytes[at] !== SPACE && bytes[at] !== TAB) {
        const colon = nameEnd(bytes, at, line.end);
        if (colon < 0) this.flawed = true;
        name = colon < 0 ? -1 : decidingHeaders.find(bytes, at, colon);
        value = colon + 1;
      }
      if (name >= 0) this.header(bytes, name, value, line.end);
    }
  }

  private header(bytes: Uint8Array, name: number, from: number, to: number): void {
    let start = from;
    let end = to;
    while (start < end && isBlank(bytes[start])) start++;
    while (end > start && isBlank(bytes[end - 1])) end--;
    switch (name) {
      case CONTENT_LENGTH:
        this.contentLength = wholeNumber(bytes, start, end);
        break;
      case CONTENT_TYPE:
        this.typeStart = start;
        this.typeEnd = typeEnd(bytes, start, end);
        this.typeValueEnd = end;
        break;
      case CONTENT_ENCODING:
        this.codingStart = start;
        this.codingEnd = end;
        break;
      case TRANSFER_ENCODING:
        this.transferCoding(bytes, start, end);
        break;
      case HOST:
        this.hostStart = start;
        this.hostEnd = end;
        break;
      case UPGRADE:
        this.upgrade = true;
    }
  }

  private transferCoding(bytes: Uint8Array, start: number, end: number): void {
    this.transferEncoded = true;
    for (let at = start; at < end; ) {
      let next = at;
      while (next < end && bytes[next] !== COMMA) next++;
      while (at < next && isBlank(bytes[at])) at++;
      let last = at;
      while (last < next && !isBlank(bytes[last]) && bytes[last] !== SEMICOLON) last++;
      if (last > at) {
        const coding = transferCodings.find(bytes, at, last);
        if (coding === CHUNKED) this.chunked = true;
        else if (coding < 0) this.unknownTransferCoding = true;
        else if (coding !== IDENTITY) this.transferCompressed = true;
      }
      at = next + 1;
    }
  }
}

/** A request that tells of an event. */
export function isNotification(head: MessageHead): boolean {
  return head.kind === REQUEST && isNotificationMethod(head.method);
}

export function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB || byte === CR || byte === LF;
}

/** End of the token at `at`: the next blank, or `end`. */
export function tokenEnd(bytes: Uint8Array, at: number, end: number): number {
  let i = at;
  while (i < end && bytes[i] !== SPACE) i++;
  return i;
}

/** Where the token behind the blanks at `at` begins. */
export function nextToken(bytes: Uint8Array, at: number, end: number): number {
  let i = at;
  while (i < end && bytes[i] === SPACE) i++;
  return i;
}

/** Where the request target begins; two blanks behind the method stand for an empty one. */
export function uriPosition(bytes: Uint8Array, space: number, end: number): number {
  const next = nextToken(bytes, space, end);
  return next - space > 1 ? next - 1 : next;
}

/** The three digits behind the version, 0 when there are none. */
function statusCode(bytes: Uint8Array, start: number, end: number): number {
  const at = nextToken(bytes, tokenEnd(bytes, start, end), end);
  if (tokenEnd(bytes, at, end) - at < 3) return 0;
  let code = 0;
  for (let i = at; i < at + 3; i++) {
    const digit = bytes[i] - 0x30;
    if (digit < 0 || digit > 9) return 0;
    code = code * 10 + digit;
  }
  return code;
}

/** Index of the colon behind a valid header name, or -1. */
export function nameEnd(bytes: Uint8Array, start: number, end: number): number {
  for (let i = start; i < end; i++) {
    if (NO_NAME[bytes[i]] !== 0) return bytes[i] === COLON && i > start ? i : -1;
  }
  return -1;
}

/** 1 for bytes that no header name contains (RFC 9110 section 5.6.2). */
const NO_NAME = Uint8Array.from({ length: 256 }, (_, byte) => {
  return byte <= SPACE || byte >= 0x7f || '"(),/:;<=>?@[]{}'.includes(String.fromCharCode(byte)) ? 1 : 0;
});

function typeEnd(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  while (i < end && bytes[i] !== SEMICOLON && !isBlank(bytes[i])) i++;
  return i;
}

/** A decimal number up to 2^53, or -1. */
function wholeNumber(bytes: Uint8Array, start: number, end: number): number {
  if (start === end || end - start > 15) return -1;
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = bytes[i] - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function begins(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start < text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text.charCodeAt(i)) return false;
  return true;
}
