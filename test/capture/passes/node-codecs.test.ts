import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { nodeCodecs } from '../../../capture/passes/node-codecs.ts';
import { type ContentCoding, decodedLimit, MAX_DECODED } from '../../../decoders/presentation/codecs.ts';

const text = Buffer.from(Array.from({ length: 4000 }, (_, i) => `line ${i * 7919} of text\n`).join(''));
const coded: [ContentCoding, string, Buffer][] = [
  ['gzip', 'gzip', gzipSync(text)],
  ['deflate', 'deflate with zlib header', deflateSync(text)],
  ['deflate', 'deflate without header', deflateRawSync(text)],
  ['br', 'br', brotliCompressSync(text)],
  ['zstd', 'zstd', zstdCompressSync(text)],
];

for (const [coding, name, bytes] of coded) {
  test(`${name}: whole`, () => {
    const result = nodeCodecs.decompress(coding, bytes, 1 << 20);
    assert.equal(result?.end, 'whole');
    assert.ok(text.equals(result.bytes));
  });

  test(`${name}: cut anywhere it gives a prefix or nothing, and never throws`, () => {
    for (let length = 0; length < bytes.length; length += 97) {
      const result = nodeCodecs.decompress(coding, bytes.subarray(0, length), 1 << 20);
      if (!result) continue;
      assert.equal(result.end, 'unfinished');
      assert.ok(text.subarray(0, result.bytes.length).equals(result.bytes));
    }
  });

  test(`${name}: beyond the limit a prefix is kept`, () => {
    const result = nodeCodecs.decompress(coding, bytes, 40_000);
    if (!result) return assert.equal(coding, 'zstd', 'zstd decodes in blocks larger than this limit');
    assert.equal(result.end, 'limit');
    assert.ok(result.bytes.length <= 40_000 && result.bytes.length > 0);
    assert.ok(text.subarray(0, result.bytes.length).equals(result.bytes));
  });

  test(`${name}: garbage gives nothing`, () => {
    assert.equal(nodeCodecs.decompress(coding, Buffer.from([0xde, 0xad, 0xbe, 0xef, 1, 2, 3]), 1000), undefined);
    assert.equal(nodeCodecs.decompress(coding, new Uint8Array(0), 1000), undefined);
  });
}

test('gzip: damage in the middle keeps what comes before it', () => {
  const bytes = Buffer.from(gzipSync(text, { level: 0 }));
  bytes[bytes.length - 6] ^= 0xff; // the checksum
  const result = nodeCodecs.decompress('gzip', bytes, 1 << 20);
  assert.equal(result?.end, 'damaged');
  assert.ok(text.equals(result.bytes));
});

test('a bomb is cut at the limit within a moment', () => {
  const bomb = gzipSync(gzipSync(Buffer.alloc(200 << 20)));
  const inner = nodeCodecs.decompress('gzip', bomb, MAX_DECODED);
  assert.ok(inner);
  const result = nodeCodecs.decompress('gzip', inner.bytes, decodedLimit(inner.bytes.length));
  assert.equal(result?.end, 'limit');
  assert.ok(result.bytes.length > MAX_DECODED / 2 && result.bytes.length <= MAX_DECODED);
});

test('limits: 8 MiB at most, 2048 times the compressed length beyond 64 KiB', () => {
  assert.equal(decodedLimit(1), 64 << 10);
  assert.equal(decodedLimit(1000), 2_048_000);
  assert.equal(decodedLimit(1 << 20), 8 << 20);
});
