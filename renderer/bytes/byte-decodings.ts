/** What bytes may be written as, with their names. */
export const byteDecodings = {
  none: 'as they are',
  base64: 'from Base64',
  hex: 'from hex digits',
  percent: 'from percent-encoding',
} as const;

export type ByteDecoding = keyof typeof byteDecodings;

/** What bytes stand for that are written in some way; undefined for bytes that are not written so. */
export function decodedBytes(bytes: Uint8Array, from: ByteDecoding): Uint8Array | undefined {
  if (from === 'none') return bytes;
  if (from === 'percent') return fromPercent(bytes);
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return from === 'hex' ? fromHex(text.replace(/[\s:.-]|0x/gi, '')) : fromBase64(text.replace(/\s/g, ''));
}

function fromHex(digits: string): Uint8Array | undefined {
  if (digits.length % 2 !== 0 || !/^[\da-f]*$/i.test(digits)) return undefined;
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16),
  );
}

/** Base64 of RFC 4648 sections 4 and 5, with padding or without. */
function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** RFC 3986 section 2.1; a percent sign before anything else stands for itself. */
function fromPercent(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const digits = bytes[at] === 0x25 ? String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0) : '';
    const written = /^[\da-f]{2}$/i.test(digits);
    out.push(written ? Number.parseInt(digits, 16) : bytes[at]);
    if (written) at += 2;
  }
  return Uint8Array.from(out);
}
