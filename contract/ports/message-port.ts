import type { Port } from '../port.ts';

type Listener = (event: { data: unknown }) => void;

/** What the DOM's and Node's `MessagePort` and Electron's `MessagePortMain` have in common. */
export interface MessagePortLike {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
  addEventListener?(type: string, listener: Listener): void;
  /** Electron's `MessagePortMain`, whose listeners get events too. */
  on?(type: string, listener: Listener): unknown;
}

/** A port over one end of a message channel. Chromium tells of a closed peer since 124, Node and Electron always do. */
export function messagePort(channel: MessagePortLike): Port {
  let onClose: ((reason: string) => void) | undefined;
  let closed: string | undefined;

  const listen = (type: string, listener: Listener): void => {
    if (channel.addEventListener !== undefined) channel.addEventListener(type, listener);
    else channel.on?.(type, listener);
  };
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
