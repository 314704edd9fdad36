import type { Port } from './port.ts';

/** Unacknowledged messages and bytes beyond which events, progress and items wait. */
const window = { messages: 64, bytes: 8 * 1024 * 1024 };
/** Unacknowledged bytes beyond which no further request is started. */
const congestion = 32 * 1024 * 1024;
/** Unacknowledged messages, and events waiting, beyond which the client counts as not reading. */
const lostReader = { messages: 10_000, waiting: 1000 };

/**
 * The server's sending side. Results and errors go out at once, for requests in flight are limited; news waits while the
 * client has not acknowledged what was sent before, so a slow reader costs bounded memory on every transport.
 */
export class Outbox {
  readonly #port: Port;
  readonly #onLostReader: () => void;
  #open = false;
  #closed = false;
  #sent = { messages: 0, bytes: 0 };
  #acknowledged = { messages: 0, bytes: 0 };
  /** In order of arrival; a newer message of the same key comes last and the older one is dropped. */
  readonly #waiting = new Map<string | number, Uint8Array>();
  #nextKey = 0;
  #awaitingRoom: (() => void)[] = [];

  constructor(port: Port, onLostReader: () => void) {
    this.#port = port;
    this.#onLostReader = onLostReader;
  }

  /** Lets news out, after the hello. */
  open(): void {
    this.#open = true;
    this.#flush();
  }

  /** Forgets what waits and lets those awaiting room go. */
  close(): void {
    this.#closed = true;
    this.#waiting.clear();
    for (const resume of this.#awaitingRoom.splice(0)) resume();
  }

  /** Sends at once. */
  send(bytes: Uint8Array): void {
    this.#sent.messages += 1;
    this.#sent.bytes += bytes.length;
    this.#port.send(bytes);
    if (this.#sent.messages - this.#acknowledged.messages > lostReader.messages) this.#onLostReader();
  }

  /** Sends when the client keeps up; with a key, an unsent message of the same key is replaced. */
  push(bytes: Uint8Array, key?: string): void {
    if (this.#hasRoom && this.#waiting.size === 0) {
      this.send(bytes);
      return;
    }
    this.#nextKey += 1;
    const place = key ?? this.#nextKey;
    this.#waiting.delete(place);
    this.#waiting.set(place, bytes);
    if (this.#waiting.size > lostReader.waiting) this.#onLostReader();
  }

  /** Drops an unsent message. */
  forget(key: string): void {
    this.#waiting.delete(key);
  }

  /** Resolves when the client has kept up, or the connection has ended. */
  async room(): Promise<void> {
    while (!this.#hasRoom && !this.#closed) await new Promise<void>((resolve) => this.#awaitingRoom.push(resolve));
  }

  /** Whether the client has so much unread that it gets no further work done. */
  get congested(): boolean {
    return this.#sent.bytes - this.#acknowledged.bytes >= congestion;
  }

  /** Notes the totals the client has received; false when they cannot be true. */
  acknowledge(messages: number, bytes: number): boolean {
    if (messages > this.#sent.messages || bytes > this.#sent.bytes) return false;
    if (messages < this.#acknowledged.messages || bytes < this.#acknowledged.bytes) return false;
    this.#acknowledged = { messages, bytes };
    this.#flush();
    return true;
  }

  get #hasRoom(): boolean {
    return (
      this.#open &&
      this.#sent.messages - this.#acknowledged.messages < window.messages &&
      this.#sent.bytes - this.#acknowledged.bytes < window.bytes
    );
  }

  #flush(): void {
    for (const [key, bytes] of this.#waiting) {
      if (!this.#hasRoom) return;
      this.#waiting.delete(key);
      this.send(bytes);
    }
    if (!this.#hasRoom) return;
    for (const resume of this.#awaitingRoom.splice(0)) resume();
  }
}
