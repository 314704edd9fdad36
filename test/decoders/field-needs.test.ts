import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Dissection } from '../../decoders/model/dissection.ts';
import { allFields, type Field } from '../../decoders/model/field.ts';
import { needsConnections } from '../../decoders/model/field-needs.ts';
import { fullMask, type Mask, maskOf } from '../../decoders/model/mask.ts';
import { Session } from '../../decoders/model/session.ts';
import { fixtures } from './fixtures.ts';
import { type Fixture, record, registry } from './listing.ts';

/** Fields that take neither connections nor layers above them. */
const simple = allFields().filter((field) => !needsConnections(maskOf([field]), registry));

/** What a pass in frame order notes of each frame. */
function notes(fixture: Fixture, mask: Mask, connections: boolean): string[][] {
  const d = new Dissection(registry, new Session());
  d.learning = true;
  d.connections = connections;
  const { tape } = d.cursor;
  return fixture.frames.map((frame, i) => {
    d.decode(record(frame, i), frame.bytes, 0, mask);
    const out: string[] = [];
    for (let at = 0; at < tape.count; at++) {
      const range = `${tape.source[at]}:${tape.start[at]}+${tape.length[at]}`;
      out.push(`${allFields()[tape.field[at]].name} ${range} ${tape.value[at]} ${String(tape.object[at])}`);
    }
    return out;
  });
}

function present(fixture: Fixture): Set<Field> {
  const d = new Dissection(registry, new Session());
  d.learning = true;
  const out = new Set<Field>();
  fixture.frames.forEach((frame, i) => {
    d.decode(record(frame, i), frame.bytes, 0, fullMask());
    const { tape } = d.cursor;
    for (let at = 0; at < tape.count; at++) out.add(allFields()[tape.field[at]]);
  });
  return out;
}

for (const fixture of fixtures) {
  test(`without connections: ${fixture.name}`, () => {
    const there = present(fixture);
    const alone = simple.filter((field) => there.has(field)).map((field) => maskOf([field]));
    for (const mask of [maskOf(simple), ...alone]) {
      assert.deepEqual(notes(fixture, mask, false), notes(fixture, mask, true));
    }
  });
}

test('which fields need connections or the layers above', () => {
  const needs = (name: string): boolean => needsConnections(maskOf(registry.fieldsNamed(name)), registry);
  const few = [
    'frame.number',
    'frame.len',
    'eth.src',
    'ip.src',
    'ip.ttl',
    'tcp.srcport',
    'tcp.flags.syn',
    'udp.dstport',
  ];
  assert.deepEqual(few.filter(needs), []);
  const many = [
    'tcp.stream',
    'tcp.seq',
    'tcp.window_size',
    'tcp.analysis.flags',
    'udp.stream',
    'http.host',
    'data.data',
  ];
  const anywhere = ['frame.protocols', '_ws.expert', 'eth.trailer', 'tcp.payload'];
  assert.deepEqual(
    [...many, ...anywhere].filter((name) => !needs(name)),
    [],
  );
});
