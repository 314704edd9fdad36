import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONTEXT, firstDamage, header, MAX_NESTING, readHeader } from '../../../../decoders/presentation/asn1/der.ts';
import { indefinite, integer, sequence, tlv } from '../../../builders/der.ts';
import { bytes, join, u8 } from '../../../builders/packet.ts';

const read = (text: string) => {
  const value = bytes(text);
  return { there: readHeader(value, 0, value.length), ...header };
};

const nested = (levels: number): Uint8Array => (levels === 0 ? integer(1) : sequence(nested(levels - 1)));

for (const [text, tag, constructed, start, stop, end] of [
  ['02 01 05', 2, false, 2, 3, 3],
  ['30 03 02 01 05', 16, true, 2, 5, 5],
  ['04 81 02 aa bb cc', 4, false, 3, 5, 5],
  ['04 84 00 00 00 01 aa', 4, false, 6, 7, 7],
  ['a3 00', CONTEXT + 3, true, 2, 2, 2],
  ['9f 83 01 01 aa', CONTEXT + 385, false, 4, 5, 5],
  ['30 80 02 01 05 00 00', 16, true, 2, 5, 7],
  ['30 80 30 80 00 00 04 01 00 00 00', 16, true, 2, 9, 11],
] as const) {
  test(`header of ${text}`, () => assert.deepEqual(read(text), { there: true, tag, constructed, start, stop, end }));
}

for (const [what, text] of [
  ['nothing', ''],
  ['a tag alone', '30'],
  ['a tag number that does not end', '1f ff ff'],
  ['a tag number of 28 bits', '1f ff ff ff 7f 00'],
  ['a length that is cut', '30 82 01'],
  ['a length of five octets', '04 85 00 00 00 00 01 aa'],
  ['an indefinite length of a primitive value', '04 80 00 00'],
] as const) {
  test(`no header in ${what}`, () => {
    const { there, stop } = read(text);
    assert.equal(there, false);
    assert.equal(stop, -1);
  });
}

test('a content that goes beyond the end is told from a header that is none', () => {
  for (const text of ['04 05 aa', '30 80 02 01 05', '04 84 ff ff ff ff aa']) {
    const { there, start, stop } = read(text);
    assert.equal(there, false);
    assert.ok(stop > bytes(text).length && start > 1);
  }
});

for (const [what, value, damage] of [
  ['an empty range', new Uint8Array(0), -1],
  ['values beside each other', join(integer(1), sequence()), -1],
  ['values of indefinite length', indefinite(0x30, indefinite(0x31, integer(1)), integer(2)), -1],
  ['an inner length too long', bytes('30 03 02 02 05'), 2],
  ['an inner header that is cut', bytes('30 04 02 01 05 02'), 5],
  ['a length too long behind good values', join(sequence(integer(1)), bytes('04 09')), 5],
  ['an indefinite length without an end', bytes('30 80 02 01 05'), 0],
  ['the deepest values', nested(MAX_NESTING), -1],
  ['values too deep', nested(MAX_NESTING + 1), 2 * MAX_NESTING],
  ['what an octet string holds', tlv(4, u8(0x30, 99)), -1],
] as const) {
  test(`damage: ${what}`, () => assert.equal(firstDamage(value, 0, value.length), damage));
}

test('indefinite lengths of many levels take no time', () => {
  const deep = Uint8Array.from({ length: 60_000 }, (_, i) => (i & 1 ? 0x80 : 0x30));
  const began = performance.now();
  assert.equal(firstDamage(deep, 0, deep.length), 0);
  assert.ok(performance.now() - began < 1000);
});
