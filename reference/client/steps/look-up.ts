import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { describeError } from '../../shell/errno.ts';
import { failureOf, StepFailed } from '../outcome.ts';
import type { Target } from './target.ts';
import { targetFacts } from './target.ts';

/** Looks up the server: the first address of its name. Node needs it before the socket, since it says which IP version. */
export async function lookUp(target: Target): Promise<string> {
  const { host, trace, options } = target;
  const time = trace.clock.now();
  const facts = () => ({ ...targetFacts(target), time, duration: Number(trace.clock.now() - time) });
  const family = options.family === 'any' ? isIP(options['local-address']) : Number(options.family);
  try {
    const { address } = await lookup(host, { family });
    trace.write('lookup', { ...facts(), text: `${host} is ${address}` });
    return address;
  } catch (error) {
    trace.write('lookup', { ...facts(), ...describeError(error), text: host });
    throw new StepFailed(failureOf(`${host} cannot be looked up`, error));
  }
}
