import { TokenTable } from '../../dispatch/token-table.ts';
import type { Cursor } from '../../model/cursor.ts';

const CR = 13;
const LF = 10;
const DASH = 0x2d;
const QUOTE = 0x22;
const SEMICOLON = 0x3b;
const SPACE = 0x20;

const parameter = new TokenTable(['boundary=']);
const NAME_LENGTH = 9;
/** RFC 2046 section 5.1.1 allows 70 characters. */
const MAX_BOUNDARY = 200;

/** Finds the lines that separate the parts of a multipart body. Reused, no strings are made. */
export class BoundaryReader {
  /** The boundary that the media type names. */
  text: Uint8Array = new Uint8Array(0);
  textStart = 0;
  textEnd = 0;
  /**
   * Of the boundary found last: the line end in front of it, its own line, the first byte behind that, and whether it is
   * the last.
   */
  start = 0;
  line = 0;
  next = 0;
  last = false;
  /** End without terminator of the line read last. */
  lineEnd = 0;

  /** Finds the next boundary at the beginning of a line of [from, end); `first` is where the body begins. */
  find(bytes: Uint8Array, first: number, from: number, end: number): boolean {
    for (let at = from; at < end; at = this.lineAfter(bytes, at, end)) {
      if (bytes[at] !== DASH || bytes[at + 1] !== DASH || !this.matches(bytes, at + 2, end)) continue;
      const behind = at + 2 + this.textEnd - this.textStart;
      this.last = behind + 1 < end && bytes[behind] === DASH && bytes[behind + 1] === DASH;
      this.start = this.line = at;
      if (at > first && bytes[at - 1] === LF) this.start = at - (at - 1 > first && bytes[at - 2] === CR ? 2 : 1);
      this.next = this.lineAfter(bytes, at, end);
      return true;
    }
    return false;
  }

  /** The first byte behind the line at `at`. */
  lineAfter(bytes: Uint8Array, at: number, end: number): number {
    const found = bytes.indexOf(LF, at);
    if (found < 0 || found >= end) {
      this.lineEnd = end;
      return end;
    }
    this.lineEnd = found > at && bytes[found - 1] === CR ? found - 1 : found;
    return found + 1;
  }

  private matches(bytes: Uint8Array, at: number, end: number): boolean {
    const length = this.textEnd - this.textStart;
    if (at + length > end) return false;
    for (let i = 0; i < length; i++) if (bytes[at + i] !== this.text[this.textStart + i]) return false;
    return true;
  }
}

/** Takes the boundary from the media type that the layer below tells. False when there is none. */
export function findBoundary(c: Cursor, reader: BoundaryReader): boolean {
  const { frame } = c;
  const rows = frame.layers;
  const length = rows.aboutLength(c.layer);
  if (length === 0) return false;
  const source = rows.aboutSource(c.layer);
  const bytes = source === c.source ? c.bytes : frame.sources[source].bytes;
  const start = rows.aboutStart(c.layer) + (source === c.source ? c.base : frame.sources[source].start);
  const end = start + length;
  for (let at = start; at + NAME_LENGTH < end; at++) {
    if (parameter.find(bytes, at, at + NAME_LENGTH) < 0) continue;
    let from = at + NAME_LENGTH;
    const quoted = bytes[from] === QUOTE;
    if (quoted) from++;
    let to = from;
    while (to < end && !(quoted ? bytes[to] === QUOTE : bytes[to] === SEMICOLON || bytes[to] <= SPACE)) to++;
    reader.text = bytes;
    reader.textStart = from;
    reader.textEnd = to;
    return to > from && to - from <= MAX_BOUNDARY;
  }
  return false;
}
