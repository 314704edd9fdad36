import { ascii, join, u8 } from './packet.ts';

/** ASN.1 values in DER, written inside out: `sequence(oid('2.5.4.3'), utf8('example.org'))`. */
export const tlv = (identifier: number, ...content: Uint8Array[]): Uint8Array => {
  const body = join(...content);
  return join(u8(identifier), lengthOf(body.length), body);
};

/** The same with an indefinite length (X.690 section 8.1.3.6). */
export const indefinite = (identifier: number, ...content: Uint8Array[]): Uint8Array =>
  join(u8(identifier, 0x80), ...content, u8(0, 0));

function lengthOf(length: number): Uint8Array {
  if (length < 0x80) return u8(length);
  if (length < 0x100) return u8(0x81, length);
  return u8(0x82, length >>> 8, length & 255);
}

export const sequence = (...content: Uint8Array[]): Uint8Array => tlv(0x30, ...content);
export const set = (...content: Uint8Array[]): Uint8Array => tlv(0x31, ...content);
export const boolean = (value: boolean): Uint8Array => tlv(1, u8(value ? 0xff : 0));
export const octetString = (...content: Uint8Array[]): Uint8Array => tlv(4, ...content);
export const nothing = tlv(5);
export const utf8 = (text: string): Uint8Array => tlv(12, ascii(text));
export const printable = (text: string): Uint8Array => tlv(19, ascii(text));
export const teletex = (text: string): Uint8Array => tlv(20, Uint8Array.from(Buffer.from(text, 'latin1')));
export const ia5 = (text: string): Uint8Array => tlv(22, ascii(text));
export const utcTime = (text: string): Uint8Array => tlv(23, ascii(text));
export const generalizedTime = (text: string): Uint8Array => tlv(24, ascii(text));
export const visible = (text: string): Uint8Array => tlv(26, ascii(text));
export const bmp = (text: string): Uint8Array => tlv(30, Uint8Array.from(Buffer.from(text, 'utf16le').swap16()));

/** An integer of the fewest bytes. */
export function integer(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt(value);
  do {
    bytes.unshift(Number(rest & 255n));
    rest >>= 8n;
  } while (!(rest === 0n && bytes[0] < 0x80) && !(rest === -1n && bytes[0] >= 0x80));
  return tlv(2, u8(...bytes));
}

export const bitString = (unused: number, ...content: Uint8Array[]): Uint8Array => tlv(3, u8(unused), ...content);

export function oid(dotted: string): Uint8Array {
  const [first, second, ...rest] = dotted.split('.').map(BigInt);
  const out: number[] = [];
  for (let arc of [first * 40n + second, ...rest]) {
    const digits = [Number(arc & 127n)];
    for (arc >>= 7n; arc > 0n; arc >>= 7n) digits.unshift(0x80 | Number(arc & 127n));
    out.push(...digits);
  }
  return tlv(6, u8(...out));
}

/** A context-specific tag around a value. */
export const explicit = (number: number, ...content: Uint8Array[]): Uint8Array => tlv(0xa0 | number, ...content);

/** A context-specific tag instead of the value's own. */
export function implicit(number: number, value: Uint8Array): Uint8Array {
  return join(u8(0x80 | (value[0] & 0x20) | number), value.subarray(1));
}
