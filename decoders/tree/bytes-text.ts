/** Text of bytes, addresses and times, as the field's specification and Wireshark print them. */

const HEX: string[] = [];
for (let i = 0; i < 256; i++) HEX.push(i.toString(16).padStart(2, '0'));

export function hex(bytes: Uint8Array, start: number, end: number, separator = ''): string {
  let out = '';
  for (let i = start; i < end; i++) out += i > start ? separator + HEX[bytes[i]] : HEX[bytes[i]];
  return out;
}

/** IPv4 addresses that were shown lately and their texts, by a hash of the address. */
const RECENT = 4096;
const recentAddresses = new Int32Array(RECENT);
const recentTexts: string[] = new Array(RECENT).fill('0.0.0.0');

export function ipv4Text(address: number): string {
  const slot = Math.imul(address, 0x9e3779b1) >>> 20;
  if (recentAddresses[slot] !== (address | 0)) {
    recentAddresses[slot] = address;
    recentTexts[slot] = [address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255].join('.');
  }
  return recentTexts[slot];
}

/** RFC 5952: lower case, the longest run of two or more zero groups compressed, the first one among equals. */
export function ipv6Text(bytes: Uint8Array, at: number): string {
  const groups: number[] = [];
  for (let i = 0; i < 8; i++) groups.push((bytes[at + 2 * i] << 8) | bytes[at + 2 * i + 1]);
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let n = 0;
    while (i + n < 8 && groups[i + n] === 0) n++;
    if (n > bestLength) {
      best = i;
      bestLength = n;
    }
  }
  // ::ffff:0:0/96 and ::/96 (except :: and ::1) print their last 32 bits in dotted decimal
  const mapped = best === 0 && bestLength === 5 && groups[5] === 0xffff;
  const compatible = best === 0 && bestLength === 6 && groups[6] !== 0;
  if (mapped || compatible) {
    const tail = `${bytes[at + 12]}.${bytes[at + 13]}.${bytes[at + 14]}.${bytes[at + 15]}`;
    return mapped ? `::ffff:${tail}` : `::${tail}`;
  }
  if (best < 0) return groups.map((g) => g.toString(16)).join(':');
  const left = groups.slice(0, best).map((g) => g.toString(16));
  const right = groups.slice(best + bestLength).map((g) => g.toString(16));
  return `${left.join(':')}::${right.join(':')}`;
}

const utf8 = new TextDecoder('utf-8');

/** The bytes as UTF-8; what is not becomes U+FFFD. */
export function utf8Text(bytes: Uint8Array, start: number, end: number): string {
  for (let i = start; i < end; i++) if (bytes[i] >= 0x80) return utf8.decode(bytes.subarray(start, end));
  return latin(bytes, start, end);
}

/** The bytes as ASCII; what is not becomes U+FFFD. */
export function asciiText(bytes: Uint8Array, start: number, end: number): string {
  return latin(bytes, start, end).replace(/[\x80-\xff]/g, '\ufffd');
}

/** Most bytes that are shown on one line. */
const LONGEST_LINE = 4096;

/** UTF-8 made printable on one line, see {@link escapeText}; what is very long is cut with an ellipsis. */
export function plainText(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > LONGEST_LINE) return `${plainText(bytes, start, start + LONGEST_LINE)}…`;
  for (let i = start; i < end; i++) {
    if (bytes[i] < 0x20 || bytes[i] >= 0x7f) return escapeText(utf8Text(bytes, start, end));
  }
  return latin(bytes, start, end);
}

/** Each byte as the character of that number. */
export function latin(bytes: Uint8Array, start: number, end: number): string {
  let out = '';
  for (let at = start; at < end; at += 4096) {
    out += String.fromCharCode.apply(null, bytes.subarray(at, Math.min(at + 4096, end)) as unknown as number[]);
  }
  return out;
}

const SHORT: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
};

/** Controls, characters that only format (as those that turn the direction of writing), and what is no character. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cn}\p{Cs}]/gu;

/**
 * Makes text printable on one line as Wireshark does: `\n`, `\033` for a control character without a letter, `\u202E` for
 * what cannot be seen beyond ASCII.
 */
export function escapeText(value: string): string {
  return isPrintable(value) ? value : value.replace(HIDDEN, (ch) => SHORT[ch] ?? escaped(ch.codePointAt(0)!));
}

/** True for a text in which nothing can be hidden, as most are: looking is faster than the regular expression. */
function isPrintable(value: string): boolean {
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    if (unit < 0x20 || (unit >= 0x7f && (unit < 0xa0 || unit >= 0xad))) return false;
  }
  return true;
}

function escaped(code: number): string {
  if (code < 0x80) return `\\${code.toString(8).padStart(3, '0')}`;
  const digits = code.toString(16).toUpperCase();
  return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}
