/** What a byte stream tells its owner. */
export interface StreamEvents {
  /** TCP: at once. TLS: the handshake is complete. */
  opened(): void;
  received(bytes: Buffer): void;
  /** The peer closed its sending side. */
  ended(): void;
  /** Bytes given to `write` were taken, by the kernel at last. */
  flushed(bytes: number): void;
  failed(error: NodeJS.ErrnoException): void;
  /** The descriptor is closed. Comes exactly once and last. */
  closed(): void;
}

/** Both directions of a connection, in the clear or under TLS. */
export interface ByteStream {
  write(bytes: Buffer): void;
  /** Closes the sending side (FIN, under TLS after close_notify). */
  shutdown(): void;
  close(): void;
  reset(): void;
  pause(): void;
  resume(): void;
}
