import type { Port } from '../port.ts';
import { startTimer } from '../runtime.ts';

/** Two connected ports in one process. Messages are copied and delivered later, in order, as over a real transport. */
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
    startTimer(() => this.#deliver(), 0);
  }

  #deliver(): void {
    this.#scheduled = false;
    if (this.#onMessage !== undefined) {
      for (const bytes of this.#inbox.splice(0)) this.#onMessage(bytes);
    }
    if (this.#closing === undefined || this.#closed || this.#inbox.length > 0) return;
    this.#closed = true;
    this.#onClose?.(this.#closing);
  }
}
