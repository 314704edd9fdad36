const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 with padding (RFC 4648 section 4). */
export function base64(bytes: Uint8Array, start: number, end: number): string {
  let out = '';
  for (let at = start; at < end; at += 3) {
    const left = end - at;
    const group = (bytes[at] << 16) | (left > 1 ? bytes[at + 1] << 8 : 0) | (left > 2 ? bytes[at + 2] : 0);
    out += ALPHABET[group >>> 18] + ALPHABET[(group >>> 12) & 63];
    out += left > 1 ? ALPHABET[(group >>> 6) & 63] : '=';
    out += left > 2 ? ALPHABET[group & 63] : '=';
  }
  return out;
}

/** The bytes that base64 text stands for; decoding stops at the first character that is not of its alphabet. */
export function fromBase64(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const out = new Uint8Array(Math.ceil(((end - start) * 3) / 4));
  let length = 0;
  let group = 0;
  let bits = 0;
  for (let at = start; at < end; at++) {
    const value = ALPHABET.indexOf(String.fromCharCode(bytes[at]));
    if (value < 0) break;
    group = (group << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[length++] = (group >>> bits) & 255;
    }
  }
  return out.subarray(0, length);
}
