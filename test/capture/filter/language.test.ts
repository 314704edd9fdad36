import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compileFilter } from '../../../capture/filter/compile-filter.ts';
import { functions } from '../../../capture/filter/functions.ts';
import { operators } from '../../../capture/filter/operators.ts';
import { registry } from '../../decoders/listing.ts';
import { IndexedFixture } from './indexed-fixture.ts';
import { languageCases, newerCases } from './language-cases.ts';
import { mixedFrames } from './mixed-fixture.ts';

const frames = new IndexedFixture({ frames: mixedFrames });

for (const [filter, expected] of [...languageCases, ...newerCases]) {
  test(`frames that pass: ${filter}`, () => {
    assert.equal(frames.select(filter).join(' '), expected);
  });
}

test('examples of operators, functions and of the documentation are filters', () => {
  const documented = readFileSync(join(import.meta.dirname, '../../../docs/display-filters.md'), 'utf8');
  const cells = [...documented.matchAll(/^\|[^|]*\| (.*) \|$/gm)].map((m) => m[1]);
  const texts = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map((m) => m[1]));
  const examples = texts.filter((text) => /^(?:[a-z@]|!\w)/i.test(text));
  assert.ok(examples.length > 20);
  for (const text of [...examples, ...[...operators, ...functions].map(({ example }) => example)]) {
    assert.doesNotThrow(() => compileFilter(text, registry), text);
  }
});

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
