import { encodeEnvelope } from './envelope.ts';
import { ContractError, commonErrorCodes, maxErrorText } from './errors.ts';
import { type Progress, progressControl } from './handshake.ts';
import type { AnyRequest } from './message.ts';
import type { Outbox } from './outbox.ts';
import { createCancelController } from './runtime.ts';
import { readValue } from './schema.ts';

interface Owner {
  readonly outbox: Outbox;
  readonly maxMessageBytes: number;
  readonly options: { onInternalError?(error: unknown, requestName: string): void };
}

/** One request on the serving side, from acceptance to its only answer. */
export class ServerRequest {
  readonly #id: number;
  readonly #message: AnyRequest;
  readonly #connection: Owner;
  readonly #controller = createCancelController();
  readonly #handle: (context: unknown) => unknown;
  readonly #onAnswered: () => void;
  #state: 'waiting' | 'running' | 'answered' = 'waiting';

  constructor(
    id: number,
    message: AnyRequest,
    connection: Owner,
    handle: (context: unknown) => unknown,
    onAnswered: () => void,
  ) {
    this.#id = id;
    this.#message = message;
    this.#connection = connection;
    this.#handle = handle;
    this.#onAnswered = onAnswered;
  }

  /** Runs the handler unless it runs already. */
  start(): void {
    if (this.#state !== 'waiting') return;
    this.#state = 'running';
    void this.#run();
  }

  /** The client does not want the answer any more; the handler may take its time to stop. */
  cancel(): void {
    const cancelled = new ContractError('cancelled', 'The operation was cancelled.');
    if (this.#state === 'waiting') this.#answerError(cancelled);
    else if (this.#message.cancel) this.#controller.abort(cancelled);
  }

  /** The connection is gone: stops the handler and answers nothing. */
  abort(reason: ContractError): void {
    this.#state = 'answered';
    this.#controller.abort(reason);
  }

  async #run(): Promise<void> {
    try {
      const result = await this.#handle({
        connection: this.#connection,
        signal: this.#controller.signal,
        progress: (progress: Progress) => this.#progress(progress),
        item: (item: unknown) => this.#item(item),
        fail: (code: string, text: string, details?: unknown) => new ContractError(code, text, details),
      });
      if (this.#state === 'answered') return;
      const parts: Uint8Array[] = [];
      const control = this.#message.result.write(result, parts);
      this.#answer(this.#bounded(encodeEnvelope('result', this.#id, '', control, parts), 'The answer'));
    } catch (error) {
      this.#answerError(error);
    }
  }

  #progress(progress: Progress): void {
    if (this.#state !== 'running') return;
    const control = readValue(progressControl, { ...progress, text: progress.text?.slice(0, 300) }, 'progress');
    this.#connection.outbox.push(encodeEnvelope('progress', this.#id, '', control), this.#progressKey);
  }

  async #item(item: unknown): Promise<void> {
    const schema = this.#message.stream;
    if (schema === undefined) throw new Error(`${this.#message.name} declares no stream.`);
    await this.#connection.outbox.room();
    this.#controller.signal.throwIfAborted();
    if (this.#state !== 'running') return;
    const parts: Uint8Array[] = [];
    const control = schema.write(item, parts);
    this.#connection.outbox.send(this.#bounded(encodeEnvelope('item', this.#id, '', control, parts), 'An item'));
  }

  #bounded(bytes: Uint8Array, subject: string): Uint8Array {
    const limit = this.#connection.maxMessageBytes;
    if (bytes.length <= limit) return bytes;
    throw new ContractError(
      'too-large',
      `${subject} has ${bytes.length} bytes, more than the limit of ${limit} bytes.`,
    );
  }

  #answerError(error: unknown): void {
    if (this.#state === 'answered') return;
    const known = this.#controller.signal.aborted ? this.#controller.signal.reason : error;
    const sent = known instanceof ContractError && this.#mayFailWith(known.code) ? known : this.#internal(known);
    const schema = this.#message.errors.get(sent.code);
    const control = { code: sent.code, text: sent.message.slice(0, maxErrorText), details: schema && sent.details };
    this.#answer(encodeEnvelope('error', this.#id, '', control));
  }

  #mayFailWith(code: string): boolean {
    return this.#message.errors.has(code) || (commonErrorCodes as readonly string[]).includes(code);
  }

  #internal(error: unknown): ContractError {
    this.#connection.options.onInternalError?.(error, this.#message.name);
    return new ContractError('internal', error instanceof Error && error.message ? error.message : String(error));
  }

  #answer(bytes: Uint8Array): void {
    this.#state = 'answered';
    this.#connection.outbox.forget(this.#progressKey);
    this.#onAnswered();
    this.#connection.outbox.send(bytes);
  }

  get #progressKey(): string {
    return `progress ${this.#id}`;
  }
}
