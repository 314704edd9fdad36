import type { WebSocket } from 'ws';
import type { Port } from '../../contract/port.ts';

const normalClosure = 1000;
const unsupportedData = 1003;
/** Longest close reason in a WebSocket close frame, in bytes (RFC 6455 section 5.5). */
const maxReason = 123;

/** The server's end of a WebSocket. Message size is bounded by the `maxPayload` of the WebSocket server. */
export function wsPort(socket: WebSocket): Port {
  let onMessage: ((bytes: Uint8Array) => void) | undefined;
  let onClose: ((reason: string) => void) | undefined;
  let closed: string | undefined;
  const unread: Uint8Array[] = [];

  const end = (reason: string): void => {
    if (closed !== undefined) return;
    closed = reason;
    onClose?.(reason);
  };
  const close = (reason = 'The connection was closed.', code = normalClosure): void => {
    if (closed !== undefined) return;
    socket.close(code, Buffer.from(reason).subarray(0, maxReason));
    end(reason);
  };

  socket.binaryType = 'nodebuffer';
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (closed !== undefined) return;
    if (!isBinary) return close('The client sent text instead of bytes.', unsupportedData);
    if (onMessage === undefined) unread.push(data);
    else onMessage(data);
  });
  socket.on('close', (_code, reason) => end(reason.toString() || 'The client disconnected.'));
  socket.on('error', (error) => end(`The connection to the client failed: ${error.message}.`));

  return {
    send(bytes) {
      if (closed === undefined) socket.send(bytes);
    },
    onMessage(listener) {
      onMessage = listener;
      for (const bytes of unread.splice(0)) listener(bytes);
    },
    onClose(listener) {
      onClose = listener;
      if (closed !== undefined) listener(closed);
    },
    close: (reason) => close(reason),
  };
}
