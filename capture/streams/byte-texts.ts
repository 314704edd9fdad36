import type { RecordBuffer } from '../export/record-buffer.ts';

const DOT = 0x2e;
const SPACE = 0x20;
const LINE_FEED = 0x0a;
const lower = digits('0123456789abcdef');
const upper = digits('0123456789ABCDEF');
const base64 = digits('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');

/** Letters, digits and signs of EBCDIC code page 037 that ASCII has too, a line for each sixteen from 0x40 on. */
const ebcdicSigns = [
  '           .<(+|',
  '&         !$*);~',
  '-/         ,%_>?',
  '         `:#@\'="',
  ' abcdefghi      ',
  ' jklmnopqr      ',
  ' ~stuvwxyz      ',
  '^         []    ',
  '{ABCDEFGHI      ',
  '}JKLMNOPQR      ',
  '\\ STUVWXYZ      ',
  '0123456789      ',
];

/** What stands for each byte in ASCII: itself if it is printable, carriage return or line feed, else a dot. */
export const asciiTable = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte >= SPACE && byte < 0x7f) || byte === 0x0d || byte === LINE_FEED ? byte : DOT,
);

/** The same with tabs, for where they do not spoil what is aligned. */
export const tabbedAsciiTable = asciiTable.with(0x09, 0x09);

/** What stands for each byte of EBCDIC. New line and line feed end a line. */
export const ebcdicTable = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0x0d) return byte;
  if (byte === 0x05) return 0x09;
  if (byte === 0x15 || byte === 0x25) return LINE_FEED;
  if (byte === 0x40) return SPACE;
  const sign = byte > 0x40 ? ebcdicSigns[(byte >> 4) - 4].charCodeAt(byte & 15) : SPACE;
  return sign === SPACE ? DOT : sign;
});

function digits(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Appends a text of ASCII. */
export function appendText(out: RecordBuffer, text: string): void {
  const at = out.reserve(text.length);
  for (let i = 0; i < text.length; i++) out.bytes[at + i] = text.charCodeAt(i);
}

/** Appends bytes by a table of what stands for each. */
export function appendMapped(
  out: RecordBuffer,
  table: Uint8Array,
  bytes: Uint8Array,
  start: number,
  length: number,
): void {
  const at = out.reserve(length);
  const to = out.bytes;
  for (let i = 0; i < length; i++) to[at + i] = table[bytes[start + i]];
}

/** Appends two hexadecimal digits a byte. */
export function appendHexDigits(out: RecordBuffer, bytes: Uint8Array, start: number, length: number): void {
  let at = out.reserve(2 * length);
  const to = out.bytes;
  for (let i = start; i < start + length; i++) {
    to[at++] = lower[bytes[i] >>> 4];
    to[at++] = lower[bytes[i] & 15];
  }
}

const HEX_ROW = 16;
/** Columns of the digits behind the offset, and of the characters. */
const HEX_BEGIN = 10;
const TEXT_BEGIN = HEX_BEGIN + 3 * HEX_ROW + 2;

/**
 * Appends lines of `00000010  47 45 54 20 2f 20 48 54  54 50 …  GET / HT TP…`. Offsets count from `position` of the first
 * byte, in 32 bits as tshark's.
 */
export function appendHexDump(
  out: RecordBuffer,
  indent: string,
  position: number,
  bytes: Uint8Array,
  start: number,
  length: number,
): void {
  for (let done = 0; done < length; done += HEX_ROW) {
    const count = Math.min(HEX_ROW, length - done);
    if (indent !== '') appendText(out, indent);
    // As in tshark, a space as the last character is left out, unless it is the eighth.
    const blank = bytes[start + done + count - 1] === SPACE && count !== 8 ? 1 : 0;
    const width = TEXT_BEGIN + count + (count > 8 ? 1 : 0) + 1 - blank;
    const at = out.reserve(width);
    const to = out.bytes;
    to.fill(SPACE, at, at + width - 1);
    for (let i = 0; i < 8; i++) to[at + i] = upper[((position + done) >>> (28 - 4 * i)) & 15];
    for (let i = 0; i < count; i++) {
      const byte = bytes[start + done + i];
      const hex = at + HEX_BEGIN + 3 * i + (i >= 8 ? 1 : 0);
      to[hex] = lower[byte >>> 4];
      to[hex + 1] = lower[byte & 15];
      to[at + TEXT_BEGIN + i + (i >= 8 ? 1 : 0)] = byte >= SPACE && byte < 0x7f ? byte : DOT;
    }
    to[at + width - 1] = LINE_FEED;
  }
}

const BASE64_LINE = 57;

/** Appends lines of Base64, 76 characters each. */
export function appendBase64(
  out: RecordBuffer,
  indent: string,
  bytes: Uint8Array,
  start: number,
  length: number,
): void {
  for (let done = 0; done < length; done += BASE64_LINE) {
    const end = start + Math.min(length, done + BASE64_LINE);
    appendText(out, indent);
    for (let i = start + done; i < end; i += 3) {
      const three = (bytes[i] << 16) | ((i + 1 < end ? bytes[i + 1] : 0) << 8) | (i + 2 < end ? bytes[i + 2] : 0);
      const at = out.reserve(4);
      const to = out.bytes;
      to[at] = base64[three >>> 18];
      to[at + 1] = base64[(three >>> 12) & 63];
      to[at + 2] = i + 1 < end ? base64[(three >>> 6) & 63] : 0x3d;
      to[at + 3] = i + 2 < end ? base64[three & 63] : 0x3d;
    }
    appendText(out, '\n');
  }
}

/** Appends values of an array in C, eight a line. `last` closes it. */
export function appendCArray(out: RecordBuffer, bytes: Uint8Array, start: number, length: number, last: boolean): void {
  for (let i = 0; i < length; i++) {
    appendText(out, '0x');
    appendHexDigits(out, bytes, start + i, 1);
    if (i + 1 === length && last) appendText(out, ' };\n');
    else appendText(out, i % 8 === 7 ? ',\n' : ', ');
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
// Control characters but tab, line feed and carriage return, and those that turn the direction of writing: a terminal or an
// editor would obey them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** UTF-8 as text: U+FFFD where it is none, dots for control characters. */
export function utf8Text(bytes: Uint8Array): string {
  return utf8Cleaned(decoder.decode(bytes));
}

/** Text without control characters that would be obeyed. */
export function utf8Cleaned(text: string): string {
  return text.replace(controls, '.');
}

/** What stands in the place of bytes that no frame has. */
export function gapText(missing: number): string {
  return `[${missing} bytes missing in capture file]`;
}
