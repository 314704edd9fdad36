import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
} from 'node:zlib';
import type { Codecs, ContentCoding, Decompressed } from '../../decoders/presentation/codecs.ts';

type Decode = (bytes: Uint8Array, options: { maxOutputLength: number; finishFlush?: number }) => Uint8Array;

/** How each library is told to give what it has although the end is missing. */
const flush: Readonly<Record<ContentCoding, number>> = {
  gzip: constants.Z_SYNC_FLUSH,
  deflate: constants.Z_SYNC_FLUSH,
  br: constants.BROTLI_OPERATION_FLUSH,
  zstd: constants.ZSTD_e_flush,
};

/** Most attempts at finding the longest prefix that decodes; each decodes at most the limit. */
const MAX_ATTEMPTS = 20;

/** Decompression by Node's zlib: gzip, deflate (with zlib's header or without), br and zstd. */
export const nodeCodecs: Codecs = {
  decompress(coding, bytes, limit) {
    const decode = decoder(coding, bytes);
    const whole = attempt(decode, bytes, limit);
    if (whole instanceof Uint8Array) return { bytes: whole, end: 'whole' };
    if (whole === 'Z_BUF_ERROR') {
      const begun = attempt(decode, bytes, limit, flush[coding]);
      if (begun instanceof Uint8Array) return begun.length > 0 ? { bytes: begun, end: 'unfinished' } : undefined;
    }
    const end = whole === 'ERR_BUFFER_TOO_LARGE' ? 'limit' : 'damaged';
    return longestPrefix(decode, bytes, limit, flush[coding], end);
  },
};

/** `deflate` is zlib's format (RFC 9110 section 8.4.1.2), but some senders leave its header out. */
function decoder(coding: ContentCoding, bytes: Uint8Array): Decode {
  if (coding === 'gzip') return gunzipSync;
  if (coding === 'br') return brotliDecompressSync;
  if (coding === 'zstd') return zstdDecompressSync;
  const zlib = bytes.length >= 2 && (bytes[0] & 0x0f) === 8 && ((bytes[0] << 8) | bytes[1]) % 31 === 0;
  return zlib ? inflateSync : inflateRawSync;
}

/** The decoded bytes, or the code of the error. */
function attempt(decode: Decode, bytes: Uint8Array, limit: number, finishFlush?: number): Uint8Array | string {
  try {
    return decode(bytes, { maxOutputLength: limit, finishFlush });
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

/** Decoding in one call gives all or nothing, so what can be kept is found by halving. */
function longestPrefix(
  decode: Decode,
  bytes: Uint8Array,
  limit: number,
  finishFlush: number,
  end: Decompressed['end'],
): Decompressed | undefined {
  let good = 0;
  let bad = bytes.length;
  let best: Uint8Array | undefined;
  for (let i = 0; i < MAX_ATTEMPTS && bad - good > 1; i++) {
    const middle = (good + bad) >>> 1;
    const result = attempt(decode, bytes.subarray(0, middle), limit, finishFlush);
    if (result instanceof Uint8Array) {
      good = middle;
      best = result;
    } else bad = middle;
  }
  return best !== undefined && best.length > 0 ? { bytes: best, end } : undefined;
}
