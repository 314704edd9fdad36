import type { Port } from '../port.ts';

/** The part of a browser's `WebSocket` used here. */
export interface WebSocketLike {
  binaryType: string;
  readonly readyState: number;
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { code: number; reason: string }) => void): void;
}

const open = 1;
const normalClosure = 1000;

/** A port over a WebSocket that is connecting or open. What is sent before it opens is kept until then. */
export function webSocketPort(socket: WebSocketLike): Port {
  let onMessage: ((bytes: Uint8Array) => void) | undefined;
  let onClose: ((reason: string) => void) | undefined;
  let closed: string | undefined;
  let unsent: Uint8Array<ArrayBuffer>[] = [];
  const unread: Uint8Array[] = [];

  const end = (reason: string): void => {
    if (closed !== undefined) return;
    closed = reason;
    unsent = [];
    onClose?.(reason);
  };
  const close = (reason = 'The connection was closed.'): void => {
    if (closed !== undefined) return;
    socket.close(normalClosure);
    end(reason);
  };

  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => {
    for (const bytes of unsent.splice(0)) socket.send(bytes);
  });
  socket.addEventListener('close', ({ reason }) => end(reason || 'The connection to the capture process was lost.'));
  socket.addEventListener('message', ({ data }) => {
    if (closed !== undefined) return;
    if (!(data instanceof ArrayBuffer)) return close('The server sent something else than bytes.');
    const bytes = new Uint8Array(data);
    if (onMessage === undefined) unread.push(bytes);
    else onMessage(bytes);
  });

  return {
    send(bytes) {
      if (closed !== undefined) return;
      if (socket.readyState === open) socket.send(bytes as Uint8Array<ArrayBuffer>);
      else unsent.push(bytes as Uint8Array<ArrayBuffer>);
    },
    onMessage(listener) {
      onMessage = listener;
      for (const bytes of unread.splice(0)) listener(bytes);
    },
    onClose(listener) {
      onClose = listener;
      if (closed !== undefined) listener(closed);
    },
    close,
  };
}
