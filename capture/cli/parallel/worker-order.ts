import type { Arguments } from '../arguments.ts';

/** What a printing worker is told when it is started. */
export interface WorkerOrder {
  readonly args: Arguments;
  readonly path: string;
  /** The file at the path, see {@link fileIdentity}. */
  readonly identity: string;
  /** Bytes of the file that are read. */
  readonly length: number;
  /** Memory of the {@link Parts} that all threads share. */
  readonly parts: SharedArrayBuffer;
  /** Memory of the worker's {@link BytesAhead}. */
  readonly ahead: SharedArrayBuffer;
}

/** What a printing worker says: bytes of a part, the end of a part, how many frames it has read, or why it gave up. */
export type WorkerMessage =
  | { readonly part: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly ended: number }
  | { readonly frames: number }
  | { readonly problem: string };

/** Most bytes of output that wait to be written, of each thread. */
export const MOST_AHEAD = 32 * 1024 * 1024;
