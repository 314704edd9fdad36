/** Finds bytes in bytes: the index of the first occurrence within [start, end), or -1. */
export type ByteFinder = (bytes: Uint8Array, start: number, end: number) => number;

/** Occurrences of the same bytes. An empty pattern is found nowhere. */
export function exactFinder(pattern: Uint8Array): ByteFinder {
  const { length } = pattern;
  if (length === 0) return () => -1;
  return (bytes, start, end) => {
    const at = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).indexOf(pattern);
    return at < 0 ? -1 : start + at;
  };
}

/** Occurrences of bytes where ASCII letters count as the same in both cases. */
export function foldedFinder(pattern: Uint8Array): ByteFinder {
  const { length } = pattern;
  const wanted = pattern.map(lower);
  if (length === 0) return () => -1;
  const key = rarest(wanted);
  const small = wanted[key];
  const capital = small >= 0x61 && small <= 0x7a ? small - 32 : small;
  return (bytes, start, end) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
    const next = (byte: number, from: number): number => {
      const at = buffer.indexOf(byte, from);
      return at < 0 ? Number.POSITIVE_INFINITY : at;
    };
    let a = next(small, key);
    let b = capital === small ? Number.POSITIVE_INFINITY : next(capital, key);
    for (;;) {
      const at = Math.min(a, b) - key;
      if (at > buffer.length - length) return -1;
      let n = 0;
      while (n < length && lower(buffer[at + n]) === wanted[n]) n++;
      if (n === length) return start + at;
      if (a < b) a = next(small, a + 1);
      else b = next(capital, b + 1);
    }
  };
}

/** Letters from the most common one on; of the other bytes zero is the most common. */
const COMMON = 'etaoinshrdlucmfwypvbgkjqxz';
const OTHER = 16;

/** Index of the byte that is likely to occur least often. */
function rarest(wanted: Uint8Array): number {
  const rank = (byte: number): number => {
    if (byte === 0) return -1;
    const letter = COMMON.indexOf(String.fromCharCode(byte));
    return letter < 0 ? OTHER : letter;
  };
  return wanted.reduce((best, byte, at) => (rank(byte) > rank(wanted[best]) ? at : best), 0);
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
}
