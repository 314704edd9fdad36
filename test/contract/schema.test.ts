import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  binary,
  boolean,
  type Infer,
  int,
  intBetween,
  list,
  literal,
  nothing,
  nullable,
  number,
  object,
  oneOf,
  optional,
  readValue,
  record,
  recursive,
  type Schema,
  SchemaError,
  taggedUnion,
  text,
  uint,
  uintUpTo,
  where,
} from '../../contract/schema.ts';

const travel = <T>(schema: Schema<T>, value: T): T => {
  const parts: Uint8Array[] = [];
  const json = JSON.stringify(schema.write(value, parts)) ?? 'null';
  return readValue(schema, JSON.parse(json), 'value', parts);
};

interface Branch {
  name: string;
  below: Branch[];
}
const branch: Schema<Branch> = recursive(() => object({ name: text(5), below: list(branch, 3) }), 4);

const everything = object({
  count: uint,
  percent: uintUpTo(100),
  offset: int,
  level: intBetween(-5, 5),
  ratio: number,
  on: boolean,
  name: text(20),
  kind: literal('row'),
  side: oneOf('left', 'right'),
  note: optional(text(5)),
  parent: nullable(uint),
  shape: taggedUnion('type', { circle: { radius: uint }, image: { bytes: binary(100), title: optional(text(5)) } }),
  labels: record(10, text(10), 5),
  pages: list(binary(50), 5),
});

const plain = { noNullPrototype: true };

const arbitrary: fc.Arbitrary<Infer<typeof everything>> = fc.record(
  {
    count: fc.maxSafeNat(),
    percent: fc.nat(100),
    offset: fc.maxSafeInteger(),
    level: fc.integer({ min: -5, max: 5 }),
    ratio: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    on: fc.boolean(),
    name: fc.string({ maxLength: 20, unit: 'binary' }).filter((name) => name.length <= 20),
    kind: fc.constant('row' as const),
    side: fc.constantFrom('left' as const, 'right' as const),
    note: fc.string({ maxLength: 5 }),
    parent: fc.option(fc.maxSafeNat()),
    shape: fc.oneof(
      fc.record({ type: fc.constant('circle' as const), radius: fc.maxSafeNat() }, plain),
      fc.record({ type: fc.constant('image' as const), bytes: fc.uint8Array({ maxLength: 100 }) }, plain),
    ),
    labels: fc
      .dictionary(fc.string({ maxLength: 10 }), fc.string({ maxLength: 10 }), { maxKeys: 5 })
      .filter((labels) => !['__proto__', 'constructor', 'prototype'].some((key) => Object.hasOwn(labels, key)))
      .map((labels) => Object.assign(Object.create(null), labels)),
    pages: fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 5 }),
  },
  {
    ...plain,
    requiredKeys: [
      'count',
      'percent',
      'offset',
      'level',
      'ratio',
      'on',
      'name',
      'kind',
      'side',
      'parent',
      'shape',
      'labels',
      'pages',
    ],
  },
);

describe('schema', () => {
  test('every value of the type travels unchanged, binary parts included', () => {
    fc.assert(
      fc.property(arbitrary, (value) => {
        assert.deepEqual(travel(everything, value), value);
      }),
    );
  });

  test('any JSON is either valid or refused with a SchemaError', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const schema of [everything, branch, list(everything, 3), record(5, uint, 3)] as Schema<unknown>[]) {
          try {
            readValue(schema, value, 'value');
          } catch (error) {
            assert.ok(error instanceof SchemaError);
          }
        }
      }),
    );
  });

  const refusals: [Schema<unknown>, unknown, string][] = [
    [uint, -1, 'value: expected a whole number from 0 to 9007199254740991, got -1'],
    [uint, 1.5, 'value: expected a whole number from 0 to 9007199254740991, got 1.5'],
    [number, null, 'value: expected a finite number, got null'],
    [int, '3', 'value: expected a whole number, got the text "3"'],
    [text(3), 'four', 'value: expected text of at most 3 characters, got the text "four"'],
    [boolean, 0, 'value: expected true or false, got 0'],
    [literal('row'), 'col', 'value: expected "row", got the text "col"'],
    [oneOf('a', 'b'), 'c', 'value: expected one of "a", "b", got the text "c"'],
    [nothing, {}, 'value: expected no value, got an object'],
    [list(uint, 2), [1, 2, 3], 'value: expected a list of at most 2, got a list of 3'],
    [
      list(object({ a: uint }), 2),
      [{ a: 1 }, { a: -1 }],
      'value[1].a: expected a whole number from 0 to 9007199254740991, got -1',
    ],
    [object({ a: uint }), {}, 'value.a: expected a whole number from 0 to 9007199254740991, got nothing'],
    [object({ a: optional(uint) }), { a: 1, b: 2 }, 'value: unknown property "b"'],
    [object({ a: optional(uint) }), [], 'value: expected an object, got a list of 0'],
    [object({}), JSON.parse('{"__proto__":{"polluted":1}}'), 'value: unknown property "__proto__"'],
    [
      object({ toString: optional(uint) }),
      { toString: 'x' },
      'value.toString: expected a whole number from 0 to 9007199254740991, got the text "x"',
    ],
    [record(9, uint, 3), JSON.parse('{"__proto__":1}'), 'value: expected a safe key, got the text "__proto__"'],
    [record(3, uint, 3), { four: 1 }, 'value: expected keys of at most 3 characters, got the text "four"'],
    [record(3, uint, 1), { a: 1, b: 2 }, 'value: 2 entries, expected a dictionary of at most 1 entries'],
    [binary(5), 0, 'value: expected at most 5 bytes of binary data, got 0'],
    [binary(5), -1, 'value: expected at most 5 bytes of binary data, got -1'],
    [taggedUnion('t', { a: {}, b: {} }), { t: 'c' }, 'value.t: expected one of a, b, got the text "c"'],
    [taggedUnion('t', { a: {}, b: {} }), { t: 'toString' }, 'value.t: expected one of a, b, got the text "toString"'],
    [taggedUnion('t', { a: {}, b: { x: uint } }), { t: 'a', x: 1 }, 'value: unknown property "x"'],
    [where(uint, 'an even number', (n) => n % 2 === 0), 3, 'value: expected an even number, got 3'],
  ];
  for (const [schema, value, message] of refusals) {
    test(`refuses: ${message}`, () => {
      assert.throws(() => readValue(schema, value, 'value'), { name: 'SchemaError', message });
    });
  }

  test('inherited properties are not seen', () => {
    assert.deepEqual(readValue(object({ toString: optional(uint) }), {}, 'value'), {});
    assert.throws(() => readValue(object({ a: uint }), Object.create({ a: 1 }), 'value'), SchemaError);
  });

  test('a dictionary has no prototype to fall through to', () => {
    const read = readValue(record(20, uint, 5), { a: 1 }, 'value');
    assert.equal(read.toString, undefined);
  });

  test('recursion ends at its limit, and deep nesting is refused without walking it', () => {
    const nested = (depth: number): Branch => ({ name: 'x', below: depth === 1 ? [] : [nested(depth - 1)] });
    assert.deepEqual(readValue(branch, nested(4), 'value'), nested(4));
    assert.throws(() => readValue(branch, nested(5), 'value'), /below\[0\]: expected at most 4 levels/);
    const hostile = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    assert.throws(() => readValue(everything, hostile, 'value'), SchemaError);
  });

  test('binary values longer than declared are refused', () => {
    assert.throws(() => travel(binary(3), new Uint8Array(4)), /at most 3 bytes of binary data, got 4 bytes/);
  });
});
