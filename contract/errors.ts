import type { Errors } from './contract.ts';
import type { AnyRequest } from './message.ts';

/**
 * Codes any request can fail with besides those it declares.
 * - `closed`: the connection ended before the answer
 * - `cancelled`: the caller's signal stopped it
 * - `invalid-params`, `invalid-result`: a value did not fit the declaration
 * - `unknown-message`: the serving side has no such request
 * - `too-large`: a message exceeds the size limit
 * - `busy`: more requests in flight than agreed
 * - `version`, `feature`: the two sides do not fit together; only at connecting
 * - `internal`: the handler failed in a way it did not declare
 */
export const commonErrorCodes = [
  'closed',
  'cancelled',
  'invalid-params',
  'invalid-result',
  'unknown-message',
  'too-large',
  'busy',
  'version',
  'feature',
  'internal',
] as const;

/** Longest text of an error that travels, in characters. */
export const maxErrorText = 2000;

/** The only error that crosses the contract: a code for programs, a sentence for people, details for some codes. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly code: string;
  readonly details: unknown;

  constructor(code: string, text: string, details?: unknown) {
    super(text);
    this.code = code;
    this.details = details;
  }
}

/** Whether a caught value is a contract error, of this code when one is given. */
export function isContractError(error: unknown, code?: string): error is ContractError {
  return error instanceof ContractError && (code === undefined || error.code === code);
}

/** Details of a declared error of `message`, or undefined when `error` is another one. */
export function errorDetails<M extends AnyRequest, Code extends keyof Errors<M> & string>(
  _message: M,
  error: unknown,
  code: Code,
): Errors<M>[Code] | undefined {
  return isContractError(error, code) ? (error.details as Errors<M>[Code]) : undefined;
}
