import { hexByte } from '../bytes/byte-formats.ts';

/** Most bytes that a filter names; of more, the first ones tell. */
const LONGEST = 1024;

/** Frames that have the same bytes in the same place; `start` is where they begin. One byte is told by its colon. */
export function byteFilter(bytes: Uint8Array, start: number): string {
  const named = bytes.subarray(0, LONGEST);
  const digits = Array.from(named, hexByte).join(':');
  return `frame[${start}:${named.length}] == ${named.length === 1 ? ':' : ''}${digits}`;
}
