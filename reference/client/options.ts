import { isIP } from 'node:net';
import type { Problem } from '../options/option.ts';
import { choice, integer, list, seconds, text, toggle } from '../options/option.ts';
import type { ProcedureName } from '../services/rpc/program.ts';
import { procedures } from '../services/rpc/program.ts';

const connection = { section: 'Connection' };
const load = { section: 'Load' };
const shape = { section: 'Shape of the traffic' };
const mail = { section: 'Mail (smtp, pop3)' };
const http = { section: 'HTTP' };
const rpc = { section: 'RPC' };
const general = { section: 'General' };

function readAddress(given: string): string | Problem {
  return given === '' || isIP(given) !== 0 ? given : { problem: `"${given}" is not an IP address` };
}

function readNumber(given: string): number | Problem {
  const number = Number(given);
  return /^-?\d{1,10}$/.test(given) && number >= -2_147_483_648 && number <= 2_147_483_647
    ? number
    : { problem: `"${given}" is not a whole number of 32 bits` };
}

function readServer(given: string): string | Problem {
  const [, bracketed, plain, port] = /^(?:\[([0-9a-fA-F:.]+)\]|([0-9.]+)):(\d{1,5})$/.exec(given) ?? [];
  const ok = given === '' || (isIP(bracketed ?? plain ?? '') !== 0 && Number(port) > 0 && Number(port) <= 65_535);
  return ok ? given : { problem: `"${given}" is not ADDRESS:PORT` };
}

/** All options of the client. */
export const clientOptions = {
  udp: toggle('Use datagrams: echo, rpc; syslog always does.', connection),
  family: choice(['any', '4', '6'], 'any', 'Look up addresses of this IP version only.', connection),
  'name-server': {
    ...text('ADDRESS:PORT', '', 'Look names up there by DNS instead of as the system does.', connection),
    read: readServer,
  },
  'local-address': { ...text('ADDRESS', '', 'Bind to this address before connecting.', connection), read: readAddress },
  'local-port': integer(0, 0, 65_535, 'Bind to this port before connecting; 0 is any free port.', connection),
  'connect-timeout': seconds(10_000, 'How long connecting and a TLS handshake may take.', connection),
  'read-timeout': seconds(30_000, 'How long the server may owe bytes.', connection),
  'write-timeout': seconds(30_000, 'How long the server may take no bytes.', connection),
  ca: text('FILE', '', 'Trust this certificate (PEM): the daemon writes its own with --certificate.', connection),
  insecure: toggle('Do not check the certificate.', connection),

  repeat: integer(1, 1, 1_000_000, 'Make N connections.', load),
  parallel: integer(1, 1, 10_000, 'At most N of them at a time.', load),
  rate: integer(0, 0, 100_000, 'Begin at most N a second; 0 is as fast as they go.', load),

  times: integer(1, 1, 1_000_000, 'Messages, requests or calls on each connection.', shape),
  think: seconds(0, 'Wait before each message but the first, and before each piece but the first.', shape),
  chunk: integer(0, 0, 65_536, 'Write in pieces of N bytes; 0 is as large as they come.', shape),
  'read-size': integer(0, 0, 65_536, 'Read at most N bytes at a time; 0 is as many as there are.', shape),
  'read-pause': seconds(0, 'Wait after each read, as a slow reader does.', shape),
  'half-close': toggle('Close the sending side after the last message and go on reading.', shape),
  reset: toggle('End with a reset (RST) instead of an orderly close (FIN).', shape),

  message: text(
    'TEXT',
    'hello',
    'echo, syslog: the message; rpc: text to echo or comment; fault: name and number.',
    general,
  ),
  size: integer(0, 0, 16_777_216, 'echo: a message of N bytes instead.', general),
  interactive: toggle('echo, smtp, pop3: what you type is sent, what arrives is shown.', general),
  quiet: toggle('Show the outcome only.', general),
  trace: text(
    'FILE',
    process.env.OSISCOPE_TRACE ?? '',
    'Append trace events to FILE, one JSON object a line; - is standard output. Usual: the environment variable OSISCOPE_TRACE.',
    general,
  ),
  'key-log': text('FILE', '', 'Append TLS session keys to FILE, in the NSS key log format.', general),

  path: text('PATH', '/', 'What to ask for.', http),
  method: text('METHOD', 'GET', 'How to ask.', http),
  body: text('TEXT', '', 'Send this with the request.', http),

  from: text('ADDRESS', 'client@localhost', 'Sender.', mail),
  to: list('ADDRESS[,...]', ['user@localhost'], 'Recipients.', (given): string => given, mail),
  subject: text('TEXT', 'Hello', 'Subject.', mail),
  user: text('NAME', 'user', 'Mailbox to read.', mail),
  password: text('WORD', 'secret', 'Password of the mailbox.', mail),
  delete: toggle('Delete what was read.', mail),

  procedure: choice(Object.keys(procedures) as ProcedureName[], 'add', 'Procedure to call.', rpc),
  numbers: list('N[,...]', [2, 3] as number[], 'Arguments of add and summarize.', readNumber, rpc),
} as const;
