interface HandleOwner {
  _handle?: { fd?: number; writeQueueSize?: number } | null;
}

/** The descriptor number of a socket or server, where Node shows it (not on Windows, not after the close). */
export function descriptor(owner: object): number | undefined {
  const fd = (owner as HandleOwner)._handle?.fd;
  return fd !== undefined && fd >= 0 ? fd : undefined;
}

/** Bytes given to the handle of a socket that the kernel has not taken yet. */
export function bytesQueued(owner: object): number {
  return (owner as HandleOwner)._handle?.writeQueueSize ?? 0;
}
