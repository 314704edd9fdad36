import type { Reading, Schema } from './schema.ts';

/** A schema of values without parts, written as they stand. */
function scalar<T>(expectation: string, accepts: (value: unknown) => boolean): Schema<T> {
  return {
    expectation,
    carriesBinary: false,
    read: (value: unknown, at: Reading): T => (accepts(value) ? (value as T) : at.fail(expectation, value)),
    write: (value: T): unknown => value,
  };
}

const isIntegerBetween = (value: unknown, lowest: number, highest: number): boolean =>
  Number.isSafeInteger(value) && (value as number) >= lowest && (value as number) <= highest;

/** An integer from 0 to `highest`. */
export const uintUpTo = (highest: number): Schema<number> =>
  scalar(`a whole number from 0 to ${highest}`, (value) => isIntegerBetween(value, 0, highest));

/** An integer from `lowest` to `highest`. */
export const intBetween = (lowest: number, highest: number): Schema<number> =>
  scalar(`a whole number from ${lowest} to ${highest}`, (value) => isIntegerBetween(value, lowest, highest));

/** An integer from 0 to 2^53 - 1. */
export const uint: Schema<number> = uintUpTo(Number.MAX_SAFE_INTEGER);

/** An integer of at most 53 bits and a sign. */
export const int: Schema<number> = scalar('a whole number', Number.isSafeInteger);

/** A finite number. */
export const number: Schema<number> = scalar('a finite number', Number.isFinite);

export const boolean: Schema<boolean> = scalar('true or false', (value) => typeof value === 'boolean');

/** Text of at most `maxLength` UTF-16 units. */
export const text = (maxLength: number): Schema<string> =>
  scalar(`text of at most ${maxLength} characters`, (value) => typeof value === 'string' && value.length <= maxLength);

/** Exactly this value. */
export const literal = <const T extends string | number | boolean | null>(wanted: T): Schema<T> =>
  scalar(JSON.stringify(wanted), (value) => value === wanted);

/** One of these values. */
export function oneOf<const T extends string | number>(...values: readonly T[]): Schema<T> {
  const accepted = new Set<unknown>(values);
  return scalar(`one of ${values.map((value) => JSON.stringify(value)).join(', ')}`, (value) => accepted.has(value));
}

/** No value: parameters or results that carry nothing. */
export const nothing: Schema<void> = {
  expectation: 'no value',
  carriesBinary: false,
  read(value, at) {
    if (value !== undefined && value !== null) at.fail('no value', value);
  },
  write: () => null,
};

/** Bytes, carried in a binary part of the envelope. What is read is a view of the message, aligned to 8 bytes. */
export function binary(maxBytes: number): Schema<Uint8Array> {
  const expectation = `at most ${maxBytes} bytes of binary data`;
  return {
    expectation,
    carriesBinary: true,
    read(value, at) {
      const part = Number.isSafeInteger(value) ? at.parts[value as number] : undefined;
      if (part === undefined) return at.fail(expectation, value);
      return part.length <= maxBytes ? part : at.fail(expectation, part);
    },
    write(value, parts) {
      parts.push(value);
      return parts.length - 1;
    },
  };
}

/** Narrows a schema by a further condition, named in `expectation`. */
export function where<T>(schema: Schema<T>, expectation: string, accepts: (value: T) => boolean): Schema<T> {
  return {
    ...schema,
    expectation,
    read(value, at) {
      const read = schema.read(value, at);
      return accepts(read) ? read : at.fail(expectation, value);
    },
  };
}
