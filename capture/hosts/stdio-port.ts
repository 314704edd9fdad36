import type { Readable, Writable } from 'node:stream';
import { defaultMaxMessageBytes } from '../../contract/handshake.ts';
import type { Port } from '../../contract/port.ts';
import { FrameSplitter } from './frame-splitter.ts';

/** A port over two byte streams; each message is preceded by its length as a little-endian u32. */
export function stdioPort(input: Readable, output: Writable, maxMessageBytes = defaultMaxMessageBytes): Port {
  const splitter = new FrameSplitter(maxMessageBytes);
  let onMessage: ((bytes: Uint8Array) => void) | undefined;
  let onClose: ((reason: string) => void) | undefined;
  let closed: string | undefined;

  const end = (reason: string): void => {
    if (closed !== undefined) return;
    closed = reason;
    input.destroy();
    onClose?.(reason);
  };
  const close = (reason = 'The connection was closed.'): void => {
    if (closed !== undefined) return;
    output.end();
    end(reason);
  };
  const receive = (chunk: Buffer): void => {
    try {
      for (const message of splitter.push(chunk)) if (closed === undefined) onMessage?.(message);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      close(error.message);
    }
  };

  input.on('end', () => end('The other process closed its output.'));
  input.on('close', () => end('The other process ended.'));
  input.on('error', (error) => end(`Reading from the other process failed: ${error.message}.`));
  output.on('error', (error) => end(`Writing to the other process failed: ${error.message}.`));

  return {
    send(bytes) {
      if (closed !== undefined) return;
      const length = Buffer.allocUnsafe(4);
      length.writeUInt32LE(bytes.length);
      output.write(length);
      output.write(bytes);
    },
    onMessage(listener) {
      onMessage = listener;
      input.on('data', receive);
    },
    onClose(listener) {
      onClose = listener;
      if (closed !== undefined) listener(closed);
    },
    close,
  };
}
