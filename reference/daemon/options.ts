import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseAddressRange } from '../machine/access-list.ts';
import type { Option, Problem } from '../options/option.ts';
import { choice, integer, list, seconds, text, toggle } from '../options/option.ts';
import type { ServiceName } from '../services/catalogue.ts';
import { catalogue, isServiceName, serviceNames } from '../services/catalogue.ts';

const models = ['select', 'fork', 'thread', 'mixed'] as const;

const stateFolder = join(process.env.XDG_STATE_HOME ?? join(homedir(), '.local', 'state'), 'osiscope');
const runFolder = process.env.XDG_RUNTIME_DIR ?? stateFolder;

const running = { section: 'Running' };
const listening = { section: 'Listening' };
const serving = { section: 'Concurrency' };
const protection = { section: 'Protection', reloads: true };
const messages = { section: 'Messages and traces' };
const services = { section: 'Services' };

function readRange(given: string): string | Problem {
  const range = parseAddressRange(given);
  return typeof range === 'string' ? { problem: range.replace(/\.$/, '') } : range.text;
}

function readService(given: string): ServiceName | Problem {
  return isServiceName(given) ? given : { problem: `there is no service "${given}", only ${serviceNames.join(', ')}` };
}

function readPort(given: string): { service: ServiceName; port: number } | Problem {
  const [service, port, more] = given.split('=');
  const name = readService(service);
  if (typeof name !== 'string') return name;
  const number = Number(port);
  return /^\d{1,5}$/.test(port ?? '') && number <= 65_535 && more === undefined
    ? { service: name, port: number }
    : { problem: `"${given}" is not SERVICE=PORT with a port from 0 to 65535` };
}

const notLab = serviceNames.filter((name) => !catalogue[name].lab);
const ranges = (help: string): Option<string[]> => list('RANGE[,...]', [] as string[], help, readRange, protection);

/** All options of the daemon, on the command line (with --) and in the configuration file (without). */
export const daemonOptions = {
  config: text(
    'FILE',
    '',
    'Read options from FILE: one "name value" a line, # begins a comment. Flags come first.',
    running,
  ),
  daemonize: toggle(
    'Go to the background: own session, working directory /, standard descriptors on /dev/null.',
    running,
  ),
  'pid-file': text(
    'FILE',
    join(runFolder, 'osiscope-daemon.pid'),
    'Where the process id stands while the daemon runs.',
    running,
  ),
  grace: seconds(10_000, 'How long open connections may go on after a stop signal.', { ...running, reloads: true }),
  lab: toggle('Allow the fault service, which crashes and hangs the daemon on demand.', running),

  bind: list('ADDRESS[,...]', ['127.0.0.1'], 'Addresses to bind to.', (given): string => given, listening),
  services: list('NAME[,...]', notLab, 'Services to offer.', readService, listening),
  port: list(
    'SERVICE=PORT[,...]',
    [] as { service: ServiceName; port: number }[],
    'Other ports than the usual ones; 0 is any free port.',
    readPort,
    listening,
  ),
  'any-port': toggle('Any free port for each service without --port.', listening),
  backlog: integer(128, 1, 65_535, 'How many connections the kernel queues until they are accepted.', listening),

  model: choice(
    models,
    'select',
    'Serve connections in one event loop, in a process each, in a thread each, or in threads of several processes.',
    serving,
  ),
  prefork: integer(
    0,
    0,
    64,
    'fork: keep N processes ready, each serves one connection after the other; 0 makes one for each connection.',
    serving,
  ),
  'spare-threads': integer(4, 1, 64, 'thread: keep N threads ready; more are made when they are busy.', serving),
  'start-servers': integer(2, 1, 64, 'mixed: processes at the start.', serving),
  'threads-per-child': integer(
    4,
    1,
    64,
    'mixed: threads in each process, each serves one connection at a time.',
    serving,
  ),
  'server-limit': integer(8, 1, 64, 'mixed: most processes.', serving),
  'min-spare-threads': integer(2, 0, 4_096, 'mixed: with fewer idle threads one more process is made.', {
    ...serving,
    reloads: true,
  }),
  'max-spare-threads': integer(12, 1, 4_096, 'mixed: with more idle threads a process is ended.', {
    ...serving,
    reloads: true,
  }),

  'soft-limit': integer(100, 0, 100_000, 'Above N connections a new one waits before it is served.', protection),
  'soft-wait': seconds(1_000, 'How long it waits.', protection),
  'hard-limit': integer(120, 1, 100_000, 'Above N connections a new one is closed at once.', protection),
  allow: ranges('Addresses that may connect, such as 192.0.2.0/24 or 2001:db8::/32; without this option all.'),
  deny: ranges('Addresses that may not connect, even if allowed.'),
  'read-timeout': seconds(30_000, 'A client that owes bytes for so long is let go.', protection),
  'write-timeout': seconds(30_000, 'A client that takes no bytes for so long is let go.', protection),

  syslog: text('HOST:PORT', '', 'Send messages as RFC 5424 datagrams to this collector.', {
    ...messages,
    reloads: true,
  }),
  logger: toggle('Send messages through the logger command.', { ...messages, reloads: true }),
  'log-file': text('FILE', '', 'Append messages to FILE.', { ...messages, reloads: true }),
  'log-level': choice(['alert', 'warning', 'notice', 'info'], 'info', 'Least severity of messages.', {
    ...messages,
    reloads: true,
  }),
  trace: text(
    'FILE',
    process.env.OSISCOPE_TRACE ?? '',
    'Append trace events to FILE, one JSON object a line; - is standard output. Usual: the environment variable OSISCOPE_TRACE.',
    messages,
  ),
  'key-log': text('FILE', '', 'Append TLS session keys to FILE, in the NSS key log format.', messages),

  mailbox: text('FOLDER', join(stateFolder, 'mail'), 'Where mail is kept.', services),
  'mail-size': integer(1_048_576, 1_024, 67_108_864, 'Greatest mail message, in bytes.', services),
  certificate: text('FILE', '', 'Write the certificate made at start to FILE (PEM), for clients to trust.', services),
} as const;
