import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LayerView } from '../../../decoders/model/layer-view.ts';
import { fullMask } from '../../../decoders/model/mask.ts';
import { ok } from '../../builders/http.ts';
import { statusRefusal, statusResponse } from '../../builders/ocsp.ts';
import { Dialogue } from '../../builders/tcp.ts';
import { type FixtureFrame, learned, record, registry } from '../listing.ts';
import { ocspFixtures } from './ocsp-fixtures.ts';

/** What the OSI view says of the last layer of the last frame. */
function story(frames: readonly FixtureFrame[]): string | undefined {
  const d = learned({ name: '', frames });
  const last = frames.length - 1;
  d.decode(record(frames[last], last), frames[last].bytes, 0, fullMask());
  const layer = d.layers.count - 1;
  return registry.byIndex(d.layers.protocol(layer)).story?.(new LayerView(d).of(layer));
}

const answer = (body: Uint8Array) =>
  story(new Dialogue({ serverPort: 80 }).open().server(ok('application/ocsp-response', body)).frames);

test('a request asks', () => {
  assert.equal(story(ocspFixtures[0].frames.slice(0, 4)), 'Asks whether a certificate is still good.');
});

test('a response says the status of each certificate, or why there is none', () => {
  assert.equal(answer(statusResponse), 'Says of 3 certificates that were asked for: good, revoked, unknown.');
  assert.equal(answer(statusRefusal), 'Refuses to answer: unauthorized.');
});

test('damage is no refusal', () => {
  assert.equal(answer(statusResponse.subarray(0, 3)), 'Carries an answer that cannot be read.');
  assert.equal(answer(statusResponse.subarray(0, 20)), 'Answers in a form that is not decoded, or cut.');
});
