/** Bytes that fields point into: the frame, or data made from several frames or by decoding. */
export interface ByteSource {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Index of the first byte within `bytes`, and one past the last. */
  readonly start: number;
  readonly end: number;
  /** Put together only where fields in it are wanted, empty elsewhere. */
  readonly onDemand?: boolean;
}
