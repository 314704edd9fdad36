import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IndexedFixture } from './indexed-fixture.ts';
import { languageCases, newerCases } from './language-cases.ts';
import { mixedFrames } from './mixed-fixture.ts';

const frames = new IndexedFixture({ frames: mixedFrames });

for (const [filter, expected] of [...languageCases, ...newerCases]) {
  test(`frames that pass: ${filter}`, () => {
    assert.equal(frames.select(filter).join(' '), expected);
  });
}

test('an empty filter passes every frame', () => {
  assert.equal(frames.select('').length, frames.count);
  assert.equal(frames.select(' \n').length, frames.count);
});

test('quick answers need no decoding where rows decide', () => {
  for (const filter of [
    'frame.len > 100',
    'tcp.port in {80, 443}',
    'http or dns',
    'tcp.stream == 0',
    'ip and not arp',
  ]) {
    assert.deepEqual(frames.undecided(filter), [], filter);
  }
  // Two packets in one frame, of which the row tells one.
  assert.deepEqual(frames.undecided('ip.addr == 10.0.0.0/8 and not arp'), [13, 15]);
  assert.deepEqual(frames.undecided('tcp.srcport == 40000 and http.host contains "www"'), [7]);
  assert.deepEqual(frames.undecided('dns.qry.name contains "example"'), [2, 3]);
});
