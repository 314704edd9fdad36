/** Content codings that bodies can be decoded from (IANA HTTP Content Coding Registry). */
export const contentCodings = ['gzip', 'deflate', 'br', 'zstd'] as const;
export type ContentCoding = (typeof contentCodings)[number];

/** What became of a compressed body. `end` tells why the bytes stop where they stop. */
export interface Decompressed {
  readonly bytes: Uint8Array;
  readonly end:
    | 'whole'
    | 'unfinished' // the compressed bytes end early
    | 'limit' // more than the limit allows
    | 'damaged'; // what follows is no valid compressed data
}

/** Decompression, given to a session by the program that decodes: decoders themselves depend on no runtime. */
export interface Codecs {
  /**
   * Decodes what can be decoded, at most `limit` bytes. Never throws; undefined when there is nothing to show: the bytes
   * are not of that coding.
   */
  decompress(coding: ContentCoding, bytes: Uint8Array, limit: number): Decompressed | undefined;
}

/** Most bytes that one body is decoded to. */
export const MAX_DECODED = 8 << 20;
/** Most bytes that a byte of a compressed body is decoded to: deflate can reach 1032, brotli and zstd far more. */
export const MAX_RATIO = 2048;
/** A short body may exceed the ratio up to here. */
const RATIO_FREE = 64 << 10;

/** The limit for a compressed body of `length` bytes. */
export function decodedLimit(length: number): number {
  return Math.min(MAX_DECODED, Math.max(RATIO_FREE, length * MAX_RATIO));
}
