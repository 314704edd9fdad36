import type { Port } from '../port.ts';
import { inTask } from '../runtime.ts';

/**
 * Two connected ports in one process. Messages are copied and delivered later, in order and each in a task of its own, as
 * over a real transport: what waits for a response goes on before the next event is heard.
 */
export function memoryPorts(): [Port, Port] {
  const left = new MemoryPort();
  const right = new MemoryPort();
  left.connectTo(right);
  right.connectTo(left);
  return [left, right];
}

class MemoryPort implements Port {
  #peer: MemoryPort | undefined;
  #onMessage: ((bytes: Uint8Array) => void) | undefined;
  #onClose: ((reason: string) => void) | undefined;
  #inbox: Uint8Array[] = [];
  #closing: string | undefined;
  #closed = false;
  #scheduled = false;

  connectTo(peer: MemoryPort): void {
    this.#peer = peer;
  }

  send(bytes: Uint8Array): void {
    if (this.#closing !== undefined || this.#peer === undefined) return;
    this.#peer.#inbox.push(new Uint8Array(bytes));
    this.#peer.#schedule();
  }

  onMessage(listener: (bytes: Uint8Array) => void): void {
    this.#onMessage = listener;
    this.#schedule();
  }

  onClose(listener: (reason: string) => void): void {
    this.#onClose = listener;
    if (this.#closed) listener(this.#closing ?? '');
  }

  close(reason = 'The connection was closed.'): void {
    if (this.#closing !== undefined) return;
    this.#inbox = [];
    this.#end(reason);
    if (this.#peer !== undefined) this.#peer.#end(reason);
  }

  #end(reason: string): void {
    this.#closing ??= reason;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    inTask(() => this.#deliver());
  }

  #deliver(): void {
    this.#scheduled = false;
    const bytes = this.#onMessage && this.#inbox.shift();
    if (bytes !== undefined) this.#onMessage?.(bytes);
    if (this.#onMessage !== undefined && this.#inbox.length > 0) {
      this.#schedule();
      return;
    }
    if (this.#closing === undefined || this.#closed || this.#inbox.length > 0) return;
    this.#closed = true;
    this.#onClose?.(this.#closing);
  }
}
