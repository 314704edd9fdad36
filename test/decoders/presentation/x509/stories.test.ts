import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LayerView } from '../../../../decoders/model/layer-view.ts';
import { fullMask } from '../../../../decoders/model/mask.ts';
import { learned, record, registry } from '../../listing.ts';
import { x509Fixtures } from '../x509-fixtures.ts';

/** What the OSI view says of the last layer of each frame. */
function stories(name: string): string[] {
  const { frames } = x509Fixtures.find((fixture) => fixture.name === `presentation/${name}`)!;
  const d = learned({ name, frames });
  return frames.map((frame, i) => {
    d.decode(record(frame, i), frame.bytes, 0, fullMask());
    const last = d.layers.count - 1;
    return registry.byIndex(d.layers.protocol(last)).story?.(new LayerView(d).of(last)) ?? '';
  });
}

test('a certificate is told by its owner and its issuer', () => {
  assert.equal(stories('x509-openssl')[5], 'Shows a certificate for example.org, signed by example.org.');
  assert.equal(stories('x509-extensions')[6], 'Shows a certificate for example.org, signed by Test CA.');
  assert.match(stories('x509-names-and-keys')[5], /^Shows a certificate for a, signed by /);
});

test('the status of a certificate is told where it can be read', () => {
  assert.equal(stories('certificate-status')[5], "Shows what the certificate's issuer said of it lately: good.");
  assert.equal(stories('certificate-status')[6], "Shows what the certificate's issuer said of it lately.");
});

test('names that no certificate has are not told', () => {
  assert.match(stories('certificate-request')[5], /^Asks the client to show a certificate too\.$/);
});
