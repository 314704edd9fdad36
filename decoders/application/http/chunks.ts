import type { Cursor } from '../../model/cursor.ts';
import { f } from './http-fields.ts';
import { LineReader } from './line-reader.ts';

const SEMICOLON = 0x3b;
/** Greater chunks are not believed. */
const MAX_CHUNK = 0x7fff_ffff;
/** Longest line with a chunk's size, and longest trailer. */
const MAX_LINE = 4096;
const MAX_TRAILER = 64 << 10;

/** Outcomes of {@link ChunkReader.next}. */
export const CHUNK = 0;
export const LAST_CHUNK = 1;
/** The line with the size is not whole. */
export const INCOMPLETE = 2;
/** The line is there, but not all of the data. */
export const CUT = 3;
export const INVALID = 4;

const line = new LineReader();

/** Steps through the chunks of a body (RFC 9112 section 7.1). Reused, no strings are made. */
export class ChunkReader {
  /** First byte of the chunk's line, of its data, and behind its data. */
  start = 0;
  data = 0;
  end = 0;
  /** Where the next chunk begins; behind the last chunk, where the trailer begins. */
  next = 0;

  /** Reads the chunk at `at`; what lies behind `limit` has not arrived or is not there. */
  read(bytes: Uint8Array, at: number, limit: number): number {
    this.start = at;
    if (!line.read(bytes, at, Math.min(limit, at + MAX_LINE))) return limit - at < MAX_LINE ? INCOMPLETE : INVALID;
    const size = chunkSize(bytes, at, line.end);
    if (size < 0) return INVALID;
    this.data = line.next;
    this.end = this.data + size;
    if (size === 0) {
      this.next = this.data;
      return LAST_CHUNK;
    }
    this.next = this.end + 2;
    return this.next > limit ? CUT : CHUNK;
  }

  /**
   * Index behind the trailer and the empty line that ends the body, from behind the last chunk; -1 when it has not arrived.
   * A trailer that does not end is taken for none.
   */
  bodyEnd(bytes: Uint8Array, at: number, limit: number): number {
    for (let next = at; ; next = line.next) {
      if (!line.read(bytes, next, limit)) return limit - at > MAX_TRAILER ? at : -1;
      if (line.end === next) return line.next;
    }
  }
}

/** The hexadecimal number in front of a chunk's extensions, or -1. */
function chunkSize(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && (bytes[at] === 0x20 || bytes[at] === 9)) at++;
  const first = at;
  let size = 0;
  for (; at < end && bytes[at] !== SEMICOLON; at++) {
    const digit = hexValue(bytes[at]);
    if (digit < 0) break;
    size = size * 16 + digit;
    if (size > MAX_CHUNK) return -1;
  }
  return at > first ? size : -1;
}

function hexValue(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

const reader = new ChunkReader();

/** Bytes of data in the chunks of [start, end), as far as they are there. */
export function chunkedLength(bytes: Uint8Array, start: number, end: number): number {
  let length = 0;
  for (let at = start; at < end; at = reader.next) {
    const outcome = reader.read(bytes, at, end);
    if (outcome !== CHUNK && outcome !== CUT) break;
    length += Math.max(0, Math.min(reader.end, end) - reader.data);
    if (outcome === CUT) break;
  }
  return length;
}

/** The data of the chunks of [start, end), joined. */
export function joinChunks(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const out = new Uint8Array(chunkedLength(bytes, start, end));
  let length = 0;
  for (let at = start; length < out.length; at = reader.next) {
    reader.read(bytes, at, end);
    const part = bytes.subarray(reader.data, Math.min(reader.end, end));
    out.set(part, length);
    length += part.length;
  }
  return out;
}

/** Notes the chunks of [start, end), and sets the cursor behind them. */
export function noteChunks(c: Cursor, start: number, end: number): void {
  c.pos = start;
  const body = c.open(f.heading);
  c.label(body, 'HTTP chunked response');
  while (c.pos < end) {
    const outcome = reader.read(c.bytes, c.pos, end);
    if (outcome === INVALID || outcome === INCOMPLETE) break;
    noteChunk(c, end);
    if (outcome === LAST_CHUNK) noteTrailer(c, end);
    if (outcome !== CHUNK) break;
  }
  c.close(body);
}

function noteChunk(c: Cursor, limit: number): void {
  const { start, data, next } = reader;
  const end = Math.min(reader.end, limit);
  const size = Math.max(0, end - data);
  const entry = c.open(f.heading);
  c.label(entry, size === 0 ? 'End of chunked encoding' : `Data chunk (${size} octets)`);
  c.at(f.chunkSize, c.pos, data - start, size);
  if (size > 0) {
    c.at(f.chunkData, data, size, 0);
    if (next <= limit) c.at(f.chunkBoundary, end, 2, 0);
  }
  c.pos = Math.min(next, limit);
  c.close(entry);
}

function noteTrailer(c: Cursor, limit: number): void {
  const { bytes } = c;
  const start = c.pos;
  let at = start;
  while (line.read(bytes, at, limit) && line.end > at) at = line.next;
  if (at > start) c.at(f.trailer, start, at - start, 0);
  if (line.end === at && line.next <= limit && at < limit) {
    c.at(f.line, at, line.next - at, 0);
    c.pos = line.next;
  } else c.pos = at;
}
