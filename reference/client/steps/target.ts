import type { TraceEndpoint } from '../../../contract/trace-event.ts';
import type { Values } from '../../options/option.ts';
import type { ServiceName } from '../../services/catalogue.ts';
import type { TraceFacts, TraceWriter } from '../../trace/trace-writer.ts';
import type { clientOptions } from '../options.ts';

export type ClientOptions = Values<typeof clientOptions>;

/** One connection to be made: what all its steps know. */
export interface Target {
  connection: string;
  service: ServiceName;
  protocol: 'tcp' | 'udp';
  host: string;
  port: number;
  options: ClientOptions;
  trace: TraceWriter;
}

export function targetFacts(target: Target, remote?: TraceEndpoint, local?: TraceEndpoint): TraceFacts {
  const { connection, service, protocol } = target;
  return {
    connection,
    service,
    protocol,
    ...(local === undefined ? {} : { local }),
    ...(remote === undefined ? {} : { remote }),
  };
}
