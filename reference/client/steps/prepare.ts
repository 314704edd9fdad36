import type { TraceEndpoint } from '../../../contract/trace-event.ts';
import type { Target } from './target.ts';
import { targetFacts } from './target.ts';

/** Prepares the address to connect to: the one found, and the port of the service. */
export function prepare(target: Target, address: string): TraceEndpoint {
  const remote = { address, port: target.port };
  target.trace.write('prepare', targetFacts(target, remote));
  return remote;
}
