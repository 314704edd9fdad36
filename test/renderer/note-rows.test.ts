import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Group } from '../../renderer/expert/expert-state.ts';
import { NoteRows } from '../../renderer/expert/note-rows.ts';

/** A group whose name is its place, from 100 on. */
const group = (index: number, frames = 3, capped = false): Group => ({
  group: 100 + index,
  severity: 'note',
  about: 'Sequence',
  protocol: 'TCP',
  title: `kind ${index}`,
  field: '',
  count: frames,
  frames,
  capped,
});
const window = (first: number, count: number): Group[] => Array.from({ length: count }, (_, i) => group(first + i));

test('rows of groups of which a window is known', () => {
  const rows = new NoteRows({ total: 1000, first: 10, groups: window(10, 20), opened: [] }, new Set());
  assert.equal(rows.total, 1000);
  assert.equal(rows.at(9)?.group, undefined);
  assert.equal(rows.at(10)?.group?.group, 110);
  assert.deepEqual(rows.at(999), { kind: 'group', index: 999, group: undefined });
  assert.equal(rows.at(1000), undefined);
  assert.equal(rows.at(-1), undefined);
});

test('frames stand below the groups that are open, in the window or far from it', () => {
  const far = { at: 500, group: group(500, 2, true) };
  const rows = new NoteRows({ total: 1000, first: 0, groups: window(0, 20), opened: [far] }, new Set([105]));
  assert.equal(rows.total, 1003, 'the last answer tells of a group that is closed again');
  const both = new NoteRows({ total: 1000, first: 0, groups: window(0, 20), opened: [far] }, new Set([105, 600]));
  assert.equal(both.total, 1006);
  const texts = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, i) => {
      const row = both.at(from + i);
      return row === undefined ? '-' : `${row.kind} ${row.index}${row.kind === 'frame' ? `/${row.at}` : ''}`;
    });
  assert.deepEqual(texts(4, 10), ['group 4', 'group 5', 'frame 5/0', 'frame 5/1', 'frame 5/2', 'group 6']);
  assert.deepEqual(texts(502, 508), ['group 499', 'group 500', 'frame 500/0', 'frame 500/1', 'more 500', 'group 501']);
  assert.equal(both.rowOf(both.indexOf(600)), 503);
  assert.equal(both.rowOf(5), 5);
  assert.equal(both.indexOf(700), -1);
});
