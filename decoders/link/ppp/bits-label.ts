import type { Field } from '../../model/field.ts';

/** A word in hexadecimal followed by the titles of the bits that are set: `Supported Bits: 0x01000040, H, S`. */
export function bitsLabel(field: Field, value: number, digits: number, bits: readonly Field[]): string {
  const set = bits.filter((bit) => (value & bit.mask) !== 0).map((bit) => bit.title);
  return [`${field.title}: 0x${value.toString(16).padStart(digits, '0')}`, ...set].join(', ');
}
