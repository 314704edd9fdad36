import type { Socket } from 'node:net';
import type { ByteStream, StreamEvents } from './byte-stream.ts';
import type { ConnectionTrace } from './connection-trace.ts';
import { bytesQueued, descriptor } from './descriptor.ts';
import { describeError } from './errno.ts';

/**
 * A connected TCP socket whose reads, writes and closing are traced one by one. The caller writes again only after the
 * last write was flushed, so each write is one attempt of the kernel plus, when it took only a part, its continuation.
 */
export class TcpStream implements ByteStream {
  readonly #socket: Socket;
  readonly #trace: ConnectionTrace;
  readonly #events: StreamEvents;
  #received = 0;
  #written = 0;
  #over = false;
  #failed = false;

  constructor(socket: Socket, trace: ConnectionTrace, events: StreamEvents) {
    this.#socket = socket;
    this.#trace = trace;
    this.#events = events;
    socket.allowHalfOpen = true;
    trace.fd = descriptor(socket);
    socket.on('data', (bytes: Buffer) => this.took(bytes));
    socket.on('end', () => {
      trace.write('read', { bytes: 0, offset: this.#received });
      events.ended();
    });
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => {
      if (!this.#over) trace.write('close');
      this.#over = true;
      events.closed();
    });
    if (socket.destroyed) setImmediate(() => events.closed());
  }

  /** Bytes came out of one read; called from outside for a socket that reads into a buffer of its own. */
  took(bytes: Buffer): void {
    if (this.#over) return;
    this.#trace.write('read', { bytes: bytes.length, offset: this.#received });
    this.#received += bytes.length;
    this.#events.received(bytes);
  }

  write(bytes: Buffer): void {
    const time = this.#trace.now();
    const offset = this.#written;
    this.#socket.write(bytes, (error) => {
      if (error) return this.#fail(error);
      const rest = offset + bytes.length - this.#written;
      if (rest > 0)
        this.#trace.write('write', { bytes: rest, requested: rest, offset: this.#written, text: 'the rest' });
      this.#written = offset + bytes.length;
      this.#events.flushed(bytes.length);
    });
    if (this.#failed) return;
    const taken = Math.max(0, bytes.length - bytesQueued(this.#socket));
    this.#written = offset + taken;
    const duration = Number(this.#trace.now() - time);
    const partial = taken === bytes.length ? {} : { text: 'a part', ...(taken === 0 ? { errno: 'EAGAIN' } : {}) };
    this.#trace.write('write', { time, duration, bytes: taken, requested: bytes.length, offset, ...partial });
  }

  shutdown(): void {
    if (this.#over) return;
    this.#trace.write('shutdown', { offset: this.#written });
    this.#socket.end();
  }

  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#trace.write('close');
    this.#socket.destroy();
  }

  reset(): void {
    if (this.#over) return;
    this.#over = true;
    this.#trace.write('reset');
    this.#trace.write('close');
    this.#socket.resetAndDestroy();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  #fail(error: Error) {
    if (this.#failed) return;
    this.#failed = true;
    const { syscall } = error as NodeJS.ErrnoException;
    if (!this.#over) this.#trace.write(syscall === 'write' ? 'write' : 'read', { ...describeError(error) });
    this.#events.failed(error);
  }
}
