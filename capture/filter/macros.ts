import { fail, type Span } from './problem.ts';
import { nearestOf } from './suggestions.ts';

/** Macros in macros, at most so deep; so many in all; and the longest text that comes out. */
const MAX_DEPTH = 16;
const MAX_CALLS = 1_000;
const MAX_LENGTH = 65_536;

/** A filter's text with its macros replaced. */
export interface Expanded {
  readonly text: string;
  /** Where a part of the new text came from: a part of a macro's text came from its call. */
  origin(part: { readonly start: number; readonly length: number }): { start: number; length: number };
}

interface Piece {
  /** Begin and end in the new text, and in the old one. */
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  readonly copied: boolean;
}

/**
 * Replaces `${name}`, `${name:a;b}`, `$name(a,b)`, `$name{a;b}`. Whatever names a field and no macro is a reference and stays.
 */
export function expandMacros(
  text: string,
  macros: ReadonlyMap<string, string>,
  isField: (name: string) => boolean,
): Expanded {
  if (!text.includes('$')) return { text, origin: ({ start, length }) => ({ start, length }) };
  const pieces: Piece[] = [];
  let out = '';
  const add = (part: string, start: number, end: number, copied: boolean) => {
    if (out.length + part.length > MAX_LENGTH)
      fail({ start, end }, 'The filter is too long when its macros are filled in.');
    pieces.push({ from: out.length, to: out.length + part.length, start, end, copied });
    out += part;
  };
  let at = 0;
  const known: Known = { macros, isField, calls: 0 };
  for (const call of callsIn(text)) {
    const filled = fill(call, known, 0, call);
    if (filled === null) continue;
    add(text.slice(at, call.start), at, call.start, true);
    add(filled, call.start, call.end, false);
    at = call.end;
  }
  add(text.slice(at), at, text.length, true);
  return { text: out, origin: (part) => origin(pieces, part) };
}

function origin(pieces: readonly Piece[], part: { readonly start: number; readonly length: number }) {
  const old = (position: number, isEnd: boolean) => {
    for (const p of pieces) {
      if (isEnd ? position > p.from && position <= p.to : position >= p.from && position < p.to) {
        return p.copied ? p.start + position - p.from : isEnd ? p.end : p.start;
      }
    }
    return pieces[pieces.length - 1].end;
  };
  const start = old(part.start, false);
  if (part.length === 0) return { start, length: 0 };
  return { start, length: old(part.start + part.length, true) - start };
}

interface Known {
  readonly macros: ReadonlyMap<string, string>;
  readonly isField: (name: string) => boolean;
  /** Macros filled in so far. */
  calls: number;
}

interface Call extends Span {
  readonly name: string;
  readonly args: readonly string[];
}

const CALL = /\$(?:\{\s*([A-Za-z_][\w.]*)\s*(?::([^}]*))?\}|([A-Za-z_][\w.]*)(?:\(([^()]*)\)|\{([^{}]*)\}))/g;

/** Calls outside of quotes. */
function* callsIn(text: string): Generator<Call> {
  const quoted = /[rR]?"(?:\\[\s\S]|[^"\\])*"?|'(?:\\[\s\S]|[^'\\])*'?/g;
  const strings = [...text.matchAll(quoted)].map((m) => ({ start: m.index, end: m.index + m[0].length }));
  for (const m of text.matchAll(CALL)) {
    if (strings.some((s) => m.index >= s.start && m.index < s.end)) continue;
    const inner = m[2] ?? m[4] ?? m[5];
    const separator = m[4] === undefined ? ';' : ',';
    const args = inner === undefined || inner.trim() === '' ? [] : inner.split(separator).map((arg) => arg.trim());
    yield { start: m.index, end: m.index + m[0].length, name: m[1] ?? m[3], args };
  }
}

/** The text of a call, or null for a reference to a field. `span` is the outermost call. */
function fill(call: Call, known: Known, depth: number, span: Span): string | null {
  const { macros, isField } = known;
  const body = macros.get(call.name);
  if (body === undefined) {
    if (isField(call.name) && call.args.length === 0) return null;
    fail(span, `macro '${call.name}' does not exist`, nearestOf(call.name, macros.keys(), 3));
  }
  if (++known.calls > MAX_CALLS) fail(span, 'The filter uses too many macros.');
  if (depth >= MAX_DEPTH) fail(span, `The macro "${call.name}" uses itself, or macros are nested too deeply.`);
  const filled = body.replace(/\$(\d{1,2})/g, (_, digits: string) => {
    const arg = call.args[Number(digits) - 1];
    if (arg === undefined) fail(span, `The macro "${call.name}" needs a value for $${digits}.`);
    return arg;
  });
  let out = '';
  let at = 0;
  for (const inner of callsIn(filled)) {
    const text = fill(inner, known, depth + 1, span);
    if (text === null) continue;
    out += filled.slice(at, inner.start) + text;
    at = inner.end;
    if (out.length > MAX_LENGTH) fail(span, 'The filter is too long when its macros are filled in.');
  }
  out += filled.slice(at);
  if (out.length > MAX_LENGTH) fail(span, 'The filter is too long when its macros are filled in.');
  return out;
}
