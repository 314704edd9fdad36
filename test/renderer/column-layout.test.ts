import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ColumnWidths,
  fitWidths,
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
  const fitted = (need: number, room: number, layout = standardLayout) =>
    widthOf(layout, 'source', fitWidths(layout, { source: need }, room));
  assert.equal(fitted(10, 2000), standard);
  assert.equal(fitted(standard + 50, 2000), standard + 50);
  assert.equal(fitted(5000, 2000), 2 * standard);
  assert.equal(fitted(5000, 2000, withWidth(standardLayout, 'source', 80)), 80);
});

test('columns grow as far as the last one keeps its width, times beyond that', () => {
  const sum = (needs: ColumnWidths) =>
    shownColumns(standardLayout).reduce(
      (all, id) => all + widthOf(standardLayout, id, fitWidths(standardLayout, needs, 1100)),
      0,
    );
  const standard = sum({});
  assert.equal(sum({ source: 190 }), standard + 40);
  assert.equal(sum({ source: 290 }), standard);
  assert.equal(sum({ time: 210, source: 190 }), standard + 102);
});

test('where there is little room, columns give up what their cells do not need', () => {
  const shown = shownColumns(standardLayout);
  const needs = { number: 40, time: 90, source: 110, destination: 120, layers: 150, protocol: 60, length: 50 };
  const widths = (room: number) => {
    const fitted = fitWidths(standardLayout, needs, room);
    return shown.map((id) => widthOf(standardLayout, id, fitted));
  };
  const sum = (room: number) => widths(room).reduce((a, b) => a + b, 0);
  const most = 40 + 90 + 110 + 120 + 150 + 60 + 50 + 240;
  assert.deepEqual(widths(700), [40, 90, 110, 120, 150, 60, 50, 240]);
  assert.ok(Math.abs(sum(most + 60) - (most + 60)) < shown.length, 'no more than is lacking');
  const kept = withWidth(standardLayout, 'source', 300);
  assert.equal(widthOf(kept, 'source', fitWidths(kept, needs, 700)), 300);
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
