import type { AnyEvent, AnyRequest, Message, Request } from './message.ts';
import type { Infer } from './schema/schema.ts';

/** All messages two sides agree on. `Messages` is the union of their types. */
export interface Contract<Messages = Message> {
  /** Both sides must have the same; raised with every change of a message. */
  readonly version: number;
  readonly requests: ReadonlyMap<string, AnyRequest>;
  readonly events: ReadonlyMap<string, AnyEvent>;
  /** Type only. */
  readonly messageTypes?: Messages;
}

/** The messages among the exports of an area's module (schemas and types beside them are left out). */
export type MessagesIn<Area> = Area extends unknown
  ? Extract<Area[keyof Area], { kind: 'request' | 'event'; name: string }>
  : never;
type MessagesOf<C> = C extends Contract<infer Messages> ? Messages : never;

type NamesOf<M, Kind> = M extends { kind: Kind; name: infer N extends string } ? N : never;

export type RequestName<C> = NamesOf<MessagesOf<C>, 'request'>;
export type EventName<C> = NamesOf<MessagesOf<C>, 'event'>;
export type RequestNamed<C, N> = Extract<MessagesOf<C>, { kind: 'request'; name: N }>;
export type EventNamed<C, N> = Extract<MessagesOf<C>, { kind: 'event'; name: N }>;

export type Params<M> = M extends { params: infer S } ? Infer<S> : never;
export type Result<M> = M extends { result: infer S } ? Infer<S> : never;
export type Payload<M> = M extends { payload: infer S } ? Infer<S> : never;
export type Item<M> = M extends Request<string, infer _P, infer _R, infer _E, infer I> ? I : never;
export type Errors<M> = M extends { errorTypes?: infer E } ? NonNullable<E> : never;

/**
 * Joins areas into one contract:
 * `defineContract({ version: 3, areas: { session, rows } })` with `import * as rows from './messages/rows.ts'`.
 */
export function defineContract<const Areas extends Readonly<Record<string, object>>>(declaration: {
  version: number;
  areas: Areas;
}): Contract<MessagesIn<Areas[keyof Areas]>> {
  const requests = new Map<string, AnyRequest>();
  const events = new Map<string, AnyEvent>();
  for (const area of Object.values(declaration.areas)) {
    for (const message of Object.values(area).filter(isMessage)) {
      if (requests.has(message.name) || events.has(message.name)) {
        throw new Error(`The message ${message.name} is declared twice.`);
      }
      if (message.kind === 'request') requests.set(message.name, message);
      else events.set(message.name, message);
    }
  }
  return { version: declaration.version, requests, events };
}

function isMessage(value: unknown): value is Message {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('name' in value)) return false;
  return value.kind === 'request' || value.kind === 'event';
}
