import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LayerView } from '../../../decoders/model/layer-view.ts';
import { fullMask } from '../../../decoders/model/mask.ts';
import { fixtures } from '../fixtures.ts';
import { learned, record, registry } from '../listing.ts';

/** What the OSI view tells of the TLS records of a fixture's frame. */
function stories(name: string, frame: number): string[] {
  const fixture = fixtures.find((one) => one.name === `presentation/${name}`);
  assert.ok(fixture, name);
  const d = learned(fixture);
  const { bytes } = fixture.frames[frame - 1];
  d.decode(record(fixture.frames[frame - 1], frame - 1), bytes, 0, fullMask());
  const out: string[] = [];
  for (let layer = 0; layer < d.layers.count; layer++) {
    const protocol = registry.byIndex(d.layers.protocol(layer));
    if (protocol.name === 'tls') out.push(protocol.story!(new LayerView(d).of(layer)));
  }
  return out;
}

test('each record of a handshake is told by its messages', () => {
  assert.deepEqual(stories('tls-1.2-handshake', 4), [
    'Begins an encrypted connection to example.org; that name can still be read by everybody on the way. Offers 3 cipher suites to choose from.',
  ]);
  assert.deepEqual(stories('tls-1.2-handshake', 5), [
    'Accepts: both ends will speak TLS 1.2 with the cipher suite TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256.',
    'Says that the server has sent its part of the handshake.',
  ]);
  assert.deepEqual(stories('tls-1.2-handshake', 6), [
    "Gives the client's part of what both ends make their keys from.",
    'Says that what follows in this direction is encrypted.',
    'Goes on with the handshake; the message is encrypted already, or in several records.',
  ]);
});

test('the version is the one that an extension chose', () => {
  assert.match(
    stories('tls-1.3-key-share', 5)[0],
    /^Accepts: both ends will speak TLS 1\.3 with .*TLS_AES_128_GCM_SHA256/,
  );
});

test('a certificate is told by its owner, an alert by what it says', () => {
  assert.match(stories('x509-extensions', 6).join(), /Shows a certificate for example\.org, signed by Test CA\./);
  assert.match(
    stories('tls-1.3-split-record-and-alert', 7).join(),
    /a problem, "Handshake Failure": the connection ends with it\./,
  );
  assert.match(stories('ssl-2', 8).join(), /Carries 1 byte that only/);
});
