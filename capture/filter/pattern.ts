import { RE2JS, RE2JSException } from 're2js';
import { latin } from '../../decoders/tree/bytes-text.ts';
import { fail } from './problem.ts';
import type { Node, Value } from './syntax.ts';

/** Longest regular expression: what it is compiled to grows with it. */
const LONGEST = 4_096;

/**
 * A regular expression as `matches` takes it. It is found anywhere, and capitals do not matter unless it says `(?-i)`.
 *
 * It runs on an engine whose time grows only with the length of what is searched, so that no expression and no packet can
 * hold the analyzer up. Look-around, back-references, and possessive or atomic groups, which PCRE has, cannot be had on
 * such an engine and are refused with a sentence that says so.
 */
export class Pattern {
  readonly #text: RE2JS;
  readonly #bytes: RE2JS;

  /** @throws FilterError at the string's part of the filter */
  constructor(written: Node & Extract<Value, { kind: 'string' }>) {
    const { value } = written;
    if (value.length > LONGEST) fail(written, `A regular expression can have ${LONGEST} characters.`);
    try {
      this.#text = RE2JS.compile(value, RE2JS.CASE_INSENSITIVE);
      // Bytes are searched one character a byte, so characters beyond ASCII are spelled as their UTF-8 bytes.
      const spelled = written.bytes ? value : byteWise(value);
      this.#bytes = spelled === value ? this.#text : RE2JS.compile(spelled, RE2JS.CASE_INSENSITIVE);
    } catch (error) {
      if (!(error instanceof RE2JSException)) throw error;
      fail(written, `Regex compilation error: ${explain(value, error)}`);
    }
  }

  test(value: string | Uint8Array): boolean {
    if (typeof value === 'string') return this.#text.test(value);
    return this.#bytes.test(latin(value, 0, value.length));
  }
}

function byteWise(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: everything beyond ASCII
  return value.replace(/[^\x00-\x7f]+/g, (text) => {
    const bytes = new TextEncoder().encode(text);
    return latin(bytes, 0, bytes.length);
  });
}

const BEYOND: readonly (readonly [RegExp, string])[] = [
  [/\(\?<?[=!]/, 'look-around, (?=...) and the like, is not available'],
  [/\\[1-9]|\\k[<{']|\(\?P=/, 'back-references are not available'],
  [/[*+?}]\+|\(\?>/, 'possessive and atomic groups are not available'],
];

function explain(value: string, error: RE2JSException): string {
  for (const [form, sentence] of BEYOND) {
    if (form.test(value)) return `${sentence}: it could take unbounded time.`;
  }
  return `${error.message.replace(/^error parsing regexp: /, '')}.`;
}
