import { ClientConnection } from './client-connection.ts';
import type {
  Contract,
  EventName,
  EventNamed,
  Item,
  Params,
  Payload,
  RequestName,
  RequestNamed,
  Result,
} from './contract.ts';
import type { Progress, ServerHello } from './handshake.ts';
import type { Port } from './port.ts';
import type { CancelSignal } from './runtime.ts';

export interface CallOptions<M> {
  /** Rejects the call with code `cancelled`; the server is told where the request can be cancelled. */
  signal?: CancelSignal;
  onProgress?: (progress: Progress) => void;
  /** Gets each item of a streamed answer, in order, before the call resolves. */
  onItem?: (item: Item<M>) => void;
}

/** `call(name, params, options)`; params can be left out where the request has none. */
export type CallArguments<M> =
  Params<M> extends undefined
    ? [params?: undefined, options?: CallOptions<M>]
    : [params: Params<M>, options?: CallOptions<M>];

export type Listeners<C> = { [N in EventName<C>]?: (payload: Payload<EventNamed<C, N>>) => void };

/** The serving side, seen from a client. */
export interface Client<C> {
  /** What the server said of itself: name, features, limits. */
  readonly server: ServerHello;
  /** Resolves with the reason when the connection has ended. */
  readonly closed: Promise<string>;
  /** Asks and waits for the answer; rejects with a `ContractError`. Calls beyond the agreed number wait their turn. */
  call<N extends RequestName<C>>(
    name: N,
    ...rest: CallArguments<RequestNamed<C, N>>
  ): Promise<Result<RequestNamed<C, N>>>;
  /** Listens to an event until the returned function is called. */
  on<N extends EventName<C>>(name: N, listener: (payload: Payload<EventNamed<C, N>>) => void): () => void;
  /** Ends the connection; everything pending is rejected with code `closed`. */
  close(reason?: string): void;
}

export interface ConnectOptions<C> {
  /** What the client calls itself, for people. */
  client?: string;
  /** Features of the server without which connecting is refused. */
  requires?: readonly string[];
  /** Milliseconds to wait for the server's hello, 10,000 unless stated. */
  helloTimeout?: number;
  /** Listeners in place before the first event can arrive. */
  on?: Listeners<C>;
}

/**
 * Connects to the server at the other end of `port` and resolves after its hello. Rejects with a `ContractError`:
 * `version` or `feature` when the two do not fit together, `closed` when the port ends or nothing answers.
 * Results and events are validated like params, so a broken server is noticed where it breaks.
 */
export async function connect<C extends Contract<unknown>>(
  contract: C,
  port: Port,
  options: ConnectOptions<C> = {},
): Promise<Client<C>> {
  const client = new ClientConnection<C>(contract, port, options);
  await client.ready;
  return client;
}
