import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ByteDecoding, decodedBytes } from '../../renderer/bytes/byte-decodings.ts';

const decoded = (text: string, from: ByteDecoding): string | undefined => {
  const bytes = decodedBytes(new TextEncoder().encode(text), from);
  return bytes && Buffer.from(bytes).toString('latin1');
};

test('bytes that are written as something are read back', () => {
  assert.equal(decoded('as it is', 'none'), 'as it is');
  assert.equal(decoded('aGVsbG8=', 'base64'), 'hello');
  assert.equal(decoded('_-\n8', 'base64'), Buffer.from('/+8=', 'base64').toString('latin1'));
  assert.equal(decoded('68 65:6C-6c 0x6f', 'hex'), 'hello');
  assert.equal(decoded('a%20b%zz%4', 'percent'), 'a b%zz%4');
});

test('bytes that are not written so are no text of theirs', () => {
  assert.equal(decoded('hello!', 'base64'), undefined);
  assert.equal(decoded('abc', 'hex'), undefined);
  assert.equal(decoded('zz', 'hex'), undefined);
});
