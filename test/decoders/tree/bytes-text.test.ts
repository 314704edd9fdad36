import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { escapeText, ipv4Text } from '../../../decoders/tree/bytes-text.ts';

test('IPv4 addresses, whether shown before or not, signed or not', () => {
  assert.equal(ipv4Text(0), '0.0.0.0');
  fc.assert(
    fc.property(fc.array(fc.ipV4(), { minLength: 1, maxLength: 50 }), (addresses) => {
      for (const text of [...addresses, ...addresses]) {
        const value = text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
        assert.equal(ipv4Text(value), text);
        assert.equal(ipv4Text(value | 0), text);
      }
    }),
  );
});

test('what cannot be seen is escaped as tshark 4.0 prints it', () => {
  const text = '1\u00ad2\u200b3\u20664\u{e0001}5\u{10ffff}6\u00857\ufeff8\ue0009\u0378A\u00a0B\n\x1b';
  assert.equal(
    escapeText(text),
    String.raw`1\u00AD2\u200B3\u20664\U000E00015\U0010FFFF6\u00857\uFEFF8` +
      '\ue0009' +
      String.raw`\u0378A` +
      '\u00a0' +
      String.raw`B\n\033`,
  );
  assert.equal(escapeText('file\u202etxt.exe'), String.raw`file\u202Etxt.exe`);
  assert.equal(escapeText('Zürich 日本 😀'), 'Zürich 日本 😀');
});
