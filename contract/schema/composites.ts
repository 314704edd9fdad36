import type { Infer, Schema } from './schema.ts';

/** A property that may be missing; only meaningful inside `object` and `taggedUnion`. */
export interface OptionalSchema<T> extends Schema<T | undefined> {
  readonly optional: true;
}

export type Shape = Readonly<Record<string, Schema<unknown>>>;
type OptionalKeys<S> = { [K in keyof S]: S[K] extends OptionalSchema<unknown> ? K : never }[keyof S];
type Flatten<T> = { [K in keyof T]: T[K] };
export type ObjectOf<S> = Flatten<
  { [K in Exclude<keyof S, OptionalKeys<S>>]: Infer<S[K]> } & { [K in OptionalKeys<S>]?: Infer<S[K]> }
>;

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

/** Names that reach an object's prototype when assigned or looked up carelessly. */
const unsafeKeys = new Set(['__proto__', 'constructor', 'prototype']);

export function optional<T>(schema: Schema<T>): OptionalSchema<T> {
  return {
    optional: true,
    expectation: schema.expectation,
    carriesBinary: schema.carriesBinary,
    read: (value, at) => (value === undefined ? undefined : schema.read(value, at)),
    write: (value, parts) => (value === undefined ? undefined : schema.write(value, parts)),
  };
}

export function nullable<T>(schema: Schema<T>): Schema<T | null> {
  return {
    expectation: `${schema.expectation} or null`,
    carriesBinary: schema.carriesBinary,
    read: (value, at) => (value === null ? null : schema.read(value, at)),
    write: (value, parts) => (value === null ? null : schema.write(value, parts)),
  };
}

/** At most `maxCount` values of one kind. */
export function list<T>(of: Schema<T>, maxCount: number): Schema<T[]> {
  const expectation = `a list of at most ${maxCount}`;
  return {
    expectation,
    carriesBinary: of.carriesBinary,
    read(value, at) {
      if (!Array.isArray(value) || value.length > maxCount) return at.fail(expectation, value);
      return value.map((item, index) => {
        at.enter(index);
        const read = of.read(item, at);
        at.leave();
        return read;
      });
    },
    write: (value, parts) => (of.carriesBinary ? value.map((item) => of.write(item, parts)) : value),
  };
}

/** Exactly the declared properties: an unknown one is refused, a missing one only accepted where `optional`. */
export function object<const S extends Shape>(shape: S): Schema<ObjectOf<S>> {
  const keys = Object.keys(shape);
  const known = new Set(keys);
  const carriesBinary = keys.some((key) => shape[key].carriesBinary);
  return {
    expectation: 'an object',
    carriesBinary,
    read(value, at) {
      if (!isPlainObject(value)) return at.fail('an object', value);
      for (const key of Object.keys(value))
        if (!known.has(key)) at.refuse(`unknown property ${JSON.stringify(key.slice(0, 60))}`);
      const result: Record<string, unknown> = {};
      for (const key of keys) {
        at.enter(key);
        const read = shape[key].read(Object.hasOwn(value, key) ? value[key] : undefined, at);
        at.leave();
        if (read !== undefined) result[key] = read;
      }
      return result as ObjectOf<S>;
    },
    write(value, parts) {
      if (!carriesBinary) return value;
      const source = value as Record<string, unknown>;
      return Object.fromEntries(keys.map((key) => [key, shape[key].write(source[key], parts)]));
    },
  };
}

type UnionOf<Tag extends string, Variants extends Readonly<Record<string, Shape>>> = {
  [V in keyof Variants & string]: Flatten<{ [K in Tag]: V } & ObjectOf<Variants[V]>>;
}[keyof Variants & string];

/** Objects of several shapes told apart by the text in property `tag`. */
export function taggedUnion<const Tag extends string, const Variants extends Readonly<Record<string, Shape>>>(
  tag: Tag,
  variants: Variants,
): Schema<UnionOf<Tag, Variants>> {
  const byTag = new Map<unknown, Schema<unknown>>();
  for (const [name, shape] of Object.entries(variants)) byTag.set(name, object({ ...shape, [tag]: tagSchema(name) }));
  const expectation = `an object whose ${tag} is one of ${[...byTag.keys()].join(', ')}`;
  return {
    expectation,
    carriesBinary: [...byTag.values()].some((schema) => schema.carriesBinary),
    read(value, at) {
      if (!isPlainObject(value)) return at.fail(expectation, value);
      const variant = Object.hasOwn(value, tag) ? byTag.get(value[tag]) : undefined;
      if (variant === undefined) {
        at.enter(tag);
        return at.fail(`one of ${[...byTag.keys()].join(', ')}`, value[tag]);
      }
      return variant.read(value, at) as UnionOf<Tag, Variants>;
    },
    write: (value, parts) => byTag.get((value as Record<string, unknown>)[tag])?.write(value, parts) ?? null,
  };
}

const tagSchema = (name: string): Schema<unknown> => ({
  expectation: JSON.stringify(name),
  carriesBinary: false,
  read: () => name,
  write: () => name,
});

/** A dictionary of at most `maxCount` entries with keys of at most `maxKeyLength` characters; it has no prototype. */
export function record<T>(maxKeyLength: number, of: Schema<T>, maxCount: number): Schema<Record<string, T>> {
  const expectation = `a dictionary of at most ${maxCount} entries`;
  return {
    expectation,
    carriesBinary: of.carriesBinary,
    read(value, at) {
      if (!isPlainObject(value)) return at.fail(expectation, value);
      const keys = Object.keys(value);
      if (keys.length > maxCount) return at.refuse(`${keys.length} entries, expected ${expectation}`);
      const result: Record<string, T> = Object.create(null);
      for (const key of keys) {
        if (key.length > maxKeyLength) return at.fail(`keys of at most ${maxKeyLength} characters`, key);
        if (unsafeKeys.has(key)) return at.fail('a safe key', key);
        at.enter(key);
        result[key] = of.read(value[key], at);
        at.leave();
      }
      return result;
    },
    write(value, parts) {
      if (!of.carriesBinary) return value;
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, of.write(item, parts)]));
    },
  };
}

/** A schema that contains itself, to at most `maxDepth` levels. `carriesBinary` must be stated, for it cannot be found. */
export function recursive<T>(schema: () => Schema<T>, maxDepth: number, carriesBinary = false): Schema<T> {
  return {
    expectation: `at most ${maxDepth} levels`,
    carriesBinary,
    read(value, at) {
      if (at.depth >= maxDepth) return at.fail(`at most ${maxDepth} levels`, value);
      at.depth += 1;
      const read = schema().read(value, at);
      at.depth -= 1;
      return read;
    },
    write: (value, parts) => (carriesBinary ? schema().write(value, parts) : value),
  };
}
