import type { Port } from '../port.ts';

interface Channel {
  postMessage(message: Uint8Array): void;
  start(): void;
  close(): void;
}

type Listen = (type: 'message' | 'close', listener: (event: { data: unknown }) => void) => unknown;

/** A `MessagePort` of the DOM or of Node, or Electron's `MessagePortMain`; their typings of events have nothing in common. */
export type MessagePortLike = Channel &
  ({ addEventListener(...parameters: never[]): unknown } | { on(...parameters: never[]): unknown });

/** A port over one end of a message channel. Chromium tells of a closed peer since 124, Node and Electron always do. */
export function messagePort(channel: MessagePortLike): Port {
  let onClose: ((reason: string) => void) | undefined;
  let closed: string | undefined;

  const listen: Listen = (type, listener) =>
    'addEventListener' in channel
      ? (channel as unknown as { addEventListener: Listen }).addEventListener(type, listener)
      : (channel as unknown as { on: Listen }).on(type, listener);
  const end = (reason: string): void => {
    if (closed !== undefined) return;
    closed = reason;
    onClose?.(reason);
  };
  const close = (reason = 'The connection was closed.'): void => {
    if (closed !== undefined) return;
    channel.close();
    end(reason);
  };
  listen('close', () => end('The other process closed the connection or ended.'));

  return {
    send(bytes) {
      if (closed === undefined) channel.postMessage(exact(bytes));
    },
    onMessage(listener) {
      listen('message', ({ data }) => {
        if (closed !== undefined) return;
        if (data instanceof Uint8Array) listener(data);
        else close('The other process sent something else than bytes.');
      });
      channel.start();
    },
    onClose(listener) {
      onClose = listener;
      if (closed !== undefined) listener(closed);
    },
    close,
  };
}

/** Posting a view would copy the whole buffer behind it. */
function exact(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
