import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  gridTemplate,
  readLayout,
  shownColumns,
  standardLayout,
  widthOf,
  withMoved,
  withShifted,
  withShown,
  withWidth,
} from '../../renderer/packet-list/column-layout.ts';

test('the standard columns are those of Wireshark, with the layers', () => {
  assert.deepEqual(shownColumns(standardLayout), [
    'number',
    'time',
    'source',
    'destination',
    'layers',
    'protocol',
    'length',
    'info',
  ]);
});

test('the last column takes what is left', () => {
  assert.match(gridTemplate(withWidth(standardLayout, 'number', 50), {}), /^50px .* minmax\(\d+px, 1fr\)$/);
});

test('columns are as wide as their cells need, but not beyond twice their standard', () => {
  const standard = widthOf(standardLayout, 'source', {});
  assert.equal(widthOf(standardLayout, 'source', { source: 10 }), standard);
  assert.equal(widthOf(standardLayout, 'source', { source: standard + 50 }), standard + 50);
  assert.equal(widthOf(standardLayout, 'source', { source: 5000 }), 2 * standard);
  assert.equal(widthOf(withWidth(standardLayout, 'source', 80), 'source', { source: 5000 }), 80);
});

test('columns move past shown neighbours, not hidden ones', () => {
  const moved = withShifted(standardLayout, 'source', -1);
  assert.deepEqual(shownColumns(moved).slice(0, 3), ['number', 'source', 'time']);
  assert.equal(withShifted(standardLayout, 'number', -1), standardLayout);
  assert.equal(shownColumns(withMoved(standardLayout, 'number', null)).at(-1), 'number');
});

test('the last shown column cannot be hidden', () => {
  let layout = standardLayout;
  for (const id of layout.order) layout = withShown(layout, id, false);
  assert.equal(shownColumns(layout).length, 1);
});

test('what was remembered is read back; nonsense is not', () => {
  const layout = withWidth(withShown(standardLayout, 'delta', true), 'delta', 77);
  assert.deepEqual(readLayout(JSON.parse(JSON.stringify(layout))), layout);
  assert.equal(readLayout(null), undefined);
  assert.equal(readLayout({ order: 3 }), undefined);
  const odd = readLayout({
    order: ['info', 'info', '__proto__', 4],
    hidden: [],
    widths: { info: 1e9, constructor: 5 },
  });
  assert.deepEqual(odd && shownColumns(odd), ['info']);
  assert.deepEqual(odd?.widths, { info: 4000 });
});
