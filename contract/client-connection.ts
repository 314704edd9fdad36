import { ClientRequest } from './client-request.ts';
import type { CallArguments, CallOptions, Client, ConnectOptions } from './connect.ts';
import type { Contract, EventName, EventNamed, Payload, RequestName, RequestNamed, Result } from './contract.ts';
import { decodeEnvelope, type Envelope, EnvelopeError, encodeEnvelope } from './envelope.ts';
import { ContractError } from './errors.ts';
import {
  acknowledgeEvery,
  defaultHelloTimeout,
  defaultMaxMessageBytes,
  errorControl,
  type ServerHello,
  serverHello,
  versionMismatch,
} from './handshake.ts';
import type { Port } from './port.ts';
import { inMicrotask, startTimer, stopTimer } from './runtime.ts';
import { readValue, SchemaError } from './schema.ts';

type AnyListener = (payload: unknown) => void;
const highestRequestId = 0xffffffff;

/** Keeps the books of one client; see `connect`. */
export class ClientConnection<C extends Contract<unknown>> implements Client<C> {
  readonly closed: Promise<string>;
  readonly ready: Promise<void>;
  readonly #contract: C;
  readonly #port: Port;
  readonly #listeners = new Map<string, Set<AnyListener>>();
  /** By request id: sent and not yet answered, cancelled ones included. */
  readonly #inFlight = new Map<number, ClientRequest>();
  #queue: ClientRequest[] = [];
  #lastRequestId = 0;
  #server: ServerHello | undefined;
  #ended: ContractError | undefined;
  #received = { messages: 0, bytes: 0 };
  #acknowledged = { messages: 0, bytes: 0 };
  #settleReady: (error?: ContractError) => void = () => {};
  #resolveClosed: (reason: string) => void = () => {};

  constructor(contract: C, port: Port, options: ConnectOptions<C>) {
    this.#contract = contract;
    this.#port = port;
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
    this.ready = new Promise((resolve, reject) => {
      this.#settleReady = (error) => (error === undefined ? resolve() : reject(error));
    });
    for (const [name, listener] of Object.entries(options.on ?? {})) {
      if (listener !== undefined) this.#listeners.set(name, new Set([listener as AnyListener]));
    }
    const timeout = options.helloTimeout ?? defaultHelloTimeout;
    const timer = startTimer(() => this.close('The capture process did not answer in time.'), timeout);
    const stop = () => stopTimer(timer);
    this.ready.then(stop, stop);
    port.onClose((reason) => this.#end(new ContractError('closed', reason || 'The connection was lost.')));
    port.onMessage((bytes) => this.#receive(bytes));
    const { client = '', requires = [] } = options;
    port.send(encodeEnvelope('hello', 0, '', { version: contract.version, client, requires }));
  }

  get server(): ServerHello {
    if (this.#server === undefined) throw new Error('There is no server before its hello.');
    return this.#server;
  }

  call<N extends RequestName<C>>(
    name: N,
    ...rest: CallArguments<RequestNamed<C, N>>
  ): Promise<Result<RequestNamed<C, N>>> {
    const [params, options] = rest as [unknown, CallOptions<never>?];
    return this.#call(name, params, options ?? {}) as Promise<Result<RequestNamed<C, N>>>;
  }

  async #call(name: string, params: unknown, options: CallOptions<never>): Promise<unknown> {
    const message = this.#contract.requests.get(name);
    if (message === undefined) throw new ContractError('unknown-message', `The contract has no request ${name}.`);
    if (this.#ended !== undefined) throw closedError(this.#ended);
    if (options.signal?.aborted) throw new ContractError('cancelled', 'The operation was cancelled.');
    const parts: Uint8Array[] = [];
    const control = message.params.write(params, parts);
    const id = this.#freeRequestId();
    const bytes = encodeEnvelope('request', id, name, control, parts);
    const limit = this.server.maxMessageBytes;
    if (bytes.length > limit) {
      throw new ContractError('too-large', `${name} has ${bytes.length} bytes, more than the limit of ${limit} bytes.`);
    }
    const request = new ClientRequest(id, message, bytes, options, () => this.#cancel(request));
    this.#queue.push(request);
    this.#sendQueued();
    return request.answer;
  }

  on<N extends EventName<C>>(name: N, listener: (payload: Payload<EventNamed<C, N>>) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener as AnyListener);
    return () => void listeners.delete(listener as AnyListener);
  }

  close(reason = 'The connection was closed.'): void {
    if (this.#ended !== undefined) return;
    this.#end(new ContractError('closed', reason));
    this.#port.close(reason);
  }

  #freeRequestId(): number {
    do this.#lastRequestId = this.#lastRequestId === highestRequestId ? 1 : this.#lastRequestId + 1;
    while (this.#inFlight.has(this.#lastRequestId));
    return this.#lastRequestId;
  }

  #sendQueued(): void {
    let next = 0;
    while (next < this.#queue.length && this.#inFlight.size < this.server.maxInFlight) {
      const request = this.#queue[next];
      next += 1;
      if (request.settled) continue;
      this.#inFlight.set(request.id, request);
      this.#port.send(request.takeBytes());
    }
    if (next > 0) this.#queue = this.#queue.slice(next);
  }

  #cancel(request: ClientRequest): void {
    if (request.message.cancel && this.#inFlight.has(request.id)) {
      this.#port.send(encodeEnvelope('cancel', request.id, '', undefined));
    }
  }

  #receive(bytes: Uint8Array): void {
    if (this.#ended !== undefined) return;
    try {
      const limit = this.#server?.maxMessageBytes ?? defaultMaxMessageBytes;
      if (bytes.length > limit)
        throw new EnvelopeError(`A message has ${bytes.length} bytes, over the limit of ${limit}.`);
      this.#dispatch(decodeEnvelope(bytes));
      this.#acknowledge(bytes.length);
    } catch (error) {
      if (!(error instanceof EnvelopeError || error instanceof SchemaError)) throw error;
      this.close(`The capture process broke the contract. ${error.message}`);
    }
  }

  #acknowledge(bytes: number): void {
    const received = { messages: this.#received.messages + 1, bytes: this.#received.bytes + bytes };
    this.#received = received;
    const messagesDue = received.messages - this.#acknowledged.messages >= acknowledgeEvery.messages;
    if (!messagesDue && received.bytes - this.#acknowledged.bytes < acknowledgeEvery.bytes) return;
    this.#acknowledged = received;
    this.#port.send(encodeEnvelope('acknowledge', 0, '', received));
  }

  #dispatch(envelope: Envelope): void {
    if (envelope.requestId === 0 && envelope.kind === 'error') {
      const { code, text } = readValue(errorControl, envelope.control, 'error');
      this.#end(new ContractError(code, text));
      this.#port.close(text);
    } else if (this.#server === undefined) this.#greet(envelope);
    else if (envelope.kind === 'event') this.#publish(envelope);
    else this.#receiveAnswer(envelope);
  }

  #receiveAnswer(envelope: Envelope): void {
    const request = this.#inFlight.get(envelope.requestId);
    if (request === undefined) throw new EnvelopeError('It answers a request that was not sent.');
    if (!request.receive(envelope)) return;
    this.#inFlight.delete(request.id);
    this.#sendQueued();
  }

  #greet({ kind, control }: Envelope): void {
    if (kind !== 'hello') throw new EnvelopeError('The first message is not hello.');
    const hello = readValue(serverHello, control, 'hello');
    if (hello.version !== this.#contract.version) {
      this.#end(new ContractError('version', versionMismatch(this.#contract.version, hello.version)));
      this.#port.close();
      return;
    }
    this.#server = hello;
    this.#settleReady();
  }

  #publish({ name, control, parts }: Envelope): void {
    const event = this.#contract.events.get(name);
    if (event === undefined) throw new EnvelopeError('It sends an event that the contract does not have.');
    const payload = readValue(event.payload, control, name, parts);
    for (const listener of this.#listeners.get(name) ?? []) callListener(listener, payload);
  }

  #end(error: ContractError): void {
    if (this.#ended !== undefined) return;
    this.#ended = error;
    this.#settleReady(error);
    for (const request of [...this.#inFlight.values(), ...this.#queue]) request.reject(closedError(error));
    this.#inFlight.clear();
    this.#queue = [];
    this.#resolveClosed(error.message);
  }
}

const closedError = (error: ContractError): ContractError => new ContractError('closed', error.message);

/** A failing listener is reported by the host like any uncaught error and stops neither the others nor the connection. */
function callListener(listener: AnyListener, payload: unknown): void {
  try {
    listener(payload);
  } catch (error) {
    inMicrotask(() => {
      throw error;
    });
  }
}
