import { type OperatorDescriptor, operatorSpelled, signs } from './operators.ts';
import { fail, type Span } from './problem.ts';

/**
 * A piece of a filter's text.
 *
 * | kind | text | example |
 * |---|---|---|
 * | word | a field, a number, an address, bytes: the parser tells | `tcp.port`, `10.0.0.0/8`, `00:11` |
 * | operator | the operator's spelling | `==`, `and` |
 * | string, char | as written | `"GET"`, `r"\d"`, `'a'` |
 * | range | what stands between the brackets of a slice or layer, up to a comma | `0:3` |
 * | mark | one of `( ) { } [ ] , .. # @ $` | |
 * | end | the end of the text, empty | |
 */
export interface Token extends Span {
  readonly kind: 'word' | 'operator' | 'string' | 'char' | 'range' | 'mark' | 'end';
  readonly text: string;
  readonly operator?: OperatorDescriptor;
  /** Of strings and characters: their value, one character for each byte when {@link bytes}. */
  readonly value?: string;
  /** Set when the string names a byte above 127, by `\xff` or `\377`. */
  readonly bytes?: boolean;
}

/** Most pieces of one filter: a longer text is refused before it is parsed. */
const MAX_TOKENS = 20_000;

const BLANK = /[ \t\n\r]+/y;
const WORD = /[A-Za-z0-9_:][A-Za-z0-9_:/-]*(?:\.[A-Za-z0-9_:/-]+)*/y;
const MARKS = '(){}[],#@$';

/** Cuts a filter's text into pieces; the last one is the end. Throws FilterError. */
export function tokens(text: string): Token[] {
  const out: Token[] = [];
  let at = 0;
  let bracket = false;
  while (at < text.length) {
    at = skip(BLANK, text, at);
    if (at === text.length) break;
    if (out.length >= MAX_TOKENS) fail({ start: at, end: text.length }, 'The filter is too long.');
    const token = bracket ? inBracket(text, at) : next(text, at);
    if (token.text === '[') bracket = true;
    else if (token.text === ']') bracket = false;
    out.push(token);
    at = token.end;
  }
  if (bracket) fail({ start: text.length, end: text.length }, 'The right bracket was missing from a slice.');
  out.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return out;
}

function next(text: string, at: number): Token {
  const ch = text[at];
  if (ch === '"') return quoted(text, at, at + 1, false);
  if ((ch === 'r' || ch === 'R') && text[at + 1] === '"') return quoted(text, at, at + 2, true);
  if (ch === "'") return character(text, at);
  const end = skip(WORD, text, at);
  if (end > at) return word(text, at, end);
  if (text.startsWith('..', at)) return { kind: 'mark', text: '..', start: at, end: at + 2 };
  const sign = signs.find((s) => text.startsWith(s, at));
  if (sign !== undefined) return operator(sign, at);
  if (MARKS.includes(ch)) return { kind: 'mark', text: ch, start: at, end: at + 1 };
  const whole = String.fromCodePoint(text.codePointAt(at) as number);
  fail({ start: at, end: at + whole.length }, `"${whole}" was unexpected in this context.`);
}

function word(text: string, start: number, end: number): Token {
  const written = text.slice(start, end);
  const known = operatorSpelled(written);
  return known ? operator(written, start) : { kind: 'word', text: written, start, end };
}

function operator(spelling: string, start: number): Token {
  const end = start + spelling.length;
  return { kind: 'operator', text: spelling, start, end, operator: operatorSpelled(spelling) };
}

function inBracket(text: string, at: number): Token {
  if (text[at] === ']' || text[at] === ',') return { kind: 'mark', text: text[at], start: at, end: at + 1 };
  let end = at;
  while (end < text.length && text[end] !== ']' && text[end] !== ',') end++;
  const range = text.slice(at, end).trimEnd();
  return { kind: 'range', text: range, start: at, end: at + range.length };
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);

/** A string whose first character stands at `from`. In raw ones a backslash stands for itself. */
function quoted(text: string, start: number, from: number, raw: boolean): Token {
  let value = '';
  let bytes = false;
  for (let at = from; ; ) {
    const ch = text[at];
    if (ch === undefined) fail({ start, end: text.length }, 'The final quote was missing from a quoted string.');
    if (ch === '"') {
      return { kind: 'string', text: text.slice(start, at + 1), start, end: at + 1, value, bytes };
    }
    if (ch !== '\\') {
      value += ch;
      at++;
    } else if (raw) {
      value += text[at + 1] === '"' ? '\\"' : `\\${text[at + 1] ?? ''}`;
      at += 2;
    } else {
      const escaped = readEscape(text, at);
      value += escaped.value;
      bytes ||= escaped.byte && escaped.value > '\x7f';
      at = escaped.end;
    }
  }
}

function readEscape(text: string, at: number): { value: string; end: number; byte: boolean } {
  const number = /\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y;
  number.lastIndex = at;
  const m = number.exec(text);
  if (m) {
    const end = at + m[0].length;
    const byte = m[1] !== undefined || m[2] !== undefined;
    const code = m[2] !== undefined ? Number.parseInt(m[2], 8) : Number.parseInt(m[1] ?? m[3] ?? m[4], 16);
    if (byte && code > 0xff) fail({ start: at, end }, `${m[0]} is larger than 255.`);
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      fail({ start: at, end }, `${m[0]} is not a valid universal character name`);
    }
    return { value: String.fromCodePoint(code), end, byte };
  }
  const next = text[at + 1];
  const value = ESCAPES.get(next);
  if (value !== undefined) return { value, end: at + 2, byte: false };
  if (next === undefined) fail({ start: at, end: text.length }, 'The final quote was missing from a quoted string.');
  const end = at + 1 + String.fromCodePoint(text.codePointAt(at + 1) as number).length;
  fail({ start: at, end }, `${text.slice(at, end)} is not a valid character escape sequence`, [
    `\\\\${text.slice(at + 1, end)}`,
  ]);
}

function character(text: string, start: number): Token {
  let at = start + 1;
  let value = '';
  while (at < text.length && text[at] !== "'") {
    if (text[at] === '\\') {
      const escaped = readEscape(text, at);
      value += escaped.value;
      at = escaped.end;
    } else value += text[at++];
  }
  const end = Math.min(at + 1, text.length);
  const written = text.slice(start, end);
  if (at >= text.length) fail({ start, end }, 'The final quote was missing from a character constant.');
  if (value === '') fail({ start, end }, `${written} isn't a valid character constant.`);
  if (value.length > 1) fail({ start, end }, `${written} is too long to be a valid character constant.`);
  return { kind: 'char', text: written, start, end, value };
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
