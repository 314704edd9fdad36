import { getSystemErrorMessage } from 'node:util';

/** Symbolic name and text of a system error, such as ECONNREFUSED and "connection refused". */
export function describeError(error: unknown): { errno: string; error: string } {
  const { code, errno, message } = error as NodeJS.ErrnoException;
  const text = typeof errno === 'number' ? getSystemErrorMessage(errno) : undefined;
  return { errno: code ?? 'ERROR', error: text ?? message };
}

/** "connection refused (ECONNREFUSED)", for messages. */
export function errorText(error: unknown): string {
  const { errno, error: text } = describeError(error);
  return `${text} (${errno})`;
}
