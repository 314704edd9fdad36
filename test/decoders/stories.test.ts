import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LayerView } from '../../decoders/model/layer-view.ts';
import { fullMask } from '../../decoders/model/mask.ts';
import { storyOf } from '../../decoders/tree/story.ts';
import { fixtures } from './fixtures.ts';
import { learned, record, registry } from './listing.ts';

/** A sentence with a hole, or none at all. */
const FAULT = /NaN|undefined|null|\[object| {2}| [;,.]|\(\)|^[a-z]+ *$/;
/** Frames are cut at every so many bytes. */
const STEP = 5;

for (const fixture of fixtures) {
  test(`what layers did is told in whole sentences, of cut frames too: ${fixture.name}`, () => {
    const d = learned(fixture);
    const view = new LayerView(d);
    fixture.frames.forEach((frame, i) => {
      for (let cut = 0; cut < frame.bytes.length; cut += STEP) {
        const bytes = frame.bytes.subarray(0, frame.bytes.length - cut);
        d.decode(record({ ...frame, bytes, originalLength: frame.bytes.length }, i), bytes, 0, fullMask());
        for (let layer = 0; layer < d.layers.count; layer++) {
          const told = storyOf(view, layer);
          const { name } = registry.byIndex(d.layers.protocol(layer));
          const where = `${name} in frame ${i + 1} without its last ${cut} bytes: ${told}`;
          assert.match(told, /^[^\s].*[.]$/s, where);
          assert.doesNotMatch(told, FAULT, where);
        }
      }
    });
  });
}
