import { TokenTable } from '../../dispatch/token-table.ts';
import { NEED_MORE, NO_LAYER, NOT_MINE, type StreamContext, UNTIL_CLOSE } from '../../model/stream.ts';
import { isBodyless } from './body.ts';
import { CHUNK, ChunkReader, CUT, INCOMPLETE, INVALID } from './chunks.ts';
import { LineReader } from './line-reader.ts';
import { MAX_CONTENT, MessageHead, REQUEST } from './message-head.ts';
import { CONNECT, HEAD } from './methods.ts';
import type { HttpTransactions } from './transactions.ts';

/** Longest first line and longest head that are waited for. */
const MAX_LINE = 64 << 10;
const MAX_HEAD = 1 << 20;
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
  if (context.before === 0) transactions.leaving = transactions.asking = -1;
  if (transactions.hasLeft(conversation) || transactions.leaving === conversation) return NOT_MINE;
  if (progress < 0) return chunkedMessage(bytes, start, start - progress, end, context);
  if (progress > 0 && !hasEmptyLine(bytes, start + Math.max(0, progress - 3), end))
    return waitForHead(start, end, context);
  if (!head.read(bytes, start, end, false)) return otherBytes(bytes, start, end, context, transactions);
  if (!head.complete) return waitForHead(start, end, context);
  if (head.kind === REQUEST) transactions.asking = conversation;
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
 * Bytes that begin no message. A text is waited for to the end of its first line. Where a request was seen they are what
 * goes on of a message whose beginning was not; else they are passed over.
 */
function otherBytes(
  bytes: Uint8Array,
  start: number,
  end: number,
  context: StreamContext,
  transactions: HttpTransactions,
): number {
  if (end - start <= MAX_LINE && isPrintable(bytes[head.start]) && !line.read(bytes, head.start, end)) return NEED_MORE;
  const { conversation } = context;
  return transactions.asked(conversation) || transactions.asking === conversation ? end - start : NO_LAYER;
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
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
