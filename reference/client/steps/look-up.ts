import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { TraceEndpoint } from '../../../contract/trace-event.ts';
import { describeError } from '../../shell/errno.ts';
import { failureOf, StepFailed } from '../outcome.ts';
import type { Target } from './target.ts';
import { targetFacts } from './target.ts';

/** Looks up the server: the first address of its name. Node needs it before the socket, since it says which IP version. */
export async function lookUp(target: Target): Promise<string> {
  const { host, trace, options } = target;
  const time = trace.clock.now();
  const server = isIP(host) === 0 ? nameServer(options['name-server']) : undefined;
  const facts = () => ({
    ...targetFacts(target, server),
    ...(server === undefined ? {} : { protocol: 'udp' as const }),
    time,
    duration: Number(trace.clock.now() - time),
  });
  const family = options.family === 'any' ? isIP(options['local-address']) : Number(options.family);
  try {
    const address =
      server === undefined
        ? (await lookup(host, { family })).address
        : await ask(host, family, options['name-server'], options['connect-timeout']);
    trace.write('lookup', { ...facts(), text: `${host} is ${address}` });
    return address;
  } catch (error) {
    trace.write('lookup', { ...facts(), ...describeError(error), text: host });
    throw new StepFailed(failureOf(`${host} cannot be looked up`, error));
  }
}

/** Asks one name server, once, by DNS over UDP. */
async function ask(host: string, family: number, server: string, timeout: number): Promise<string> {
  const resolver = new Resolver({ timeout, tries: 1 });
  resolver.setServers([server]);
  const [address] = family === 6 ? await resolver.resolve6(host) : await resolver.resolve4(host);
  return address;
}

function nameServer(place: string): TraceEndpoint | undefined {
  const parts = /^\[?(.+?)\]?:(\d+)$/.exec(place);
  return parts === null ? undefined : { address: parts[1], port: Number(parts[2]) };
}
