import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Dissection } from '../../decoders/model/dissection.ts';
import { allFields } from '../../decoders/model/field.ts';
import { COMPLETE } from '../../decoders/model/layer-rows.ts';
import { emptyMask, fullMask, type Mask } from '../../decoders/model/mask.ts';
import { Session } from '../../decoders/model/session.ts';
import { fixtures } from './fixtures.ts';
import { type Fixture, type FixtureFrame, learned, record, registry } from './listing.ts';

/** What must not depend on the mask: layers, registers, severity. */
function structure(d: Dissection): string {
  const rows = d.layers;
  const out: string[] = [];
  for (let i = 0; i < rows.count; i++) {
    // A source made on demand is empty in passes that want nothing of it.
    const range = d.sources[rows.source(i)]?.onDemand ? [] : [rows.start(i), rows.headerEnd(i), rows.end(i)];
    out.push([rows.protocol(i), ...range, rows.source(i), rows.state(i), rows.depth(i)].join(' '));
  }
  return `${out.join(' / ')} ${JSON.stringify(d.packet)}`;
}

/** The noted fields of a mask, as text. */
function notes(d: Dissection, mask: Mask): string[] {
  const { tape } = d.cursor;
  const out: string[] = [];
  for (let i = 0; i < tape.count; i++) {
    if (mask.bytes[tape.field[i]] === 0) continue;
    const object = tape.object[i];
    out.push(
      `${tape.field[i]} ${tape.source[i]}:${tape.start[i]}+${tape.length[i]} ${tape.value[i]} ${String(object)}`,
    );
  }
  return out;
}

function randomMask(seed: number): Mask {
  const bytes = new Uint8Array(allFields().length);
  let x = seed | 1;
  for (let i = 0; i < bytes.length; i++) {
    x = (Math.imul(x, 1664525) + 1013904223) | 0;
    bytes[i] = (x >>> 24) & 1;
  }
  return { bytes, any: true };
}

function eachFrame(fixture: Fixture, mask: Mask): { structures: string[]; learnedStructures: string[] } {
  const learnedStructures: string[] = [];
  const d = learned(fixture, mask, (x) => learnedStructures.push(structure(x)));
  const structures = fixture.frames.map((frame, i) => {
    d.decode(record(frame, i), frame.bytes, 0, mask);
    return structure(d);
  });
  return { structures, learnedStructures };
}

for (const fixture of fixtures) {
  test(`mask invariance: ${fixture.name}`, () => {
    const full = eachFrame(fixture, fullMask());
    assert.deepEqual(eachFrame(fixture, emptyMask()), full);
    for (let seed = 1; seed <= 4; seed++) {
      const mask = randomMask(seed);
      assert.deepEqual(eachFrame(fixture, mask), full);
      const d = learned(fixture);
      fixture.frames.forEach((frame, i) => {
        d.decode(record(frame, i), frame.bytes, 0, fullMask());
        const wanted = notes(d, mask);
        d.decode(record(frame, i), frame.bytes, 0, mask);
        assert.deepEqual(notes(d, mask), wanted);
      });
    }
  });

  test(`any order of later passes: ${fixture.name}`, () => {
    const d = learned(fixture);
    const mask = fullMask();
    const decoded = (frame: FixtureFrame, i: number) => {
      d.decode(record(frame, i), frame.bytes, 0, mask);
      return notes(d, mask);
    };
    const forwards = fixture.frames.map(decoded);
    for (let i = fixture.frames.length - 1; i >= 0; i--) assert.deepEqual(decoded(fixture.frames[i], i), forwards[i]);
  });

  test(`every prefix: ${fixture.name}`, () => {
    fixture.frames.forEach((frame, i) => {
      const whole = learned({ name: '', frames: fixture.frames.slice(0, i) });
      whole.learning = true;
      for (let length = 0; length < frame.bytes.length; length++) {
        const cut = { ...frame, bytes: frame.bytes.subarray(0, length), originalLength: frame.bytes.length };
        const d = learned({ name: '', frames: [...fixture.frames.slice(0, i), cut] });
        assert.equal(d.session.decoderErrors, 0, String(d.session.lastDecoderError?.error));
        let complete = true;
        for (let layer = 0; layer < d.layers.count; layer++) {
          if (d.layers.state(layer) !== COMPLETE) complete = false;
          if (d.layers.source(layer) === 0)
            assert.ok(d.layers.headerEnd(layer) <= Math.max(length, d.layers.start(layer)));
        }
        if (length < 14 && (frame.linkType ?? 1) === 1) assert.equal(complete, false, `cut at ${length} is marked`);
      }
    });
  });
}

test('random bytes: no decoder error, bounded layers and fields', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...fixtures),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 12 }),
      (fixture, flips) => {
        const frames = fixture.frames.map((frame) => {
          const bytes = Uint8Array.from(frame.bytes);
          for (const [at, value] of flips) if (bytes.length > 0) bytes[at % bytes.length] = value;
          return { ...frame, bytes };
        });
        const d = learned({ name: '', frames });
        assert.equal(d.session.decoderErrors, 0, String((d.session.lastDecoderError?.error as Error)?.stack));
        assert.ok(d.layers.count <= 128);
      },
    ),
    { numRuns: 2000, seed: 7 },
  );
});

test('a frame of random bytes on every link type', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom(0, 1, 9, 12, 50, 51, 101, 104, 108, 113, 204, 228, 229, 276, 9999, 0x10000),
      (bytes, linkType) => {
        const d = new Dissection(registry, new Session());
        d.learning = true;
        d.decode(record({ bytes, linkType }, 0), bytes, 0, fullMask());
        assert.equal(d.session.decoderErrors, 0, String((d.session.lastDecoderError?.error as Error)?.stack));
      },
    ),
    { numRuns: 2000, seed: 11 },
  );
});
