import type { Socket } from 'node:dgram';
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { SyslogMessage } from '../services/syslog/message.ts';
import { formatSyslog } from '../services/syslog/message.ts';
import { errorText } from '../shell/errno.ts';

const mostWaiting = 1_000;

/**
 * Sends messages to a syslog collector, one datagram each (RFC 5426). The socket is connected, so that the kernel tells
 * of a collector that is not there (ICMP port unreachable); the messages so lost are counted and named.
 */
export class LogCollector {
  readonly #socket: Socket;
  readonly #name: string;
  readonly #failed: (reason: string) => void;
  #waiting: SyslogMessage[] | undefined = [];
  #unsent = 0;
  #lost = 0;
  #ended = false;
  #closed: (() => void) | undefined;

  constructor(host: string, port: number, failed: (reason: string) => void) {
    this.#name = `${host} port ${port}`;
    this.#failed = failed;
    this.#socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
    this.#socket.on('error', (error) => this.#lose(error));
    this.#socket.on('connect', () => {
      const waiting = this.#waiting ?? [];
      this.#waiting = undefined;
      for (const message of waiting) this.#transmit(message);
      this.#closeWhenSent();
    });
    this.#socket.connect(port, host);
    this.#socket.unref();
  }

  send(message: SyslogMessage): void {
    if (this.#ended) return;
    if (this.#waiting === undefined) this.#transmit(message);
    else if (this.#waiting.length < mostWaiting) this.#waiting.push(message);
    else this.#lost++;
  }

  /** Resolves when all messages have been handed to the kernel. */
  close(): Promise<void> {
    this.#ended = true;
    return new Promise((closed) => {
      this.#closed = closed;
      this.#closeWhenSent();
    });
  }

  #transmit(message: SyslogMessage) {
    this.#unsent++;
    this.#socket.send(formatSyslog(message), (error) => {
      this.#unsent--;
      if (error !== null) this.#lose(error);
      else if (this.#lost > 0) {
        this.#failed(`the collector ${this.#name} missed ${this.#lost} messages`);
        this.#lost = 0;
      }
      this.#closeWhenSent();
    });
  }

  #lose(error: Error) {
    if (++this.#lost === 1) this.#failed(`the collector ${this.#name} does not get our messages: ${errorText(error)}`);
    if (this.#waiting !== undefined && this.#ended) this.#waiting = undefined;
    this.#closeWhenSent();
  }

  #closeWhenSent() {
    if (this.#closed === undefined || this.#unsent > 0 || this.#waiting !== undefined) return;
    const closed = this.#closed;
    this.#closed = undefined;
    this.#socket.close();
    closed();
  }
}
