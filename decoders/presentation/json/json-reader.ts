import type { Cursor } from '../../model/cursor.ts';
import { NOTE, WARN } from '../../model/expert.ts';
import type { Field } from '../../model/field.ts';
import { latin, utf8Text } from '../../tree/bytes-text.ts';
import { jsonFields as f } from './json-fields.ts';

const MAX_DEPTH = 50;
/** Longest text that paths and values are put together to. */
const MAX_TEXT = 4096;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Thrown where the text is not what the grammar wants; what was read before stays noted. */
const INVALID = new SyntaxError('No valid JSON from here on');
const TOO_DEEP = new RangeError('Nested deeper than is shown');

/** Notes JSON texts, one behind the other, as a tree. From where a text is invalid its lines are noted as they are. */
export class JsonReader {
  private readonly c: Cursor;

  constructor(c: Cursor) {
    this.c = c;
  }

  read(): void {
    const { c } = this;
    const { depth } = c;
    try {
      this.outerBlanks();
      while (c.pos < c.end && !c.tape.overflowed) {
        this.value('', '', 0);
        this.outerBlanks();
      }
    } catch (error) {
      if (error !== INVALID && error !== TOO_DEEP) throw error;
      c.depth = depth;
      if (c.pos < c.end) c.at(f.rest, c.pos, c.end - c.pos, 0);
      if (error === TOO_DEEP) c.expert(NOTE, 'Undecoded', TOO_DEEP.message);
      else if (!c.tape.overflowed) c.expert(WARN, 'Malformed', INVALID.message, f.invalid);
    }
    c.pos = c.end;
  }

  /**
   * @param name key of the member, or `[]` for an element; empty for a text of its own
   * @param path of the value itself, ending in that name
   */
  private value(name: string, path: string, depth: number): void {
    const byte = this.peek();
    if (depth > MAX_DEPTH) throw TOO_DEEP;
    if (byte === OPEN_OBJECT) this.object(path, depth);
    else if (byte === OPEN_LIST) this.list(path, depth);
    else this.scalar(name, path, byte);
  }

  private object(path: string, depth: number): void {
    const { c } = this;
    const entry = c.open(f.object);
    try {
      c.pos++;
      this.blanks();
      while (this.peek() !== CLOSE_OBJECT) {
        this.member(path, depth);
        if (!this.separator(CLOSE_OBJECT)) break;
      }
      c.pos++;
    } finally {
      c.close(entry);
    }
  }

  private member(path: string, depth: number): void {
    const { c } = this;
    const start = c.pos;
    const keyStart = start + 1;
    this.skipString();
    const keyEnd = c.pos - 1;
    const key = this.text(keyStart, keyEnd);
    const full = cut(`${path}/${key}`);
    const entry = c.at(f.member, start, 0, 0, key);
    c.nest();
    try {
      this.blanks();
      if (this.peek() !== COLON) throw INVALID;
      c.pos++;
      this.blanks();
      this.value(key, full, depth + 1);
    } finally {
      if (entry >= 0) c.tape.length[entry] = c.pos - start;
    }
    c.at(f.key, keyStart, keyEnd - keyStart, 0, key);
    c.derived(f.path, start, 0, 0, full);
    c.unnest();
  }

  private list(path: string, depth: number): void {
    const { c } = this;
    const entry = c.open(f.array);
    try {
      c.pos++;
      this.blanks();
      const inner = cut(`${path}/[]`);
      while (this.peek() !== CLOSE_LIST) {
        this.value('[]', inner, depth + 1);
        if (!this.separator(CLOSE_LIST)) break;
      }
      c.pos++;
    } finally {
      c.close(entry);
    }
  }

  private scalar(name: string, path: string, byte: number): void {
    const { c } = this;
    const start = c.pos;
    let field: Field;
    let shown: string;
    if (byte === QUOTE) {
      this.skipString();
      field = f.string;
      shown = this.text(start + 1, c.pos - 1);
    } else {
      while (c.pos < c.end && isWordByte(c.bytes[c.pos])) c.pos++;
      shown = latin(c.bytes, start, c.pos);
      field = this.wordField(shown, start);
    }
    const length = c.pos - start;
    if (name !== '') {
      c.derived(f.pathWithValue, start, length, 0, cut(`${path}:${shown}`));
      c.derived(f.memberWithValue, start, length, 0, cut(`${name}:${shown}`));
    }
    c.at(field, start, length, 0, field.type === 'string' ? shown : undefined);
  }

  private wordField(word: string, start: number): Field {
    if (word === 'true') return f.true;
    if (word === 'false') return f.false;
    if (word === 'null') return f.null;
    if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(word)) return f.number;
    this.c.pos = start;
    throw INVALID;
  }

  /** True when another element follows the comma here; false at the closing bracket. */
  private separator(close: number): boolean {
    this.blanks();
    const byte = this.peek();
    if (byte === close) return false;
    if (byte !== COMMA) throw INVALID;
    this.c.pos++;
    this.blanks();
    if (this.peek() === close || this.c.tape.overflowed) throw INVALID;
    return true;
  }

  private peek(): number {
    const { c } = this;
    if (c.pos >= c.end) throw INVALID;
    return c.bytes[c.pos];
  }

  private blanks(): void {
    const { c } = this;
    while (c.pos < c.end && isJsonBlank(c.bytes[c.pos])) c.pos++;
  }

  /** Blanks around the whole text, which no value covers. */
  private outerBlanks(): void {
    const { c } = this;
    const start = c.pos;
    this.blanks();
    if (c.pos > start) c.at(f.blanks, start, c.pos - start, 0);
  }

  private skipString(): void {
    const { c } = this;
    if (this.peek() !== QUOTE) throw INVALID;
    let at = c.pos + 1;
    while (at < c.end && c.bytes[at] !== QUOTE) at += c.bytes[at] === BACKSLASH ? 2 : 1;
    if (at >= c.end) throw INVALID;
    c.pos = at + 1;
  }

  /** Text of a string between its quotes, with escapes undone. */
  private text(start: number, end: number): string {
    const raw = utf8Text(this.c.bytes, start, end);
    return raw.includes('\\') ? raw.replace(/\\(u[0-9a-fA-F]{4}|.)/gs, plainCharacter) : raw;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function plainCharacter(_: string, code: string): string {
  if (code.length === 5) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
  return Object.hasOwn(ESCAPES, code) ? ESCAPES[code] : code;
}

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

function isJsonBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Bytes of numbers, true, false and null. */
function isWordByte(byte: number): boolean {
  const lower = byte | 0x20;
  return (
    (lower >= 0x61 && lower <= 0x7a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x2b ||
    byte === 0x2d ||
    byte === 0x2e
  );
}
