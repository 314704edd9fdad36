import { TokenTable } from '../../dispatch/token-table.ts';
import { NEED_MORE, NOT_MINE, type StreamContext, UNTIL_CLOSE } from '../../model/stream.ts';
import { isBodyless } from './body.ts';
import { CHUNK, ChunkReader, CUT, INCOMPLETE, INVALID } from './chunks.ts';
import { LineReader } from './line-reader.ts';
import { MAX_CONTENT, MessageHead, REQUEST, tokenEnd } from './message-head.ts';
import { CONNECT, HEAD } from './methods.ts';
import type { HttpTransactions } from './transactions.ts';

/** Longest first line and longest head that are waited for. */
const MAX_LINE = 64 << 10;
const MAX_HEAD = 1 << 20;
/** No method is longer. */
const LONGEST_WORD = 32;
const CR = 13;
const LF = 10;

const head = new MessageHead();
const chunks = new ChunkReader();
const line = new LineReader();

/**
 * Where a message ends (RFC 9112 section 6). The context's progress is how many bytes were searched for the end of the
 * head or, negative, where the chunk begins that was not whole.
 */
export function measureMessage(bytes: Uint8Array, start: number, end: number, context: StreamContext): number {
  const transactions = context.state as HttpTransactions;
  const { conversation, progress } = context;
  if (context.before === 0) transactions.leaving = -1;
  if (transactions.hasLeft(conversation) || transactions.leaving === conversation) return NOT_MINE;
  if (progress < 0) return chunkedMessage(bytes, start, start - progress, end, context);
  if (progress > 0 && !hasEmptyLine(bytes, start + Math.max(0, progress - 3), end))
    return waitForHead(start, end, context);
  if (!head.read(bytes, start, end, false)) return otherBytes(bytes, start, end, context, transactions);
  if (!head.complete) return waitForHead(start, end, context);
  const headLength = head.end - start;
  if (head.kind !== REQUEST && hasNoBody(transactions, context)) return headLength;
  if (head.chunked) return chunkedMessage(bytes, start, head.end, end, context);
  if (head.contentLength >= 0 && head.contentLength <= MAX_CONTENT && !head.transferEncoded) {
    return headLength + head.contentLength;
  }
  if (head.transferEncoded || head.kind !== REQUEST) return UNTIL_CLOSE;
  return headLength;
}

/** A response without body: by its status, or because the request was HEAD or a CONNECT that succeeded. */
function hasNoBody(transactions: HttpTransactions, context: StreamContext): boolean {
  const { status } = head;
  const method = transactions.awaitedMethod(context.conversation, context.before);
  const tunnel = method === CONNECT && status >= 200 && status < 300;
  if (tunnel || (status === 101 && head.upgrade)) transactions.leaving = context.conversation;
  return tunnel || method === HEAD || isBodyless(status);
}

function waitForHead(start: number, end: number, context: StreamContext): number {
  if (end - start > MAX_HEAD) return end - start;
  context.progress = end - start;
  return NEED_MORE;
}

function chunkedMessage(bytes: Uint8Array, start: number, from: number, end: number, context: StreamContext): number {
  let at = from;
  for (;;) {
    const outcome = chunks.read(bytes, at, end);
    if (outcome === CHUNK) {
      at = chunks.next;
      continue;
    }
    if (outcome === INVALID) return end - start;
    if (outcome !== INCOMPLETE && outcome !== CUT) {
      const bodyEnd = chunks.bodyEnd(bytes, chunks.next, end);
      if (bodyEnd >= 0) return bodyEnd - start;
    }
    context.progress = start - at;
    return NEED_MORE;
  }
}

/**
 * Bytes that begin no message: those of a message whose beginning was not seen, when the connection is known to speak
 * HTTP; else not of this protocol.
 */
function otherBytes(
  bytes: Uint8Array,
  start: number,
  end: number,
  context: StreamContext,
  transactions: HttpTransactions,
): number {
  if (end - start <= MAX_LINE && mayBegin(bytes, start, head.start, end)) return NEED_MORE;
  return transactions.seen(context.conversation) || context.before > 0 ? end - start : NOT_MINE;
}

/**
 * The bytes can be a first line that has not arrived as a whole: its first word is a method, or HTTP's name. An empty line
 * may stand in front of `first`.
 */
function mayBegin(bytes: Uint8Array, start: number, first: number, end: number): boolean {
  if (end - start <= 3 && bytes[start] === CR) return end - start === 1 || bytes[start + 1] === LF;
  if (line.read(bytes, first, end)) return false;
  const word = tokenEnd(bytes, first, end);
  if (word === end) return end - first <= LONGEST_WORD && isWord(bytes, first, end);
  return head.read(bytes, start, end, true);
}

/** Bytes that methods and `HTTP/1.1` are made of. */
function isWord(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    const letter = byte >= 0x41 && byte <= 0x5a;
    const digit = byte >= 0x2d && byte <= 0x39; // and - . /
    if (!letter && !digit && byte !== 0x5f) return false;
  }
  return true;
}

function hasEmptyLine(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i + 1 < end; i++) {
    if (bytes[i] === LF && (bytes[i + 1] === LF || (bytes[i + 1] === CR && bytes[i + 2] === LF && i + 2 < end)))
      return true;
    if (bytes[i] === CR && bytes[i + 1] === CR) return true;
  }
  return false;
}

const versions = new TokenTable(['HTTP/1.']);
const NAME = 7;

/** A first line that begins with `HTTP/1.` or ends with such a version, on any port. */
export function recognisesMessage(bytes: Uint8Array, start: number, end: number): boolean {
  if (!line.read(bytes, start, end) || line.end - start <= NAME + 1) return false;
  const version = line.end - NAME - 1;
  return versions.find(bytes, start, start + NAME) === 0 || versions.find(bytes, version, version + NAME) === 0;
}
