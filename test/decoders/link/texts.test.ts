import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LayerView } from '../../../decoders/model/layer-view.ts';
import { fullMask } from '../../../decoders/model/mask.ts';
import { summary } from '../../../decoders/tree/summary.ts';
import { treeLines } from '../../../decoders/tree/tree-lines.ts';
import { learned, record, registry } from '../listing.ts';
import { linkFixtures } from './fixtures.ts';

const HOLE = /NaN|undefined|: ,|\(\)| {2}$/;

/** Those of which all layers are of the link. */
const fixtures = linkFixtures.filter((fixture) => fixture.name !== 'link/ethernet-padding');

for (const fixture of fixtures) {
  test(`headings, info texts and stories of cut frames have no holes: ${fixture.name}`, () => {
    const d = learned(fixture);
    const view = new LayerView(d);
    fixture.frames.forEach((frame, i) => {
      for (let length = 0; length <= frame.bytes.length; length++) {
        const cut = { ...frame, bytes: frame.bytes.subarray(0, length), originalLength: frame.bytes.length };
        d.decode(record(cut, i), cut.bytes, 0, fullMask());
        const texts = [summary(d).info, ...treeLines(d).map((line) => (line.depth === 0 ? line.text : ''))];
        for (let layer = 0; layer < d.layers.count; layer++) {
          const story = registry.byIndex(d.layers.protocol(layer)).story?.(view.of(layer));
          if (story !== undefined) texts.push(story);
        }
        for (const text of texts) assert.doesNotMatch(text, HOLE, `frame ${i + 1} cut at ${length}: ${text}`);
      }
    });
  });
}
