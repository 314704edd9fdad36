import type { Server, Socket } from 'node:net';
import { BoundSocket, createServer } from 'node:net';
import type { TraceEndpoint } from '../../contract/trace-event.ts';
import type { ServiceName } from '../services/catalogue.ts';
import { descriptor } from '../shell/descriptor.ts';
import { describeError, errorText } from '../shell/errno.ts';
import type { TraceWriter } from '../trace/trace-writer.ts';

/** Shown to the person who starts the daemon: which step failed, for which address, and what to do. */
export class ListenError extends Error {}

/**
 * The server's steps before the first connection, one after the other: make a socket, set its options, bind it to an
 * address, listen. Connections are accepted without being read, so that they can still be handed over.
 */
export class Listener {
  readonly service: ServiceName;
  readonly #trace: TraceWriter;
  readonly #server: Server;
  #local: TraceEndpoint;
  #fd: number | undefined;

  private constructor(service: ServiceName, trace: TraceWriter, server: Server, local: TraceEndpoint) {
    this.service = service;
    this.#trace = trace;
    this.#server = server;
    this.#local = local;
  }

  /** Throws ListenError. */
  static async open(
    service: ServiceName,
    address: string,
    port: number,
    backlog: number,
    trace: TraceWriter,
    accepted: (socket: Socket, listener: Listener) => void,
  ): Promise<Listener> {
    const facts = { service, protocol: 'tcp' as const };
    const bound = bind(address, port, service, trace);
    const local = { address: bound.address().address, port: bound.address().port };
    const fd = bound.fd();
    trace.write('socket', { ...facts, fd });
    trace.write('setsockopt', { ...facts, fd, text: 'SO_REUSEADDR' });
    trace.write('bind', { ...facts, fd, local });
    const server = createServer({ pauseOnConnect: true, allowHalfOpen: true, noDelay: true });
    const listener = new Listener(service, trace, server, local);
    await new Promise<void>((listening, failed) => {
      server.once('error', (error) => {
        trace.write('listen', { ...facts, fd, local, ...describeError(error) });
        failed(
          new ListenError(`${service} cannot listen at ${local.address} port ${local.port}: ${errorText(error)}.`),
        );
      });
      server.listen(bound, backlog, () => listening());
    });
    listener.#fd = descriptor(server);
    trace.write('listen', { ...facts, fd, local, text: `backlog ${backlog}` });
    server.removeAllListeners('error');
    server.on('connection', (socket) => {
      accepted(socket, listener);
      trace.write('await', { ...facts, fd: listener.#fd, local });
    });
    trace.write('await', { ...facts, fd, local });
    return listener;
  }

  get local(): TraceEndpoint {
    return this.#local;
  }

  onError(failed: (error: Error) => void): void {
    this.#server.on('error', failed);
  }

  close(): void {
    this.#trace.write('close', { service: this.service, protocol: 'tcp', fd: this.#fd, local: this.#local });
    this.#server.close();
  }
}

function bind(address: string, port: number, service: ServiceName, trace: TraceWriter): BoundSocket {
  try {
    return new BoundSocket({ host: address, port, ipv6Only: address.includes(':') });
  } catch (error) {
    const { errno } = describeError(error);
    trace.write('bind', { service, protocol: 'tcp', local: { address, port }, ...describeError(error) });
    throw new ListenError(`${service} cannot bind to ${address} port ${port}: ${errorText(error)}. ${advice(errno)}`);
  }
}

/** What a person can do about an address that cannot be bound. */
export function advice(errno: string): string {
  switch (errno) {
    case 'EADDRINUSE':
      return 'Another program uses this port: stop it, or choose another with --port or --any-port.';
    case 'EACCES':
      return 'Ports below 1024 are for privileged users: choose a higher one with --port.';
    case 'EADDRNOTAVAIL':
      return 'This machine has no such address: choose one of its own with --bind.';
    default:
      return 'Choose another address with --bind.';
  }
}
