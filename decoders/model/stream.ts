/** Returned by a splitter that must see more bytes before it can tell the length. */
export const NEED_MORE = -1;
/** Returned by a splitter when the bytes are not of its protocol: the stream is shown as bytes from here on. */
export const NOT_MINE = -2;
/** Returned by a splitter when the message ends with the connection (an HTTP response without a length). */
export const UNTIL_CLOSE = -3;

/**
 * How a protocol cuts the byte stream of one direction into messages (PDUs). Pure and bounded: it is asked again from the
 * message's first byte whenever more bytes have arrived.
 */
export interface StreamProtocol {
  /**
   * Length in bytes of the message that begins at `start` of `bytes`, when `end` is the end of what has arrived; or
   * NEED_MORE, NOT_MINE, UNTIL_CLOSE.
   * @param context facts of the conversation that the protocol keeps, for example the methods of requests under way
   */
  measure(bytes: Uint8Array, start: number, end: number, context: StreamContext): number;
  /** True when bytes on an unknown port look like this protocol's first message. */
  recognises?(bytes: Uint8Array, start: number, end: number): boolean;
}

/** Reused between calls: copy what must be kept. */
export interface StreamContext {
  conversation: number;
  /** 0: sent by the side that opened the connection (or was seen first), 1: by the other. */
  direction: number;
  frame: number;
  /** How far the splitter has looked into this message, in bytes from its start; kept between calls, 0 for a new message. */
  progress: number;
  /** State of the protocol as made by its `createState`. */
  state: unknown;
}
