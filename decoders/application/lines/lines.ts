/** Where lines and words of protocols made of text end. All positions are indices into `bytes`. */

const LF = 10;
const CR = 13;
const SPACE = 32;

/** One past the LF that ends the line at `at`, or `end` when none does. */
export function lineEnd(bytes: Uint8Array, at: number, end: number): number {
  const found = bytes.indexOf(LF, at);
  return found < 0 || found >= end ? end : found + 1;
}

/** Where the text of the line [at, next) ends, before its CR LF or LF. */
export function textEnd(bytes: Uint8Array, at: number, next: number): number {
  let end = next;
  if (end > at && bytes[end - 1] === LF) end--;
  if (end > at && bytes[end - 1] === CR) end--;
  return end;
}

/** End of the word at `at`: the next space, or `end`. */
export function wordEnd(bytes: Uint8Array, at: number, end: number): number {
  const found = bytes.indexOf(SPACE, at);
  return found < 0 || found > end ? end : found;
}

/** Index of the first byte from `at` on that is no space. */
export function skipSpaces(bytes: Uint8Array, at: number, end: number): number {
  let i = at;
  while (i < end && bytes[i] === SPACE) i++;
  return i;
}

/** The number that three digits at `at` spell, or -1. */
export function replyCode(bytes: Uint8Array, at: number, end: number): number {
  if (at + 3 > end) return -1;
  let code = 0;
  for (let i = at; i < at + 3; i++) {
    const digit = bytes[i] - 0x30;
    if (digit < 0 || digit > 9) return -1;
    code = code * 10 + digit;
  }
  return code;
}

/** A line's text without the escaped line end that a tree shows. */
export function withoutLineEnd(text: string): string {
  return text.replace(/(\\r)?(\\n)?$/, '');
}
