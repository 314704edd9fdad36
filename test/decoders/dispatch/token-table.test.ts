import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMediaType, mediaTypeNumbers } from '../../../decoders/dispatch/media-types.ts';
import { TokenTable } from '../../../decoders/dispatch/token-table.ts';
import { latin } from '../../builders/http.ts';

const find = (table: TokenTable, text: string) => table.find(latin(text), 0, text.length);

test('names are found in either case, and only as a whole', () => {
  const table = new TokenTable(['Host', 'Content-Length', 'X']);
  assert.deepEqual(
    ['host', 'HOST', 'content-length', 'x', 'hos', 'hosts', '', 'Content\rLength'].map((text) => find(table, text)),
    [0, 0, 1, 2, -1, -1, -1, -1],
  );
  assert.equal(table.find(latin('a: Host'), 3, 7), 0);
});

test('exact tables tell upper and lower case apart', () => {
  const table = new TokenTable(['GET', 'get'], true);
  assert.deepEqual(
    ['GET', 'get', 'Get'].map((text) => find(table, text)),
    [0, 1, -1],
  );
});

test('a name added again keeps its number, also after the table has grown', () => {
  const table = new TokenTable();
  const names = Array.from({ length: 500 }, (_, i) => `name-${i}`);
  const numbers = names.map((name) => table.add(name));
  assert.deepEqual(numbers, [...names.keys()]);
  assert.deepEqual(
    names.map((name) => table.add(name.toUpperCase())),
    numbers,
  );
  assert.deepEqual(
    names.map((name) => find(table, name)),
    numbers,
  );
  assert.equal(find(table, 'name-500'), -1);
});

test('media types have one number each', () => {
  const [one, two] = mediaTypeNumbers('test/one', 'test/two');
  assert.notEqual(one, two);
  assert.deepEqual(mediaTypeNumbers('TEST/One'), [one]);
  assert.equal(findMediaType(latin(';Test/two;'), 1, 9), two);
  assert.equal(findMediaType(latin('test/three'), 0, 10), -1);
});
