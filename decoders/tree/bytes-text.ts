/** Text of bytes, addresses and times, as the field's specification and Wireshark print them. */

const HEX: string[] = [];
for (let i = 0; i < 256; i++) HEX.push(i.toString(16).padStart(2, '0'));

export function hex(bytes: Uint8Array, start: number, end: number, separator = ''): string {
  let out = '';
  for (let i = start; i < end; i++) out += i > start ? separator + HEX[bytes[i]] : HEX[bytes[i]];
  return out;
}

export function ipv4Text(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
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

/** UTF-8 with control characters escaped as Wireshark prints them: `\n`, `\r`, `\t` and octal-free `\x1b`. */
export function plainText(bytes: Uint8Array, start: number, end: number): string {
  let ascii = true;
  for (let i = start; i < end && ascii; i++) ascii = bytes[i] >= 0x20 && bytes[i] < 0x7f && bytes[i] !== 0x5c;
  if (ascii) return latin(bytes, start, end);
  return escapeText(utf8.decode(bytes.subarray(start, end)));
}

function latin(bytes: Uint8Array, start: number, end: number): string {
  let out = '';
  for (let at = start; at < end; at += 4096) {
    out += String.fromCharCode.apply(null, bytes.subarray(at, Math.min(at + 4096, end)) as unknown as number[]);
  }
  return out;
}

const SHORT: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
  '\x07': '\\a',
  '\\': '\\\\',
};

/** Makes text printable on one line. */
export function escapeText(value: string): string {
  return value.replace(/[\p{Cc}\\]/gu, (ch) => SHORT[ch] ?? `\\x${ch.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
