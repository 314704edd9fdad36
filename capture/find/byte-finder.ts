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
  const [first] = wanted;
  const upper = first >= 0x61 && first <= 0x7a ? first - 32 : first;
  return (bytes, start, end) => {
    const last = end - length;
    for (let at = start; at <= last; at++) {
      const byte = bytes[at];
      if (byte !== first && byte !== upper) continue;
      let n = 1;
      while (n < length && lower(bytes[at + n]) === wanted[n]) n++;
      if (n === length) return at;
    }
    return -1;
  };
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
}
