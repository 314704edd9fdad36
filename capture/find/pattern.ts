import { RE2JS, RE2JSException } from 're2js';
import type { findKind } from '../../contract/messages/find.ts';
import type { Infer } from '../../contract/schema.ts';
import { type DisplayFilter, FilterError } from '../filter/display-filter.ts';
import { type ByteFinder, exactFinder, foldedFinder } from './byte-finder.ts';

export type FindKind = Infer<typeof findKind>;

/** What is looked for, ready to be looked for. */
export interface Pattern {
  /** Null unless frames are found by a filter. */
  readonly filter: DisplayFilter | null;
  /** Whether it is found in a part of bytes wherever it is found in the whole. */
  readonly literal: boolean;
  /** Whether a text holds it; for patterns that are looked for in texts. */
  inText(text: string): boolean;
  /** The place in bytes; for patterns that are looked for in bytes. Length is 0 where it is not found. */
  inBytes(bytes: Uint8Array, start: number, end: number): { at: number; length: number };
}

const nowhere = { at: -1, length: 0 };

/** Throws FilterError for what is no pattern of the kind. Expressions take time linear in what they search (RE2). */
export function compilePattern(
  kind: FindKind,
  text: string,
  matchCase: boolean,
  filterOf: (text: string) => DisplayFilter,
): Pattern {
  switch (kind) {
    case 'filter':
      return { filter: filterOf(text), literal: false, inText: () => false, inBytes: () => nowhere };
    case 'hex': {
      const bytes = hexBytes(text);
      return { filter: null, literal: true, inText: () => false, inBytes: found(exactFinder(bytes), bytes.length) };
    }
    case 'text':
      return textPattern(text, matchCase);
    case 'regex':
      return expression(text, matchCase);
  }
}

function found(find: ByteFinder, length: number): Pattern['inBytes'] {
  return (bytes, start, end) => {
    const at = find(bytes, start, end);
    return at < 0 ? nowhere : { at, length };
  };
}

function textPattern(text: string, matchCase: boolean): Pattern {
  if (text === '') throw problem('Type the text to look for.', text);
  const bytes = new TextEncoder().encode(text);
  const wide = new Uint8Array(Buffer.from(text, 'utf16le'));
  const finder = matchCase ? exactFinder : foldedFinder;
  const narrow = found(finder(bytes), bytes.length);
  const utf16 = found(finder(wide), wide.length);
  const wanted = matchCase ? text : text.toLowerCase();
  return {
    filter: null,
    literal: true,
    inText: (other) => (matchCase ? other : other.toLowerCase()).includes(wanted),
    inBytes: (source, start, end) => {
      const place = narrow(source, start, end);
      return place.length > 0 ? place : utf16(source, start, end);
    },
  };
}

function expression(text: string, matchCase: boolean): Pattern {
  if (text === '') throw problem('Type the expression to look for.', text);
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(text, matchCase ? 0 : RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw problem(`This is no regular expression: ${error.message}.`, text);
  }
  return {
    filter: null,
    literal: false,
    inText: (other) => compiled.matcher(other).find(),
    inBytes: (bytes, start, end) => {
      const matcher = compiled.matcher(
        Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1'),
      );
      return matcher.find()
        ? { at: start + matcher.start(), length: Math.max(1, matcher.end() - matcher.start()) }
        : nowhere;
    },
  };
}

/** `0a0b`, `0a 0b`, `0a:0b` and the like. */
function hexBytes(text: string): Uint8Array {
  const digits = text.replace(/0x|[\s:.,-]/gi, '');
  if (digits === '' || digits.length % 2 !== 0 || !/^[\da-f]+$/i.test(digits)) {
    throw problem('Type bytes as pairs of hexadecimal digits: 47 45 54.', text);
  }
  return new Uint8Array(Buffer.from(digits, 'hex'));
}

function problem(message: string, text: string): FilterError {
  return new FilterError({ message, start: 0, length: text.length, suggestions: [] });
}
