import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byteFilter } from '../../renderer/filter/byte-filter.ts';
import { filterTokens } from '../../renderer/filter/filter-tokens.ts';
import { type FilterJoin, joinFilters } from '../../renderer/filter/join-filters.ts';
import { shownColumns, standardLayout, withField, withoutField } from '../../renderer/packet-list/column-layout.ts';
import { columnOf, fieldOf, isColumn } from '../../renderer/packet-list/columns.ts';

const joins: [string, string, FilterJoin, string][] = [
  ['', 'tcp', 'selected', 'tcp'],
  ['udp', 'tcp', 'selected', 'tcp'],
  ['udp', 'tcp', 'not-selected', '!(tcp)'],
  ['udp', 'tcp', 'and', '(udp) && (tcp)'],
  ['udp', 'tcp', 'or', '(udp) || (tcp)'],
  ['udp', 'tcp', 'and-not', '(udp) && !(tcp)'],
  ['udp || arp', 'ip.src == 1.2.3.4', 'or-not', '(udp || arp) || !(ip.src == 1.2.3.4)'],
  ['  ', 'tcp', 'and-not', '!(tcp)'],
];

for (const [present, part, join, expected] of joins) {
  test(`"${present}" ${join} "${part}"`, () => assert.equal(joinFilters(present, part, join), expected));
}

test('bytes are looked for in their place', () => {
  assert.equal(byteFilter(Uint8Array.of(0x0a, 0xff), 12), 'frame[12:2] == 0a:ff');
  assert.equal(byteFilter(Uint8Array.of(0x0a), 0), 'frame[0:1] == :0a');
  assert.match(byteFilter(new Uint8Array(5000), 1), /^frame\[1:1024\] == 00:/);
});

test('parts of a filter that are drawn in colours of their own', () => {
  const text = 'tcp.port == 80 && http.host contains "a b" or eth.src[0:3] == 00:11:22';
  assert.deepEqual(
    filterTokens(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]),
    [
      ['operator', '=='],
      ['number', '80'],
      ['operator', '&&'],
      ['word', 'contains'],
      ['text', '"a b"'],
      ['word', 'or'],
      ['number', '0:3'],
      ['operator', '=='],
      ['number', '00:11:22'],
    ],
  );
  assert.deepEqual(filterTokens('"open'), [{ kind: 'text', start: 0, end: 5 }]);
});

test('columns of fields come and go', () => {
  const layout = withField(standardLayout, 'tcp.len');
  assert.deepEqual(shownColumns(layout).slice(-2), ['field:tcp.len', 'info']);
  assert.equal(withField(layout, 'tcp.len').order.length, layout.order.length);
  assert.deepEqual(withoutField(layout, 'field:tcp.len'), standardLayout);
  assert.equal(fieldOf('field:tcp.len'), 'tcp.len');
  assert.equal(columnOf('field:tcp.len').title, 'tcp.len');
  assert.equal(isColumn('field:a b'), false);
  assert.equal(isColumn('field:__proto__'), true, 'a name like any other: columns are looked up by what they are');
});
