const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const SINES = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 0x1_0000_0000) | 0);

/** MD5 (RFC 1321) of a text of ASCII characters, as hexadecimal digits: what fingerprints are told by, nothing secret. */
export function md5(text: string): string {
  const words = new Int32Array((((text.length + 8) >>> 6) + 1) * 16);
  for (let i = 0; i < text.length; i++) words[i >>> 2] |= (text.charCodeAt(i) & 0xff) << ((i & 3) * 8);
  words[text.length >>> 2] |= 0x80 << ((text.length & 3) * 8);
  words[words.length - 2] = text.length * 8;
  const state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let at = 0; at < words.length; at += 16) block(state, words, at);
  return state.map(digits).join('');
}

function block(state: number[], words: Int32Array, at: number): void {
  let [a, b, c, d] = state;
  for (let i = 0; i < 64; i++) {
    const round = i >>> 4;
    const mixed = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round];
    const word = words[at + ([i, 5 * i + 1, 3 * i + 5, 7 * i][round] & 15)];
    const sum = (a + mixed + SINES[i] + word) | 0;
    const shift = SHIFTS[round * 4 + (i & 3)];
    [a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0];
  }
  state[0] = (state[0] + a) | 0;
  state[1] = (state[1] + b) | 0;
  state[2] = (state[2] + c) | 0;
  state[3] = (state[3] + d) | 0;
}

/** The bytes of a word, least significant first. */
function digits(word: number): string {
  let out = '';
  for (let shift = 0; shift < 32; shift += 8) out += ((word >>> shift) & 0xff).toString(16).padStart(2, '0');
  return out;
}
