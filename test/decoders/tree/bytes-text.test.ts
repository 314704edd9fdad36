import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ipv4Text } from '../../../decoders/tree/bytes-text.ts';

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
