import type { Contract, EventName, EventNamed, Payload } from './contract.ts';
import { decodeEnvelope, type Envelope, EnvelopeError, encodeEnvelope, peekEnvelope } from './envelope.ts';
import { ContractError, maxErrorText } from './errors.ts';
import {
  acknowledgeControl,
  clientHello,
  defaultHelloTimeout,
  defaultMaxInFlight,
  defaultMaxMessageBytes,
  missingFeatures,
  versionMismatch,
} from './handshake.ts';
import type { AnyRequest } from './message.ts';
import { Outbox } from './outbox.ts';
import type { Port } from './port.ts';
import { createCancelController, startTimer, stopTimer } from './runtime.ts';
import { readValue, SchemaError } from './schema.ts';
import type { Connection, Implementation, ServeOptions } from './serve.ts';
import { ServerRequest } from './server-request.ts';

type AnyHandler = (params: unknown, context: unknown) => unknown;

/** Dispatches the messages of one client; see `serve`. */
export class ServerConnection<C extends Contract<unknown>> implements Connection<C> {
  client = '';
  readonly closed: Promise<string>;
  readonly options: ServeOptions;
  readonly outbox: Outbox;
  readonly #contract: C;
  readonly #port: Port;
  readonly #handlers: Readonly<Record<string, AnyHandler>>;
  readonly #controller = createCancelController();
  /** By request id, those waiting to start included. */
  readonly #inFlight = new Map<number, ServerRequest>();
  readonly #helloTimer: unknown;
  #resolveClosed: (reason: string) => void = () => {};
  #greeted = false;
  #ended = false;

  constructor(
    contract: C,
    implementation: Implementation<C> | ((connection: Connection<C>) => Implementation<C>),
    port: Port,
    options: ServeOptions,
  ) {
    this.#contract = contract;
    this.#port = port;
    this.options = options;
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
    this.outbox = new Outbox(port, () => this.close('The client does not read what it is sent.'));
    const handlers = typeof implementation === 'function' ? implementation(this) : implementation;
    this.#handlers = handlers as unknown as Readonly<Record<string, AnyHandler>>;
    for (const name of contract.requests.keys()) {
      if (typeof this.#handlers[name] !== 'function') throw new Error(`There is no handler for ${name}.`);
    }
    const timeout = options.helloTimeout ?? defaultHelloTimeout;
    this.#helloTimer = startTimer(() => this.close('The client did not say hello in time.'), timeout);
    port.onClose((reason) => this.#end(reason));
    port.onMessage((bytes) => this.#receive(bytes));
  }

  get signal() {
    return this.#controller.signal;
  }

  get maxMessageBytes(): number {
    return this.options.maxMessageBytes ?? defaultMaxMessageBytes;
  }

  emit<N extends EventName<C>>(name: N, payload: Payload<EventNamed<C, N>>): void {
    if (this.#ended) return;
    const event = this.#contract.events.get(name);
    if (event === undefined) throw new Error(`The contract has no event ${name}.`);
    const parts: Uint8Array[] = [];
    const control = event.payload.write(payload, parts);
    readValue(event.payload, control, name, parts);
    const bytes = encodeEnvelope('event', 0, name, control, parts);
    const property = typeof event.latest === 'string' ? (payload as Record<string, unknown>)[event.latest] : '';
    this.outbox.push(bytes, event.latest === false ? undefined : `${name} ${property}`);
  }

  close(reason = 'The capture process ended the connection.'): void {
    this.#refuse('closed', reason);
  }

  #refuse(code: string, text: string): void {
    if (this.#ended) return;
    this.#port.send(encodeEnvelope('error', 0, '', { code, text: text.slice(0, maxErrorText) }));
    this.#end(text);
    this.#port.close(text);
  }

  #end(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    stopTimer(this.#helloTimer);
    const ended = new ContractError('closed', reason || 'The connection ended.');
    for (const request of this.#inFlight.values()) request.abort(ended);
    this.#inFlight.clear();
    this.outbox.close();
    this.#controller.abort(ended);
    this.#resolveClosed(ended.message);
  }

  #receive(bytes: Uint8Array): void {
    if (this.#ended) return;
    try {
      if (bytes.length > this.maxMessageBytes) this.#refuseOversize(bytes);
      else if (this.#greeted) this.#dispatch(decodeEnvelope(bytes));
      else this.#greet(decodeEnvelope(bytes));
    } catch (error) {
      if (!(error instanceof EnvelopeError || error instanceof SchemaError)) throw error;
      this.close(`The client broke the contract. ${error.message}`);
    }
  }

  #refuseOversize(bytes: Uint8Array): void {
    const start = peekEnvelope(bytes);
    const text = `A message of ${bytes.length} bytes is over the limit of ${this.maxMessageBytes} bytes.`;
    if (this.#greeted && start?.kind === 'request') this.#answerError(start.requestId, 'too-large', text);
    else this.#refuse('too-large', text);
  }

  #dispatch(envelope: Envelope): void {
    switch (envelope.kind) {
      case 'request':
        this.#accept(envelope);
        break;
      case 'cancel':
        this.#inFlight.get(envelope.requestId)?.cancel();
        break;
      case 'acknowledge':
        this.#acknowledge(envelope);
        break;
      default:
        throw new EnvelopeError(`A client does not send a message of kind ${envelope.kind}.`);
    }
  }

  #acknowledge({ control }: Envelope): void {
    const { messages, bytes } = readValue(acknowledgeControl, control, 'acknowledge');
    if (!this.outbox.acknowledge(messages, bytes)) throw new EnvelopeError('It acknowledges what was never sent.');
    if (this.outbox.congested) return;
    for (const request of this.#inFlight.values()) request.start();
  }

  #greet({ kind, control }: Envelope): void {
    if (kind !== 'hello') throw new EnvelopeError('The first message is not hello.');
    const version = (control as { version?: unknown } | undefined)?.version;
    if (typeof version === 'number' && version !== this.#contract.version) {
      this.#refuse('version', versionMismatch(version, this.#contract.version));
      return;
    }
    const hello = readValue(clientHello, control, 'hello');
    const features = this.options.features ?? [];
    const missing = hello.requires.filter((feature) => !features.includes(feature));
    if (missing.length > 0) {
      this.#refuse('feature', missingFeatures(missing));
      return;
    }
    stopTimer(this.#helloTimer);
    this.client = hello.client;
    this.#greeted = true;
    this.outbox.send(
      encodeEnvelope('hello', 0, '', {
        version: this.#contract.version,
        server: this.options.server ?? 'Osiscope',
        features,
        maxMessageBytes: this.maxMessageBytes,
        maxInFlight: this.#maxInFlight,
      }),
    );
    this.outbox.open();
  }

  get #maxInFlight(): number {
    return this.options.maxInFlight ?? defaultMaxInFlight;
  }

  #accept({ requestId, name, control, parts }: Envelope): void {
    if (requestId === 0 || this.#inFlight.has(requestId))
      throw new EnvelopeError(`Request id ${requestId} is not free.`);
    const message = this.#contract.requests.get(name);
    if (message === undefined) {
      this.#answerError(requestId, 'unknown-message', `There is no request ${name.slice(0, 64)}.`);
    } else if (this.#inFlight.size >= this.#maxInFlight) {
      this.#answerError(requestId, 'busy', `At most ${this.#maxInFlight} requests can be in flight at once.`);
    } else {
      try {
        this.#run(requestId, message, readValue(message.params, control, `${name} params`, parts));
      } catch (error) {
        if (!(error instanceof SchemaError)) throw error;
        this.#answerError(requestId, 'invalid-params', error.message);
      }
    }
  }

  #run(requestId: number, message: AnyRequest, params: unknown): void {
    const handle = (context: unknown) => this.#handlers[message.name](params, context);
    const request = new ServerRequest(requestId, message, this, handle, () => this.#inFlight.delete(requestId));
    this.#inFlight.set(requestId, request);
    if (!this.outbox.congested) request.start();
  }

  #answerError(requestId: number, code: string, text: string): void {
    this.outbox.send(encodeEnvelope('error', requestId, '', { code, text: text.slice(0, maxErrorText) }));
  }
}
