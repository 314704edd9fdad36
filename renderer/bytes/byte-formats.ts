/** Ways to write bytes as text, with their names. */
export const byteFormats = {
  'hex-dump': 'Hex Dump',
  'hex-stream': 'Hex Stream',
  'c-array': 'C Array',
  text: 'Printable Text',
  base64: 'Base64',
} as const;

export type ByteFormat = keyof typeof byteFormats;

/** Bytes in a line of a hex dump or an array. */
const DUMP_LINE = 16;
const ARRAY_LINE = 12;

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** A byte as two hexadecimal digits. */
export const hexByte = (byte: number): string => hex[byte];

/** A byte as its ASCII character, a dot where it has none that shows. */
export const asciiByte = (byte: number): string => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.');

/** A byte as eight binary digits. */
export const binaryByte = (byte: number): string => byte.toString(2).padStart(8, '0');

/** Bytes as text. `offset` is where the first one stands in its source, for the dump. */
export function formatBytes(bytes: Uint8Array, format: ByteFormat, offset = 0): string {
  switch (format) {
    case 'hex-dump':
      return lines(bytes, DUMP_LINE, (line, at) => dumpLine(line, offset + at)).join('\n');
    case 'hex-stream':
      return Array.from(bytes, hexByte).join('');
    case 'c-array': {
      const body = lines(bytes, ARRAY_LINE, (line) => `  ${Array.from(line, (byte) => `0x${hex[byte]}`).join(', ')}`);
      return `const unsigned char bytes[${bytes.length}] = {\n${body.join(',\n')}\n};`;
    }
    case 'text':
      return printable(bytes);
    case 'base64':
      return base64(bytes);
  }
}

function dumpLine(line: Uint8Array, offset: number): string {
  const cells = Array.from(line, hexByte);
  const half = DUMP_LINE / 2;
  const text = `${cells.slice(0, half).join(' ')}  ${cells.slice(half).join(' ')}`.trimEnd();
  const width = DUMP_LINE * 3;
  return `${offset.toString(16).padStart(4, '0')}  ${text.padEnd(width)}  ${Array.from(line, asciiByte).join('')}`;
}

function lines(bytes: Uint8Array, length: number, text: (line: Uint8Array, at: number) => string): string[] {
  const out: string[] = [];
  for (let at = 0; at < bytes.length; at += length) out.push(text(bytes.subarray(at, at + length), at));
  return out;
}

/** What shows of UTF-8 text; line ends and tabs are kept, other control characters are left out. */
function printable(bytes: Uint8Array): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return new TextDecoder().decode(bytes).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/g, '');
}

function base64(bytes: Uint8Array): string {
  const CHUNK = 0x8000;
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}
