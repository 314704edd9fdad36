import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { allFields } from '../../../../decoders/model/field.ts';
import { fullMask } from '../../../../decoders/model/mask.ts';
import { exportText } from '../../../../decoders/tree/value-text.ts';
import { opensslCertificate } from '../../../builders/openssl-certificate.ts';
import { learned, record } from '../../listing.ts';
import { x509Fixtures } from '../x509-fixtures.ts';

/** Values of a field in the first frame that has a certificate of OpenSSL. */
function valuesOf(name: string): string[] {
  const { frames } = x509Fixtures.find((fixture) => fixture.name.endsWith('openssl'))!;
  const d = learned({ name: '', frames });
  d.decode(record(frames[5], 5), frames[5].bytes, 0, fullMask());
  const { tape } = d.cursor;
  const out: string[] = [];
  for (let at = 0; at < tape.count; at++) {
    const field = allFields()[tape.field[at]];
    if (field.name === name) out.push(exportText(d, at, field));
  }
  return out;
}

test('a certificate says the same as to OpenSSL', () => {
  const known = new X509Certificate(opensslCertificate);
  assert.equal(valuesOf('x509af.serialNumber')[0].replace(/^00/, ''), known.serialNumber.toLowerCase());
  const [begins, ends] = valuesOf('x509af.utcTime').map((time) => Date.parse(time.replace(/ \(UTC\)$/, 'Z')));
  assert.deepEqual([begins, ends], [Date.parse(known.validFrom), Date.parse(known.validTo)]);
  const alternatives = [
    ...valuesOf('x509ce.dNSName').map((name) => `DNS:${name}`),
    ...valuesOf('x509ce.IPAddress.ipv4').map((name) => `IP Address:${name}`),
    ...valuesOf('x509ce.rfc822Name').map((name) => `email:${name}`),
  ];
  for (const name of alternatives) assert.ok(known.subjectAltName?.split(', ').includes(name), name);
  assert.equal(alternatives.length, 4);
  assert.deepEqual(known.keyUsage, valuesOf('x509ce.KeyPurposeId'));
  assert.equal(known.ca, false);
  assert.deepEqual(valuesOf('x509ce.cA'), []);
  assert.deepEqual(valuesOf('x509sat.CountryName').slice(0, 2), ['DE', 'DE']);
  assert.equal(valuesOf('x509sat.uTF8String')[1], /CN=(.*)/.exec(known.subject)?.[1]);
  assert.ok(known.infoAccess?.includes(valuesOf('x509ce.uniformResourceIdentifier')[2]));
});
