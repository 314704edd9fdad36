import type { RemoteInfo, Socket } from 'node:dgram';
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { TraceEndpoint } from '../../contract/trace-event.ts';
import type { ServiceName } from '../services/catalogue.ts';
import { answerQuery } from '../services/dns/name-server.ts';
import { answerCall } from '../services/rpc/message.ts';
import { readSyslog } from '../services/syslog/message.ts';
import { datagramDescriptor } from '../shell/datagram-descriptor.ts';
import { describeError, errorText } from '../shell/errno.ts';
import type { TraceWriter } from '../trace/trace-writer.ts';
import { advice, ListenError } from './listener.ts';

/** What a datagram leads to: an answer, and a line about it. */
interface DatagramResult {
  answer?: Buffer;
  text: string;
}

/** The services of datagrams: one message in, at most one out, nothing remembered. */
function serveDatagram(service: ServiceName, datagram: Buffer, own: string): DatagramResult {
  switch (service) {
    case 'echo':
      return { answer: datagram, text: `echo ${datagram.length} bytes` };
    case 'rpc': {
      const answered = answerCall(datagram);
      return answered === undefined ? { text: 'not an RPC call' } : { answer: answered.reply, text: answered.text };
    }
    case 'dns':
      return answerQuery(datagram, own) ?? { text: 'not a DNS query' };
    default: {
      const { severity, text } = readSyslog(datagram);
      return { text: `${severity}: ${text}` };
    }
  }
}

interface DatagramOwner {
  /** Why an address may not send to us, or undefined. */
  refusal(address: string): string | undefined;
  /** `collected` for the syslog service. */
  collected(text: string): void;
  warn(text: string): void;
}

/** A UDP socket of a service, served in the daemon's own process whatever the model. */
export class DatagramListener {
  readonly service: ServiceName;
  readonly #socket: Socket;
  readonly #trace: TraceWriter;
  readonly #owner: DatagramOwner;
  #local: TraceEndpoint = { address: '', port: 0 };
  #fd: number | undefined;
  #refused = new Set<string>();

  private constructor(service: ServiceName, socket: Socket, trace: TraceWriter, owner: DatagramOwner) {
    this.service = service;
    this.#socket = socket;
    this.#trace = trace;
    this.#owner = owner;
  }

  /** Throws ListenError. */
  static async open(
    service: ServiceName,
    address: string,
    port: number,
    trace: TraceWriter,
    owner: DatagramOwner,
  ): Promise<DatagramListener> {
    const facts = { service, protocol: 'udp' as const };
    const socket = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4', ipv6Only: isIPv6(address) });
    const listener = new DatagramListener(service, socket, trace, owner);
    await new Promise<void>((bound, failed) => {
      socket.once('error', (error) => {
        trace.write('bind', { ...facts, local: { address, port }, ...describeError(error) });
        const { errno } = describeError(error);
        const text = `${service} cannot bind to ${address} port ${port} (UDP): ${errorText(error)}. ${advice(errno)}`;
        socket.close();
        failed(new ListenError(text));
      });
      socket.bind({ address, port, exclusive: true }, () => bound());
    });
    socket.removeAllListeners('error');
    const { address: host, port: number } = socket.address();
    listener.#local = { address: host, port: number };
    listener.#fd = datagramDescriptor(number);
    trace.write('socket', { ...facts, fd: listener.#fd });
    trace.write('bind', { ...facts, fd: listener.#fd, local: listener.#local });
    socket.on('error', (error) => owner.warn(`${service} (UDP): ${errorText(error)}`));
    socket.on('message', (datagram, from) => listener.#received(datagram, from));
    return listener;
  }

  get local(): TraceEndpoint {
    return this.#local;
  }

  close(): void {
    this.#trace.write('close', { service: this.service, protocol: 'udp', fd: this.#fd, local: this.#local });
    this.#socket.close();
  }

  #received(datagram: Buffer, from: RemoteInfo) {
    const remote = { address: from.address, port: from.port };
    const facts = { service: this.service, protocol: 'udp' as const, fd: this.#fd, local: this.#local, remote };
    this.#trace.write('read', { ...facts, bytes: datagram.length });
    const reason = this.#owner.refusal(from.address);
    if (reason !== undefined) return this.#refuse(from.address, reason);
    // Two echo services that answer each other would never end.
    if (this.service === 'echo' && (from.port === this.#local.port || from.port === 7)) return;
    const { answer, text } = serveDatagram(this.service, datagram, this.#local.address);
    this.#trace.write('service', { ...facts, text });
    if (this.service === 'syslog') this.#owner.collected(`${from.address} port ${from.port} sent ${text}`);
    if (answer === undefined) return;
    const time = this.#trace.clock.now();
    this.#socket.send(answer, from.port, from.address, (error) => {
      const failure = error === null ? {} : describeError(error);
      this.#trace.write('write', { ...facts, time, bytes: error === null ? answer.length : 0, ...failure });
    });
  }

  /** Logs the first refusal of each address; a sender of datagrams could otherwise fill the log. */
  #refuse(address: string, reason: string) {
    this.#trace.write('refuse', {
      service: this.service,
      protocol: 'udp',
      fd: this.#fd,
      local: this.#local,
      text: reason,
    });
    if (this.#refused.has(address) || this.#refused.size >= 1_000) return;
    this.#refused.add(address);
    this.#owner.warn(`${this.service} (UDP): ${address} is refused, ${reason}`);
  }
}
