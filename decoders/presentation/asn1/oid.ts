import { oidNames } from './oid-names.ts';

/** Octets of an identifier that is worked out: real ones have a few dozen, and an arc without end would take for ever. */
const LONGEST = 256;

/**
 * An object identifier in dotted decimal (X.690 section 8.19), or '' where the bytes are none: cut within an arc, with one
 * that begins with a zero digit, or longer than any that is in use.
 */
export function oidText(bytes: Uint8Array, start: number, end: number): string {
  if (start >= end || end - start > LONGEST || bytes[end - 1] & 0x80) return '';
  const arcs: string[] = [];
  let value = 0n;
  let small = 0;
  let begins = true;
  for (let at = start; at < end; at++) {
    const octet = bytes[at];
    if (begins && octet === 0x80) return '';
    begins = (octet & 0x80) === 0;
    // Numbers are exact up to 2^53; longer arcs, such as those made of UUIDs, go on as bigints.
    if (value !== 0n || small > 2 ** 45) {
      value = ((value || BigInt(small)) << 7n) | BigInt(octet & 0x7f);
      small = 0;
    } else small = small * 128 + (octet & 0x7f);
    if (!begins) continue;
    if (arcs.length > 0) arcs.push(String(value || small));
    else if (value !== 0n) arcs.push('2', String(value - 80n));
    else {
      const root = Math.min(2, Math.floor(small / 40));
      arcs.push(String(root), String(small - root * 40));
    }
    value = 0n;
    small = 0;
  }
  return arcs.join('.');
}

/** The bytes of an object identifier in dotted decimal, or undefined where the text is none. */
export function oidBytes(dotted: string): Uint8Array | undefined {
  if (!/^[012](?:\.(?:0|[1-9]\d{0,39}))+$/.test(dotted)) return undefined;
  const [root, second, ...rest] = dotted.split('.').map(BigInt);
  if (root < 2n && second > 39n) return undefined;
  const out: number[] = [];
  for (let arc of [root * 40n + second, ...rest]) {
    const digits = [Number(arc & 127n)];
    for (arc >>= 7n; arc > 0n; arc >>= 7n) digits.unshift(0x80 | Number(arc & 127n));
    out.push(...digits);
  }
  return Uint8Array.from(out);
}

/** The identifier's name; where only the arcs above it have one, that name with the rest in digits: `id-pkix.1.11`. */
export function oidName(dotted: string): string {
  for (let at = dotted.length; at > 0; at = dotted.lastIndexOf('.', at - 1)) {
    const name = oidNames.get(dotted.slice(0, at));
    if (name !== undefined) return name + dotted.slice(at);
  }
  return dotted;
}
