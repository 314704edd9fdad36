import { IPV4, IPV6, type Packet } from './packet.ts';

/** Values of the `*.checksum.status` fields, as Wireshark numbers them. */
export const CHECKSUM_BAD = 0;
export const CHECKSUM_GOOD = 1;
export const CHECKSUM_UNVERIFIED = 2;
export const CHECKSUM_NOT_PRESENT = 3;
export const CHECKSUM_ILLEGAL = 4;

export const checksumStatusNames: Readonly<Record<number, string>> = {
  0: 'Bad',
  1: 'Good',
  2: 'Unverified',
  3: 'Not present',
  4: 'Illegal',
};

/** Words that can be added to a sum before it must be folded to stay a small integer. */
const WORDS = 16_384;

/**
 * The Internet checksum (RFC 1071) of the bytes [start, end): the complement of the one's complement sum of big-endian
 * 16-bit words, an odd last byte padded with zero. 0 over bytes that contain their correct checksum.
 *
 * @param initial a sum to begin with, for example {@link pseudoHeaderSum}; at most 2^31
 */
export function internetChecksum(bytes: Uint8Array, start: number, end: number, initial = 0): number {
  let sum = fold(initial);
  let at = start;
  while (end - at >= 2) {
    const stop = at + Math.min((end - at) >>> 1, WORDS) * 2;
    for (; at < stop; at += 2) sum += (bytes[at] << 8) | bytes[at + 1];
    sum = fold(sum);
  }
  if (at < end) sum = fold(sum + (bytes[at] << 8));
  return ~sum & 0xffff;
}

/**
 * What a checksum field should hold for the whole to be correct.
 *
 * @param found the field's value
 * @param computed {@link internetChecksum} over bytes that include the field
 */
export function correctChecksum(found: number, computed: number): number {
  return fold(found + computed);
}

/**
 * Sum of the pseudo header (RFC 9293 section 3.1, RFC 8200 section 8.1) of the addresses in the frame's registers, not
 * folded; 0 when the addresses are of no network layer.
 *
 * @param length bytes of the upper layer's header and payload
 */
export function pseudoHeaderSum(packet: Packet, protocol: number, length: number): number {
  const { sourceKind: kind, source0, target0 } = packet;
  if (kind !== IPV4 && kind !== IPV6) return 0;
  let sum = protocol + (length >>> 16) + (length & 0xffff) + word(source0) + word(target0);
  if (kind === IPV6) {
    sum += word(packet.source1) + word(packet.source2) + word(packet.source3);
    sum += word(packet.target1) + word(packet.target2) + word(packet.target3);
  }
  return sum;
}

function word(value: number): number {
  return (value >>> 16) + (value & 0xffff);
}

function fold(sum: number): number {
  let folded = (sum >>> 16) + (sum & 0xffff);
  folded = (folded >>> 16) + (folded & 0xffff);
  return folded;
}
