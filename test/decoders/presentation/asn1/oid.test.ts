import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oidBytes, oidName, oidText } from '../../../../decoders/presentation/asn1/oid.ts';
import { oid } from '../../../builders/der.ts';
import { bytes } from '../../../builders/packet.ts';

for (const dotted of [
  '0.0',
  '1.39.127.128',
  '2.5.4.3',
  '2.999.3',
  '1.2.840.113549.1.1.11',
  '2.25.329800735698586629295641978511506172918',
  '1.3.6.1.4.1.9007199254740993.1',
]) {
  test(`${dotted} there and back`, () => {
    const encoded = oid(dotted).subarray(2);
    assert.equal(oidText(encoded, 0, encoded.length), dotted);
    assert.deepEqual(oidBytes(dotted), encoded);
  });
}

for (const text of ['', '55 84', '80 01', '55 80 01']) {
  test(`no identifier: ${text || 'nothing'}`, () => {
    const encoded = bytes(text);
    assert.equal(oidText(encoded, 0, encoded.length), '');
  });
}

test('identifiers are worked out up to 256 octets', () => {
  const arcs = new Uint8Array(257).fill(1);
  assert.equal(oidText(arcs, 0, 256).split('.').length, 257);
  assert.equal(oidText(arcs, 0, 257), '');
  const endless = Uint8Array.from({ length: 300_000 }, (_, at) => (at === 299_999 ? 1 : 0x81));
  assert.equal(oidText(endless, 0, endless.length), '');
});

test('texts that are no identifiers', () => {
  for (const text of ['', '2', '3.1', '1.40', '2.5.4.', '2.05', '1.2.x', '-1.2']) {
    assert.equal(oidBytes(text), undefined, text);
  }
});

for (const [dotted, name] of [
  ['2.5.4.3', 'id-at-commonName'],
  ['1.3.6.1.5.5.7.1.11', 'id-pkix.1.11'],
  ['1.2.840.113635.100', 'ISO assigned OIDs, USA.113635.100'],
  ['1.3.6.1.4.1.99999', 'iso.3.6.1.4.1.99999'],
  ['2.5.40.1', 'joint-iso-itu-t.5.40.1'],
]) {
  test(`${dotted} is called ${name}`, () => assert.equal(oidName(dotted), name));
}
