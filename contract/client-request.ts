import type { CallOptions } from './connect.ts';
import { type Envelope, EnvelopeError } from './envelope.ts';
import { ContractError } from './errors.ts';
import { errorControl, progressControl } from './handshake.ts';
import type { AnyRequest } from './message.ts';
import { readValue, SchemaError } from './schema.ts';

/** One call on the client's side, from asking to its answer. */
export class ClientRequest {
  readonly id: number;
  readonly message: AnyRequest;
  readonly answer: Promise<unknown>;
  settled = false;
  readonly #options: CallOptions<never>;
  #bytes: Uint8Array;
  #settle: { resolve(value: unknown): void; reject(error: ContractError): void } | undefined;
  readonly #onAbort: () => void;

  constructor(id: number, message: AnyRequest, bytes: Uint8Array, options: CallOptions<never>, onCancel: () => void) {
    this.id = id;
    this.message = message;
    this.#bytes = bytes;
    this.#options = options;
    this.answer = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    this.#onAbort = () => {
      onCancel();
      this.reject(new ContractError('cancelled', 'The operation was cancelled.'));
    };
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** The encoded request, which is not kept. */
  takeBytes(): Uint8Array {
    const bytes = this.#bytes;
    this.#bytes = new Uint8Array(0);
    return bytes;
  }

  /** Takes a message about this request; true when it is the answer. What comes after a cancel is dropped. */
  receive({ kind, control, parts }: Envelope): boolean {
    switch (kind) {
      case 'progress':
        if (!this.settled) this.#options.onProgress?.(readValue(progressControl, control, 'progress'));
        return false;
      case 'item':
        this.#receiveItem(control, parts);
        return false;
      case 'result':
        this.#receiveResult(control, parts);
        return true;
      case 'error':
        this.#receiveError(control);
        return true;
      default:
        throw new EnvelopeError(`A server does not send a message of kind ${kind}.`);
    }
  }

  reject(error: ContractError): void {
    if (this.settled) return;
    this.#finish();
    this.#settle?.reject(error);
  }

  #receiveItem(control: unknown, parts: readonly Uint8Array[]): void {
    const schema = this.message.stream;
    if (schema === undefined) throw new EnvelopeError(`${this.message.name} declares no stream.`);
    if (this.settled) return;
    this.#options.onItem?.(readValue(schema, control, `${this.message.name} item`, parts) as never);
  }

  #receiveResult(control: unknown, parts: readonly Uint8Array[]): void {
    if (this.settled) return;
    try {
      const result = readValue(this.message.result, control, `${this.message.name} result`, parts);
      this.#finish();
      this.#settle?.resolve(result);
    } catch (error) {
      if (!(error instanceof SchemaError)) throw error;
      this.reject(new ContractError('invalid-result', error.message));
    }
  }

  #receiveError(control: unknown): void {
    const { code, text, details } = readValue(errorControl, control, 'error');
    const schema = this.message.errors.get(code);
    try {
      this.reject(new ContractError(code, text, schema && readValue(schema, details, `${code} details`)));
    } catch (error) {
      if (!(error instanceof SchemaError)) throw error;
      this.reject(new ContractError('invalid-result', error.message));
    }
  }

  #finish(): void {
    this.settled = true;
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
  }
}
