import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Dissection } from '../../decoders/model/dissection.ts';
import { allFields, type Field } from '../../decoders/model/field.ts';
import { FieldReach } from '../../decoders/model/field-reach.ts';
import { fullMask, type Mask, maskOf } from '../../decoders/model/mask.ts';
import { fixtures } from './fixtures.ts';
import { type Fixture, learned, record, registry } from './listing.ts';

/** The noted fields of a mask, as text. */
function notes({ cursor: { tape } }: Dissection, mask: Mask): string[] {
  const out: string[] = [];
  for (let i = 0; i < tape.count; i++) {
    if (mask.bytes[tape.field[i]] === 0) continue;
    const range = `${tape.source[i]}:${tape.start[i]}+${tape.length[i]}`;
    out.push(`${allFields()[tape.field[i]].name} ${range} ${tape.value[i]} ${String(tape.object[i])}`);
  }
  return out;
}

interface Learned {
  readonly d: Dissection;
  /** Layer stack of each frame, as an index pass writes it. */
  readonly stacks: readonly number[];
  /** Severity of each frame. */
  readonly severities: readonly number[];
}

function learn(fixture: Fixture, mask: Mask): Learned {
  const stacks: number[] = [];
  const severities: number[] = [];
  const d = learned(fixture, mask, (x) => {
    let stack = 0;
    for (let i = 1; i < x.layers.count; i++) stack = x.session.stacks.step(stack, x.layers.protocol(i));
    stacks.push(stack);
    severities.push(x.packet.severity);
  });
  return { d, stacks, severities };
}

function masksOf(d: Dissection, fixture: Fixture): Mask[] {
  const present = new Set<Field>();
  fixture.frames.forEach((frame, i) => {
    d.decode(record(frame, i), frame.bytes, 0, fullMask());
    const { tape } = d.cursor;
    for (let at = 0; at < tape.count; at++) present.add(allFields()[tape.field[at]]);
  });
  const ofProtocols = registry.protocols.map((p) => maskOf([p.layer, ...Object.values(p.fields)]));
  return [...[...present].map((field) => maskOf([field])), ...ofProtocols];
}

for (const fixture of fixtures) {
  test(`layers up to the last wanted: ${fixture.name}`, () => {
    const { d, stacks } = learn(fixture, fullMask());
    const masks = masksOf(d, fixture);
    const whole = fixture.frames.map((frame, i) => {
      d.decode(record(frame, i), frame.bytes, 0, fullMask());
      return masks.map((mask) => notes(d, mask));
    });
    masks.forEach((mask, m) => {
      const reach = new FieldReach(mask, registry);
      fixture.frames.forEach((frame, i) => {
        const layers = reach.layers(d.session.stacks, stacks[i]);
        d.decode(record(frame, i), frame.bytes, 0, mask, layers);
        assert.deepEqual(notes(d, mask), whole[i][m]);
      });
    });
  });

  test(`learning with the fields of one protocol: ${fixture.name}`, () => {
    const whole = learn(fixture, fullMask());
    for (const id of new Set(whole.stacks.flatMap((stack) => whole.d.session.stacks.list(stack)))) {
      const { d, stacks, severities } = learn(fixture, maskOf(Object.values(registry.byIndex(id).fields)));
      assert.deepEqual(
        stacks.map((stack) => d.session.stacks.list(stack)),
        whole.stacks.map((stack) => whole.d.session.stacks.list(stack)),
      );
      assert.deepEqual(severities, whole.severities);
    }
  });
}

test('what is known only at the end takes all layers', () => {
  const { d, stacks } = learn(fixtures.find(({ name }) => /http/i.test(name))!, fullMask());
  const reachOf = (name: string) => new FieldReach(maskOf(registry.fieldsNamed(name)), registry);
  const layers = (name: string) => reachOf(name).layers(d.session.stacks, stacks[0]);
  assert.equal(layers('frame.len'), 1);
  assert.ok(layers('ip.ttl') > 1 && layers('ip.ttl') < layers('tcp.len'));
  assert.ok(layers('frame.protocols') > 100);
  assert.ok(layers('_ws.expert') > 100);
});
