import { BoundSocket, isIPv6 } from 'node:net';
import { describeError } from '../../shell/errno.ts';
import { failureOf, StepFailed } from '../outcome.ts';
import type { Target } from './target.ts';
import { targetFacts } from './target.ts';

export interface Established {
  bound: BoundSocket;
  fd: number;
  localPort: number;
}

/**
 * Establishes a network socket and binds its local end, to the address and port asked for or to any. Bound before
 * connecting, so that the trace knows our port even of a connection that never comes about.
 */
export function establish(target: Target, remoteAddress: string): Established {
  const { options, trace } = target;
  const host = options['local-address'] || (isIPv6(remoteAddress) ? '::' : '0.0.0.0');
  const time = trace.clock.now();
  try {
    const bound = new BoundSocket({ host, port: options['local-port'] });
    const { address, port } = bound.address();
    const fd = bound.fd();
    trace.write('socket', { ...targetFacts(target), time, fd });
    trace.write('bind', { ...targetFacts(target, undefined, { address, port }), fd });
    return { bound, fd, localPort: port };
  } catch (error) {
    trace.write('bind', { ...targetFacts(target), time, ...describeError(error), text: host });
    throw new StepFailed(failureOf(`the local address ${host} cannot be used`, error));
  }
}
