import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { SyslogLine } from './lab-event.ts';

const severities = ['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'info', 'debug'];
/** Longest text that is kept, in UTF-16 units. */
const LONGEST = 4_000;

/** Where the daemons of a run send their messages by syslog over UDP. */
export class MessageCollector {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  static async open(take: (message: SyslogLine) => void): Promise<MessageCollector> {
    const socket = createSocket('udp4');
    socket.on('message', (datagram) => {
      const message = readMessage(datagram.toString(), BigInt(Date.now()) * 1_000_000n);
      if (message !== undefined) take(message);
    });
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    socket.on('error', () => {});
    return new MessageCollector(socket);
  }

  /** HOST:PORT. */
  get place(): string {
    const { address, port } = this.#socket.address();
    return `${address}:${port}`;
  }

  close(): void {
    this.#socket.close();
  }
}

/** `<PRI>1 TIME HOST PROGRAM PID ID STRUCTURED-DATA TEXT` of RFC 5424; undefined for anything else. */
export function readMessage(datagram: string, time: bigint): SyslogLine | undefined {
  const parts = /^<(\d{1,3})>1 \S+ \S+ (\S+) (\d{1,10}|-) \S+ (?:-|\[.*?\]) ?(.*)$/s.exec(datagram);
  if (parts === null || Number(parts[1]) > 191) return undefined;
  const text = parts[4].replace(/^\ufeff/, '').slice(0, LONGEST);
  return { time, severity: severities[Number(parts[1]) % 8], program: parts[2], pid: Number(parts[3]) || 0, text };
}
