import type {
  Contract,
  Errors,
  EventName,
  EventNamed,
  Item,
  Params,
  Payload,
  RequestName,
  RequestNamed,
  Result,
} from './contract.ts';
import type { ContractError } from './errors.ts';
import type { Progress } from './handshake.ts';
import type { Port } from './port.ts';
import type { CancelSignal } from './runtime.ts';
import { ServerConnection } from './server-connection.ts';

/** One client, seen from the serving side. */
export interface Connection<C> {
  /** What the client calls itself, empty before its hello. */
  readonly client: string;
  /** Aborted when the connection ends. */
  readonly signal: CancelSignal;
  /** Resolves with the reason when the connection has ended. */
  readonly closed: Promise<string>;
  /**
   * Sends news; it waits or is coalesced while the client is slow, and is dropped when the connection has ended. Throws
   * `SchemaError` when the payload does not fit the declaration.
   */
  emit<N extends EventName<C>>(name: N, payload: Payload<EventNamed<C, N>>): void;
  /** Tells the client `reason`, ends the connection and aborts everything running for it. */
  close(reason?: string): void;
}

/** What a handler gets besides the validated params. */
export interface HandlerContext<C, M> {
  readonly connection: Connection<C>;
  /** Aborted when the client cancels or disconnects. */
  readonly signal: CancelSignal;
  /** Tells how far the work is; while the client is slow only the newest is kept. Text is cut to 300 characters. */
  progress(progress: Progress): void;
  /** Sends one item of a streamed answer. Await it: it resolves when there is room for the next. */
  item(item: Item<M>): Promise<void>;
  /** Makes a declared error, to be thrown. */
  fail<Code extends keyof Errors<M> & string>(
    code: Code,
    text: string,
    ...details: Errors<M>[Code] extends undefined ? [] : [details: Errors<M>[Code]]
  ): ContractError;
}

export type Handler<C, M> = (params: Params<M>, context: HandlerContext<C, M>) => Result<M> | Promise<Result<M>>;

/** A handler for every request of the contract, by its name. */
export type Implementation<C> = { [N in RequestName<C>]: Handler<C, RequestNamed<C, N>> };

/** The handlers of some requests: `HandlersOf<typeof contract, 'rows.window' | 'rows.find'>`. */
export type HandlersOf<C, N extends RequestName<C>> = Pick<Implementation<C>, N>;

export interface ServeOptions {
  /** What the server calls itself, for people. */
  server?: string;
  /** Optional abilities a client may require. */
  features?: readonly string[];
  /** Requests a client may have in flight, 64 unless stated. */
  maxInFlight?: number;
  /** Largest message in bytes either way, 64 MiB unless stated. */
  maxMessageBytes?: number;
  /** Milliseconds to wait for the client's hello, 10,000 unless stated. */
  helloTimeout?: number;
  /** Gets the original of what the client only sees as `internal`. */
  onInternalError?(error: unknown, requestName: string): void;
}

/**
 * Serves one client over `port`. With a function as implementation, each client gets handlers with their own state.
 * Params are validated before a handler sees them; whatever a handler throws becomes an error message without a stack.
 */
export function serve<C extends Contract<unknown>>(
  contract: C,
  implementation: Implementation<C> | ((connection: Connection<C>) => Implementation<C>),
  port: Port,
  options: ServeOptions = {},
): Connection<C> {
  return new ServerConnection<C>(contract, implementation, port, options);
}
