import { fail, type Span } from './problem.ts';
import type { Range } from './syntax.ts';

const NUMBER = String.raw`-?(?:0[xX][0-9a-fA-F]+|\d+)`;
const FORMS = {
  offsetAndLength: new RegExp(`^(${NUMBER}):(${NUMBER})$`),
  toTheEnd: new RegExp(`^(${NUMBER}):$`),
  fromTheStart: new RegExp(`^:(${NUMBER})$`),
  fromTo: new RegExp(`^(${NUMBER})-(${NUMBER})$`),
  one: new RegExp(`^(${NUMBER})$`),
};

/** `i`, `i:length`, `i-j` (both included), `:length`, `i:`, where i and j count from the end when negative. */
export function parseRange(written: string, span: Span): Range {
  const text = written.replace(/\s+/g, '');
  let m = FORMS.one.exec(text);
  if (m) return { start: number(m[1], span), length: 1, last: null };
  m = FORMS.offsetAndLength.exec(text);
  if (m) return { start: number(m[1], span), length: positive(number(m[2], span), text, span), last: null };
  m = FORMS.toTheEnd.exec(text);
  if (m) return { start: number(m[1], span), length: null, last: null };
  m = FORMS.fromTheStart.exec(text);
  if (m) return { start: 0, length: positive(number(m[1], span), text, span), last: null };
  m = FORMS.fromTo.exec(text);
  if (m) {
    const start = number(m[1], span);
    const last = number(m[2], span);
    // Ends of different signs can only be compared when the length is known.
    if (start < 0 === last < 0 && start > last) {
      fail(span, `Range ${text} isn't valid because ${start} is greater or equal than ${last}`);
    }
    return { start, length: null, last };
  }
  if (/^[\d:-]+$/.test(text)) fail(span, `"${written}" is not a valid range.`);
  fail(span, `"${written}" is not a valid number.`);
}

function number(text: string, span: Span): number {
  const negative = text.startsWith('-');
  const value = Number(negative ? text.slice(1) : text);
  if (value > 0x7fff_ffff) fail(span, `"${text}" causes an integer overflow.`);
  return negative ? -value : value;
}

function positive(length: number, text: string, span: Span): number {
  if (length <= 0) fail(span, `Range ${text} isn't valid because length ${length} isn't positive`);
  return length;
}

/** First and one past the last position of a range in something of a length, or undefined where it reaches beyond. */
export function place(range: Range, length: number): { readonly start: number; readonly end: number } | undefined {
  const start = range.start < 0 ? length + range.start : range.start;
  if (start < 0 || start >= length) return undefined;
  let end = length;
  if (range.length !== null) end = start + range.length;
  else if (range.last !== null) end = (range.last < 0 ? length + range.last : range.last) + 1;
  return end > length || end <= start ? undefined : { start, end };
}

/** Whether the one-based position of a layer is among the chosen ones; negative ones count from the last. */
export function chosen(ranges: readonly Range[], position: number, count: number): boolean {
  for (const range of ranges) {
    const first = range.start < 0 ? count + range.start + 1 : range.start;
    let last = Number.POSITIVE_INFINITY;
    if (range.length !== null) last = first + range.length - 1;
    else if (range.last !== null) last = range.last < 0 ? count + range.last + 1 : range.last;
    if (position >= first && position <= last) return true;
  }
  return false;
}
