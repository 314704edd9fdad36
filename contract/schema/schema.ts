/**
 * A schema is a validator and a type at once: `Infer<typeof schema>` is what `read` returns.
 *
 * Values travel as JSON; a `Uint8Array` travels as a binary part of the envelope and its place in the JSON holds the
 * part's index. `write` does that replacement, `read` undoes it while validating. A schema without binary values is
 * written as it stands.
 */
export interface Schema<T> {
  /** What a valid value is, as it stands in an error after "expected". */
  readonly expectation: string;
  /** Whether a value can contain a `Uint8Array`. */
  readonly carriesBinary: boolean;
  /** Returns the validated value; throws `SchemaError`. Objects are built anew from declared properties only. */
  read(value: unknown, at: Reading): T;
  /** Returns the JSON form and appends binary values to `parts`. Does not validate. */
  write(value: T, parts: Uint8Array[]): unknown;
}

export type Infer<S> = S extends Schema<infer T> ? T : never;

/** Says where in a value (`params.columns[3]`) what was expected. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}

/** State of one validation: the path walked so far and the binary parts that came with the value. */
export class Reading {
  readonly parts: readonly Uint8Array[];
  /** Nesting of recursive schemas so far. */
  depth = 0;
  readonly #root: string;
  readonly #path: (string | number)[] = [];

  constructor(root: string, parts: readonly Uint8Array[] = []) {
    this.#root = root;
    this.parts = parts;
  }

  enter(step: string | number): void {
    this.#path.push(step);
  }

  leave(): void {
    this.#path.pop();
  }

  fail(expectation: string, value: unknown): never {
    return this.refuse(`expected ${expectation}, got ${describe(value)}`);
  }

  refuse(reason: string): never {
    throw new SchemaError(`${this.#pathText()}: ${reason}`);
  }

  #pathText(): string {
    let text = this.#root;
    for (const step of this.#path) text += typeof step === 'number' ? `[${step}]` : `.${shorten(step)}`;
    return text;
  }
}

/** Validates `value`; `root` names it in errors. */
export function readValue<T>(schema: Schema<T>, value: unknown, root: string, parts?: readonly Uint8Array[]): T {
  return schema.read(value, new Reading(root, parts));
}

/** Names a value in an error without walking it. */
function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (typeof value === 'string') return `the text ${shorten(JSON.stringify(value.slice(0, 60)))}`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}
