import { nothing } from './schema/scalars.ts';
import type { Infer, Schema } from './schema/schema.ts';

/** Codes a request may fail with: a list, or per code the schema of the error's details. */
export type ErrorDeclaration = readonly string[] | Readonly<Record<string, Schema<unknown>>>;

/** Code -> type of the details. */
export type ErrorDetails<E> = E extends readonly (infer Code extends string)[]
  ? { [K in Code]: undefined }
  : { [K in keyof E & string]: Infer<E[K]> };

interface RequestDeclaration<P, R, E, I> {
  params: Schema<P>;
  result: Schema<R>;
  errors?: E;
  /** Whether the client can stop it: the handler must then heed its signal. */
  cancel?: boolean;
  /** Schema of the items a handler sends before its result, for answers too long to hold in one message. */
  stream?: Schema<I>;
}

/** A question of the client that gets exactly one result or error. Any handler may also report progress. */
export interface Request<N extends string, P, R, E extends object, I> {
  readonly kind: 'request';
  readonly name: N;
  readonly params: Schema<P>;
  readonly result: Schema<R>;
  readonly errors: ReadonlyMap<string, Schema<unknown>>;
  readonly cancel: boolean;
  readonly stream: Schema<I> | undefined;
  /** Type only: code -> details of the declared errors. */
  readonly errorTypes?: E;
}

/** News from the server to the client. */
export interface Event<N extends string, T> {
  readonly kind: 'event';
  readonly name: N;
  readonly payload: Schema<T>;
  /**
   * For state that outdates itself: while the client is slow, only the newest unsent event is kept. `true` keeps one per
   * event name, the name of a property keeps one per value of that property (`'view'`: the newest for each view).
   */
  readonly latest: boolean | string;
}

export type AnyRequest = Request<string, unknown, unknown, object, unknown>;
export type AnyEvent = Event<string, unknown>;
export type Message = AnyRequest | AnyEvent;

const namePattern = /^[a-z][a-zA-Z0-9]*(\.[a-z][a-zA-Z0-9]*)+$/;

/** Declares a request. `name` is `area.verb`; sizes and counts are bounded in the schemas. */
export function request<const N extends string, P, R, const E extends ErrorDeclaration = readonly [], I = never>(
  name: N,
  declaration: RequestDeclaration<P, R, E, I>,
): Request<N, P, R, ErrorDetails<E>, I> {
  checkName(name);
  return {
    kind: 'request',
    name,
    params: declaration.params,
    result: declaration.result,
    errors: errorMap(declaration.errors ?? []),
    cancel: declaration.cancel ?? false,
    stream: declaration.stream,
  };
}

/** Declares an event. */
export function event<const N extends string, T>(
  name: N,
  payload: Schema<T>,
  options: { latest?: boolean | (keyof T & string) } = {},
): Event<N, T> {
  checkName(name);
  return { kind: 'event', name, payload, latest: options.latest ?? false };
}

function errorMap(errors: ErrorDeclaration): Map<string, Schema<unknown>> {
  if (!Array.isArray(errors)) return new Map(Object.entries(errors));
  return new Map((errors as readonly string[]).map((code) => [code, nothing]));
}

function checkName(name: string): void {
  if (!namePattern.test(name) || name.length > 64) throw new Error(`"${name}" is not a message name like area.verb.`);
}
