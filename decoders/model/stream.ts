/** Returned by a splitter that must see more bytes before it can tell the length. */
export const NEED_MORE = -1;
/**
 * Returned by a splitter when no message begins here: the rest of the segment is shown as bytes, or handed to a protocol
 * that shows {@link StreamProtocol.continuation}; the next segment is asked anew.
 */
export const NOT_MINE = -2;
/** Returned by a splitter when no message begins here and no layer shall show the bytes: the segment's payload does. */
export const NO_LAYER = -4;
/** Returned by a splitter when the message ends with the connection (an HTTP response without a length). */
export const UNTIL_CLOSE = -3;

/**
 * How a protocol cuts the byte stream of one direction into messages (PDUs).
 *
 * The stream calls {@link measure} while learning, in the order of the stream, and keeps what it said; other passes read
 * that. Each message is then decoded once as a layer of its own whose bytes are exactly the message: from the segment
 * itself when it lies in one segment, else from a further byte source made of all its pieces, in the frame where it was
 * complete. Several messages in a segment are several layers. Messages beyond the stream's memory limits are shown as
 * segments that belong together but are not decoded.
 *
 * The segment that `decode` gets can be a part of a message, with {@link Dissection.fragmented} set, where streams are
 * not put together: segments that were cut by the capture, or desegmentation switched off.
 */
export interface StreamProtocol {
  /**
   * Length in bytes of the message that begins at `start` of `bytes`, when `end` is the end of what has arrived in order;
   * it may be longer than what has arrived. Or NEED_MORE, NOT_MINE, NO_LAYER, UNTIL_CLOSE. Must be bounded and must not change the
   * protocol's state: it is asked again from the message's first byte whenever more bytes have arrived after NEED_MORE.
   *
   * @param context facts of the conversation that the protocol keeps, for example the methods of requests under way
   */
  measure(bytes: Uint8Array, start: number, end: number, context: StreamContext): number;
  /** True when bytes on an unknown port look like this protocol's first message. */
  recognises?(bytes: Uint8Array, start: number, end: number): boolean;
  /** Name of the protocol that the connection carries from the next segment on, once both sides have agreed on it. */
  becomes?(conversation: number, state: unknown): string | undefined;
  /** True: `decode` also wants what `measure` rejected, and shows it as the continuation of something not seen. */
  readonly continuation?: boolean;
}

/** Reused between calls: copy what must be kept. */
export interface StreamContext {
  conversation: number;
  /** 0: sent by the side that opened the connection (or was seen first), 1: by the other. */
  direction: number;
  frame: number;
  /**
   * How far the splitter has looked into this message: kept between calls, 0 for a new message. Usually bytes from its
   * start; only the splitter reads it.
   */
  progress: number;
  /** Messages of the same piece of stream that were measured before this one and are not decoded yet. */
  before: number;
  /** State of the protocol as made by its `createState`. */
  state: unknown;
}
