import { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { ByteStream, StreamEvents } from './byte-stream.ts';
import type { ConnectionTrace } from './connection-trace.ts';

/**
 * The stream that TLS writes its records to and reads them from. It sits on a traced TCP stream, so the trace shows the
 * reads and writes of the records as they are on the wire.
 */
export class RecordStream extends Duplex {
  #under: ByteStream | undefined;
  #flushed: (() => void) | undefined;
  readonly #onClosed: () => void;

  constructor(onClosed: () => void) {
    super({ allowHalfOpen: true });
    this.#onClosed = onClosed;
  }

  set under(stream: ByteStream) {
    this.#under = stream;
  }

  /** Where the stream underneath tells its events. */
  readonly events: StreamEvents = {
    opened: () => {},
    received: (bytes) => {
      if (!this.push(bytes)) this.#under?.pause();
    },
    ended: () => {
      this.push(null);
    },
    flushed: () => {
      const flushed = this.#flushed;
      this.#flushed = undefined;
      flushed?.();
    },
    failed: (error) => {
      this.destroy(error);
    },
    closed: () => {
      this.destroy();
      this.#onClosed();
    },
  };

  override _read(): void {
    this.#under?.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#flushed = done;
    this.#under?.write(chunk);
  }

  override _final(done: () => void): void {
    this.#under?.shutdown();
    done();
  }
}

/** The clear side of a TLS connection. `secure` says which event of the socket means that the handshake is complete. */
export class TlsStream implements ByteStream {
  readonly #socket: TLSSocket;
  readonly #under: ByteStream;
  readonly #events: StreamEvents;

  constructor(
    socket: TLSSocket,
    under: ByteStream,
    secure: 'secure' | 'secureConnect',
    trace: ConnectionTrace,
    onKeys: (line: Buffer) => void,
    events: StreamEvents,
  ) {
    this.#socket = socket;
    this.#under = under;
    this.#events = events;
    let failed = false;
    let secured = false;
    socket.on('keylog', onKeys);
    socket.once(secure, () => {
      secured = true;
      trace.write('handshake', { text: `${socket.getProtocol()} ${socket.getCipher().name}` });
      events.opened();
    });
    socket.on('data', (bytes: Buffer) => events.received(bytes));
    socket.on('end', () => {
      if (secured) events.ended();
      else
        fail(
          Object.assign(new Error('The peer ended the connection before the TLS handshake was complete'), {
            code: 'ECONNRESET',
          }),
        );
    });
    const fail = (error: Error): void => {
      if (failed) return;
      failed = true;
      events.failed(error);
    };
    socket.on('error', fail);
    socket.on('_tlsError', fail);
    socket.on('close', () => under.close());
  }

  write(bytes: Buffer): void {
    this.#socket.write(bytes, (error) => {
      if (!error) this.#events.flushed(bytes.length);
    });
  }

  shutdown(): void {
    this.#socket.end();
  }

  close(): void {
    this.#socket.destroy();
    this.#under.close();
  }

  reset(): void {
    this.#socket.destroy();
    this.#under.reset();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }
}
