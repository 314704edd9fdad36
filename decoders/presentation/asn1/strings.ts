import { asciiText, utf8Text } from '../../tree/bytes-text.ts';

/** Numbers of the universal tags of character strings. */
export const UTF8_STRING = 12;
const TELETEX_STRING = 20;
const UNIVERSAL_STRING = 28;
const BMP_STRING = 30;

/** Characters of T.61 from 0xa0 on; U+FFFD where there is none. Those from 0xc1 to 0xcf are diacritics before their letter. */
const T61 =
  '\u00a0¡¢£$¥#§¤\ufffd\ufffd«\ufffd\ufffd\ufffd\ufffd°±²³×µ¶·÷\ufffd\ufffd»¼½¾¿' +
  '\ufffd\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\ufffd\u030a\u0327\ufffd\u030b\u0328\u030c' +
  '\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd' +
  'ΩÆÐªĦ\ufffdĲĿŁØŒºÞŦŊŉĸæđðħıĳŀłøœßþŧŋ\ufffd';
/** Characters of ASCII that T.61 does not have. */
const NOT_T61 = '#$\\^`{}~';

/** The text of a character string, by the number of its universal tag; U+FFFD for what is none of its characters. */
export function stringText(tag: number, bytes: Uint8Array, start: number, end: number): string {
  switch (tag) {
    case UTF8_STRING:
      return utf8Text(bytes, start, end);
    case BMP_STRING:
      return wideText(bytes, start, end, 2);
    case UNIVERSAL_STRING:
      return wideText(bytes, start, end, 4);
    case TELETEX_STRING:
      return t61Text(bytes, start, end);
    default:
      return asciiText(bytes, start, end);
  }
}

/** True where bytes of a string are not read as UTF-8 would read them. */
export function needsText(tag: number, bytes: Uint8Array, start: number, end: number): boolean {
  if (tag === UTF8_STRING) return false;
  if (tag === BMP_STRING || tag === UNIVERSAL_STRING || tag === TELETEX_STRING) return true;
  for (let at = start; at < end; at++) if (bytes[at] >= 0x80) return true;
  return false;
}

function wideText(bytes: Uint8Array, start: number, end: number, width: 2 | 4): string {
  let out = '';
  for (let at = start; at + width <= end; at += width) {
    let code = 0;
    for (let i = 0; i < width; i++) code = code * 256 + bytes[at + i];
    out += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  }
  return (end - start) % width === 0 ? out.toWellFormed() : `${out}\ufffd`.toWellFormed();
}

function t61Text(bytes: Uint8Array, start: number, end: number): string {
  let out = '';
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    const diacritic = byte > 0xc0 && byte < 0xd0 && at + 1 < end && bytes[at + 1] < 0x80;
    if (diacritic) out += t61Character(bytes[++at]) + t61Character(byte);
    else out += t61Character(byte);
  }
  return out.normalize('NFC');
}

function t61Character(byte: number): string {
  if (byte >= 0xa0) return T61[byte - 0xa0];
  const character = String.fromCharCode(byte);
  return byte >= 0x80 || NOT_T61.includes(character) ? '\ufffd' : character;
}
