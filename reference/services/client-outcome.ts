import type { ServiceCommand } from '../machine/service.ts';
import { finish } from '../machine/service.ts';

/** How a client ends its connection: with FIN, or by throwing it away (RST). */
export type Ending = 'close' | 'reset';

export function outcome(ok: boolean, text: string, ending: Ending): ServiceCommand[] {
  return [{ type: 'result', ok, text }, ending === 'reset' ? { type: 'abort' } : finish];
}

export const closedEarly = 'the server closed the connection too early';
export const readTimedOut = 'the read timed out';

export function print(text: string): ServiceCommand {
  return { type: 'print', bytes: Buffer.from(text) };
}
