/**
 * Reads the identifier and length octets of ASN.1 values in BER and DER (X.690 section 8.1). Positions are absolute indices
 * into the bytes; nothing is allocated.
 */

/** Values within values, at most; certificates need some 20. */
export const MAX_NESTING = 32;

/** Classes of tags, as they are added to the number of a tag. */
export const UNIVERSAL = 0;
export const CONTEXT = 2 * 2 ** 24;

/** Highest tag number that is read. */
const MAX_NUMBER = 2 ** 24 - 1;
/** Longest length that is believed: as many bytes as a handshake message can have. */
const MAX_LENGTH_OCTETS = 4;

/** What {@link readHeader} read. Reused: copy it before the next one is read. */
export const header = {
  /** Number of the tag plus its class, such as {@link CONTEXT}. */
  tag: 0,
  constructed: false,
  /** First byte of the content, and one past its last. */
  start: 0,
  stop: 0,
  /** One past the value: behind the end-of-contents octets of an indefinite length. */
  end: 0,
};

/**
 * Reads the header of the value at `at` into {@link header}. False where there is none before `end`, or where its length goes
 * beyond: then `stop` is beyond `end`, or -1 where not even the length can be read.
 */
export function readHeader(bytes: Uint8Array, at: number, end: number): boolean {
  const h = header;
  h.stop = -1;
  if (at + 2 > end) return false;
  const first = bytes[at];
  let pos = at + 1;
  let number = first & 0x1f;
  if (number === 0x1f) {
    number = 0;
    let octet = 0x80;
    while (octet & 0x80) {
      if (pos >= end) return false;
      octet = bytes[pos++];
      number = number * 128 + (octet & 0x7f);
      if (number > MAX_NUMBER) return false;
    }
  }
  h.tag = (first >>> 6) * 2 ** 24 + number;
  h.constructed = (first & 0x20) !== 0;
  if (pos >= end) return false;
  const octet = bytes[pos++];
  if (octet === 0x80) {
    if (!isIndefinite(bytes, at)) return false;
    const stop = endOfContents(bytes, pos, end);
    h.constructed = true;
    h.tag = (first >>> 6) * 2 ** 24 + number;
    h.start = pos;
    h.stop = stop < 0 ? end + 1 : stop;
    h.end = stop + 2;
    return stop >= 0;
  }
  let length = octet;
  if (octet > 0x80) {
    const count = octet & 0x7f;
    if (count > MAX_LENGTH_OCTETS || pos + count > end) return false;
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + bytes[pos++];
  }
  h.start = pos;
  h.stop = pos + length;
  h.end = h.stop;
  return h.stop <= end;
}

/** Where the end-of-contents octets stand that belong to an indefinite length whose content begins at `start`, or -1. */
function endOfContents(bytes: Uint8Array, start: number, end: number): number {
  let open = 1;
  for (let pos = start; pos + 2 <= end; ) {
    if (bytes[pos] === 0 && bytes[pos + 1] === 0) {
      if (--open === 0) return pos;
      pos += 2;
    } else if (isIndefinite(bytes, pos)) {
      if (++open > MAX_NESTING) return -1;
      pos += 2;
    } else {
      if (!readHeader(bytes, pos, end)) return -1;
      pos = header.end;
    }
  }
  return -1;
}

/** A constructed value with an indefinite length, its header of two octets: those with high tag numbers are not read. */
function isIndefinite(bytes: Uint8Array, at: number): boolean {
  return (bytes[at] & 0x20) !== 0 && (bytes[at] & 0x1f) !== 0x1f && bytes[at + 1] === 0x80;
}

const stops = new Int32Array(MAX_NESTING);
const ends = new Int32Array(MAX_NESTING);

/**
 * Where the values between `start` and `end` stop making sense: a length that goes beyond what holds it, a header that is
 * cut, or values nested deeper than {@link MAX_NESTING}. -1 where all make sense. Contents of octet strings are not looked into.
 */
export function firstDamage(bytes: Uint8Array, start: number, end: number): number {
  let depth = 0;
  let stop = end;
  for (let pos = start; ; ) {
    while (pos >= stop && depth > 0) {
      pos = ends[--depth];
      stop = stops[depth];
    }
    if (pos >= stop) return -1;
    if (!readHeader(bytes, pos, stop)) return pos;
    if (!header.constructed) pos = header.end;
    else if (depth === MAX_NESTING) return pos;
    else {
      stops[depth] = stop;
      ends[depth++] = header.end;
      stop = header.stop;
      pos = header.start;
    }
  }
}
