import { TokenTable } from './token-table.ts';

const types = new TokenTable();

/** Numbers of media types in the dispatch table of that name, for a protocol's claims. */
export function mediaTypeNumbers(...names: string[]): number[] {
  return names.map((name) => types.add(name));
}

/** The number of the media type that the bytes [start, end) spell, or -1 when no protocol claims it. */
export function findMediaType(bytes: Uint8Array, start: number, end: number): number {
  return types.find(bytes, start, end);
}
