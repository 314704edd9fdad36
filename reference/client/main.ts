import { setTimeout as sleep } from 'node:timers/promises';
import { describeOptions, optionsAsJson } from '../options/help.ts';
import { isProblem } from '../options/option.ts';
import { resolveValues, splitFlags } from '../options/parse.ts';
import type { ServiceName } from '../services/catalogue.ts';
import { isServiceName, serviceEntry, serviceNames } from '../services/catalogue.ts';
import { Clock } from '../trace/clock.ts';
import { TraceWriter } from '../trace/trace-writer.ts';
import { runConnection } from './connection.ts';
import { runDatagrams } from './datagrams.ts';
import type { Ending } from './exit-status.ts';
import { exitStatuses } from './exit-status.ts';
import { makeMachine } from './machines.ts';
import { clientOptions } from './options.ts';
import type { Outcome } from './outcome.ts';
import { standardStreams } from './person.ts';
import type { ClientOptions, Target } from './steps/target.ts';

const program = 'osiscope-client';

const usage = `Usage: ${program} SERVICE HOST [PORT] [OPTION]...

A client for the services of the reference daemon, and for any other server of the same protocols. It takes the steps
of every client: look up the server, establish a socket, prepare the address, connect, service the connection, close.
--options tells all options as JSON.

Services: ${serviceNames.join(', ')}
`;

function help(): string {
  const statuses = Object.values(exitStatuses).map(({ status, about }) => `  ${String(status).padEnd(3)} ${about}`);
  return `${usage}${describeOptions(clientOptions)}\nExit status, of the first connection that failed:\n${statuses.join('\n')}\n`;
}

function wrong(text: string): number {
  process.stderr.write(`${program}: ${text}\n`);
  return exitStatuses.usage.status;
}

async function main(words: string[]): Promise<number> {
  if (words.includes('--help') || words.includes('-h')) {
    process.stdout.write(help());
    return 0;
  }
  if (words[0] === '--options') {
    process.stdout.write(optionsAsJson(clientOptions));
    return 0;
  }
  const split = splitFlags(clientOptions, words);
  if (isProblem(split)) return wrong(split.problem);
  const options = resolveValues(clientOptions, [split.given]);
  if (isProblem(options)) return wrong(options.problem);
  const [service, host, port, ...more] = split.rest;
  if (service === undefined || host === undefined || more.length > 0)
    return wrong('A service, a host and perhaps a port are expected. See --help.');
  if (!isServiceName(service)) return wrong(`There is no service ${service}, only ${serviceNames.join(', ')}.`);
  const number = port === undefined ? serviceEntry(service).port : Number(port);
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    return wrong(`${port} is not a port from 1 to 65535.`);
  const problem = checkOptions(service, options);
  if (problem !== undefined) return wrong(problem);
  return run(service, host, number, options);
}

function checkOptions(service: ServiceName, options: ClientOptions): string | undefined {
  const { datagrams } = serviceEntry(service);
  if (service === 'dns') return 'dns is asked while a host is looked up: see --name-server.';
  if (options.udp && datagrams === 'no') return `${service} has no datagrams.`;
  if (options.interactive && !['echo', 'smtp', 'pop3', 'smtps', 'pop3s'].includes(service))
    return `${service} cannot be used interactively.`;
  if (options.interactive && options.repeat > 1) return 'A person can have one connection at a time.';
  return undefined;
}

/** Makes all connections, as many at a time and as fast as asked for. Returns the exit status. */
async function run(service: ServiceName, host: string, port: number, options: ClientOptions): Promise<number> {
  const protocol = options.udp || serviceEntry(service).datagrams === 'only' ? 'udp' : 'tcp';
  const path = options.trace === '' ? undefined : options.trace;
  let trace: TraceWriter;
  try {
    trace = new TraceWriter(path, new Clock(), 'client', 'client', (reason) => process.stderr.write(`${reason}\n`));
  } catch (error) {
    return wrong(`The trace ${options.trace} cannot be written: ${(error as Error).message}.`);
  }
  trace.write('start', { text: `client of ${service} at ${host} port ${port}` });
  const person = standardStreams(options.quiet || options.repeat > 1);
  const outcomes: Outcome[] = [];
  const started = Date.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < options.repeat) {
      const index = next++;
      if (options.rate > 0) await sleep(Math.max(0, started + (index * 1_000) / options.rate - Date.now()));
      const target: Target = {
        connection: `c${process.pid}-${index + 1}`,
        service,
        protocol,
        host,
        port,
        options,
        trace,
      };
      const machine = protocol === 'udp' ? undefined : makeMachine(service, host, port, options);
      const outcome =
        machine === undefined ? await runDatagrams(target, person) : await runConnection(target, machine, person);
      outcomes.push(outcome);
      if (outcome.ending !== 'success' && options.repeat > 1 && !options.quiet)
        say(`connection ${index + 1}: ${outcome.text}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.parallel, options.repeat) }, worker));
  const status = summarize(outcomes, options);
  trace.write('exit', { status });
  return status;
}

function summarize(outcomes: Outcome[], options: ClientOptions): number {
  const failed = outcomes.find((outcome) => outcome.ending !== 'success');
  if (options.repeat === 1) {
    if (failed !== undefined || !options.quiet) say(outcomes[0].text);
  } else {
    const counts = new Map<Ending, number>();
    for (const { ending } of outcomes) counts.set(ending, (counts.get(ending) ?? 0) + 1);
    const parts = [...counts].map(([ending, count]) => `${count} ${ending}`);
    say(`${outcomes.length} connections: ${parts.join(', ')}`);
  }
  return exitStatuses[failed?.ending ?? 'success'].status;
}

function say(text: string): void {
  process.stderr.write(`${program}: ${text}\n`);
}

process.exitCode = await main(process.argv.slice(2));
