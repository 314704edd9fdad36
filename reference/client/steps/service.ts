import { appendFileSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { TraceEndpoint } from '../../../contract/trace-event.ts';
import { usualRules } from '../../machine/connection.ts';
import type { ServiceMachine } from '../../machine/service.ts';
import { serviceEntry } from '../../services/catalogue.ts';
import { ConnectionShell } from '../../shell/connection-shell.ts';
import { ConnectionTrace } from '../../shell/connection-trace.ts';
import { TcpStream } from '../../shell/tcp-stream.ts';
import { RecordStream, TlsStream } from '../../shell/tls-stream.ts';
import { failureOf, type Outcome } from '../outcome.ts';
import type { Connected } from './connect.ts';
import type { ClientOptions, Target } from './target.ts';

export interface Person {
  show(bytes: Buffer): void;
  /** Calls back with what is typed, and with undefined at its end. Returns how to stop. */
  typed(take: (bytes: Buffer | undefined) => void): () => void;
}

/**
 * Services the connection until it is closed: the machine of the service talks, over TLS where the service is secured.
 * Resolves with the outcome after the close.
 */
export function service(
  target: Target,
  connected: Connected,
  remote: TraceEndpoint,
  machine: ServiceMachine,
  person: Person,
): Promise<Outcome> {
  const { options } = target;
  const { socket, local, onRead } = connected;
  const trace = new ConnectionTrace(
    target.trace,
    { connection: target.connection, service: target.service, local, remote },
    undefined,
  );
  return new Promise((ended) => {
    let outcome: Outcome | undefined;
    const settle = (found: Outcome): void => {
      outcome = outcome ?? found;
    };
    let stopTyping = (): void => {};
    const shell = new ConnectionShell(
      machine,
      rulesOf(options),
      {
        answer: (ask) => ({ effect: 'failed', reason: `a client cannot ${ask.effect}` }),
        log: () => {},
        print: (bytes) => person.show(bytes),
        result: (ok, text) => settle({ ending: ok ? 'success' : 'service', text }),
        timedOut: (direction) => {
          if (!options.interactive) settle({ ending: 'ioTimeout', text: `the ${direction} timed out` });
        },
        failed: (error) => settle(failureOf('the connection failed', error)),
        over: () => {
          stopTyping();
          ended(outcome ?? { ending: 'service', text: 'the connection ended too early' });
        },
      },
      trace,
    );
    if (serviceEntry(target.service).tls) {
      const records = new RecordStream(() => shell.closed());
      const tcp = new TcpStream(socket, trace, records.events);
      onRead.take = (bytes) => tcp.took(bytes);
      records.under = tcp;
      const secured = connectSecurely({ socket: records, ...trustOf(target) });
      const keys = (line: Buffer): void => {
        if (options['key-log'] !== '') appendFileSync(options['key-log'], line, { mode: 0o600 });
      };
      shell.stream = new TlsStream(secured, tcp, 'secureConnect', trace, keys, shell);
      shell.awaitHandshake(options['connect-timeout']);
    } else {
      const tcp = new TcpStream(socket, trace, shell);
      onRead.take = (bytes) => tcp.took(bytes);
      shell.stream = tcp;
      shell.opened();
      tcp.resume();
    }
    if (options.interactive) stopTyping = person.typed((bytes) => shell.input(bytes));
  });
}

function rulesOf(options: ClientOptions) {
  return {
    ...usualRules,
    readTimeoutMs: options['read-timeout'],
    writeTimeoutMs: options['write-timeout'],
    chunk: options.chunk,
    thinkMs: options.think,
    slowReadMs: options['read-pause'],
  };
}

function trustOf(target: Target) {
  const { host, options } = target;
  return {
    ...(isIP(host) === 0 ? { servername: host } : {}),
    host,
    ...(options.ca === '' ? {} : { ca: readFileSync(options.ca) }),
    rejectUnauthorized: !options.insecure,
    ALPNProtocols: target.service === 'https' ? ['http/1.1'] : undefined,
  };
}
