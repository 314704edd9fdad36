import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { correctChecksum, internetChecksum, pseudoHeaderSum } from '../../../decoders/model/checksum.ts';
import { Packet } from '../../../decoders/model/packet.ts';
import { bytes, checksum, ip4, join, u8, u16 } from '../../builders/packet.ts';

test('the example of RFC 1071 section 3', () => {
  const words = bytes('0001 f203 f4f5 f6f7');
  assert.equal(internetChecksum(words, 0, words.length), ~0xddf2 & 0xffff);
});

test('equals the plain sum over any bytes at any offset, also odd and longer than 64 KiB', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(40), (data, start) => {
      const from = Math.min(start, data.length);
      assert.equal(internetChecksum(data, from, data.length), checksum(data.subarray(from)));
    }),
  );
  const long = new Uint8Array(100_001).fill(0xff);
  long[7] = 3;
  assert.equal(internetChecksum(long, 0, long.length), checksum(long));
});

test('a wrong checksum tells the right one', () => {
  const header = bytes('4500 0014 0001 4000 4006 1234 0a00 0001 0a00 0002');
  const right = correctChecksum(0x1234, internetChecksum(header, 0, header.length));
  header.set(u16(right), 10);
  assert.equal(internetChecksum(header, 0, header.length), 0);
});

test('the pseudo header is summed from the registers', () => {
  const packet = new Packet();
  assert.equal(pseudoHeaderSum(packet, 17, 8), 0);
  packet.ipv4(0x0a000001, 0xc0a8ff02);
  const pseudo = join(ip4('10.0.0.1'), ip4('192.168.255.2'), u8(0, 17), u16(12));
  const payload = bytes('0035 9c40 000c 0000 cafe babe');
  assert.equal(
    internetChecksum(payload, 0, payload.length, pseudoHeaderSum(packet, 17, 12)),
    checksum(pseudo, payload),
  );
});
