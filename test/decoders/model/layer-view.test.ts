import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Dissection } from '../../../decoders/model/dissection.ts';
import { allFields } from '../../../decoders/model/field.ts';
import { LayerView } from '../../../decoders/model/layer-view.ts';
import { Session } from '../../../decoders/model/session.ts';
import { registry } from '../listing.ts';

test('finds the fields that a layer noted in this frame, and none of an earlier frame', () => {
  const d = new Dissection(registry, new Session());
  const view = new LayerView(d);
  const { tape } = d.cursor;
  const [a, b, c] = allFields();
  const note = (field: typeof a, layer: number, value: number) => tape.append(field, 0, 0, value, 0, layer, 0, 0);
  note(a, 1, 10);
  note(b, 1, 20);
  note(a, 2, 30);
  note(a, 2, 40);
  assert.deepEqual([view.of(1).num(a), view.num(b), view.has(c)], [10, 20, false]);
  assert.deepEqual([view.of(2).num(a), view.has(b), [...view.all(a)]], [30, false, [2, 3]]);
  tape.clear();
  assert.equal(view.of(1).has(a), false);
  note(b, 1, 50);
  note(a, 1, 60);
  assert.deepEqual([view.num(a), view.num(b), view.of(2).has(a)], [60, 50, false]);
});
