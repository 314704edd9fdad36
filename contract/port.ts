/**
 * One end of a two-way channel of whole messages. All transports implement it and carry bytes only.
 *
 * Messages arrive complete, in order and once. Those that come before `onMessage` is called are kept. A port has one
 * message listener and one close listener; the close listener is called once, also after `close()`, and at once when the
 * port is closed already.
 */
export interface Port {
  /** Copies or hands over `bytes`; does nothing once closed. The caller does not change them afterwards. */
  send(bytes: Uint8Array): void;
  onMessage(listener: (bytes: Uint8Array) => void): void;
  onClose(listener: (reason: string) => void): void;
  /** Ends both directions; messages sent before still arrive where the transport allows. */
  close(reason?: string): void;
}
