import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stringText } from '../../../../decoders/presentation/asn1/strings.ts';
import { generalizedTime, utcTimeText } from '../../../../decoders/presentation/asn1/times.ts';
import { ascii, bytes } from '../../../builders/packet.ts';

for (const [text, shown] of [
  ['240102030405Z', '2024-01-02 03:04:05 (UTC)'],
  ['491231235959Z', '2049-12-31 23:59:59 (UTC)'],
  ['500101000000Z', '1950-01-01 00:00:00 (UTC)'],
  ['2401020304Z', '2024-01-02 03:04 (UTC)'],
  ['240102030405-0800', '2024-01-02 03:04:05 (UTC-0800)'],
  ['240102030405', '240102030405'],
  ['what?', 'what?'],
]) {
  test(`UTCTime ${text}`, () => assert.equal(utcTimeText(ascii(text), 0, text.length), shown));
}

for (const [text, iso] of [
  ['20240102030405Z', '2024-01-02T03:04:05.000Z'],
  ['202401020304Z', '2024-01-02T03:04:00.000Z'],
  ['20240102030405.25Z', '2024-01-02T03:04:05.250Z'],
  ['20240102030405+0130', '2024-01-02T01:34:05.000Z'],
  ['19500102030405-0030', '1950-01-02T03:34:05.000Z'],
  ['20240229000000', '2024-02-29T00:00:00.000Z'],
]) {
  test(`GeneralizedTime ${text}`, () =>
    assert.equal(generalizedTime(ascii(text), 0, text.length), BigInt(Date.parse(iso)) * 1_000_000n));
}

test('GeneralizedTime that is none', () => {
  for (const text of [
    '',
    '2024',
    '20230229000000Z',
    '20241301000000Z',
    '20240102250000Z',
    '20240102030405.1234567890Z',
  ]) {
    assert.equal(generalizedTime(ascii(text), 0, text.length), undefined, text);
  }
});

for (const [tag, hex, text] of [
  [12, 'c3 a4 ff', 'ä\ufffd'],
  [19, '41 e4', 'A\ufffd'],
  [20, '41 c8 75 c8 e1 23 fb', 'Aü\u0308Æ\ufffdß'],
  [28, '0001f600 00110000', '😀\ufffd'],
  [30, '00e4 d83d de00 d83d', 'ä😀\ufffd'],
  [30, '0041 00', 'A\ufffd'],
] as const) {
  test(`string of kind ${tag}: ${hex}`, () => {
    const value = bytes(hex);
    assert.equal(stringText(tag, value, 0, value.length), text);
  });
}
